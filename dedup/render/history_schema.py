"""The history of a story in the result schema (version 1)."""

from __future__ import annotations

from dedup.diff import SCHEMA_VERSION, Diff
from dedup.history import FactHistory, History, Step, Thread
from dedup.render.schema import Json, document_to_dict, link_to_dict, summary_to_dict, value_to_dict


def history_to_dict(history: History) -> Json:
    """Return a history in the result schema; versions (also a diff's `a` and `b`) count from 0."""
    return {
        "schema_version": SCHEMA_VERSION,
        "recipe": dict(history.recipe),
        "versions": [document_to_dict(version) for version in history.versions],
        "diffs": [_diff(number, diff) for number, diff in enumerate(history.diffs)],
        "threads": [_thread(thread) for thread in history.threads],
        "facts": [_fact(fact) for fact in history.facts],
    }


def _diff(number: int, diff: Diff) -> Json:
    return {
        "a": number,
        "b": number + 1,
        "links": [link_to_dict(link) for link in diff.links],
        "dropped": list(diff.dropped),
        "added": list(diff.added),
        "summary": summary_to_dict(diff.summary),
    }


def _thread(thread: Thread) -> Json:
    return {"id": thread.id, "steps": [_step(step) for step in thread.steps]}


def _step(step: Step) -> Json:
    return {
        "version": step.version,
        "change": step.change,
        "sentences": list(step.sentences),
        "moved": step.moved,
        "into": step.into,
        "out_of": step.out_of,
    }


def _fact(fact: FactHistory) -> Json:
    return {
        "type": fact.type,
        "sayings": [
            {"version": saying.version, "value": value_to_dict(saying.value)} for saying in fact.sayings
        ],
    }

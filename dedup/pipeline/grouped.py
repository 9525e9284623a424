"""From verdicts to clusters, on any engine: no templates, no round-ups, and what then hangs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from dedup.engine.port import Data, Engine, Input
from dedup.pipeline import clusters, roundups, telling, template_pairs
from dedup.pipeline.bench import JOINED, VERDICTS, sound
from dedup.pipeline.components import components


@dataclass(frozen=True, slots=True)
class Grouped(Generic[Data]):
    """Rows of `JOINED` and of `CLUSTERED`."""

    verdicts: Data
    clusters: Data


def grouped(engine: Engine[Data], readings: Data, verdicts: Data) -> Grouped[Data]:
    """Return the clusters that verdicts (`JUDGED`) make; `readings` are those of the articles in them."""
    joined = _without_roundups(engine, _without_templates(engine, verdicts))
    joins = engine.map_batches(joined, roundups.joins, telling.PAIRS)
    links = Input(components(engine, joins, "joined"), "n")
    edges = engine.exchange({"verdicts": Input(joined, "a"), "links": links}, clusters.edges, clusters.EDGES)
    known = Input(readings, "n", ("n", "first", "id", "about"))
    members = engine.exchange({"readings": known, "links": links}, clusters.members, clusters.MEMBERS)
    made = engine.exchange(
        {"edges": Input(edges, "root"), "members": Input(members, "root")},
        clusters.clustered,
        clusters.CLUSTERED,
    )
    return Grouped(joined, engine.materialise(made, "clusters"))


def _without_templates(engine: Engine[Data], verdicts: Data) -> Data:
    """Look again at all pairs until no more falls: see `frames`."""
    t = template_pairs
    judged = engine.map_batches(verdicts, sound, VERDICTS)
    sided = engine.materialise(engine.map_batches(judged, t.sided, t.SIDED), "sided")
    fallen = engine.materialise(engine.given((), t.FALLEN), "fallen-0")
    count, rounds = 0, 0
    while True:
        rounds += 1
        given = {"sided": Input(sided, "owner"), "fallen": Input(fallen, "owner")}
        rivals = engine.exchange(given, t.rivalling, t.RIVALS)
        fell = engine.exchange({"rivals": Input(rivals, "a")}, t.falling, t.FALLEN)
        fallen = engine.materialise(engine.together((fallen, fell)), f"fallen-{rounds}")
        before, count = count, sum(len(rows) for rows in engine.rows(fallen, ("a",)))
        if count == before:
            break
    judged = engine.map_batches(verdicts, sound, VERDICTS)
    every = {"verdicts": Input(judged, "a"), "fallen": Input(fallen, "a", ("a", "b"))}
    return engine.materialise(engine.exchange(every, t.reconsidered, VERDICTS), "settled")


def _without_roundups(engine: Engine[Data], verdicts: Data) -> Data:
    """Find the pairs that join no cluster: see `guard`."""
    r = roundups
    stretches = engine.materialise(engine.map_batches(verdicts, r.stretched, r.STRETCHES), "stretches")
    seen = Input(stretches, "owner")
    suspects = engine.materialise(engine.exchange({"stretches": seen}, r.suspects, r.STRETCHES), "suspects")
    suspected = Input(suspects, "owner")
    asked = engine.exchange({"suspects": suspected}, r.questions, r.QUESTIONS)
    answers = engine.materialise(
        engine.exchange({"questions": Input(asked, "to"), "stretches": seen}, r.answers, r.QUESTIONS),
        "answers",
    )
    near = {"suspects": suspected, "answers": Input(answers, "to")}
    found = engine.materialise(engine.exchange(near, r.recognised, r.ROUNDUPS), "roundups")
    known = {"suspects": Input(suspects, "other"), "roundups": Input(found, "n")}
    told = engine.exchange(known, r.told, r.TOLD)
    every = {**near, "roundups": Input(found, "n"), "told": Input(told, "to")}
    denied = engine.exchange(every, r.denied, r.DENIED)
    judged = {"verdicts": Input(verdicts, "a"), "denied": Input(denied, "a")}
    return engine.materialise(engine.exchange(judged, r.joining, JOINED), "judged")

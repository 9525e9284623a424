"""Results as web pages that need nothing else: no script, no request, one style sheet inside.

The templates escape everything (this is the one place that escapes HTML). The page's policy lets the
browser apply the one style sheet, known by its hash, and load nothing at all.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from itertools import accumulate, groupby
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from dedup.article import Article
from dedup.check import Check, QuotationState
from dedup.cluster import Clustering
from dedup.diff import Diff
from dedup.history import History
from dedup.language import detect_language
from dedup.render import beside, plot, wording
from dedup.render.amounts import amounts, is_heavy
from dedup.render.beside import paragraphs_beside
from dedup.render.check_display import (
    bar,
    facts_to_verify,
    longest_run,
    lost_sentences,
    lost_title,
    lost_values,
    new_title,
    new_values,
    quotation_counts,
    quotations_to_verify,
    reason_text,
    share_parts,
)
from dedup.render.clusters_display import Card, cards
from dedup.render.display import Fold, Gap, checks, folded, numbers, place, rows_and_gaps, rows_of
from dedup.render.figures import plots, size_group, size_label, sources
from dedup.render.history_display import facts_title, legend, thread_rows, timeline
from dedup.render.speech import Speech, Tongue, speech
from dedup.render.ticks import Ticks

BAR_CELLS = 200
FEW_CLUSTERS = 20
"""Clusters that are shown open; where there are more, each is one line until it is asked for."""
CHUNK_CLUSTERS = 20
"""Clusters that a browser lays out together, when they come near: one by one they are too many to watch."""

Key = TypeVar("Key", str, int)


class Layout(StrEnum):
    """How two texts are shown: side by side, or woven into one."""

    COLUMNS = "columns"
    INLINE = "inline"


_DANGER: tuple[QuotationState, ...] = ("invented", "altered", "dropped", "kept")


def diff_page(diff: Diff, tongue: Tongue = Tongue.EN) -> str:
    """Return a diff as an HTML page: summary, facts to check, both texts side by side."""
    shown = {"checks": checks(rows_of(diff)), "amounts": amounts(diff), **_sentences(diff)}
    return _page("diff.html.j2", tongue, diff=diff, **shown)


def comparison_part(
    check: Check,
    tongue: Tongue = Tongue.EN,
    layout: Layout = Layout.COLUMNS,
    ticks: Ticks | None = None,
) -> str:
    """Return a check as a part of a page: summary, what to check, and all sentences.

    Which words stand beside each other is up to `layout`: both texts in columns, or woven into one.
    `ticks` tells what was checked already; without it there is nothing to be ticked off.
    """
    parts = share_parts(check)
    cells = bar([share for _, share in parts], BAR_CELLS)
    template = _environment(tongue).get_template("comparison.html.j2")
    return template.render(
        check=check,
        layout=layout,
        ticks=ticks,
        amounts=amounts(check.diff),
        parts=list(zip(parts, accumulate(cells, initial=0), cells, strict=False)),
        longest_words=check.longest_run.words if check.longest_run else 0,
        facts=checks(rows_of(check.diff)),
        quotations=sorted(check.quotations, key=lambda quotation: _DANGER.index(quotation.state)),
        **_sentences(check.diff),
    )


def plain_part(a: Article, b: Article, tongue: Tongue = Tongue.EN) -> str:
    """Return two texts beside each other as a part of a page, for those that are too long to mark."""
    return _environment(tongue).get_template("plain_part.html.j2").render(**_beside(a, b))


def plain_page(a: Article, b: Article, tongue: Tongue = Tongue.EN) -> str:
    """Return two texts beside each other as an HTML page, for those that are too long to mark."""
    return _page("plain_page.html.j2", tongue, **_beside(a, b))


def page_style() -> str:
    """Return the style sheet of all pages."""
    return files("dedup.render").joinpath("templates/page.css").read_text("utf-8")


def _beside(a: Article, b: Article) -> dict[str, object]:
    languages = (a.language or detect_language(a.text), b.language or detect_language(b.text))
    texts = {"a": a, "b": b, "languages": languages, "rows": paragraphs_beside(a, b)}
    return {**texts, "unmarked": beside.TITLE, "reason": beside.REASON, "instead": beside.INSTEAD}


def _sentences(diff: Diff) -> dict[str, object]:
    """Return what shows the sentences of a diff: rows, those without marks on words, shares of paragraphs."""
    heavy = {f"b{link.b[0] + 1}" for link in diff.links if is_heavy(diff, link)}
    shares = {first: share for first, share in amounts(diff).paragraphs.items() if share}
    return {"rows": list(folded(rows_and_gaps(diff))), "heavy_rows": heavy, "share_of": shares}


def check_page(check: Check) -> str:
    """Return an editor's check as an HTML page: verdict, what to verify, what is new and what was lost."""
    parts, new, lost, values = (
        share_parts(check),
        new_values(check),
        lost_sentences(check),
        lost_values(check),
    )
    cells = bar([share for _, share in parts], BAR_CELLS)
    return _page(
        "check.html.j2",
        check=check,
        reasons=[reason_text(reason) for reason in check.reasons],
        parts=list(zip(parts, accumulate(cells, initial=0), cells, strict=False)),
        longest=longest_run(check),
        facts=facts_to_verify(check),
        quotations=quotations_to_verify(check),
        quotation_counts=quotation_counts(check),
        new=new,
        new_title=new_title(new),
        lost=lost,
        lost_values=values,
        lost_title=lost_title(lost, values),
    )


def history_page(history: History) -> str:
    """Return a history as an HTML page: versions, facts that changed, a row of signs for every sentence."""
    return _page(
        "history.html.j2",
        history=history,
        facts_title=facts_title(history),
        rows=thread_rows(history),
        legend=legend(),
    )


def history_part(history: History, tongue: Tongue = Tongue.EN) -> str:
    """Return a history as a part of a page: facts that changed, and what became of every sentence."""
    template = _environment(tongue).get_template("history_part.html.j2")
    say = speech(tongue)
    return template.render(
        history=history,
        facts_title=facts_title(history, say),
        rows=thread_rows(history, say),
        legend=legend(say),
    )


def clustering_page(clustering: Clustering, tongue: Tongue = Tongue.EN) -> str:
    """Return a clustering as an HTML page: plots of the whole, every cluster with who took what from whom."""
    say, shown = speech(tongue), list(cards(clustering))
    by_day = sorted(shown, key=_newest_first, reverse=True) if len(shown) > FEW_CLUSTERS else []
    return _page(
        "clustering.html.j2",
        tongue,
        clustering=clustering,
        joined=sum(len(card.members) for card in shown),
        is_open=len(shown) <= FEW_CLUSTERS,
        chunk_clusters=CHUNK_CLUSTERS,
        plots=list(plots(clustering, shown, say)),
        sources=sources(shown),
        by_size=_grouped(shown, lambda card: size_group(len(card.members))),
        by_day=_grouped(by_day, lambda card: card.days[0] if card.days else ""),
        connections=[f"{edge.a}, {edge.b}: {edge.reason}" for edge in clustering.connections],
        skipped=[f"{item.path}: {say.problem(item.why)}" for item in clustering.skipped],
        stories=list(wording.told(clustering)),
        stories_title=say.text(wording.STORIES_TITLE),
    )


def _newest_first(card: Card) -> tuple[str, int]:
    return card.days[0] if card.days else "", -card.number


def _grouped(cards: Iterable[Card], key: Callable[[Card], Key]) -> list[tuple[Key, list[Card]]]:
    return [(found, list(group)) for found, group in groupby(cards, key)]


def _page(template: str, tongue: Tongue = Tongue.EN, **values: object) -> str:
    css = page_style()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    page = _environment(tongue).get_template(template)
    return page.render(css=css, css_hash=f"sha256-{digest}", **values)


@cache
def _environment(tongue: Tongue) -> Environment:
    say = speech(tongue)
    environment = Environment(
        loader=PackageLoader("dedup.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        _=say.text,
        say=say,
        signs=wording.SIGNS,
        history_signs=wording.HISTORY_SIGNS,
        moved_sign=wording.MOVED_SIGN,
        check_sign=wording.CHECK_SIGN,
        plot_width=plot.WIDTH,
        plot_height=plot.HEIGHT,
        plot_foot=plot.FOOT,
        zip=zip,
    )
    environment.filters.update(_filters(say))
    environment.tests["fold"] = lambda row: isinstance(row, Fold)
    environment.tests["gap"] = lambda row: isinstance(row, Gap)
    return environment


def _filters(say: Speech) -> dict[str, Callable[..., object]]:
    return {
        "article_name": wording.article_name,
        "columns": plot.columns,
        "count": partial(wording.count, say=say),
        "counted": partial(wording.counted, say=say),
        "fact_note": partial(wording.fact_note, say=say),
        "fact_reason": partial(wording.fact_reason, say=say),
        "matched": partial(wording.matched, say=say),
        "numbers": numbers,
        "opening": wording.opening,
        "percent": partial(wording.percent, say=say),
        "place": partial(place, say=say),
        "printable": wording.printable,
        "quotation_note": partial(wording.quotation_note, say=say),
        "relation": partial(wording.relation_words, say=say),
        "headline": partial(wording.headline, say=say),
        "share": partial(wording.share, say=say),
        "size_label": size_label,
        "timeline": timeline,
        "value": wording.value_text,
    }

"""Results as web pages that need nothing else: no script, no request, one style sheet inside.

The templates escape everything (this is the one place that escapes HTML). The page's policy lets the
browser apply the one style sheet, known by its hash, and load nothing at all.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from dedup.cluster import Cluster, Clustering
from dedup.diff import Diff
from dedup.render import wording
from dedup.render.display import Fold, checks, folded, numbers, place, rows_of
from dedup.verdict import Verdict


def diff_page(diff: Diff) -> str:
    """Return a diff as an HTML page: summary, facts to check, both texts side by side."""
    rows = rows_of(diff)
    return _page("diff.html.j2", diff=diff, checks=checks(rows), rows=list(folded(rows)))


def clustering_page(clustering: Clustering) -> str:
    """Return a clustering as an HTML page: every cluster with its members and what joins them."""
    skipped = [f"{item.path}: {item.why}" for item in clustering.skipped]
    return _page("clustering.html.j2", clustering=clustering, skipped=skipped)


def _page(template: str, **values: object) -> str:
    css = files("dedup.render").joinpath("templates/page.css").read_text("utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    page = _environment().get_template(template)
    return page.render(css=css, css_hash=f"sha256-{digest}", **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dedup.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        signs=wording.SIGNS, moved_sign=wording.MOVED_SIGN, check_sign=wording.CHECK_SIGN, passages=_passages
    )
    environment.filters.update(
        count=wording.count,
        counted=wording.counted,
        numbers=numbers,
        place=place,
        percent=wording.percent,
        printable=wording.printable,
        relation=wording.relation_words,
        value=wording.value_text,
    )
    environment.tests["fold"] = lambda row: isinstance(row, Fold)
    return environment


def _passages(cluster: Cluster) -> Iterator[tuple[Verdict, str]]:
    """Yield every edge with the longest passage of its evidence, as b has it."""
    texts = {member.article.id: member.article.text for member in cluster.members}
    for edge in cluster.edges:
        longest = max(edge.evidence, key=lambda item: len(item.b), default=None)
        yield edge, wording.printable(longest.b.of(texts.get(edge.b, ""))) if longest else ""

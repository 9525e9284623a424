"""Why two articles are together or apart, in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dedup.explanation import Explanation, Place
from dedup.render.blocks import print_block, print_title
from dedup.render.explanation_display import against_bar, never_judged, own_verdict, why
from dedup.render.wording import article_name, count, printable, relation_words, shares
from dedup.verdict import Verdict

INDENT = Text("   ")


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print the answer, the two articles, the way between them, and what was said of the two themselves."""
    answer = Text("Together  " if explanation.together else "Apart  ", style="bold")
    print_block(console, answer, Text(why(explanation)))
    for place in (explanation.a, explanation.b):
        _print_place(place, console)
    if explanation.path:
        print_title("The way from one to the other", console)
    for number, edge in enumerate(explanation.path, 1):
        _print_verdict(f"{number}  ", edge, explanation, console)
    title = own_verdict(explanation)
    if title and explanation.verdict:
        print_title(title, console)
        _print_verdict("   ", explanation.verdict, explanation, console)
    if explanation.outcome == "not_judged":
        print_title("What that means", console)
        print_block(console, INDENT, Text(never_judged(explanation)))


def _print_place(place: Place, console: Console) -> None:
    article = place.article
    where = f"in cluster {place.cluster}" if place.cluster else "on its own"
    known = (article.date, article_name(article), article.title, where)
    head = Text(f"  {place.role or '–':<7}  ")
    print_block(console, head, Text(printable("  ".join(item for item in known if item))))


def _print_verdict(head: str, verdict: Verdict, explanation: Explanation, console: Console) -> None:
    relation = Text(f"{relation_words(verdict.relation)}  ", style="bold")
    print_block(console, Text(head), Text.assemble(relation, against_bar(explanation, verdict)))
    print_block(console, INDENT, Text(f"a, the older: {printable(verdict.a)}"))
    print_block(console, INDENT, Text(f"b, the newer: {printable(verdict.b)}"))
    print_block(console, INDENT, Text(printable(verdict.reason)))
    figures = [*shares(verdict), count(len(verdict.evidence), "shared passage")]
    print_block(console, INDENT, Text(" · ".join(figures), style="dim"))

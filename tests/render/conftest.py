"""Two small results, built by hand, with everything that is hard to show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member, Skipped
from dedup.diff import Diff, Summary
from dedup.document import Document, Metadata, Sentence
from dedup.link import Edit, EditOp, Fact, FactType, Link, LinkKind, Severity, Value
from dedup.span import Span
from dedup.verdict import Evidence, Relation, Verdict

OPS: dict[str, EditOp] = {"=": "equal", "-": "delete", "+": "insert", "~": "replace"}

OLD = (
    "Brücke über die Elbe gesperrt",
    "Die Brücke bleibt bis Mittwoch gesperrt.",
    "Das teilte die Stadt mit.",
    "26 Menschen wurden verletzt.",
    "Die Feuerwehr rückte mit zwölf Wagen an, und die Straße wurde geräumt.",
    "Der Bürgermeister war nicht erreichbar.",
    "Der Verkehr wird umgeleitet.",
    "Busse fahren 🚌 alle zehn Minuten.",
    "<script>alert('x')</script> stand in der *ersten* Meldung.",
    "הגשר סגור עד יום רביעי.",
    "Am Abend 🌉 kamen viele Schaulustige.",
)
NEW = (
    "Brücke über die Elbe gesperrt",
    "Am Abend 🌉 kamen viele Schaulustige.",
    "Die Brücke bleibt laut Stadt bis Donnerstag gesperrt.",
    "27 Menschen wurden verletzt.",
    "Die Feuerwehr rückte mit zwölf Wagen an.",
    "Die Straße wurde geräumt.",
    "Der Bürgermeister war erreichbar.",
    "Der Verkehr wird umgeleitet.",
    "Busse fahren 🚌 alle zehn Minuten.",
    "<script>alert('y')</script> stand in der *zweiten* Meldung.",
    "הגשר סגור עד יום חמישי.",
    "Mehr dazu: https://example.org/a_b @redaktion #12 | $5 $6 :bus:",
)


def document(name: str, date: str, sentences: tuple[str, ...]) -> Document:
    """Join sentences behind a dateline; offsets count in code points."""
    text, spans = "Pirna (dpa) - ", []
    for index, sentence in enumerate(sentences):
        text += " " * (index > 0)
        end = len(text) + len(sentence)
        spans.append(Sentence(index, len(text), end, "sentence" if index else "heading"))
        text += sentence
    article = Article(text, id=name, title=sentences[0], date=date, language="de")
    metadata = (Metadata(0, 13, "dateline"),)
    return Document(article, sentences[0], date, "de", tuple(spans), metadata)


def edits(a: Document, b: Document, link: Link, steps: tuple[str, ...]) -> tuple[Edit, ...]:
    """Turn steps such as ``"=same"``, ``"-old"``, ``"+new"`` and ``"~old|new"`` into ranges of both texts."""
    found: list[Edit] = []
    at_a, at_b = a.sentences[link.a[0]].start, b.sentences[link.b[0]].start
    for step in steps:
        old, _, new = step[1:].partition("|") if step[0] == "~" else (step[1:], "", step[1:])
        op: EditOp = OPS[step[0]]
        left, right = Span(at_a, at_a), Span(at_b, at_b)
        if op != "insert":
            left = Span(start := a.text.index(old, at_a), start + len(old))
        if op != "delete":
            right = Span(start := b.text.index(new, at_b), start + len(new))
        found.append(Edit(op, left, right))
        at_a, at_b = left.end, right.end
    return tuple(found)


def value(side: Document, text: str) -> Value:
    start = side.text.index(text)
    return Value(start, start + len(text), text)


def fact(kind: FactType, severity: Severity, reason: str, a: Value | None, b: Value | None) -> Fact:
    return Fact(kind, severity, reason, a, b)


@pytest.fixture(scope="session")
def diff() -> Diff:
    a, b = document("alt.txt", "2025-09-04", OLD), document("neu.txt", "2025-09-05", NEW)
    facts = {
        1: (
            fact(
                "date", "medium", "Mittwoch became Donnerstag", value(a, "Mittwoch"), value(b, "Donnerstag")
            ),
        ),
        3: (fact("number", "high", "26 became 27", value(a, "26"), value(b, "27")),),
        5: (fact("negation", "high", "“nicht” is gone", value(a, "nicht"), None),),
        9: (fact("date", "low", "another weekday", value(a, "רביעי"), value(b, "חמישי")),),
    }

    def link(
        old: tuple[int, ...], new: tuple[int, ...], kind: LinkKind, *steps: str, moved: bool = False
    ) -> Link:
        score = 1 if kind == "unchanged" else 0.123456
        bare = Link(old, new, kind, moved, score, facts=facts.get(old[0], ()))
        return replace(bare, edits=edits(a, b, bare, steps or (f"={a.sentence(old[0])}",)))

    links = (
        link((0,), (0,), "unchanged"),
        link(
            (1, 2),
            (2,),
            "merged",
            "=Die Brücke bleibt ",
            "+laut Stadt ",
            "=bis ",
            "~Mittwoch|Donnerstag",
            "= gesperrt.",
            "-Das teilte die Stadt mit.",
        ),
        link((3,), (3,), "reworded", "~26|27", "= Menschen wurden verletzt."),
        link(
            (4,),
            (4, 5),
            "split",
            "=Die Feuerwehr rückte mit zwölf Wagen an",
            "~, und |.",
            "~die|Die",
            "= Straße wurde geräumt.",
        ),
        link((5,), (6,), "reworded", "=Der Bürgermeister war ", "-nicht ", "=erreichbar."),
        link((6,), (7,), "unchanged"),
        link((7,), (8,), "unchanged"),
        link((9,), (10,), "reworded", "=הגשר סגור עד יום ", "~רביעי|חמישי", "=."),
        link((10,), (1,), "unchanged", moved=True),
    )
    counts = {"unchanged": 4, "reworded": 3, "merged": 1, "split": 1, "moved": 1, "added": 2, "dropped": 1}
    summary = Summary("derived", 0.351234, 0.41239, 0.37, {**counts, "facts": 4}, 10)
    return Diff({"version": "0.1.0"}, a, b, links, (8,), (9, 11), summary)


@pytest.fixture(scope="session")
def same() -> Diff:
    """Two equal texts."""
    a, b = document("a", "2025-09-04", OLD[:3]), document("b", "2025-09-04", OLD[:3])
    links = tuple(Link((index,), (index,), "unchanged", False, 1.0) for index in range(3))
    counts = {"unchanged": 3, "facts": 0}
    return Diff({}, a, b, links, (), (), Summary("identical", 1.0, 1.0, 1.0, counts, 12))


@pytest.fixture(scope="session")
def clustering() -> Clustering:
    passage = "Die Brücke bleibt bis Mittwoch gesperrt."
    origin = Article(
        f"{passage} Das teilte die Stadt mit.", "a.txt", "Brücke <gesperrt>", "2025-09-04", path="x/a.txt"
    )
    copy = Article(
        f"Neu: {passage} Das teilte die Stadt mit.", "b.txt", "=SUM(A1:A9)", "2025-09-05", language="de"
    )
    derived = Article(f"{passage} Mehr folgt.", "c.txt")
    members = (Member(origin, "origin"), Member(copy, "copy"), Member(derived, "derived"))
    size = len(passage)
    edges = (
        verdict("a.txt", "b.txt", 0.95, 0.91234, 0.99, 0.92, Span(0, size), Span(5, 5 + size)),
        verdict("a.txt", "c.txt", 0.6, 0.3, 0.4, 0.66667, Span(0, size), Span(0, size)),
        verdict("b.txt", "c.txt", 0.5, 0.3, 0.38, 0.6, Span(5, 5 + size), Span(0, size)),
    )
    cluster = Cluster("c-1", members, edges)
    skipped = (Skipped("bild.png", "no text"),)
    return Clustering(
        {"k": 5},
        "local",
        5,
        skipped,
        (cluster,),
        (),
        (Article("Vier.", id="@d.txt"), Article("Fünf.", id="e.txt")),
        edges,
    )


def verdict(
    a: str, b: str, score: float, resemblance: float, ab: float, ba: float, x: Span, y: Span
) -> Verdict:
    reason = f"{ba * 100:.0f} % of b stands in a"
    relation: Relation = "near_duplicate" if score > 0.9 else "derived"
    return Verdict(a, b, "a", relation, reason, resemblance, ab, ba, 6, score, (Evidence(x, y),))

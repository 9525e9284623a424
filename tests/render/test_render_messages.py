"""Whatever can go wrong on a page has German words: the messages are found in the code that raises them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from api.field_problems import DETAILS
from api.problems import KINDS
from dedup.render.messages import MOST_CHARS, MOST_MARKS
from dedup.render.speech import Tongue, speech

ROOT = Path(__file__).resolve().parents[2]
GERMAN = speech(Tongue.DE)

# What an editor never reads: the command, its result read back, and what a program alone is told.
FOR_OPERATORS = set(
    "result parts cutting plausible stamp app command keys backups backup settings docs metrics logs server "
    "admin bulk hooks sending targets delivery deliveries collections database folders limits "
    "diff_forms".split()
)
READ = [
    *ROOT.glob("dedup/reading/*.py"),
    *(ROOT / "dedup" / f"{name}.py" for name in ("parsing", "versions")),
]
READ += [ROOT / "dedup" / "pipeline" / f"{name}.py" for name in ("flow", "names")]
SERVED = sorted(ROOT.glob("api/**/*.py"))
NO_MESSAGES = {"read and hash", "body > header", "end of data", "Field required", " and more"}
SAYING = re.compile(
    r"Skipped|Ended|\w*(Error|Exception|TooMuch)|problem|problem_response|FieldProblem|_?wrong|missing|show"
)
NAMES = {"OUT_OF_MEMORY", "FAULT", "DIED", "NO_NUL", "REMEDIES", "problem", "detail", "why"}
PLACE, PLACE_OF_PYDANTIC = "\0", re.compile(r"\{\w+\}")
SAMPLES = ["7", "no words in its text; give it some or remove it", "the text", "article"]
SAMPLES += ["there was not enough memory; send fewer articles"]


def messages(path: Path) -> Iterator[str]:
    """Yield the sentences in a module, with a mark for every value in them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = ast.walk(tree) if "reading" in path.parts else _said(tree)
    inside = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in places:
        if isinstance(node, ast.JoinedStr):
            yield _template(node)
        elif isinstance(node, ast.Constant) and id(node) not in inside | documentation:
            yield from [node.value] if isinstance(node.value, str) else ()


def _said(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a call that says what is wrong, and in a constant that may."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and SAYING.fullmatch(ast.unparse(node.func).rpartition(".")[2]):
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from ast.walk(given)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield from ast.walk(node.value) if node.targets[0].id in NAMES else ()


def _template(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else PLACE for part in node.values)


def is_message(text: str) -> bool:
    words = re.findall(r"[A-Za-z]{2,}", text)
    return len(words) > 1 and " " in text.strip() and text not in NO_MESSAGES and "[" not in text


def is_known(template: str) -> bool:
    """Whether the message is said in German with some values in it."""
    pieces = PLACE_OF_PYDANTIC.sub(PLACE, template.removesuffix(": ")).split(PLACE)
    fillings = product(SAMPLES, repeat=len(pieces) - 1)
    filled = ("".join(map("".join, zip(pieces, (*values, ""), strict=True))) for values in fillings)
    return any(is_german(text) or is_german(f"a.text {text}") for text in filled)


def is_german(text: str) -> bool:
    return GERMAN.problem(text) != text


@pytest.mark.parametrize(
    "path",
    [p for p in (*READ, *SERVED) if p.stem not in FOR_OPERATORS],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_every_message_that_a_page_may_show_has_german_words(path: Path) -> None:
    assert not [said for said in messages(path) if is_message(said) and not is_known(said)]


@pytest.mark.parametrize(
    "said", [*(kind.remedy for kind in KINDS.values()), *(f"a.text {each}" for each in DETAILS.values())]
)
def test_what_the_service_says_of_a_request_has_german_words(said: str) -> None:
    assert is_known(said)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "cannot be worked on (a step failed); look at its text, or leave it out",
            "lässt sich nicht bearbeiten (a step failed); sehen Sie sich den Text an, oder lassen Sie ihn "
            "weg",
        ),
        (
            "cannot be compared with b.txt (a step failed); look at both texts, or leave one out",
            "lässt sich nicht mit b.txt vergleichen (a step failed); sehen Sie sich beide Texte an, oder "
            "lassen Sie einen weg",
        ),
        (
            "no article could be read; a.png: looks like a PNG picture, not text; remove it; "
            "b: c.txt: empty file; fill it or remove it; and 3 more",
            "kein Artikel konnte gelesen werden; a.png: sieht aus wie ein PNG-Bild, nicht wie Text; "
            "entfernen Sie die Datei; b: c.txt: leere Datei; füllen oder entfernen Sie sie; und 3 weitere",
        ),
        (
            "text a has 1,200,000 characters, the limit is 1,000,000; split it into articles",
            "Text a hat 1.200.000 Zeichen, die Grenze ist 1.000.000; teilen Sie ihn in Artikel",
        ),
        (
            'a.json: no article in it: its object has only "x"; an article has a field "text".',
            'a.json: kein Artikel darin: das Objekt hat nur "x"; ein Artikel hat ein Feld „text“.',
        ),
        (
            "threshold must be at most 1.0; layout Input should be 'columns' or 'inline'",
            "threshold darf höchstens 1.0 sein; layout muss einer dieser Werte sein: 'columns' oder 'inline'",
        ),
        ("There is no article with this id.", "Es gibt keinen Artikel mit dieser Kennung."),
        (
            "a.text is required; b is not a known field; did you mean text?",
            "a.text fehlt; b ist kein bekanntes Feld; ist text gemeint?",
        ),
        (
            "The job has no result: it failed (no article could be read; a.txt: empty file; fill it or "
            "remove it).",
            "Der Auftrag hat kein Ergebnis: er ist gescheitert (kein Artikel konnte gelesen werden; "
            "a.txt: leere Datei; füllen oder entfernen Sie sie).",
        ),
        (
            "a.csv: line 3: 1 field where the header has 2; quote what holds a delimiter or a line end",
            "a.csv: Zeile 3: 1 Feld statt 2 wie in der Kopfzeile; setzen Sie in Anführungszeichen, was ein "
            "Trennzeichen oder einen Zeilenumbruch enthält",
        ),
    ],
)
def test_the_values_of_a_message_stand_in_its_german_words(english: str, german: str) -> None:
    assert GERMAN.problem(english) == german
    assert speech(Tongue.EN).problem(english) == english


@pytest.mark.parametrize(
    "text", ["", "Nobody wrote this.", "a: b", "; ; ", ": : : ", "a.txt is", "x" * (MOST_CHARS + 1)]
)
def test_what_is_no_message_stays_as_it_is(text: str) -> None:
    assert GERMAN.problem(text) == text


def test_a_long_message_of_separators_is_given_up_soon() -> None:
    for text in ("a: ; " * (MOST_MARKS // 2), "a.b.c. " * 500, "line " * 900, "a: ; " * (MOST_CHARS // 5)):
        assert GERMAN.problem(text) == text

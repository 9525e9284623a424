from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from dedup import Article, check_rewrite, comparison_part
from dedup.link import Fact, Value
from dedup.render.beside import INSTEAD, REASON, TITLE
from dedup.render.speech import Tongue, speech
from dedup.render.wording import fact_reason

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("dedup/render/templates/*.j2")) + sorted(ROOT.glob("api/pages/templates/*.j2"))
CHOSEN = ["unchanged", "reworded", "merged", "split", "dropped", "added", "moved", "high", "medium", "low"]
CHOSEN += ["number", "unit", "date", "name", "quote", "negation", "attribution"]
CHOSEN += [TITLE, REASON, INSTEAD]
CHOSEN += ["kept", "altered", "invented", "identical", "near-duplicate", "derived", "unrelated"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_message_of_a_template_has_its_german_words(template: Path) -> None:
    tree = Environment(extensions=["jinja2.ext.do"]).parse(template.read_text(encoding="utf-8"))
    said = {text for _, _, text in extract_from_ast(tree, gettext_functions=("_",)) if isinstance(text, str)}
    catalog = read_po(files("dedup.render").joinpath("locale/de.po").open("rb"))
    assert not [message for message in said if message not in catalog]


@pytest.mark.parametrize("word", CHOSEN)
def test_words_that_are_chosen_by_a_value_are_translated(word: str) -> None:
    assert speech(Tongue.EN).text(word) == word
    catalog = read_po(files("dedup.render").joinpath("locale/de.po").open("rb"))
    assert word in catalog


def test_placeholders_are_the_same_in_both_languages() -> None:
    catalog = read_po(files("dedup.render").joinpath("locale/de.po").open("rb"))
    assert not [(message.id, error) for message in catalog for error in message.check(catalog)]


def test_what_has_no_translation_is_said_in_english() -> None:
    assert speech(Tongue.DE).text("a message that nobody translated") == "a message that nobody translated"
    assert speech(Tongue.DE).count(2, "riddle") == "2 riddles"


def test_what_changed_in_a_quotation_is_said_in_the_language_of_the_page() -> None:
    a = Article("„Wir schicken heute Soldaten an die Grenze“, sagte Velic. Das Treffen ist zu Ende.")
    b = Article("„Wir schicken heute Panzer an die Grenze“, sagte Velic. Das Treffen ist zu Ende.")
    shown = comparison_part(check_rewrite(a, b), Tongue.DE)
    assert "aus Soldaten wurde Panzer" in shown
    assert "became" not in shown


def test_what_one_text_alone_says_is_said_in_the_language_of_the_page() -> None:
    gone = Fact("negation", "high", "'nicht' was lost", Value(0, 5, "nicht"), None)
    assert fact_reason(gone, speech(Tongue.DE)) == "„nicht“ fehlt jetzt"
    assert fact_reason(gone) == "'nicht' was lost"

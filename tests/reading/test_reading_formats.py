"""One file of every format."""

import json

import pytest

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.limits import MAX_ARTICLE_CHARS
from dedup.reading.formats import read_html, read_json, read_jsonl, read_markdown, read_text

PAGE = """<!doctype html><html lang="de-AT"><head><title>Brücke zu - Blatt</title>
<meta property="og:title" content="Brücke gesperrt"><meta property="og:site_name" content="Blatt">
<meta property="article:published_time" content="2025-09-04T10:00:00+02:00"></head><body>
<header>Kopf</header><nav><a href="/">Start</a></nav><main><article><h1>Brücke gesperrt</h1>
<p>Die Brücke ist gesperrt.</p><ul><li>Die Stadt prüft.</li></ul><div>Der Bürgermeister</div>
<div>Köln wartet.</div></article></main><footer>Impressum</footer></body></html>"""


def test_plain_text_stays_as_given() -> None:
    assert read_text(" a\n\n b ", "n/a.txt") == [Article(" a\n\n b ", id="n/a.txt", path="n/a.txt")]


def test_markdown_gives_its_headline_and_keeps_its_marks() -> None:
    (article,) = read_markdown("\n# Brücke zu #\n\n*Text*", "a.md")
    assert (article.title, article.text) == ("Brücke zu", "\n# Brücke zu #\n\n*Text*")


def test_markdown_without_headline_has_no_title() -> None:
    assert read_markdown("## Kein Titel", "a.md")[0].title is None


def test_a_page_gives_its_article_and_what_it_declares() -> None:
    (article,) = read_html(PAGE, "a.html")
    assert article.text.split("\n\n") == [
        "Brücke gesperrt",
        "Die Brücke ist gesperrt.",
        "Die Stadt prüft.",
        "Der Bürgermeister",
        "Köln wartet.",
    ]
    assert (article.title, article.source, article.language) == ("Brücke gesperrt", "Blatt", "de")
    assert article.date == "2025-09-04T10:00:00+02:00"


def test_a_page_nested_beyond_sense_is_refused() -> None:
    with pytest.raises(ReadError, match=r"a.html: more than 1,000 tags"):
        read_html("<div>" * 2000 + "Text", "a.html")


@pytest.mark.parametrize(
    "value",
    [{"text": "Eins."}, [{"text": "Eins."}], {"articles": [{"text": "Eins.", "unknown": [1]}]}],
)
def test_json_holds_one_article_or_many(value: object) -> None:
    (article,) = read_json(json.dumps(value), "a.json")
    assert isinstance(article, Article)
    assert article.text == "Eins."


def test_a_bad_article_in_a_list_does_not_spoil_the_rest() -> None:
    good, bad = read_json('[{"text": "Eins."}, {"text": ""}]', "a.json")
    assert isinstance(good, Article)
    assert bad == Skipped("a.json", "article 2: no words in its text; give it some or remove it")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"pairs": []}', 'no article in it: its object has only "pairs"'),
        ("[]", "no article in it: its list is empty"),
        ('{"text": 5}', 'the field "text" must be a string, not a number'),
        ('{"text": "a", "date": 2025}', 'the field "date" must be a string, not a number'),
        ('{"text": "a", "id": true}', 'the field "id" must be a string or a number, not true or false'),
        ('{"text": "\\ud800"}', "no words"),
        ('{"text": "a \\ud800"}', "half a character"),
        ('{"text": "a",\n}', r"not valid JSON .* at line 2"),
        ('{"text": "a\n"}', r"not valid JSON \(Invalid control character at line 1"),
        ("7", "an article must be an object"),
        ('{"articles": {}}', '"articles" must be a list'),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_is_no_article_says_why(text: str, reason: str) -> None:
    with pytest.raises(ReadError, match=f"^a.json: .*{reason}"):
        read_json(text, "a.json")


def test_a_missing_value_of_pandas_is_no_value() -> None:
    assert read_json('{"text": "a", "date": NaN}', "a.json")[0] == Article("a", id="a.json", path="a.json")


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    one, two, three = read_jsonl('{"text": "Eins.", "id": 1}\n\n{"txt": 1}\n{"text": "Drei."}\n', "a.jsonl")
    assert two == Skipped("a.jsonl", 'line 3: the field "text" is missing; an article needs one')
    assert [found.id for found in (one, three) if isinstance(found, Article)] == ["1", "a.jsonl#4"]


def test_an_article_has_a_longest_length() -> None:
    assert read_text("a" * MAX_ARTICLE_CHARS, "a.txt")
    with pytest.raises(ReadError, match=r"a.txt: .* 1,000,001 characters, the limit .* is 1,000,000"):
        read_text("a" * (MAX_ARTICLE_CHARS + 1), "a.txt")

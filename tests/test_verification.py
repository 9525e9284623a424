from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.body import Body, body_of
from dedup.parsing import parse
from dedup.scanner import scan
from dedup.verdict import Verdict
from dedup.verification import VerificationSettings, verify

REPORT = """Der Stadtrat von Nordhafen hat am Montag den Umbau des alten Speichers beschlossen.
Zwölf Millionen Euro soll die Arbeit kosten, die im Frühjahr 2027 beginnt.
Nach Angaben von Baurätin Helga Brandt bleibt die Fassade aus rotem Backstein erhalten.
In das Erdgeschoss ziehen Werkstätten ein, darüber entstehen vierzig Wohnungen für Familien.
Die Fraktion der Opposition stimmte gegen den Plan, weil ihr die Zahl der Stellplätze zu gering ist.
Anwohner hatten mehr als 2.300 Unterschriften gegen den Abriss des Nachbarhauses gesammelt."""
REWRITE = """Der alte Speicher in Nordhafen wird umgebaut, das hat der Stadtrat beschlossen.
Wie Baurätin Helga Brandt sagte, bleibt die Fassade aus rotem Backstein erhalten.
In das Erdgeschoss ziehen Werkstätten ein, außerdem sind vierzig Wohnungen für Familien geplant.
Anwohner hatten mehr als 2.300 Unterschriften gegen den Abriss des Nachbarhauses gesammelt."""
WEATHER = """Das Wetter im {region}: Am {day} bleibt es meist trocken bei Werten um {high} Grad.
Der Wind weht schwach aus {wind} mit bis zu {speed} Kilometern in der Stunde.
In der Nacht kühlt es auf {low} Grad ab, wie der Wetterdienst in {town} mitteilte."""
ALPS = {
    "region": "Drautal",
    "day": "Montag",
    "high": 24,
    "wind": "Süden",
    "speed": 15,
    "low": 11,
    "town": "Linz",
}
COAST = {
    "region": "Nordsund",
    "day": "Freitag",
    "high": 17,
    "wind": "Westen",
    "speed": 60,
    "low": 9,
    "town": "Kiel",
}


def body(text: str, name: str) -> Body:
    return body_of(parse(Article(text, id=name)))


def judge(a: str, b: str) -> Verdict:
    return verify(body(a, "a"), body(b, "b"), VerificationSettings())


def test_the_same_words_are_identical_whatever_their_punctuation() -> None:
    verdict = judge("Es brennt, sagte er.", "Es brennt – sagte er!")
    assert (verdict.relation, verdict.score, verdict.reason) == ("identical", 1.0, "the same 4 words")


def test_a_light_edit_is_a_near_duplicate() -> None:
    assert judge(REPORT, REPORT.replace("im Frühjahr", "im Sommer")).relation == "near_duplicate"


def test_a_rewrite_that_keeps_passages_is_derived() -> None:
    verdict = judge(REPORT, REWRITE)
    assert verdict.relation == "derived"
    assert verdict.containment_b_in_a > verdict.containment_a_in_b


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_the_beginning_of_a_report_is_not_taken_for_stock_text(share: float) -> None:
    lines = REPORT.splitlines()
    assert judge(REPORT, "\n".join(lines[: round(len(lines) * share)])).relation != "unrelated"


def test_two_reports_from_one_template_are_unrelated() -> None:
    verdict = judge(WEATHER.format(**ALPS), WEATHER.format(**COAST))
    assert verdict.relation == "unrelated"
    assert verdict.reason.endswith("which may be stock text, a quotation or a template")


def test_texts_without_a_common_run_say_so() -> None:
    verdict = judge("Heute scheint die Sonne im Süden.", "Der Rat tagt am Abend wieder.")
    assert (verdict.relation, verdict.reason, verdict.evidence) == (
        "unrelated",
        "no run of 4 words in common",
        (),
    )


def test_evidence_shows_the_same_words_in_both_texts() -> None:
    verdict = judge(REPORT, REWRITE)
    for place in verdict.evidence:
        assert scan([place.a.of(REPORT)]).hashes.tolist() == scan([place.b.of(REWRITE)]).hashes.tolist()


def test_what_an_article_does_not_say_itself_is_not_compared() -> None:
    one, other = "Berlin (dpa) - Die Sonne scheint im Süden.", "Die Sonne scheint im Süden."
    assert judge(one, other).relation == "identical"


@given(st.randoms(use_true_random=False))
def test_swapping_the_sides_changes_no_judgement(rng: random.Random) -> None:
    sentences = REPORT.splitlines() + REWRITE.splitlines()
    x, y = ("\n".join(rng.sample(sentences, rng.randint(1, 6))) for _ in range(2))
    one, other = judge(x, y), judge(y, x)
    assert one.relation == other.relation
    assert one.resemblance == other.resemblance
    assert one.containment_a_in_b == other.containment_b_in_a
    assert 0 <= one.score <= 1

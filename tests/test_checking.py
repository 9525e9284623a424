"""The editor's check, read as examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.check import Check
from dedup.checking import DANGERS, SEVERITIES, check_rewrite
from dedup.errors import ArticleError
from dedup.link import Value
from dedup.policy import Policy

ORIGINAL = (
    "Bei einem Brand in Tannrode sind am Montag drei Menschen verletzt worden. "
    "„Das Holz brennt wie Zunder“, sagte Kreisbrandmeister Stefan Lorch. "
    "Der Schaden beträgt nach Angaben der Polizei 1,2 Mrd. Euro. "
    "Die Landstraße 118 bleibt bis Freitag gesperrt. "
    "Zwölf Züge fielen aus."
)


def check(
    rewrite: str, original: str = ORIGINAL, language: str = "de", policy: Policy | None = None
) -> Check:
    return check_rewrite(Article(original, language=language), Article(rewrite, language=language), policy)


def unsupported(found: Check) -> list[tuple[str, str]]:
    return [(claim.type, claim.value.text) for claim in found.unsupported]


def lost(found: Check) -> list[str]:
    return [claim.value.text for claim in found.lost]


def thresholds(found: Check) -> list[str]:
    return [reason.threshold for reason in found.reasons]


def test_a_copy_passes_and_has_nothing_new() -> None:
    found = check(ORIGINAL)
    assert found.passed
    assert found.shares.share(found.shares.verbatim) == 1
    assert (found.facts, found.unsupported, found.lost) == ((), (), ())
    assert [quotation.state for quotation in found.quotations] == ["kept"]


def test_other_forms_of_the_same_values_are_supported() -> None:
    found = check(
        "In Tannrode verletzte ein Brand am Montag 3 Menschen. 12 Züge fielen aus. "
        "Der Schaden liegt bei 1.200 Millionen Euro. Das sagte Lorch."
    )
    assert unsupported(found) == []
    assert found.passed


def test_a_changed_number_fails_and_is_new() -> None:
    found = check(ORIGINAL.replace("drei", "vier"))
    assert [fact.reason for fact in found.facts] == ["drei became vier"]
    assert unsupported(found) == [("number", "vier")]
    assert lost(found) == ["drei"]
    assert thresholds(found) == ["max_facts_high"]
    assert not found.passed


def test_values_of_added_sentences_are_found_with_their_place() -> None:
    found = check(ORIGINAL + " Am 3. Mai hatte es in Osterau gebrannt, 40 Kilometer entfernt.")
    assert unsupported(found) == [("date", "3. Mai"), ("name", "Osterau"), ("number", "40 Kilometer")]
    (sentence,) = found.diff.added
    assert {claim.sentence for claim in found.unsupported} == {sentence}


def test_a_value_that_stands_twice_is_told_once() -> None:
    found = check(ORIGINAL + " Es waren 77 Helfer da. Die 77 Helfer blieben lange.")
    assert unsupported(found) == [("number", "77")]


def test_a_longer_name_tells_more_than_the_original() -> None:
    found = check("Mayor Ruth Eddings said no.", "Mayor Eddings said no.", "en")
    assert unsupported(found) == [("name", "Ruth Eddings")]
    assert lost(found) == []
    back = check("Mayor Eddings said no.", "Mayor Ruth Eddings said no.", "en")
    assert unsupported(back) == []


def test_an_abbreviation_stands_for_the_name() -> None:
    text = "A spokesman of the Federal Energy Regulatory Commission said the dam is safe."
    found = check("A spokesman of the FERC said the dam is safe.", text, "en")
    assert unsupported(found) == []


@pytest.mark.parametrize(
    ("old", "new", "supported"),
    [
        ("Der Zug fiel am Montag aus.", "Der Zug fiel am 9. März aus.", True),
        ("Der Zug fiel am Montag aus.", "Der Zug fiel am 10. März aus.", False),
        ("Der Zug fiel am 9. März aus.", "Der Zug fiel am Montag aus.", True),
        ("Der Zug fiel am 9. März aus.", "Der Zug fiel am Dienstag aus.", False),
        ("Der Zug fiel aus.", "Der Zug fiel am Mittwoch aus.", True),
        ("Der Zug fiel im März aus.", "Der Zug fiel am 9. März aus.", False),
        ("Der Zug fiel am 9. März 2026 aus.", "Der Zug fiel im März aus.", True),
    ],
)
def test_dates_follow_from_the_day_of_publication(old: str, new: str, supported: bool) -> None:
    a, b = Article(old, date="2026-03-11", language="de"), Article(new, date="2026-03-12", language="de")
    assert (unsupported(check_rewrite(a, b)) == []) is supported


@pytest.mark.parametrize(
    ("quotation", "state", "reason"),
    [
        ("«Das Holz brennt wie Zunder»", "kept", ""),
        ("„brennt wie Zunder“", "kept", ""),
        ("„Das Holz brannte wie Zunder“", "altered", "brennt became brannte"),
        ("„Das trockene Holz brennt wie Zunder“", "altered", "with “trockene”"),
        ("„Das Holz brennt“", "kept", ""),
        ("„Wir hatten keine Chance gegen die Flammen“", "invented", ""),
        ("„drei Menschen verletzt worden“", "altered", "the words are there, but not as a quotation"),
        ("„gesperrt“", "kept", ""),
    ],
)
def test_quotations(quotation: str, state: str, reason: str) -> None:
    (found, *dropped) = check(f"{quotation}, sagte Lorch.").quotations
    assert (found.state, found.reason) == (state, reason)
    assert found.b
    assert found.b.text == quotation
    assert all(other.state == "dropped" for other in dropped)


def test_a_quotation_in_two_parts_may_be_joined() -> None:
    found = check(
        "“We waited for nine hours. Nobody came,” Eddings said.",
        "“We waited for nine hours,” said Mayor Eddings. “Nobody came.”",
        "en",
    )
    assert [quotation.state for quotation in found.quotations] == ["kept"]


def test_a_dropped_quotation_is_listed_last() -> None:
    found = check("„Gar nichts war vorbereitet an dem Abend“, sagte Lorch.")
    assert [quotation.state for quotation in found.quotations] == ["invented", "dropped"]
    assert thresholds(found) == ["max_invented_quotations"]
    assert unsupported(found) == [("quote", "„Gar nichts war vorbereitet an dem Abend“")]


def test_the_most_dangerous_fact_comes_first() -> None:
    found = check(
        ORIGINAL.replace("Montag", "Dienstag").replace("drei", "vier").replace("Holz brennt", "Haus brennt")
    )
    types = [fact.type for fact in found.facts]
    assert types == sorted(types, key=DANGERS.index) == ["quote", "number", "date"]


def test_shares_add_up() -> None:
    found = check(
        "Bei einem Brand in Tannrode sind am Montag drei Menschen verletzt worden. "
        "Die Landstraße 118 soll noch bis Freitag gesperrt bleiben. "
        "Gartenbesitzer mögen Regen."
    )
    assert (found.shares.verbatim, found.shares.reworded, found.shares.new) == (12, 9, 3)
    assert found.longest_run
    assert found.longest_run.words == 12
    assert found.longest_run.a.of(ORIGINAL).startswith("Bei einem Brand")


def test_the_longest_run_is_shown_also_if_it_is_short() -> None:
    found = check("Im Tal sind drei Menschen verletzt.")
    assert found.shares.verbatim == 0
    assert found.longest_run
    assert found.longest_run.words == 3


def test_a_policy_sets_the_thresholds() -> None:
    strict = Policy(max_verbatim_share=0.5, max_verbatim_run_words=20, max_unsupported_values=0)
    found = check(ORIGINAL + " Am Sonntag.", policy=strict)
    assert thresholds(found) == ["max_verbatim_share", "max_verbatim_run_words", "max_unsupported_values"]
    lax = Policy(max_facts_high=None)
    assert check(ORIGINAL.replace("drei", "vier"), policy=lax).passed


def test_a_text_without_words_is_refused_by_its_side() -> None:
    with pytest.raises(ArticleError) as caught:
        check_rewrite(Article("Ein Satz."), Article("..."))
    assert caught.value.field == "b.text"


SENTENCES = st.sampled_from(
    [
        "Drei Menschen starben am Montag in Kiel.",
        "Vier Menschen starben am Dienstag in Bern.",
        "„Es war laut“, sagte Anna Berg.",
        "„Es war sehr laut“, sagte Berg.",
        "Der Schaden beträgt 20 Millionen Euro!",
        "20 km weiter brannte es nicht",
        "\n\nZwölf Zeugen\n\n",
        "«a",
        "12 % \u2028 1.2.2024",
    ]
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_what_holds_for_any_two_texts(a: str, b: str) -> None:
    found = check(b, a)
    shares = found.shares
    assert shares.words == 0 or sum(map(shares.share, (shares.verbatim, shares.reworded, shares.new))) == (
        pytest.approx(1)
    )
    for value in values(found, "a"):
        assert a[value.start : value.end] == value.text
    for value in values(found, "b"):
        assert b[value.start : value.end] == value.text
    severities = [SEVERITIES.index(fact.severity) for fact in found.facts]
    assert severities == sorted(severities)
    assert found.passed is not bool(found.reasons)
    assert set(lost(found)) <= {value for _, value in unsupported(check(a, b))}


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_a_text_is_supported_by_itself(text: str) -> None:
    found = check(text, text)
    assert found.passed
    assert (found.facts, found.unsupported, found.lost) == ((), (), ())
    assert {quotation.state for quotation in found.quotations} <= {"kept"}


def values(found: Check, side: str) -> list[Value]:
    claims = found.lost if side == "a" else found.unsupported
    named = [getattr(item, side) for item in (*found.quotations, *found.facts)]
    return [claim.value for claim in claims] + [value for value in named if value]

"""What a block carries that the article does not say, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.metadata import leading_metadata, trailing_metadata, whole_block_kind
from dedup.span import Span

DATELINES = """
Berlin (dpa) -
Berlin (dpa/bb) –
Berlin/München (dpa/lby) -
Berlin (AFP) ---
Berlin. (dpa)
BERLIN –
BERLIN.
BERLIN, 4. September (Reuters) -
Brüssel, 04. Sep (Reuters) -
Bern, 12.05.2024 (sda) -
Bonn (KNA) –
Frankfurt/Main (dpa) -
Frankfurt a. M. (epd).
Halle (Saale) (dpa/sa) -
Hamburg (ots) -
Kiew/Moskau/Washington (dpa) -
Köln (SID) -
Neu-Delhi (dpa) -
New York (dpa-AFX) -
Rio de Janeiro (dpa) —
St. Gallen (sda) –
Washington D.C. (dpa) -
Wien (APA) -
ZÜRICH (sda)
(dpa) -
BEIJING, Sept. 4 (Xinhua) --
GENEVA, 5 May 2024 (AFP) -
KYIV, Ukraine (AP) —
LONDON —
LONDON, Oct 14 (Reuters) -
LONDON, Oct. 14 (Reuters) —
NEW DELHI/ISLAMABAD, May 3 (Reuters) -
NEW YORK, N.Y. (AP) —
Oct 14 (Reuters) -
O'FALLON, Mo. (AP) —
Paris, March 3, 2024 (AFP) –
SAN FRANCISCO, Calif., Jan. 5, 2024 /PRNewswire/ --
TEL AVIV, Israel —
UNITED NATIONS (AP) —
WASHINGTON (AP) —
WINSTON-SALEM, N.C. —
DEN HAAG (ANP) -
Madrid, 3 mar (EFE).-
MADRID, 3 Mar. (EUROPA PRESS) -
Paris, 3 mars 2024 (AFP) -
(ANSA) - ROMA, 3 MAR -
ROMA (ANSA) -
МОСКВА (ТАСС) —
"""
NO_DATELINES = """
Von Montag an gilt das Verbot.
Hans Meier (CDU) - der Bürgermeister - schwieg.
Die FDP (Liberale) - noch im Landtag - verlor.
BMW - der Autobauer - schwieg.
(ABC) heißt die Partei.
Smith (Labour) - the favourite - lost.
NATO - the alliance - agreed.
(ABC) viewers complained.
By Tuesday, the river had risen.
The U.S. (and Canada) agreed.
"""
HEADERS = """
date 2025-09-04
Datum: 04.09.2025
Stand: 04.09.2025, 14:30 Uhr
04.09.2025
4. September 2025
Donnerstag, 4. September 2025
Veröffentlicht am 04.09.2025 um 14:30 Uhr
Von Anna Beispiel
Von Anna Beispiel und Max Muster
Von Anna Beispiel, dpa
Von unserer Korrespondentin Anna Beispiel
Quelle: dpa
By Ann Roe
By ANN ROE
By Ann Roe, Associated Press
By Ann Roe and Bob Jones
By Ann Roe | Reuters
September 4, 2025
Sept. 4, 2025 at 2:30 p.m.
Updated 2:30 p.m. EDT, Sept. 4, 2025
Last updated: 4 Sep 2025 14:30 GMT
Par Anne Petit
Publié le 4 septembre 2025 à 14 h 30
4 de septiembre de 2025
"""
CREDITS = """
Foto: Anna Beispiel/dpa
Foto: picture alliance/dpa | Anna Beispiel
(Foto: dpa)
[Foto: dpa]
Bild: dpa
Bildrechte: MDR/Anna Beispiel
Archivfoto: Anna Beispiel
Grafik: dpa
Foto von Anna Beispiel
© Anna Beispiel/dpa
Photo: Ann Roe/AP
(AP Photo/Ann Roe)
(Photo by Ann Roe/Getty Images)
Photograph: Ann Roe/The Guardian
Image credit: NASA
REUTERS/Ann Roe
"""
CORRECTIONS = """
Berichtigung: In einer früheren Fassung stand Dienstag.
(Berichtigung: Zahl im ersten Absatz.)
Korrektur: Der Rat tagt am Montag, nicht am Dienstag.
Anmerkung der Redaktion: Wir haben den Namen berichtigt.
Hinweis: In einer früheren Version dieses Artikels hieß es, der Rat tage am Dienstag.
(Korrigiert im 2. Absatz das Datum.)
Correction: An earlier version said Tuesday.
CORRECTION (Sept. 5, 2025): An earlier version said Tuesday.
Editor’s note: The name has been changed.
This story has been corrected to say that the council meets on Monday.
This article was amended on 5 September 2025 to correct the name.
(Corrects day in paragraph 1)
Rectificatif : le conseil se réunit lundi.
Fe de errores: el pleno es el lunes.
"""
SIGNOFFS = """
dpa abc yyzz n1 xyz
dpa/lby
mey/kle/dpa
bk/mb/dpa/rtr
Redaktion: Anna Beispiel
© dpa-infocom, dpa:250904-930-1234/1
Ende der Meldung
Weitere Meldungen folgen.
ENDE
-30-
ENDS
(Reporting by Ann Roe in London; Editing by Bob Jones)
Additional reporting by Ann Roe
Associated Press writer Ann Roe contributed to this report.
Copyright 2025 Reuters
Follow Ann Roe on Twitter: @annroe
By Ann Roe
(dpa)
(APA)
(epd/mey)
SDA
AP
"""
PROSE = """
Ende gut, alles gut.
Mehr war nicht zu erfahren.
Foto und Film gehören zusammen.
Foto: das Wort kannte damals keiner, denn es gab noch keine Kameras. So war das.
Bild und Ton fehlten.
Text und Musik stammen von ihr.
Von Montag an gilt das Verbot.
Von Anna Beispiel hörte man nichts.
Von Bismarck
Stand heute ist nichts klar.
Datum und Ort stehen fest.
Quelle des Lärms war ein Bagger.
Korrektur tut not.
Hinweis an die Leser gab es keinen.
das war es
year
und dann kam er
Rückblick 2024
By Tuesday, the river had risen.
By Monday the Lake District was calm.
Text messages were found on the phone.
Photo albums were burnt.
Source code was stolen.
Published authors were there.
Updated rules apply from Monday.
Correction officers struck on Monday.
More rain is due.
More Than This is her third novel.
Ends meet rarely here.
End of story, he said.
no one was hurt
"""


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


def kind(block: str, head: bool = False, last: bool = False) -> str | None:
    return whole_block_kind(block, Span(0, len(block)), head=head, last=last)


def dateline_of(text: str) -> str:
    (found,) = leading_metadata(text, Span(0, len(text)), first=False)
    assert found.kind == "dateline"
    return text[found.start : found.end]


@pytest.mark.parametrize("dateline", lines(DATELINES))
def test_datelines(dateline: str) -> None:
    assert dateline_of(f"{dateline} Der Rat tagt.") == dateline


@pytest.mark.parametrize("dateline", [line for line in lines(DATELINES) if line[-1] in "-–—"])
@pytest.mark.parametrize("lead", ["26 Länder", "„Nein“, sagte er.", "«Non», a-t-il dit."])
def test_behind_a_dash_the_report_may_begin_with_a_figure_or_a_quotation(dateline: str, lead: str) -> None:
    assert dateline_of(f"{dateline} {lead}") == dateline


@pytest.mark.parametrize("text", lines(NO_DATELINES))
def test_what_is_no_dateline(text: str) -> None:
    assert leading_metadata(text, Span(0, len(text)), first=True) == []


def test_a_header_before_a_dateline_in_one_line() -> None:
    text = "date 2025-09-04 Paris (dpa) - 26 Länder sind bereit."
    found = leading_metadata(text, Span(0, len(text)), first=True)
    assert [text[m.start : m.end] for m in found] == ["date 2025-09-04", "Paris (dpa) -"]


@pytest.mark.parametrize(
    "mark",
    [
        "(dpa)",
        "(dpa/lby)",
        "(sda)",
        "(AFP)",
        "(ab)",
        "(Reuters)",
        "dpa",
        "/dpa",
        "mey/dpa",
        "(APA, 12.9.2015)",
        "(Anna Beispiel, APA, 3. 10. 2015)",
    ],
)
@pytest.mark.parametrize("sentence", ["Es regnet.", "Er sagte: „Nein.“"])
def test_an_agency_mark_behind_the_last_sentence(mark: str, sentence: str) -> None:
    text = f"{sentence} {mark}"
    found = trailing_metadata(text, Span(0, len(text)))
    assert found is not None
    assert (found.kind, text[found.start : found.end]) == ("agency", mark)


@pytest.mark.parametrize(
    "credit", ["Foto: Anna Beispiel/dpa", "(Photo by Ann Roe/Getty Images)", "REUTERS/Ann Roe"]
)
def test_a_credit_behind_a_caption(credit: str) -> None:
    text = f"Der Rat bei der Sitzung. {credit}"
    found = trailing_metadata(text, Span(0, len(text)))
    assert found is not None
    assert (found.kind, text[found.start : found.end]) == ("credit", credit)


@pytest.mark.parametrize(
    "text", ["Nein. (lacht)", "Es kam Meier (CDU)", "Er kam. (Das war alles.)", "Ja. Nein", ""]
)
def test_what_is_no_mark_at_the_end(text: str) -> None:
    assert trailing_metadata(text, Span(0, len(text))) is None


@pytest.mark.parametrize("block", lines(HEADERS))
def test_headers_stand_before_the_body_only(block: str) -> None:
    assert kind(block, head=True) == "header"
    assert kind(block) is None


@pytest.mark.parametrize("block", lines(CREDITS))
def test_credits_stand_anywhere(block: str) -> None:
    assert kind(block) == "credit"


@pytest.mark.parametrize("block", lines(CORRECTIONS))
def test_correction_notes_stand_anywhere(block: str) -> None:
    assert kind(block) == "correction"


@pytest.mark.parametrize("block", lines(SIGNOFFS))
def test_signoffs_stand_at_the_end(block: str) -> None:
    assert kind(block, last=True) in ("signoff", "agency", "credit")


@pytest.mark.parametrize("block", lines(PROSE))
def test_prose_is_no_metadata_wherever_it_stands(block: str) -> None:
    assert kind(block, head=True, last=True) is None
    assert leading_metadata(block, Span(0, len(block)), first=True) == []


def test_a_rule_of_marks_is_a_header_before_the_text_and_a_signoff_behind() -> None:
    text = "***\n\nEs regnet.\n\n___"
    assert whole_block_kind(text, Span(0, 3), head=True, last=False) == "header"
    assert whole_block_kind(text, Span(17, 20), head=False, last=True) == "signoff"


PIECES = [
    "(",
    ")",
    "A. ",
    "Von Anna ",
    "4. Sept 2025 ",
    "dpa/",
    "Foto: A ",
    "– ",
    "ABC ",
    "korrektur ",
    "x",
    "\n",
    ".",
    "Aa, ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(1, 400))
def test_no_pattern_runs_away(pieces: list[str], times: int) -> None:
    text = "".join(pieces) * times
    span = Span(0, len(text))
    for found in (*leading_metadata(text, span, first=True), trailing_metadata(text, span)):
        assert found is None or 0 <= found.start < found.end <= len(text)
    whole_block_kind(text, span, head=True, last=True)

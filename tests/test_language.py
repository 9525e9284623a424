"""Which language a text is in."""

import pytest

from dedup import language
from dedup.language import base_language, detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Feuerwehr rückte am Dienstagabend mit zwölf Fahrzeugen aus."),
        ("en", "Firefighters were called to the warehouse on Tuesday evening."),
        ("fr", "Les pompiers sont intervenus mardi soir dans un entrepôt de la ville."),
        ("es", "Los bomberos acudieron el martes por la noche al almacén del puerto."),
        ("it", "I vigili del fuoco sono intervenuti martedì sera in un magazzino."),
        ("nl", "De brandweer rukte dinsdagavond uit naar een loods aan de haven."),
        ("ru", "Пожарные прибыли на склад во вторник вечером."),
        ("el", "Οι πυροσβέστες έφτασαν στην αποθήκη το βράδυ της Τρίτης."),
        ("ar", "وصل رجال الإطفاء إلى المستودع مساء الثلاثاء"),
        ("zh", "消防队员星期二晚上赶到仓库，火势很快得到控制。"),
        ("ja", "消防隊は火曜日の夜に倉庫へ出動しました。"),
        ("th", "นักดับเพลิงถูกเรียกไปที่โกดังในเย็นวันอังคาร"),
    ],
)
def test_one_sentence_is_enough(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("de", "Es regnet.|Niemand kam.|Sie starb mit 48.|Das war alles.|Der Zug kam um 8.30 Uhr an."),
        ("en", "Nobody came.|Trams stop.|Shares fell.|Rates rise again|He left the room."),
        ("nl", "Het water staat hoog.|Zij was niet in de stad.|De trein kwam om acht uur aan."),
        ("da", "Det er ikke en god idé.|Hun var der i går."),
        ("sv", "Det var inte en bra idé.|Mannen dog på sjukhuset."),
        ("it", "La strada è chiusa da lunedì.|Il treno è arrivato alle otto."),
        ("pt", "A ponte está fechada até segunda-feira.|O trem chegou às oito horas."),
    ],
)
def test_a_short_sentence_is_enough(language: str, texts: str) -> None:
    assert {text: detect_language(text) for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), language
    )


def test_texts_beside_an_unclear_one_help() -> None:
    german, french = "Die Brücke bleibt bis Montag gesperrt.", "Le pont reste fermé jusqu'à lundi."
    assert [detect_language("Ja, 12:3", beside=[text]) for text in (german, french)] == ["de", "fr"]


def test_a_clear_text_keeps_its_language_beside_others() -> None:
    german = "Die Brücke bleibt bis Montag gesperrt. Das teilte die Stadt am Abend mit." * 5
    assert detect_language("The bridge will stay shut until Monday.", beside=[german]) == "en"


@pytest.mark.parametrize("text", ["", "2:1", "1.200,50 €", "Ja", "--- *** ---", "\0\0\0"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect_language(text) is None


def test_figures_do_not_hide_the_language() -> None:
    table = "Spieltag 5: Köln gegen Bremen 2:1 (1:0), Mainz gegen Freiburg 0:0, Augsburg gegen Bochum 3:3"
    assert detect_language(table + " 11 12 13 14 15 16 17 18 19 20" * 20) == "de"


@pytest.mark.parametrize(
    ("code", "base"),
    [("de-CH", "de"), ("EN", "en"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("", None), (None, None)],
)
def test_only_the_primary_part_of_a_tag_counts(code: str | None, base: str | None) -> None:
    assert base_language(code) == base


@pytest.mark.parametrize(
    "text", ["Die Brücke bleibt bis Montag gesperrt, teilte die Stadt mit.", "THE BRIDGE IS", "A"]
)
def test_the_model_says_what_its_package_says(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for sample in (text, text.upper(), text * 4):
        alone = language._model_scores(sample, 20)
        with monkeypatch.context() as patch:
            patch.setattr(language, "_model", lambda: None)
            assert language._model_scores(sample, 20) == alone

"""Countries and what belongs to them, in four languages: Wales and Welsh, Japan and japanisch."""

from __future__ import annotations

from functools import lru_cache

_NATIONS = """
germany deutsche deutscher deutschland deutsch german allemagne allemand alemania alemán aleman
france franzose französin frankreich französisch french français francais francia francés
wales welsh walisisch gallois
scotland schotte schottin schottland schottisch scottish scots écosse écossais escocia escocés
ireland ire irin irland irisch irish irlande irlandais irlanda irlandés
england engländer engländerin englisch english anglais inglaterra inglés
britain brite britin britisch british großbritannien britannique británic
netherlands niederländer niederlande niederländisch dutch holland holländisch néerlandais
norway norweger norwegerin norwegen norwegisch norwegian norvège norvégien noruega norueg
denmark däne dänin dane dänemark dänisch danish danemark danois dinamarca danés
sweden schwede schwedin swede schweden schwedisch swedish suède suédois suecia suec
finland finne finnin finn finnland finnisch finnish finlande finlandais finlandia finlandés
iceland island isländisch icelandic islande islandais
poland pole polin pole polen polnisch polish pologne polonais polonia polac
czechia tschechien tschechisch czech tchèque chec
slovakia slowakei slowakisch slovak slovaque eslovac
hungary ungar ungarin ungarn ungarisch hungarian hongrie hongrois hungría húngar
austria österreicher österreicherin österreich österreichisch austrian autriche autrichien austriac
switzerland schweizerin schweiz schweizer schweizerisch swiss suisse suiza suiz
italy italiener italienerin italien italienisch italian italie italia italian
spain spanier spanierin spaniard spanien spanisch spanish espagne espagnol españa español
portugal portugiese portugiesin portugiesisch portuguese portugais portugués
greece grieche griechin griechenland griechisch greek grèce grec grecia grieg
turkey türke türkin türkei türkisch turkish turquie turc turquía turc
russia russe russin russland russisch russian russie russe rusia rus
ukraine ukrainer ukrainerin ukrainisch ukrainian ukrainien ucrania ucranian
belgium belgier belgierin belgien belgisch belgian belgique belge bélgica belga
japan japaner japanerin japanisch japanese japon japonais japón japonés
china chinese chinesin chinesisch chinese chine chinois chino
korea koreanisch südkoreanisch südkorea korean corée coréen corea corean
india indien indisch indian inde india
pakistan pakistanisch pakistani pakistanais
israel israelisch israeli israélien israelí
iran iranisch iranian iranien iraní
iraq irak irakisch iraqi irakien iraquí
syria syrien syrisch syrian syrie siria siri
egypt ägypten ägyptisch egyptian égypte égyptien egipto egipci
morocco marokko marokkanisch moroccan maroc marocain marruecos marroquí
algeria algerien algerisch algerian algérie algérien argelia argelin
tunisia tunesien tunesisch tunisian tunisie tunisien túnez tunecin
canada kanada kanadisch canadian canadien canadá canadiense
america amerikaner amerikanerin amerika amerikanisch american américain estadounidense usa us
mexico mexiko mexikanisch mexican mexique mexicain méxico mexican
brazil brasilianer brasilianerin brasilien brasilianisch brazilian brésil brésilien brasil brasileñ
argentina argentinier argentinierin argentinien argentinisch argentine argentinian argentin argentino
chile chilenisch chilean chili chilien chilen
australia australien australisch australian australie australien australian
croatia kroate kroatin kroatien kroatisch croatian croatie croate croacia croat
serbia serbe serbin serbien serbisch serbian serbie serbe serbio
slovenia slowenien slowenisch slovenian slovénie slovène esloven
romania rumänien rumänisch romanian roumanie roumain rumanía ruman
bulgaria bulgarien bulgarisch bulgarian bulgarie bulgare búlgar
estonia estland estnisch estonian estonie estonien estoni
latvia lettland lettisch latvian lettonie letton letón
lithuania litauen litauisch lithuanian lituanie lituanien lituan
albania albanien albanisch albanian albanie albanais albanés
georgia georgien georgisch georgian géorgie géorgien georgian
europe europa europäisch european européen europe
"""
_ENDINGS = ("", "e", "en", "er", "es", "em", "s", "ne", "nes", "enne", "ennes", "a", "as", "o", "os", "'s")


def _table() -> dict[str, str]:
    rows = (row.split() for row in _NATIONS.split("\n") if row)
    return {f"{form}{ending}": row[0] for row in rows for form in row for ending in _ENDINGS}


_NATION_OF = _table()


@lru_cache(maxsize=16_384)
def nation(low: str) -> str | None:
    """Return the country that a lower-case word names or belongs to.

    >>> nation("welsh"), nation("japanischen"), nation("haus")
    ('wales', 'japan', None)
    """
    return _NATION_OF.get(low)


def is_adjective(low: str) -> bool:
    """Whether a word that is written small is a country's adjective: `japanischen`, `français`.

    >>> is_adjective("koreanischen"), is_adjective("inde")
    (True, False)
    """
    return low in _ADJECTIVES


LEAST = 4
_ROMANCE = tuple(
    form
    for row in _NATIONS.split("\n")
    for form in row.split()
    if form.endswith(("ais", "ois", "ien", "and", "és", "gnol", "ñol", "icain", "ain"))
    and not form.endswith(("land", "bien", "spanien", "italien"))
)
_ADJECTIVES = frozenset(
    form
    for form in _NATION_OF
    if len(form) > LEAST and ("isch" in form or form.startswith(("deutsch", *_ROMANCE)))
)

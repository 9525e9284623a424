"""Countries and what belongs to them, in four languages: Wales and Welsh, Japan and japanisch."""

from __future__ import annotations

from functools import lru_cache

_NATIONS = """
germany deutschland deutsch german allemagne allemand alemania alemán aleman
france frankreich französisch french français francais francia francés
wales welsh walisisch gallois
scotland schottland schottisch scottish scots écosse écossais escocia escocés
ireland irland irisch irish irlande irlandais irlanda irlandés
england englisch english anglais inglaterra inglés
britain britisch british großbritannien britannique británic
netherlands niederlande niederländisch dutch holland holländisch néerlandais holandés
norway norwegen norwegisch norwegian norvège norvégien noruega norueg
denmark dänemark dänisch danish danemark danois dinamarca danés
sweden schweden schwedisch swedish suède suédois suecia suec
finland finnland finnisch finnish finlande finlandais finlandia finlandés
iceland island isländisch icelandic islande islandais
poland polen polnisch polish pologne polonais polonia polac
czechia tschechien tschechisch czech tchèque chec
slovakia slowakei slowakisch slovak slovaque eslovac
hungary ungarn ungarisch hungarian hongrie hongrois hungría húngar
austria österreich österreichisch austrian autriche autrichien austriac
switzerland schweiz schweizer schweizerisch swiss suisse suiza suiz
italy italien italienisch italian italie italia italian
spain spanien spanisch spanish espagne espagnol españa español
portugal portugiesisch portuguese portugais portugués
greece griechenland griechisch greek grèce grec grecia grieg
turkey türkei türkisch turkish turquie turc turquía turc
russia russland russisch russian russie russe rusia rus
ukraine ukrainisch ukrainian ukrainien ucrania ucranian
belgium belgien belgisch belgian belgique belge bélgica belga
japan japanisch japanese japon japonais japón japonés
china chinesisch chinese chine chinois chino
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
america amerika amerikanisch american américain estadounidense usa us
mexico mexiko mexikanisch mexican mexique mexicain méxico mexican
brazil brasilien brasilianisch brazilian brésil brésilien brasil brasileñ
argentina argentinien argentinisch argentine argentinian argentin argentino
chile chilenisch chilean chili chilien chilen
australia australien australisch australian australie australien australian
croatia kroatien kroatisch croatian croatie croate croacia croat
serbia serbien serbisch serbian serbie serbe serbio
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
    if low in _NATION_OF and len(low) > LEAST:
        return "isch" in low or low.startswith("deutsch") or low.startswith(_ROMANCE)
    return False


LEAST = 4
_ROMANCE = tuple(
    form
    for row in _NATIONS.split("\n")
    for form in row.split()
    if form.endswith(("ais", "ois", "ien", "and", "és", "gnol", "ñol", "icain", "ain"))
    and not form.endswith(("land", "bien", "spanien", "italien"))
)

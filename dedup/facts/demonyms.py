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
yemen jemen jemenitisch yemeni yémen yéménite yemení
qatar katar katarisch qatari qatarien catarí
lebanon libanon libanesisch lebanese liban libanais líbano libanés
jordan jordanien jordanisch jordanian jordanie jordanien jordania jordan
kuwait kuwaitisch kuwaiti koweït koweïtien kuwaití
oman omanisch omani omanais omaní
bahrain bahrainisch bahraini bahreïn baréin
libya libyen libysch libyan libye libyen libia libi
sudan sudanesisch sudanese soudan soudanais sudán sudanés
ethiopia äthiopien äthiopisch ethiopian éthiopie éthiopien etiopía etíope
somalia somalisch somali somalie somalien somalí
kenya kenia kenianisch kenyan kenian
nigeria nigerianisch nigerian nigérian nigerian
ghana ghanaisch ghanaian ghanéen ghané
chad tschad tschadisch chadian tchad tchadien chadian
mali malisch malian malien maliens
senegal senegalesisch senegalese sénégal sénégalais senegalés
cameroon kamerun kamerunisch cameroonian cameroun camerounais camerún camerunés
congo kongo kongolesisch congolese congolais congoleñ
rwanda ruanda ruandisch rwandan rwandais ruandés
uganda ugandisch ugandan ouganda ougandais ugandés
tanzania tansania tansanisch tanzanian tanzanie tanzanien tanzan
angola angolanisch angolan angolais angoleñ
mozambique mosambik mosambikanisch mozambican mozambicain mozambiqueñ
zimbabwe simbabwe simbabwisch zimbabwean zimbabwéen
afghanistan afghane afghanisch afghan afgano afgan
bangladesh bangladesch bangladeschisch bangladeshi bangladais
nepal nepalesisch nepalese nepali népalais nepalí
vietnam vietnamesisch vietnamese vietnamien vietnamit
thailand thailändisch thai thaïlande thaïlandais tailandia tailandés
indonesia indonesien indonesisch indonesian indonésie indonésien indonesi
malaysia malaysisch malaysian malaisie malaisien malasia malasi
philippines philippinen philippinisch philippine filipino filipina philippin filipin
singapore singapur singapurisch singaporean singapour singapourien
taiwan taiwanisch taiwanese taïwan taïwanais taiwanés
cambodia kambodscha kambodschanisch cambodian cambodge cambodgien camboya camboyan
mongolia mongolei mongolisch mongolian mongolie mongol
kazakhstan kasachstan kasachisch kazakh kazajistán kazaj
azerbaijan aserbaidschan aserbaidschanisch azerbaijani azerbaïdjan azéri azerbaiyán azerbaiyan
armenia armenien armenisch armenian arménie arménien armenia armeni
belarus weißrussland belarussisch belarusian biélorussie biélorusse bielorrusia bielorrus
moldova moldau moldauisch moldovan moldavie moldave moldavia moldav
bosnia bosnien bosnisch bosnian bosnie bosnien bosni
kosovo kosovarisch kosovar kosovare
montenegro montenegrinisch montenegrin monténégro monténégrin montenegrin
macedonia mazedonien nordmazedonien mazedonisch macedonian macédoine macédonien macedoni
malta maltesisch maltese malte maltais maltés
cyprus zypern zyprisch cypriot chypre chypriote chipre chipriot
luxembourg luxemburg luxemburgisch luxembourgeois luxemburgués
zealand neuseeland neuseeländisch néo-zélandais neozelandés
colombia kolumbien kolumbianisch colombian colombie colombien colombian
venezuela venezolaner venezolanisch venezuelan vénézuélien venezolan
ecuador ekuador ecuadorianisch ecuadorean ecuadorian équateur équatorien ecuatorian
peru peruanisch peruvian pérou péruvien perú peruan
bolivia bolivien bolivianisch bolivian bolivie bolivien bolivian
paraguay paraguayisch paraguayan paraguayen paraguay
uruguay uruguayisch uruguayan uruguayen uruguay
guyana guyanisch guyanese guyanais guyanés
cuba kuba kubanisch cuban cubain cuban
haiti haitianisch haitian haïti haïtien haití haitian
panama panamaisch panamanian panaméen panamá panameñ
guatemala guatemaltekisch guatemalan guatémaltèque guatemaltec
honduras honduranisch honduran hondurien hondureñ
saudi saudisch saoudien saoudite saudí
südafrika südafrikanisch sudafrican
nicaragua nicaraguanisch nicaraguan nicaraguayen nicaragüens
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


def is_adjective(low: str, language: str) -> bool:
    """Return whether a word that is written small is a country's adjective: `japanischen`, `suisse`.

    French and Spanish write all of them small, but nothing else that is in the table.

    >>> is_adjective("koreanischen", "de"), is_adjective("suisses", "fr"), is_adjective("inde", "de")
    (True, True, False)
    """
    if language in ("fr", "es"):
        return len(low) > LEAST and low in _NATION_OF and low not in _SMALL_WORDS
    adjective = "isch" in low or low.startswith("deutsch")
    return adjective and len(low) > LEAST and low in _NATION_OF


LEAST = 4
_SMALL_WORDS = frozenset({"ruse", "ruses", "japper", "jordan", "salvador", "malien"})
"""Other words that are written like a form in the table."""

"""Capitalised words that are no names: titles, roles, legal forms, German nouns by their endings."""

from __future__ import annotations

import re

ROLES = frozenset(
    # English
    """mr mrs ms miss dr prof professor sir dame lord lady judge justice president vice minister prime chancellor
    secretary senator governor mayor king queen prince princess pope bishop archbishop abbot reverend father captain
    colonel general sergeant inspector superintendent constable chief sheriff officer detective commissioner director
    chairman chairwoman chair executive ceo cfo coach manager attorney solicitor barrister counsel kc spokesman
    spokeswoman spokesperson councillor mp ambassador presiding deputy district acting former state
    """.split()
) | frozenset(
    # German, French, Spanish
    """herr frau herrn doktor kanzler bundeskanzler papst könig königin fürst graf bischof pfarrer abt monsieur madame
    mme président présidente ministre maire préfet directeur directrice señor señora don doña presidente presidenta
    ministro ministra alcalde alcaldesa consejero consejera director directora el la le les der die das the a an
    """.split()
)
"""Titles and roles in front of a name."""

ROLE_ENDING = re.compile(
    r".*(?:minister|präsident|sprecher|chef|trainer|meister|leiter|direktor|anwalt|anwält|richter|vorsitzende[rn]?|vorstand|"
    r"vorständ|kanzler|rat|rät|rätin|sekretär|beauftragte[rn]?|kommissar|senator|abgeordnete[rn]?|politiker|forscher|"
    r"experte|expert|professor|kapitän|torhüter|stürmer|verteidiger|spieler|läufer|fahrer|künstler|autor|verfasser|"
    r"regisseur|dirigent|intendant|kurator|gründer|unternehmer|berater|händler|wirt|bauer|bäuerin|ärztin|arzt|pfleger|"
    r"lehrer|schüler|student|ingenieur|techniker|beamte[rn]?|obmann|obfrau|chefin|kämmerer|kämmerin|gesandte[rn]?|"
    r"ökonom|analyst|ministerin|jurist|historiker|archäologe|archäologin|biologe|biologin|taucher|schützer|führer|"
    r"inhaber|besitzer|eigentümer|betreiber|pächter|konzern|hersteller|firma|verein|verband|klub|gemeinde|stadt|dorf|"
    r"insel|kreis|landkreis|bezirk|kanton|fluss|see|berg|museum|theater|universität|hochschule|klinik|verlag|zeitung|"
    r"sender|agentur|behörde|amt|gericht|werk|bank|partei|fraktion|gewerkschaft|bürgermeister|oberbürgermeister|"
    r"landrat|staatschef|hauptstadt|region|provinz|ort|ortsteil|stadtteil|viertel)(?:in|innen|s|es|en|n)?"
)
"""German nouns that stand before a name and are none."""

NOUN_ENDING = re.compile(
    r".{2,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|ismus|nis|nisse|nissen|ment|"
    r"ling|linge|enz|anz|ur|ungs|jährige[rn]?|jährigen|stellung|leute|leuten|zeit|zahl|zahlen|stück|teil|teile|teilen)"
)
"""Endings that only German common nouns have."""

LEGAL_FORMS = frozenset(
    "ag gmbh se kg ohg ev co plc ltd inc corp llc sa sas sarl spa nv bv holding group gruppe konzern".split()
)
"""What follows the name of a company and is no name itself."""

PARTICLES = frozenset(
    "von van der den de di da du del della le la zu zur zum al bin ibn ten ter of and the y et für & '".split()
)
"""Lower-case words inside a name."""

DETERMINERS = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner sein seine seinen seinem
    seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer euer eure mein meine dein deine
    dieser diese dieses diesen diesem jener jene jenes jede jeder jedes jeden jedem alle allen aller viele vielen
    mehrere mehreren einige einigen manche manchen welche welcher welches im am zum zur beim vom ins ans aufs fürs
    beide beiden zwei drei vier fünf sechs sieben acht neun zehn elf zwölf solche solcher solchen wenige weniger mehr
    dessen deren etwas viel wenig""".split()
)
"""German words after which a capitalised word is as a rule a common noun."""

PLACE_PREPOSITIONS = frozenset("in aus nach bei von bis über gegen für mit um nahe zwischen durch".split())
"""German prepositions that stand before a name without an article."""

BARE_NOUNS = frozenset(
    """angaben haft sicht betrieb höhe richtung zukunft anspruch kraft gefahr frage folge ordnung bezug form teilen
    gruppen holz stahl beton glas wasser metall gold silber eisen leder papier stein lehm ton knochen hilfe bord fuß
    hause haus ende anfang beginn abschluss ablauf art grund gründen zeiten zeit tagen wochen monaten jahren stunden
    minuten prozent euro dollar millionen milliarden meter kilometer kindern menschen leuten freunden behörden medien
    erfolg druck verlust gewinn interesse respekt sorge freude angst trauer wut blick zusammenarbeit absprache
    informationen ansicht meinung auffassung einschätzung schätzungen erkenntnissen plan plänen bedarf möglichkeit
    regen schnee sturm wind feuer rauch strom gas öl kohle luft geld steuern zinsen schulden kosten preisen mitte
    familie schule krankenhaus lebensgefahr deckung rente bewährung bezirken ländern städten gemeinden weg kauf
    verdacht mord diebstahl betrug totschlag körperverletzung steuerhinterziehung""".split()
)
"""Common nouns that stand after a preposition without an article."""

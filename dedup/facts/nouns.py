"""Capitalised words that are no names: titles, roles, legal forms, German nouns by their endings."""

from __future__ import annotations

import re

from dedup.facts.wordlist import words

ROLES = words(
    """
    mr mrs ms miss dr prof professor sir dame lord lady judge justice president vice minister prime
    chancellor secretary senator governor mayor king queen prince princess pope bishop archbishop abbot
    reverend father captain colonel general sergeant inspector superintendent constable gov sen rep
    chief sheriff officer detective commissioner director chairman chairwoman chair executive ceo cfo
    coach manager attorney solicitor barrister counsel kc spokesman spokeswoman spokesperson councillor
    mp ambassador presiding deputy district acting former state
    """
) | words(
    """
    herr frau herrn doktor kanzler bundeskanzler papst könig königin fürst graf bischof pfarrer abt
    monsieur madame mme président présidente ministre maire préfet directeur directrice señor señora don
    doña presidente presidenta ministro ministra alcalde alcaldesa consejero consejera director
    directora el la le les der die das the a an
    """
)
"""Titles and roles in front of a name."""

ROLE_ENDING = re.compile(
    r".*(?:minister|präsident|sprecher|chef|trainer|bürgermeister|leiter|direktor|anwalt|anwält|richter|vorsitzende[rn]?|"
    r"vorstand|vorständ|kanzler|rat|rät|sekretär|beauftragte[rn]?|kommissar|senator|abgeordnete[rn]?|politiker|"
    r"forscher|experte|expert|professor|kapitän|torhüter|stürmer|verteidiger|spieler|läufer|fahrer|künstler|autor|"
    r"verfasser|regisseur|dirigent|intendant|kurator|gründer|unternehmer|berater|händler|ärztin|arzt|pfleger|lehrer|"
    r"schüler|student|ingenieur|techniker|beamte[rn]?|obmann|obfrau|kämmerer|gesandte[rn]?|ökonom|analyst|jurist|"
    r"historiker|archäologe|archäolog|biologe|biolog|taucher|schützer|inhaber|besitzer|eigentümer|betreiber|pächter|"
    r"konzern|hersteller|verband|hochschule|klinik|verlag|zeitung|agentur|behörde|gericht|partei|fraktion|gewerkschaft|"
    r"museum|theater|universität|hauptstadt|meisterschaft)(?:in|innen|s|es|en|n)?"
    r"|(?:ober|brand|kreis|welt|vize|bau|land)?meister(?:in)?|firma|verein|klub|gemeinde|stadt|dorf|insel|kreis|"
    r"landkreis|bezirk|kanton|fluss|see|berg|sender|amt|werk|bank|region|provinz|ort|ortsteil|stadtteil|viertel|wirt|"
    r"bauer|bäuerin|führer|(?:ur)?enkel(?:in)?|neffe|nichte|onkel|tante|bruder|schwester|cousine?|"
    r".*(?:gutachter|nachbar|kreis|zeug|kolleg|händler|handwerker|mieter|kritiker|gegner)(?:in|e|en)?|"
    r"(?!christin|kristin|valentin|quentin|konstantin|severin|katherin|martin|katrin|kathrin)"
    r".{3,}(?:er|ist|ent|ant|log|at|är|eur)in"
)
"""German nouns that stand before a name and are none."""

NOUN_ENDING = re.compile(
    r".{2,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|ismus|nis|nisse|nissen|ment|"
    r"ling|linge|enz|anz|ungs|jährige[rn]?|jährigen|stellung|leute|leuten|zeit|zahl|zahlen|stück|teil|teile|teilen|angaben|kreisen)"
)
"""Endings that only German common nouns have."""

LEGAL_FORMS = words(
    """
    ag gmbh se kg ohg ev co plc ltd inc corp llc sa sas sarl spa nv bv holding group gruppe konzern
    """
)
"""What follows the name of a company and is no name itself."""

PARTICLES = words(
    """
    von van der den de di da du del della le la zu zur zum al bin ibn ten ter of and the y et für & '
    """
)
"""Lower-case words inside a name."""

DETERMINERS = words(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner sein seine
    seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer
    euer eure mein meine dein deine dieser diese dieses diesen diesem jener jene jenes jede jeder jedes
    jeden jedem alle allen aller viele vielen mehrere mehreren einige einigen manche manchen welche
    welcher welches im am zum zur beim vom ins ans aufs fürs beide beiden zwei drei vier fünf sechs
    sieben acht neun zehn elf zwölf solche solcher solchen wenige weniger mehr dessen deren etwas viel
    wenig
    """
)
"""German words after which a capitalised word is as a rule a common noun."""

PLACE_PREPOSITIONS = words("in aus nach bei von bis über gegen für mit um nahe zwischen durch")
"""German prepositions that stand before a name without an article."""

BARE_NOUNS = words(
    """
    angaben haft sicht betrieb höhe richtung zukunft anspruch kraft gefahr frage folge ordnung bezug
    form teilen gruppen holz stahl beton glas wasser metall gold silber eisen leder papier stein lehm
    ton knochen hilfe bord fuß hause haus ende anfang beginn abschluss ablauf art grund gründen zeiten
    zeit tagen wochen monaten jahren stunden minuten prozent euro dollar millionen milliarden meter
    kilometer kindern menschen leuten freunden behörden medien erfolg druck verlust gewinn interesse
    respekt sorge freude angst trauer wut blick zusammenarbeit absprache informationen ansicht meinung
    auffassung einschätzung schätzungen erkenntnissen plan plänen bedarf möglichkeit regen schnee sturm
    wind feuer rauch strom gas öl kohle luft geld steuern zinsen schulden kosten preisen mitte familie
    schule krankenhaus lebensgefahr deckung rente bewährung bezirken ländern städten gemeinden weg kauf
    verdacht mord diebstahl betrug totschlag körperverletzung steuerhinterziehung
    """
)
"""Common nouns that stand after a preposition without an article."""

AMBIGUOUS_MONTHS = frozenset({"may", "march", "jan", "june", "april", "august", "mai"})
"""Months that are names, too."""

SINGULAR_VERBS = words(
    """
    ist hat war wird will soll kann muss gab ging kam nahm fuhr lag sah zog stand rief hielt ließ
    """
)
"""German verbs in the singular that do not end in -t or -te."""

STARTERS = words(
    """
    dann danach dabei damit dazu dafür dagegen davon darauf daraus darin darüber darum deshalb daher
    dennoch trotzdem zudem außerdem ferner überdies allerdings jedoch inzwischen mittlerweile derzeit
    zurzeit gegenwärtig bislang bisher zunächst zuerst zuvor vorher nachher später früher heute gestern
    morgen jetzt nun bald oft häufig manchmal selten insgesamt schließlich letztlich endlich zuletzt
    schon bereits erst noch auch nur selbst sogar vielleicht vermutlich wahrscheinlich offenbar
    angeblich laut trotz wegen während seit nach vor über unter gegen ohne hinter neben zwischen eines
    einer einem einen dieser diese dieses diesem diesen jeder jede jedes alles vieles manches nichts
    etwas niemand jemand keiner keine keines kein welche welcher wer was wie wo wann warum weil wenn
    falls obwohl dass ob sobald solange nachdem bevor damals seither seitdem dort hier draußen drinnen
    oben unten links rechts hinzu hingegen stattdessen ebenso ebenfalls gleichzeitig zugleich besonders
    möglich unklar klar sicher fest gut schlecht neu wichtig bekannt betroffen verletzt getötet zweitens
    weiter weiterhin möglicherweise immer wieder kaum fast rund etwa knapp mehr weniger mitten
    rechtzeitig kurz lange tatsächlich natürlich übrigens womöglich demnach somit folglich ansonsten
    sonst anschließend daraufhin hierzu hierbei hierfür dementsprechend geplant vorgesehen gesucht
    gefunden entdeckt gemeldet unterdessen indes indessen immerhin jedenfalls einmal zweimal beide
    beides niemals gerade genau ganz sehr leider glücklicherweise ursprünglich normalerweise eigentlich
    """
)
"""German words that begin a sentence and are no nouns."""

TAILS = words(
    """
    state ministry department council court committee party union court house office club
    """
)
"""English words that end the name of an organisation."""

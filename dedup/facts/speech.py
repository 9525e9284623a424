"""Words that introduce the source of a statement, and words for sources that name nobody in particular."""

from __future__ import annotations

from functools import lru_cache

from dedup.facts.wordlist import words

SPEECH_VERBS = words(
    """
    sagte beteuert beteuerten betonten vermutet meldeten warnt betont fordert kritisiert lobt
    schreibt berichtet teilt erläutert ergänzt versichert
    räumt bestätigt meint glaubt findet erzählt erzählte erinnert erinnerte beklagt beklagte
    bedauerte verriet urteilt rechnet vermeldete konstatierte mahnt verspricht verlangt verlangte
    beziffert bezifferte beziffern schildert schilderte schilderten erzählten versicherten behauptet
    behauptete behaupteten argumentiert argumentierte äußerten verkündete moniert monierte rügte
    resümierte widersprach kommentierte informierte meldete meldeten meldet bilanzierte befand
    begründet vermuteten warnten forderten kritisierten betonten bestätigten schrieben
    sagt sagten erklärte erklärt erklärten betonte betont ergänzte fügte kündigte kritisierte
    forderte warnte meinte berichtete berichteten teilte teilten mitteilte mitteilten schrieb
    bestätigte versicherte räumte äußerte unterstrich mahnte versprach begründete schätzt schätzte
    vermutet vermutete lobte bekräftigte beteuerte entgegnete erwiderte urteilte prognostizierte
    ankündigte hinzufügte einräumte mitgeteilt erläuterte said says say told tells added adds
    announced announces explained warned argued insisted insists claimed claims stated reported
    confirmed noted replied wrote estimated estimates promised advised found ruled concluded
    complained admitted acknowledged predicted suggested urged vowed stressed hears recalled
    testified joked tweeted believes expects conceded concedes maintained declared remarked
    commented complains writes revealed suggests thinks warns explains argues notes replies dit
    déclare déclaré déclaraient affirme affirmé explique expliqué estime estimé indique indiqué
    annoncé annonce ajoute ajouté assure assuré souligne souligné précise précisé déplore raconte
    confie confirme rappelle martèle répond juge déploré regrette dijo dice afirmó afirma aseguró
    asegura explicó explica añadió añade señaló señala declaró indicó informó anunció insistió
    cuenta recordó lamentó criticó denunció sostuvo apuntó comentó reconoció confirmó destacó
    blamed blames attributed responsabilizó culpó atribuyó achacó accuse accusé
    soutient soutiennent soutenu relève rapporte rapporté rapportent avance assurent affirment indiquent
    expliquent annoncent réagi prévient préviennent martelé estiment révèle révélé
    sostiene sostienen aseguraron dijeron afirmaron explicaron informaron confirmaron advierte
    cautioned cautions disclosed contends contended asserts asserted emphasised emphasized indicated
    recounted alleges boasted reveals reckons reckoned confirms
    defendió insiste reiteró subrayó advirtió
    """
)
"""Verbs of saying in the forms news uses."""

LEADS: dict[str, tuple[tuple[str, ...], ...]] = {
    "laut": (("laut",),),
    "according": (("according", "to"),),
    "selon": (("selon",),),
    "según": (("según",),),
    "d": (("d", "'", "après"),),
    "de": (("de", "acuerdo", "con"),),
    "unter": (("unter", "berufung", "auf"),),
    "in": (("in", "the", "words", "of"), ("in", "the", "view", "of")),
}
"""Words in front of a source, by the first of them."""

LEAD_NOUNS = words(
    """
    angaben auskunft aussage aussagen einschätzung ansicht darstellung informationen worten meinung
    überzeugung schätzung schätzungen berechnungen erkenntnissen mitteilung auffassung sicht
    """
)
"""German nouns that stand in front of a source behind `nach` or `aus`."""

CIRCLES = words("aus bei von beim vom seitens in im")
"""German prepositions in front of the source of `hieß es`."""

SHOWING = words(
    """
    show shows showed shown indicate indicates zeigt zeigen zeigte zeigten belegt belegen montre montrent
    muestra muestran
    """
)
"""Verbs that lay a statement to a document: `records show`."""

_PARTICLES: dict[str, tuple[str, ...]] = {
    "gab": ("an", "bekannt", "zu", "bedenken", "protokoll"),
    "hielt": ("dagegen", "entgegen", "fest"), "hält": ("dagegen", "entgegen", "fest"),
    "stellte": ("klar", "fest"), "stellt": ("klar", "fest"), "legte": ("dar", "nach"), "führte": ("aus",),
    "wandte": ("ein",), "wendet": ("ein",), "setzte": ("hinzu",), "wies": ("zurück",), "warf": ("vor",),
    "ließ": ("wissen", "verlauten", "mitteilen"), "machte": ("verantwortlich", "deutlich"),
}  # fmt: skip
GIVING: dict[str, tuple[str, ...]] = {
    **_PARTICLES,
    **{f"{verb}en": particles for verb, particles in _PARTICLES.items() if verb[-1] in "btß"},
    **{f"{verb}n": particles for verb, particles in _PARTICLES.items() if verb.endswith("te")},
    "gibt": _PARTICLES["gab"],
    "geben": _PARTICLES["gab"],
}
"""German verbs in two parts that stand for saying: `gab an`, `hielt dagegen`."""

DOCUMENTS = words(
    """
    report reports statement study interview article records documents filing letter memo survey
    bericht berichte gutachten mitteilung pressemitteilung erklärung stellungnahme papier schreiben
    studie interview umfrage rapport étude communiqué informe estudio comunicado
    begründung urteil beschluss antrag anklage anklageschrift antwort brief entwurf urteilsbegründung
    bekanntmachung aussendung bulletin paper article ruling verdict indictment petition response draft
    lettre jugement arrêt note carta nota sentencia auto
    """
)
"""What a source writes or gives: whose it is stands behind it."""

ASIDES = (
    ("de", "son", "côté"), ("de", "leur", "côté"), ("pour", "sa", "part"), ("por", "su", "parte"),
    ("for", "his", "part"), ("for", "her", "part"),
    ("dagegen",), ("hingegen",), ("unterdessen",), ("auch",),
    ("zudem",), ("am", "*"), ("on", "*"), ("gestern",), ("heute",), ("yesterday",), ("later",), ("el", "*"),
    ("jeudi",), ("mardi",), ("lundi",), ("mercredi",), ("vendredi",),
    ("samedi",), ("dimanche",), ("laut", "dpa"),
    ("also",),
)  # fmt: skip
"""What may stand between a verb of saying and its subject; the star is a weekday."""

MEDIA = words(
    """
    zeitung zeitschrift magazin sender nachrichtenagentur agentur blatt wochenzeitung tageszeitung fachblatt
    fachzeitschrift fachmagazin nachrichtenmagazin wochenblatt portal
    journal magazine newspaper broadcaster weekly daily paper station
    quotidien hebdomadaire revue chaîne diario periódico revista emisora cadena semanario
    """
)
"""Nouns for whom a statement was made to, or where it stands, in front of a name."""

PRONOUNS = words(
    """
    er sie es man ich wir he she it they i we you who der die das dieser diese il elle on ils elles
    él ella ellos eigenen eigener eigene worten angaben which that wer
    """
)
"""Words that stand for a source named elsewhere."""

GENERIC = DOCUMENTS | words(
    """
    mann frau junge mädchen person mensch leute firma unternehmen konzern betrieb betreiber
    betreiberin hersteller gesellschaft gruppe haus behörde behörden amt verwaltung seite quelle
    quellen kreise kreisen medien bericht berichte berichten mitteilung angaben man woman boy girl
    people person company firm group maker operator business organisation organization agency
    authority authorities official officials statement sources source report reports entreprise
    groupe société direction empresa compañía grupo chef chefin jefe jefa boss leader politiker
    mandatario mandataria dirigeant dirigeante dirigente portavoz politikerin
    jurist juristin experte expertin fachleute expert experts wissenschaftler forscher researcher
    researchers author autor jährige jähriger jährigen old
    """
)
"""Sources that may be anybody: naming one of them for a person or a company is no change."""

_CLASSES: dict[str, str] = {
    "police": (
        "polizei bundespolizei kriminalpolizei polizeipräsidium polizist polizisten polizeisprecher "
        "polizeisprecherin ermittler beamte beamten kripo police officer officers detectives "
        "investigators sheriff policía gendarmerie detective inspector superintendent constable sergeant "
        "polizist polizisten kommissar kommissarin"
    ),
    "prosecution": (
        "staatsanwaltschaft staatsanwalt staatsanwältin anklage ermittler prosecutors prosecutor "
        "prosecution parquet fiscalía fiscal"
    ),
    "defence": (
        "verteidigung verteidiger verteidigerin anwalt anwältin rechtsanwalt lawyer lawyers defence "
        "defense attorney counsel"
    ),
    "court": (
        "gericht richter richterin kammer landgericht amtsgericht gerichtssprecher gerichtshof court "
        "judge judges tribunal jury magistrate"
    ),
    "fire": (
        "fire brigade firefighter feuerwehr feuerwehrsprecher brandmeister kreisbrandmeister "
        "einsatzleiter firefighters pompiers bomberos"
    ),
    "rescue": "rettungsdienst leitstelle rettungskräfte sanitäter rotes ambulance paramedics",
    "hospital": "klinik krankenhaus arzt ärzte ärztin hospital doctor doctors surgeon",
    "government": (
        "regierung ministerium minister ministerin bundesregierung landesregierung staatssekretär "
        "government ministry minister department secretary gouvernement gobierno"
    ),
    "parliament": "opposition fraktion abgeordnete abgeordneter lawmakers",
    "union": (
        "gewerkschaft gewerkschafter gewerkschafterin betriebsrat gewerkschaftssekretärin union unions "
        "syndicat sindicato"
    ),
    "association": "verband verein verbandes association federation society verbands dachverband",
    "city": (
        "stadt stadtverwaltung bürgermeister bürgermeisterin rathaus oberbürgermeister gemeinde mayor "
        "council city"
    ),
    "county": "landrat landratsamt landkreis kreis county",
    "weather": "wetterdienst meteorologe meteorologin meteorologen forecasters",
    "witness": (
        "augenzeuge augenzeugen zeuge zeugen zeugin anwohner witness witnesses residents resident "
        "neighbours"
    ),
    "shipping": "reederei reedereien reeder",
    "company": (
        "firma unternehmen konzern betreiber betreiberin hersteller company firm group maker operator "
        "airline airlines fluggesellschaft carrier retailer supplier developer carmaker autobauer baufirma "
        "employer entreprise exploitant exploitante empresa management geschäftsführung vorstand"
    ),
    "science": "studie forscher forscherin wissenschaftler study researchers scientists university professor",
    "regulator": (
        "regulator regulators watchdog aufsicht aufsichtsbehörde kartellamt rechnungshof auditors inspectors "
        "ombudsman régulateur regulador"
    ),
    "organiser": (
        "organiser organisers organizer organizers promoter promoters veranstalter veranstalterin "
        "organisateur organisateurs organizador organizadores"
    ),
    "publisher": "publisher publishers verlag verleger verlegerin éditeur editorial",
    "author": "author autor autorin novelist schriftsteller schriftstellerin auteur autrice",
    "activists": "campaigners activists umweltschützer aktivisten tierschützer charity",
    "central bank": "zentralbank notenbank bundesbank",
    "church": "abt bischof pfarrer kirche bistum abbot bishop priest church diocese",
    "coach": "trainer trainerin coach manager",
    "captain": "kapitän kapitänin captain",
    "farmer": "landwirt landwirtin bauer bauern bauernverband farmer farmers",
    "teacher": "lehrer lehrerin schulleiter schulleiterin teacher teachers headteacher",
    "insurer": "versicherung versicherer insurer insurers insurance",
    "opposition": "opposition oppositionsführer oppositionsführerin",
    "accused": "angeklagte angeklagter angeklagten beschuldigte defendant accused suspect",
    "family": "familie eltern angehörige angehörigen family parents relatives",
    "mother": "mutter mother", "father": "vater father",
    "brother": "bruder brother", "sister": "schwester sister",
    "son": "sohn son", "daughter": "tochter daughter", "wife": "ehefrau wife", "husband": "ehemann husband",
    "customers": "kunden kundin kunde verbraucherschützer customers",
    "head of state": "president presidente presidenta président présidente präsident präsidentin staatschef "
    "staatschefin staatsoberhaupt mandatario mandataria",
    "army": "militär armee heer generalstab army military pentagon",
}  # fmt: skip


def source_classes(words: frozenset[str]) -> frozenset[str]:
    """Return what kinds of source some lower-case words name.

    >>> sorted(source_classes(frozenset({"die", "ermittler"})))
    ['police', 'prosecution']
    """
    return frozenset().union(*(_classes_of(word) for word in words))


@lru_cache(maxsize=8_192)
def _classes_of(word: str) -> frozenset[str]:
    """Return the kinds of one word, or of the noun that a German compound ends with: Innenministerium."""
    found = _exact(word)
    ends = (word[n:] for n in range(2, len(word) - LEAST_HEAD + 1))
    return found or next((kinds for kinds in map(_exact, ends) if kinds), found)


def _exact(word: str) -> frozenset[str]:
    return frozenset(name for name, members in _MEMBERS.items() if word in members)


LEAST_HEAD = 6
_MEMBERS = {name: frozenset(words.split()) for name, words in _CLASSES.items()}

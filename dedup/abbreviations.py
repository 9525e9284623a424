"""The words that decide whether a full stop ends a sentence.

Titles never end one. The other abbreviations do if the next word is one that begins sentences (`STARTERS`),
and those in `ALSO_WORDS` do before every capital, since they are also plain words.
"""

from __future__ import annotations

TITLES = frozenset(
    "dr prof mr mrs ms mx messrs hon rev sgt lt col gen capt cpl sen rep gov dipl ing med hl ds".split()
)
_COMMON = TITLES | frozenset(
    "abs art az vol pp p fig est dept inc ltd co corp mt ft lbs oz jr sr st vs v op etc ca approx max min "
    "mio mrd jan feb mar apr jun jul aug sep sept oct okt nov dec no nos nr km cm kg".split()
)
_LOCAL = {
    "de": "abt jg jh jhd ziff kap str tel bzw vgl geb verh gem ggf inkl exkl zzgl mind evtl sog bd fa rd tsd "
    "mill bio mär dez mo di mi do fr sa so resp usw ff proz",
    "es": "sra srta dña ud uds av avda núm pág ej prov",
    "fr": "m mm mme mlle me pr ste av bd réf éd env",
    "it": "sig dott avv on n mln mld ing geom pag ecc",
    "nl": "mw drs ir bijv mln mld resp",
}
ABBREVIATIONS: dict[str, frozenset[str]] = {
    code: _COMMON | frozenset(words.split()) for code, words in {"en": "", **_LOCAL}.items()
}
"""Abbreviations by language; a language without its own uses the English ones, which are everywhere."""
ALSO_WORDS = frozenset(
    "so do fr di mi mo sa max min inc ltd co corp art st est me ste km cm kg mar jun no".split()
)
PLAIN_ENDS = frozenset(("no", "may"))
"""English words that sentencex takes for abbreviations; before a capital they end the sentence."""

COMPANY_FORMS = frozenset("KG KGaA Ltd Ltd. Inc Inc. Limited GmbH AG LLC LLP".split())
"""What may follow `& Co.` in the name of a company."""

LONGEST_PLAIN = 7
"""No abbreviation of letters alone is longer, its full stop included."""
LONGEST = 12
"""No abbreviation, number with a full stop or initial that matters here is longer, marks included."""

ORDINAL_BEFORE = frozenset(
    "der die das den dem des im am zum zur vom beim ab seit bis und oder ein eine einem einen einer eines "
    "ihr ihre ihrem ihren ihrer ihres sein seine seinem seinen seiner seines unser unsere unserem unseren "
    "dieser diese diesem diesen jeder jede jedem jeden ende anfang mitte nach vor in auf mit gegen für "
    "als papst könig kaiser zar nächste nächsten mein meine montag dienstag mittwoch donnerstag freitag "
    "samstag sonnabend sonntag".split()
)
ORDINAL_AFTER = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember jan feb "
    "apr jun jul aug sep sept okt nov dez jahrhundert jahrhunderts jahrhunderte jh jhd jahrestag "
    "geburtstag bundesliga liga klasse spieltag minute runde platz auflage etage stock stunde tag mal "
    "rang quartal".split()
)

_GERMAN = (
    "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ich Ihr Man In Im Am Auf Aus Bei "
    "Beim Mit Nach Vor Seit Für Aber Und Doch Auch So Wie Was Wer Wo Wann Warum Wenn Weil Als Ob Während "
    "Dabei Dort Dann Damit Danach Davor Dazu Daher Dagegen Nun Jetzt Hier Diese Dieser Dieses Diesen "
    "Diesem Beide Alle Alles Viele Mehr Nur Noch Schon Sein Seine Ihre Ihren Unter Über Um Von Vom Zu Zum "
    "Zur Zuvor Zudem Zunächst Sonst Laut Trotz Durch Gegen Ohne Bis Insgesamt Heute Gestern Morgen "
    "Außerdem Allerdings Deshalb Jedoch Oder Nein Ja Niemand Keiner Kein Keine Bereits Derzeit Demnach "
    "Unterdessen Inzwischen Weitere Rund Etwa"
)
_ENGLISH = (
    "The An He She It They We You In On At But And Or For From To Of Not This That These Those His Her "
    "Their Its Our My There Here When While After Before If As By With Then Now So Yet Nor What Who Why "
    "How Where Some Many Most All Both Each No None Nobody Since Until Although Though However Meanwhile "
    "Also Only Under Over Between About More Is Are Was Were Did Do Does Has Have Had Will Would Can "
    "Could"
)
_FRENCH = (
    "Le La Les Un Une Des Du Il Elle Ils Elles On Nous Vous Je Ce Cette Ces Cela En Dans Sur Sous Pour "
    "Par Avec Mais Et Ou Où Si Quand Comme Selon Après Avant Depuis Son Sa Ses Leur Leurs Au Aux Ainsi "
    "Puis Enfin"
)
_SPANISH = (
    "El La Los Las Un Una Unos Unas Él Ella Ellos Ellas En De Del Con Por Para Pero Y O Si Cuando Como "
    "Según Tras Desde Su Sus Este Esta Estos Estas Esto Eso Luego Después También Al Así No Ya"
)
_ITALIAN = (
    "Il Lo La I Gli Le Un Una Uno In Nel Nella Con Per Ma E O Se Quando Come Secondo Dopo Prima Questo "
    "Questa Suo Sua Egli Lui Lei Loro Poi Così Non Al Alla Anche"
)
_DUTCH = (
    "De Het Een Hij Zij Ze Wij We Ik Er In Op Aan Met Voor Van Bij Na Uit Over Maar En Of Als Toen Dan "
    "Dat Dit Die Deze Daar Hier Zijn Haar Hun Ook Volgens Wie Wat Waar Hoe"
)
STARTERS: dict[str, frozenset[str]] = {
    "de": frozenset(_GERMAN.split()),
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "it": frozenset(_ITALIAN.split()),
    "nl": frozenset(_DUTCH.split()),
}
"""Words that stand with a capital only where a sentence begins, by language."""

AFTER_CLOCK = frozenset(
    "Eastern Central Mountain Pacific EST EDT ET CET CEST GMT BST UTC PT PST PDT Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday".split()
)
"""What goes on after `6 p.m.` although it has a capital."""

LOWER_NAMES = frozenset("dpa apa sda epd kna sid taz".split())
"""Names that keep their small letter at the beginning of a sentence."""

SAYING = (
    "said|says|asked|asks|told|wrote|writes|tweeted|added|replied|shouted|yelled|cried|wondered|demanded|recalled|"
    "joked|insisted|warned|exclaimed|posted"
)
"""English verbs behind a quotation that goes on in its sentence, as a pattern."""

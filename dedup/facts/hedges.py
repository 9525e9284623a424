"""Words that deny or hedge a statement, and words that do so in another way."""

from __future__ import annotations

import re

from dedup.facts.wordlist import words

NEGATORS = words(
    """
    nicht kein keine keinen keinem keiner keines keinerlei nie niemals niemand niemanden niemandem
    nichts weder ohne without sans sin nirgends keinesfalls keineswegs nirgendwo not no never none
    nobody nothing neither nor
    nowhere cannot pas jamais aucun aucune rien ni nunca nadie nada ningún ninguna tampoco
    """
)
"""Words that deny."""

LACKING = words("ohne without sans sin")
"""Prepositions that deny what follows them."""

NEAR_NEGATORS = words(
    """
    kaum wenig wenige selten hardly barely scarcely little few rarely seldom à-peine guère peu apenas poco
    """
)
"""Words that all but deny."""

ALL_BUT = words("kaum hardly barely scarcely guère apenas")
"""Those of them that stand where a negator stands."""

HEDGES = words(
    """
    könnte könnten dürfte dürften möglicherweise vielleicht vermutlich wohl wahrscheinlich mutmaßlich
    mutmaßliche mutmaßlichen mutmaßlicher mutmaßliches mutmasslich mutmasslichen mutmassliche angeblich
    angebliche angeblichen angeblicher offenbar anscheinend womöglich voraussichtlich eventuell
    allenfalls augenscheinlich offensichtlich vermeintlich vermeintliche vermeintlichen scheinbar may
    might could probably likely possibly perhaps apparently allegedly alleged reportedly presumably
    suspected seemingly supposedly potentially conceivably maybe purportedly probablement pourrait
    pourraient serait seraient aurait auraient habría habrían présumé présumée présumés apparemment
    sûrement sans-doute podría podrían
    probablemente previsiblemente presunto presunta presuntos presuntamente supuesto supuesta quizás
    posiblemente aparentemente supuestamente devrait devraient debería deberían envisage envisagent
    envisagé gedenkt
    """
)
"""Words that say a statement is not certain."""

GOVERNING = words(
    """
    könnte könnten dürfte dürften may might could pourrait pourraient podría podrían devrait devraient
    debería deberían envisage envisagent envisagé gedenkt
    """
)
"""Hedges that are verbs: what they leave open is the verb they govern."""

DIMINISHERS = words(
    """
    nahezu fast beinahe praktisch quasi weitgehend so-gut-wie nearly almost virtually practically
    largely presque pratiquement casi prácticamente
    """
)
"""Words that take something back from the next one."""

ABSOLUTES = words(
    """
    sämtliche alle allen alles immer überall unmöglich vollständig vollkommen gänzlich ganz komplett
    einstimmig jeder jede jedes impossible all every always entirely completely fully unanimous
    unanimously identical everywhere tout tous toute toutes toujours impossible todo todos siempre
    imposible leer identisch fertig
    """
)
"""Words that know no degrees."""

HEARSAY = words(
    """
    reportedly allegedly alleged apparently supposedly purportedly angeblich angebliche angeblichen
    angeblicher mutmaßlich offenbar supuestamente presuntamente apparemment
    """
)
"""Hedges that lay a statement to others."""

TOLD = words(
    """
    report reports reported according claims claimed claim says said told identified laut zufolge
    angaben gehandelt berichten berichte bericht hieß heißt demnach selon según
    """
)
"""Words that name or hint at a source, so that such a hedge is not lost."""

ABILITY = frozenset({"could"})
"""Past forms of ability: they hedge only where the other side is sure of the future."""

SUBJUNCTIVES = words(
    """
    wäre wären hätte hätten würde würden käme kämen gäbe ließe müsste müssten sollte sollten soll sollen
    könne können kann scheint scheinen schien seem seems seemed appear appears appeared would should can
    possible möglich denkbar droht drohen drohe threatens believed expected thought understood suspects
    suspect suspicion verdacht verdächtig verdächtige verdächtigen verdächtigt beschuldigt beschuldigte
    beschuldigten accused vermuten vermutet vermutete glauben glaubt rechnen rechnet geschätzt schätzen
    allow allowed allows permit permits permitted erlaubt gestattet
    accusé soupçonné supone sospechoso erwartet erwarten chance risk risiko gefahr aussicht
    likely unlikely unwahrscheinlich geplant planned due
    wahrscheinlichkeit likelihood probability möglichkeit possibility
    """
)
"""Forms and words that also leave a statement open, so that a hedge they stand in for is not lost."""

HEDGING_MODALS = words(
    """
    may might could könnte könnten dürfte dürften pourrait pourraient podría podrían
    devrait devraient debería deberían aurait auraient serait seraient habría habrían
    """
)

STRONG_MODALS = words("will would wird werden must muss müssen shall")
"""What a hedging modal verb becomes when the hedge is taken out."""

ANOTHER_NO = re.compile(
    r"\w{3,}los(?:e|en|er|es)?|ohne|without|statt|instead|rather|kaum|hardly|barely|scarcely|nur|only|erst|lediglich|"
    r"earliest|frühestens|until|unless|sans|sin|weg|fern|"
    r"vergriffen|ausverkauft|ausgebucht|erschöpft|yet|weniger|less|fewer|moins|menos|démen\w*|"
    r"unable|incapable|unclear|unknown|uncertain|unmöglich\w*|impossible|imposible|unklar\w*|unbekannt\w*|ungewiss\w*|"
    r"undecided|unentschieden|unwilling|außerstande|unsicher|inconnu\w*|incertain\w*|desconoc\w*|incapa\w*|"
    r"doubt\w*|unlikely|improbable|unwahrscheinlich|(?:be)?zweifel\w*|scant|wenig|"
    r"offen|frei|leer|still|verborgen|bleib(?:t|en|e)|blieb(?:en)?|geblieben|remain(?:s|ed)?|open|empty|free|"
    r"(?:refus|declin|fail|den(?:y|ie)|reject|avoid|lack|prevent|prohibit|bann|exclud|halt|stopp|withdr|cancel|absent|"
    r"oppos|resist|omit|spare|forg[eo]|forb|rul(?:e|ed|ing)$|lost|losing|loses?|faute)\w*|"
    r"(?:verweiger|ablehn|abgelehn|lehn|vermeid|vermied|verzicht|verhinder|fehl|mangel|ausschl|ausgeschl|verbiet|verbot|"
    r"unterl[ai]|dementier|bestr[ei]+t|zurückgew|abgesagt|entfall|entfäll|entgeh|entging|verpass|scheiter|schw[ie]+g|"
    r"geschw|leugn|misslang|misslung|widersp|ausblieb|ausbleib|empêch|refus|exclu|interdi|rechaz|neg[aó]|evit|descart|"
    r"falt)\w*"
)
"""Words on the other side that may deny in another way; then a lost `nicht` is no alarm."""

UNTIL = words(
    """
    until before bevor bis ehe unless avant antes hasta vor als than but only nur sondern alone allein einmal
    """
)
"""Words that turn a negation into a bound: `not before Thursday`."""

FLIPS: dict[str, tuple[str, ...]] = {
    "de": ("un", "nicht"), "en": ("un", "in", "im", "il", "ir", "dis", "non"), "fr": ("in", "im", "il",
    "ir", "non"),
    "es": ("in", "im", "des"),
}  # fmt: skip
"""Prefixes that turn a word into its opposite."""

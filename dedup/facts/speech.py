"""Words that introduce the source of a statement."""

from __future__ import annotations

SPEECH_VERBS = frozenset(
    """sagte sagt sagten erklärte erklärt erklärten betonte betont ergänzte fügte kündigte kritisierte forderte
    warnte meinte berichtete berichteten teilte teilten schrieb nannte bestätigte versicherte räumte äußerte unterstrich
    mahnte versprach begründete schätzt schätzte vermutet vermutete lobte bekräftigte beteuerte entgegnete erwiderte
    urteilte prognostizierte rechnete verwies wies hieß so laut zufolge
    said says say told tells added adds announced announces explained warned argued insisted insists claimed claims
    stated reported confirmed noted replied wrote estimated estimates promised advised found ruled concluded
    complained admitted acknowledged predicted suggested urged vowed stressed
    dit déclare déclaré déclaraient affirme affirmé explique expliqué estime estimé indique indiqué annoncé annonce
    ajoute ajouté assure assuré souligne souligné précise précisé déplore déploré regrette selon
    dijo dice afirmó afirma aseguró asegura explicó explica añadió añade señaló señala declaró indicó informó anunció
    insistió insiste reiteró subrayó advirtió según""".split()
)
"""Verbs of saying in the forms news uses, and words for `according to`."""

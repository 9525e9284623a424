"""Words that stand against each other: what confirms and what denies, what rises and what falls."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Pole(NamedTuple):
    """One end of an axis: its name and its sign."""

    axis: str
    sign: int


_AXES: dict[str, tuple[str, str]] = {
    "admit": (
        "bestätig einräum eingeräum gesteh gestand zugegeben zugab confirm admit acknowledg "
        "reconnu reconnaî "
        "confirmé admet admitió confirma",
        "dementier bestreit bestritt leugn zurückgewies zurückweis deny denie denial démen nié niega negó "
        "desmint widersprach=widersprachen=widerspricht=widersprechen refut rebut disput=disputed=disputes",
    ),
    "accept": (
        "zustimm zugestimmt angenommen akzeptier genehmig gebilligt billigt bewillig befürwort unterstütz "
        "accept agree=agrees=agreed approv back=backs=backed=backing support endors welcom "
        "favour=favours=favoured=favor=favors=favored accept approuv acept "
        "aprob apoy soutien=soutient=soutiennent",
        "ablehn abgelehn lehnt=lehnte=lehnten verweiger zurückgewies reject refus "
        "oppose=opposes=opposed=opposing dismiss "
        "veto rebuff "
        "declin rejet refus rechaz",
    ),
    "allow": (
        "erlaub gestatt zugelassen zuläss allow permit legal=legally autoris autoriz",
        "verbot verbiet untersag ban=bans=banned=banning forbid prohibit illegal outlaw interdi prohib",
    ),
    "win": (
        "gewann gewinnt=gewinnen=gewonnen siegt=siegte=siegten sieg=siege won=win=wins=winning victor gagn "
        "ganó ganaron",
        "verlor verliert=verlieren=verloren unterlag unterlieg unterlegen niederlage "
        "lost=lose=loses=losing "
        "defeat perd=perdu=perdent perdió",
    ),
    "rise": (
        "steig stieg gestieg anstieg wuchs wächst gewachsen zunahm zunehm zugenommen erhöh höher "
        "rise=rises "
        "rose=risen=rising grew=grow=grown=grows=growing increas climb higher jump "
        "surge=surged=surges=surging soar augment "
        "hausse subi=subió aument",
        "sink sank=sanken gesunk fiel=fielen=fällt=gefallen schrumpf abnahm abnehm abgenommen rückgang "
        "zurückgegang verringer senk=senkt=senkte=senken=gesenkt niedriger fall=falls=fell=fallen=falling "
        "reduzier reduc=reduce=reduces=reduced=reducing cut=cuts verbillig "
        "drop declin decreas shrank shrink lower plung slump slid=slide baiss recul bajó=bajar disminu",
    ),
    "open": (
        "öffn geöffnet eröffn open=opens=opened=reopen=reopens=reopened ouvr=ouvert=ouverte abrió abierto",
        "schließ schloss=schlossen geschloss gesperrt sperrt close=closes=closed=closing shut=shuts "
        "ferm=fermé=fermée=fermés cerró cerrad",
    ),
    "sure": (
        "sicher=sichere=sicheres=sicherer gewiss=gewisse certain=certainly definite sûr=sûre "
        "segur wahrscheinlich likely",
        "möglich=mögliche fraglich unsicher unklar ungewiss denkbar possible unclear uncertain doubtful "
        "incertain incertaine posible unwahrscheinlich unlikely",
    ),
    "guilt": (
        "schuldig verurteilt convict guilty condamn culpable condenad condenó=condena=condenan=condenaron",
        "unschuldig freigesproch freispr acquit cleared innocent relaxé=relaxée acquitt absuelt absolv "
        "absuelv",
    ),
    "impose": (
        "verhäng verhing eingeführt impose=imposes=imposed=imposing introduc impus instaur",
        "aufgehob aufheb lift=lifts=lifted=lifting repeal revok abolish abgeschafft abschaff "
        "levé=levée=levés abrog derog",
    ),
    "begin": (
        "begann beginn begonnen start begin=begins=began=begun launch commenc empez comenz",
        "endet=endete=endeten beend stopp finish ceas terminé=termina=terminó",
    ),
    "succeed": (
        "gelang=gelingt=gelungen geschafft succeed=succeeded=succeeds "
        "success=successful=successfully erfolgreich réussi logr",
        "scheiter gescheiter geplatzt platzte collaps misslang misslingt misslungen "
        "fail=fails=failed échou fracas",
    ),
    "live": (
        "überleb surviv survécu sobreviv",
        "starb=starben gestorben getötet tot=tote died=dies killed=dead mort=morte=morts murió=muri",
    ),
    "hurt": (
        "verletz hurt injur wounded casualt blessé herid",
        "unverletzt unversehrt unhurt unharmed uninjured unscathed indemne ileso=ilesa=ilesos",
    ),
    "rule out": (
        "erwäg erwog considering consideration erwägung denkbar conceivable möglich=mögliche=möglicher "
        "possible=possibly posible=posibles envisageable wahrscheinlich likely probable "
        "suspect=suspects=suspected vermut assume=assumes=assumed",
        "ausgeschloss ausschließ ausschlie ausschloss exclu=exclut=exclue=exclure=exclus descart "
        "undenkbar unthinkable inconceivable unmöglich impossible imposible",
    ),
    "uphold": (
        "bestätig upheld uphold affirm confirmé confirmó",
        "gekippt kippt=kippte=kippten aufgehob aufheb overturn quash annul revers=reversed "
        "invalidat anuló anulad "
        "revocó",
    ),
    "happen": (
        "stattfind stattfand stattgefund",
        "absag abgesagt ausfall=ausfallen ausgefallen ausfällt cancel=cancels=cancelled=canceled=cancelling "
        "annulé=annulée=annulés=annulées cancelad canceló",
    ),
    "custody": (
        "festgenomm festnahm gefasst verhaft inhaftier arrest caught captured detained interpell "
        "détenu deten "
        "capturad",
        "flucht flüchtig freigelass entkam=entkamen entkomm freed fugitive escaped libéré libert "
        "fugitif prófug",
    ),
    "there": (
        "verfügbar verfügung available disponib",
        "fehlt=fehlen=fehlte=fehlten unavailable indisponib",
    ),
    "attend": (
        "teilnimmt teilnehm teilgenomm teilnahm attend=attends=attended=attending participat "
        "assist=assiste=assistera",
        "fernbleib fernblieb ferngeblieb boycott boykott skip=skips=skipped=skipping",
    ),
    "better": (
        "verbesser improv amélior mejor=mejora=mejoró=mejoran",
        "verschlechter worsen deteriorat détérior aggrav empeor",
    ),
    "strength": (
        "gestärkt verstärk strengthen renforc reforz", "geschwächt abgeschwäch weaken affaibli debilit",
    ),
    "praise": (
        "lobt=lobte=lobten=gelobt begrüßt=begrüßte=begrüßten praise=praised=praises=praising "
        "hailed=hails applaud "
        "welcom elogi salué=saluent",
        "kritisier criticis criticiz condemn denounc rügt=rügte=rügten bemängel dénonc critiqué critiquent "
        "criticó critican",
    ),
    "length": (
        "verlänger extend=extends=extended=extending prolong", "verkürz shorten raccourc acort=acortó",
    ),
    "danger": (
        "ungefährlich unbedenklich harmlos harmless safe=safely secure",
        "gefährlich gesundheitsgefährdend bedenklich dangerous hazardous unsafe risky dangereu peligros",
    ),

    "resolve": (
        "plant=planen=plante=planten plan=plans=planned=planning=intends=intend beabsichtig "
        "beschloss=beschlossen "
        "decid=decided=decides vorhat will=wollen=wants prévoit=prévoient décid",
        "prüft=prüfen=prüfte=prüften erwäg erwog überleg "
        "consider=considers=considering=considered weigh=weighs=weighing "
        "mull explor=explores=exploring envisag étudie=étudient songe=songent estudia baraj sopes",
    ),
    "duty": (
        "must muss müssen musste mussten verpflichtend vorgeschrieben pflicht mandatory "
        "obligatory compuls required requires doit doivent obligatoire debe=deben "
        "obligatori",
        "freiwillig voluntar optional facultati dürfen=darf may=can kann=können should "
        "sollte=sollten=soll peut=peuvent puede=pueden",
    ),
    "profit": (
        "gewinn=gewinne=gewinns profit bénéfice ganancia",
        "verlust=verluste loss=losses perte pérdida",
    ),
    "amount": ("mehr more plus más", "weniger less fewer moins menos"),
    "time": ("früher=frühere earlier plus=tôt", "später=spätere later tard"),
    "bound": ("frühestens earliest", "spätestens latest"),
    "side": ("für for pour para=por", "gegen against contre contra"),
    "presence": ("mit with avec con", "ohne without sans sin"),
    "order": ("vor before avant antes", "nach after après después"),
    "many": (
        "zahlreich viele=vielen meisten mehrheit majority plupart mayoría many numerous nombreu numeros "
        "beaucoup",
        "kaum wenige=wenigen few hardly scarcely rarely selten peu pocos pocas",
    ),
    "share": (
        "alle=allen=aller sämtlich all every=each tous=toutes todos=todas unanimous einstimmig",
        "most meisten plupart mayoría einige=einigen manche=manchen teils some several "
        "certains=certaines algunos=algunas",
    ),
}  # fmt: skip
IN_PLACE = frozenset({"side", "presence", "order", "amount", "time", "share", "begin", "duty"})
"""Axes of words so common that they count only where both stand in the same place."""

LOOSE = frozenset({"rise", "better", "danger"})
"""Axes of words that are said of much else: a house rises for the summer, a plan is dropped."""

VOTING = re.compile(
    r"(?:ab)?(?:ge)?stimm\w*|(?:ab)?votier\w*|vot(?:e|es|ed|ing|er|ers|ó|aron|ar)|ballot\w*|campaign\w*|argu(?:e|ed|es|ing)|"
    r"spoke|speak\w*|rul(?:ed|ing)|decid\w*|protest\w*|rall(?:y|ied|ies)|demonstr\w*|lobb(?:y|ied)\w*|case|evidence|"
    r"majority|mehrheit\w*|ausgesprochen|sprach\w*|sprechen|ausspr\w*|entsch(?:eid|ied)\w*|plädier\w*|kämpf\w*|argument\w*|"
    r"sein|sind|ist|war|waren|prononcé\w*|voté\w*|plaid\w*|pronunci\w*|manifest\w*|is|are|was|were"
)
"""Words beside which `for` and `against` take sides; a pill against a fever is one for it."""

SEPARABLE: tuple[tuple[str, str, Pole], ...] = tuple(
    (stem, particle, Pole(axis, sign))
    for stems, particle, axis, sign in (
        ("schließ schloss schlöss", "aus", "rule out", -1),
        ("lehn", "ab", "accept", -1),
        ("stimm", "zu", "accept", 1),
        ("nehm nimm nahm", "an", "accept", 1),
        ("weis wies", "zurück", "accept", -1),
        ("weis wies", "zurück", "admit", -1),
        ("find fand", "statt", "happen", 1),
        ("fall fäll fiel", "aus", "happen", -1),
        ("sag", "ab", "happen", -1),
        ("nehm nimm nahm", "teil", "attend", 1),
        ("bleib blieb", "fern", "attend", -1),
        ("nehm nimm nahm", "fest", "custody", 1),
        ("räum", "ein", "admit", 1),
        ("geb gib gab", "zu", "admit", 1),
        ("streit stritt", "ab", "admit", -1),
        ("nehm nimm nahm", "zu", "rise", 1),
        ("nehm nimm nahm", "ab", "rise", -1),
        ("geh ging", "zurück", "rise", -1),
        ("geh ging", "aus", "rule out", 1),
        ("lass ließ läss", "zu", "allow", 1),
        ("sprech sprich sprach", "frei", "guilt", -1),
        ("heb hob", "auf", "impose", -1),
        ("führ", "ein", "impose", 1),
        ("schaff", "ab", "impose", -1),
    )
    for stem in stems.split()
)
"""German verbs in two parts; the particle ends the clause: `schloss das nicht aus`."""

LEAST_PREFIX = 4


def _tables() -> tuple[dict[str, list[Pole]], dict[str, list[tuple[str, Pole]]]]:
    whole: dict[str, list[Pole]] = {}
    starts: dict[str, list[tuple[str, Pole]]] = {}
    for axis, ends in _AXES.items():
        for sign, forms in zip((1, -1), ends, strict=True):
            for form in forms.split():
                words = form.split("=")
                for word in words:
                    whole.setdefault(word, []).append(Pole(axis, sign))
                if len(words) == 1 and len(form) >= LEAST_PREFIX:
                    starts.setdefault(form[:LEAST_PREFIX], []).append((form, Pole(axis, sign)))
    return whole, starts


_WHOLE, _STARTS = _tables()


_INFINITIVE = re.compile(r"(ab|an|auf|aus|bei|dar|ein|fort|her|hin|los|mit|nach|vor|weg|zu|zurück)zu(\w{4,})")
"""`auszuschließen`: the particle, and the rest behind the `zu` in the middle."""


@lru_cache(maxsize=16_384)
def poles(low: str) -> frozenset[Pole]:
    """Return the ends of axes that a lower-case word stands at; its beginning is enough for most.

    >>> poles("confirmed"), poles("denied")
    (frozenset({Pole(axis='admit', sign=1)}), frozenset({Pole(axis='admit', sign=-1)}))
    """
    inner = _INFINITIVE.fullmatch(low)
    low = inner[1] + inner[2] if inner else low
    found = {pole for start, pole in _STARTS.get(low[:LEAST_PREFIX], ()) if low.startswith(start)}
    return frozenset(found.union(_WHOLE.get(low, ())))

"""Words so common that standing beside one says little about a place in a sentence."""

from __future__ import annotations

_GERMAN = """der die das den dem des ein eine einen einem einer eines und oder aber als auch am an auf
aus bei bis
damit dass dem durch er es für gegen hat hatte haben ihr ihre ihrem ihren im in ins ist mit nach noch nun
sein seine
seinen seiner sich sie sind so über um und unter vom von vor war waren werden wird wurde wurden wie zu
zum zur zwischen
"""
_ENGLISH = """a an the and or but as at by for from had has have he her his in into is it its of off on
or over she
that their them they this to up was were which who will with would be been are not after before than"""
_FRENCH = """le la les un une des de du d l et ou mais au aux à en dans par pour sur avec ce cette son sa
ses leur
leurs qui que est a ont été il elle ils elles se s ne pas"""
_SPANISH = (
    """el la los las un una unos unas de del y o pero al a en por para con su sus que es ha han se lo le"""
)
_MARKS = """. , ; : - – — ( ) ' " „ “ ” « » ! ?"""

STOPWORDS = frozenset(f"{_GERMAN} {_ENGLISH} {_FRENCH} {_SPANISH} {_MARKS}".split())
"""Stopwords of German, English, French and Spanish, and punctuation."""

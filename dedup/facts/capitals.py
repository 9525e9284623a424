"""Capitals and the countries whose governments they stand for."""

from __future__ import annotations

from functools import lru_cache

_CAPITALS = """
germany berlin berliner berlín
france paris pariser parís
britain london londoner londres
netherlands haag
norway oslo
denmark kopenhagen copenhagen copenhague
sweden stockholm estocolmo
finland helsinki
poland warschau warsaw varsovie varsovia
czechia prag prague praga
hungary budapest
austria wien vienna vienne viena
switzerland bern berne berna
italy rom rome roma
spain madrid madrider
portugal lissabon lisbon lisbonne lisboa
greece athen athens athènes atenas
turkey ankara
russia moskau moscow moscou moscú kreml kremlin
ukraine kiew kyjiw kyiv kiev
japan tokio tokyo
china peking beijing pékin pekín
korea seoul séoul seúl
india delhi
pakistan islamabad
israel jerusalem jérusalem jerusalén
iran teheran tehran téhéran teherán
iraq bagdad baghdad
syria damaskus damascus damas damasco
lebanon beirut beyrouth
egypt kairo cairo caire
america washington
canada ottawa
brazil brasília brasilia
argentina buenos
venezuela caracas
colombia bogotá bogota
ecuador quito
peru lima
cuba havanna havana havane habana
australia canberra
serbia belgrad belgrade belgrado
croatia zagreb agram
slovenia ljubljana
romania bukarest bucharest bucarest
bulgaria sofia
estonia tallinn
latvia riga
lithuania vilnius
belarus minsk
georgia tiflis tbilisi
armenia eriwan yerevan
azerbaijan baku bakou
afghanistan kabul
yemen sanaa
qatar doha
chad n'djamena ndjamena
ghana accra
kenya nairobi
taiwan taipeh taipei
thailand bangkok
vietnam hanoi
"""


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    rows = (row.split() for row in _CAPITALS.split("\n") if row)
    return {city: row[0] for row in rows for city in row[1:]}


def capital_of(low: str) -> str | None:
    """Return the country whose capital a lower-case word names, for news says either of the government.

    >>> capital_of("moscú"), capital_of("kiel")
    ('russia', None)
    """
    return _countries().get(low)

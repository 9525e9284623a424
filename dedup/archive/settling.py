"""From shares to verdicts: which pairs count as the archive stands, and those not yet judged are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from dedup.archive import standing
from dedup.archive.manifest import Part
from dedup.archive.open import Open
from dedup.archive.rows import JUDGED, READ, SHARES
from dedup.engine.port import Data, Input
from dedup.pipeline import telling
from dedup.pipeline.bench import VERDICTS
from dedup.pipeline.copies import COPIES
from dedup.pipeline.flow import verdicts_on
from dedup.pipeline.screen import SHARED
from dedup.settings import Settings


@dataclass(frozen=True, slots=True)
class Settled(Generic[Data]):
    """What counts as an archive stands: `VERDICTS`, and `ONCE` the articles that were read closely."""

    verdicts: Data
    readings: Data
    judged: int


def speaking(archive: Open[Data], when: str = "before") -> Data:
    """Return `STANDING` as the archive stands, materialised."""
    engine = archive.engine
    logs = {table: Input(archive.log(table), "wording") for table in ("copies", "deleted")}
    made = engine.exchange(logs, standing.standing, standing.STANDING)
    return engine.materialise(made, f"archive-standing-{when}")


def told_pairs(archive: Open[Data], speak: Data, settings: Settings) -> Data:
    """Return the `PAIRS` that are to be judged as the archive stands."""
    engine = archive.engine
    known = Input(speak, "wording")
    shares = Input(archive.log("shares"), "short")
    some = engine.exchange({"shares": shares, "standing": known}, standing.by_short, SHARES)
    both = engine.exchange({"shares": Input(some, "long"), "standing": known}, standing.by_long, SHARED)
    judge = telling.Telling(settings.retrieval)
    told = engine.exchange({"shared": Input(both, "owner")}, judge, telling.TOLD)
    logs = {table: Input(archive.log(table), "wording") for table in ("copies", "deleted")}
    copied = engine.exchange(logs, standing.copies, COPIES)
    given = {"told": Input(told, "short"), "copies": Input(copied, "n")}
    return engine.materialise(engine.exchange(given, telling.pairs, telling.PAIRS), "archive-pairs")


def settled(archive: Open[Data], speak: Data, settings: Settings, part: Part | None) -> Settled[Data]:
    """Return what counts as the archive stands.

    Pairs that were never judged are, and that is written as rows of a `part`; without one there are none.
    """
    engine = archive.engine
    pairs = told_pairs(archive, speak, settings)
    verdicts, readings, judged = archive.log("verdicts"), archive.log("readings"), 0
    if part is not None:
        close, made = _judged(archive, pairs, settings)
        judged = archive.write_log("verdicts", part, made)
        archive.write_log("readings", part, close)
        verdicts, readings = engine.together((verdicts, made)), engine.together((readings, close))
    both = {"verdicts": Input(verdicts, "low"), "pairs": Input(pairs, "a")}
    counting = engine.exchange(both, standing.counting, VERDICTS)
    once = engine.exchange({"readings": Input(readings, "n")}, standing.once, standing.ONCE)
    return Settled(
        engine.materialise(counting, "archive-verdicts"), engine.materialise(once, "archive-readings"), judged
    )


def _judged(archive: Open[Data], pairs: Data, settings: Settings) -> tuple[Data, Data]:
    """Return `READ` and `JUDGED` of the pairs without a verdict: only the texts of these are read."""
    engine = archive.engine
    known = Input(archive.log("verdicts", ("low", "high")), "low")
    left = engine.exchange({"pairs": Input(pairs, "a"), "verdicts": known}, standing.unjudged, telling.PAIRS)
    left = engine.materialise(left, "archive-unjudged")
    about = archive.fetched(left, ("a", "b"), "articles", ("n", "id", "about"))
    texts = archive.fetched(left, ("a", "b"), "texts", ("n", "text"))
    whole = engine.exchange(
        {"articles": Input(about, "n"), "texts": Input(texts, "n")}, standing.with_texts, standing.WHOLE
    )
    articles = engine.materialise(whole, "archive-texts")
    close, verdicts = verdicts_on(engine, articles, left, settings)
    read = engine.materialise(engine.map_batches(close, standing.read, READ), "archive-read")
    made = engine.materialise(engine.map_batches(verdicts, standing.judged, JUDGED), "archive-judged")
    return read, made

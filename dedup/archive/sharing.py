"""Which wordings share text with the new ones, and how much: the pipeline's steps, for new pairs alone."""

from __future__ import annotations

import numpy as np

from dedup.archive import arrivals, standing
from dedup.archive.arriving import Arrived
from dedup.archive.encounters import MetNew
from dedup.archive.manifest import Part
from dedup.archive.open import Open
from dedup.archive.rows import POSTED, SHARES, keys_of
from dedup.engine.columns import numbers
from dedup.engine.port import Data, Engine, Input
from dedup.pipeline import meetings, partners, screen
from dedup.pipeline.lengths import LENGTHS, Lengths, lengths_of
from dedup.pipeline.postings import KEYS, POSTINGS, postings
from dedup.retrieval import RetrievalSettings


def write_shares(
    archive: Open[Data], came: Arrived[Data], speak: Data, part: Part, settings: RetrievalSettings
) -> bool:
    """Write what the new wordings share with others to the log; return whether no budget was reached.

    Budgets and stock phrases are those of the archive as it stands now.
    """
    engine = archive.engine
    posted = _posted(engine, came, speak)
    counted = engine.materialise(engine.map_batches(posted, lengths_of, LENGTHS), "archive-lengths")
    lengths = Lengths.of(engine.rows(counted))
    distinct = archive.state.wordings
    bar = int(max(settings.stock_articles, settings.stock_share * distinct))
    limit = lengths.limit(bar, distinct)
    met = engine.map_batches(posted, MetNew(limit, settings.partners, part.number), meetings.MEETINGS)
    chosen = _chosen(engine, met, settings)
    words = engine.materialise(
        archive.fetched(chosen, ("short", "long"), "words", ("n", "words")), "archive-words"
    )
    asked = engine.exchange(
        {"chosen": Input(chosen, "short"), "articles": Input(words, "n")}, screen.asked, screen.ASKED
    )
    shared = engine.exchange(
        {"asked": Input(asked, "long"), "articles": Input(words, "n")}, screen.screened, screen.SHARED
    )
    archive.write_log("shares", part, engine.map_batches(shared, standing.one_sided, SHARES))
    whole = all(numbers(rows, "kept", np.bool_).all() for rows in engine.rows(chosen, ("kept",)))
    return whole and lengths.complete(limit, bar, settings.partners)


def _posted(engine: Engine[Data], came: Arrived[Data], speak: Data) -> Data:
    """Return `POSTINGS` of the values that new wordings have, with all wordings that anybody has."""
    gone = engine.map_batches(speak, standing.gone, standing.STANDING)
    given = {"hits": Input(came.hits, "n"), "gone": Input(gone, "wording")}
    hits = engine.exchange(given, arrivals.standing_hits, POSTED)
    keys = engine.together(
        (engine.map_batches(hits, keys_of, KEYS), engine.map_batches(came.keys, keys_of, KEYS))
    )
    made = engine.exchange({"keys": Input(keys, "value")}, postings, POSTINGS)
    return engine.materialise(made, "archive-posted")


def _chosen(engine: Engine[Data], met: Data, settings: RetrievalSettings) -> Data:
    proposed = engine.exchange({"meetings": Input(met, "i")}, meetings.Proposed(settings), meetings.PROPOSED)
    strongest = partners.Strongest(settings.partners)
    chosen = engine.exchange({"proposed": Input(proposed, "owner")}, strongest, partners.CHOSEN)
    return engine.materialise(chosen, "archive-chosen")

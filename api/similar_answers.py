"""What is said of known articles that share text with one, as models and as JSON."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.answers import Offset, Range, Recipe, Relation, Share
from api.taken import Taken


class PassageAnswer(BaseModel):
    """A passage that stands in both texts."""

    article: Range = Field(description="`[start, end)` in the text of the article asked about.")
    known: Range = Field(description="`[start, end)` in the text of the known article.")


class TakenAnswer(BaseModel):
    """A known article that the article takes text from, or that takes text from it."""

    id: str = Field(description="The known article's id.")
    version: int = Field(ge=1, description="The number of its version that was compared: the newest.")
    title: str | None = None
    date: str | None = None
    source: str | None = None
    direction: Literal["from", "to"] = Field(
        description="`from`: the article takes from the known one; `to`: the known one, which is newer or"
        " shorter, takes from it."
    )
    relation: Relation
    score: Share = Field(description="The number that the relation was decided by.")
    resemblance: Share = Field(description="Jaccard index of the word 5-grams.")
    share_of_article: Share = Field(description="Share of the article's 5-grams that the known one has.")
    share_of_known: Share = Field(description="Share of the known one's 5-grams that the article has.")
    longest_shared_run_words: Offset
    reason: str = Field(description="Why, in words; there `a` is the older of the two and `b` the newer.")
    evidence: list[PassageAnswer]


class SimilarAnswer(BaseModel):
    """The known articles that share text with one."""

    schema_version: Literal[1]
    recipe: Recipe = Field(description="The settings and version that the answer was made with.")
    similar: list[TakenAnswer] = Field(description="The strongest first.")


def taken_to_dict(taken: Taken) -> dict[str, Any]:
    """Return what is said of one known article, as `TakenAnswer` describes it."""
    verdict, known = taken.verdict, taken.known
    shares = (verdict.containment_a_in_b, verdict.containment_b_in_a)
    own, other = shares if taken.direction == "to" else shares[::-1]
    return {
        "id": known.article.id,
        "version": known.number,
        "title": known.article.title,
        "date": known.article.date,
        "source": known.article.source,
        "direction": taken.direction,
        "relation": verdict.relation,
        "score": verdict.score,
        "resemblance": verdict.resemblance,
        "share_of_article": own,
        "share_of_known": other,
        "longest_shared_run_words": verdict.longest_shared_run_words,
        "reason": verdict.reason,
        "evidence": [
            {"article": [one.start, one.end], "known": [there.start, there.end]}
            for one, there in taken.passages()
        ],
    }

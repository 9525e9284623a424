"""What a client may ask: strict models that name what is wrong and the limit it broke.

No message repeats the input, so that an error stays short whatever was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from api.limits import few_enough, short_enough
from dedup import MAX_ARTICLE_CHARS, MAX_BATCH_ARTICLES, Article, Policy

MAX_ID_CHARS = 200
MAX_TITLE_CHARS = 1_000
MAX_SOURCE_CHARS = 200
MAX_DATE_CHARS = 40
MAX_WORDS_CHARS = 100
MAX_LANGUAGE_CHARS = 35
MAX_FIELDS = 20
MAX_VERSIONS = 200
MAX_RUN_WORDS = 100

ONE, MANY = "one article", "many articles"
"""Tags of the two forms that a body may have: pydantic puts them into the places of what is wrong."""

OLDER: JsonDict = {
    "id": "agency",
    "title": "Hafenbrücke gesperrt",
    "date": "2025-03-11",
    "source": "dpa",
    "language": "de",
    "text": "Die Hafenbrücke bleibt nach Angaben der Stadt bis Freitag gesperrt. "
    "Rund 4200 Fahrzeuge müssen täglich einen Umweg nehmen. Der Fährbetrieb ist nicht betroffen.",
}
NEWER: JsonDict = {
    "id": "paper",
    "date": "2025-03-12",
    "language": "de",
    "text": "Die Hafenbrücke bleibt bis Samstag gesperrt, teilte die Stadt mit. "
    "Rund 4200 Fahrzeuge müssen täglich einen Umweg nehmen.",
}
OTHER: JsonDict = {"id": "weather", "text": "Im Norden regnet es am Mittwoch, im Süden scheint die Sonne."}


def _without_nul(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("nul_character", "must not contain the character U+0000")
    return value


def _with_a_word(value: str) -> str:
    if not any(char.isalnum() for char in value):
        raise PydanticCustomError("no_word", "must contain at least one word")
    return value


def _iso_date(value: str) -> str:
    if not _is_moment(value):
        raise PydanticCustomError(
            "iso_date", "must be an ISO 8601 date or time, such as 2025-09-04 or 2025-09-04T12:30:00+02:00"
        )
    return value


def _is_moment(value: str) -> bool:
    try:
        return Article("", date=value).published() is not None
    except OverflowError:  # a time zone can push the first or last day of the calendar out of it
        return False


Text = Annotated[
    str,
    Field(min_length=1, max_length=MAX_ARTICLE_CHARS),
    AfterValidator(short_enough),
    AfterValidator(_without_nul),
    AfterValidator(_with_a_word),
]
Id = Annotated[str, Field(min_length=1, max_length=MAX_ID_CHARS), AfterValidator(_without_nul)]
Title = Annotated[str, Field(max_length=MAX_TITLE_CHARS), AfterValidator(_without_nul)]
Source = Annotated[str, Field(max_length=MAX_SOURCE_CHARS), AfterValidator(_without_nul)]
Words = Annotated[str, Field(max_length=MAX_WORDS_CHARS), AfterValidator(_without_nul)]
Language = Annotated[
    str, Field(max_length=MAX_LANGUAGE_CHARS, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")
]
Date = Annotated[
    str,
    Field(min_length=1, max_length=MAX_DATE_CHARS),
    AfterValidator(_iso_date),
    WithJsonSchema({"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}),
]


Limit = Annotated[int, Field(ge=0, strict=True)] | None


class Request(BaseModel):
    """A request or a part of one: an unknown field is an error, since it is most often a typo."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _few_fields(cls, data: object) -> object:
        # Each unknown field is an error of its own, and a million of them take seconds to list.
        if isinstance(data, dict) and len(data) > MAX_FIELDS:
            raise PydanticCustomError(
                "too_many_fields", "must have at most {max_length} fields", {"max_length": MAX_FIELDS}
            )
        return data


class ContentRequest(Request):
    """One article without an id. Only `text` is needed; what else is known helps to read dates."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{name: given for name, given in OLDER.items() if name != "id"}]}
    )

    text: Text = Field(
        description="The article as plain text with at least one word; kept exactly as given, "
        "since every offset of the answer counts its code points."
    )
    title: Title | None = Field(default=None, description="The headline, if it is not part of the text.")
    date: Date | None = Field(default=None, description="When it was published: an ISO 8601 date or time.")
    source: Source | None = Field(default=None, description="The agency or paper, such as dpa.")
    language: Language | None = Field(
        default=None, description="A BCP 47 code such as de or en-GB; found from the text if absent."
    )

    def named(self, name: str) -> Article:
        """Return the library's article under an id."""
        return Article(
            text=self.text,
            id=name,
            title=self.title,
            date=self.date,
            source=self.source,
            language=self.language,
        )


class ArticleRequest(ContentRequest):
    """One article. Only `text` is needed; what else is known helps to order versions and to read dates."""

    model_config = ConfigDict(json_schema_extra={"examples": [OLDER]})

    id: Id | None = Field(default=None, description="Your name for the article; the answer uses it.")

    def article(self, missing_id: str) -> Article:
        """Return the library's article, named `missing_id` if it was given no id."""
        return self.named(self.id or missing_id)


class DiffRequest(Request):
    """Two versions of a text: `a` is the older, `b` the newer one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"a": OLDER, "b": NEWER}]})

    a: ArticleRequest = Field(description="The older version.")
    b: ArticleRequest = Field(description="The newer version.")

    def pair(self) -> tuple[Article, Article]:
        """Return both articles; where no id was given they are called a and b."""
        return self.a.article("a"), self.b.article("b")


class PolicyRequest(Request):
    """What a rewrite may have at most; null is no limit, and what is left out has its default."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"max_verbatim_share": 0.5}]})

    run_words: Annotated[int, Field(ge=1, le=MAX_RUN_WORDS, strict=True)] = Field(
        default=5, description="From how many equal words in a row on text counts as taken over verbatim."
    )
    max_verbatim_share: Annotated[float, Field(ge=0, le=1, strict=True)] | None = Field(
        default=None, description="Share of the rewrite's words that are taken over verbatim."
    )
    max_verbatim_run_words: Limit = Field(default=None, description="Words in the longest verbatim run.")
    max_facts_high: Limit = Field(default=0, description="Changed facts of high severity.")
    max_facts_medium: Limit = Field(default=None, description="Changed facts of medium severity.")
    max_facts_low: Limit = Field(default=None, description="Changed facts of low severity.")
    max_altered_quotations: Limit = Field(default=0, description="Quotations with other words.")
    max_invented_quotations: Limit = Field(default=0, description="Quotations that the original has nowhere.")
    max_unsupported_values: Limit = Field(
        default=None, description="Numbers, dates, names and quotations that the original has nowhere."
    )

    def policy(self) -> Policy:
        """Return the library's policy."""
        return Policy(**self.model_dump())


class CheckRequest(Request):
    """An original `a`, its rewrite `b`, and the policy that the rewrite is held against."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"a": OLDER, "b": NEWER, "policy": {"max_verbatim_share": 0.5}}]}
    )

    a: ArticleRequest = Field(description="The original.")
    b: ArticleRequest = Field(description="The rewrite.")
    policy: PolicyRequest = Field(
        default_factory=PolicyRequest, description="The desk's thresholds; without it the defaults hold."
    )

    def pair(self) -> tuple[Article, Article]:
        """Return both articles; where no id was given they are called a and b."""
        return self.a.article("a"), self.b.article("b")


Batch = Annotated[list[ArticleRequest], AfterValidator(few_enough)]


class VersionsRequest(Request):
    """The versions of one story, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"articles": [OLDER, NEWER]}]})

    articles: Batch = Field(
        min_length=2,
        max_length=MAX_VERSIONS,
        description="The versions, oldest first; those without an id are called 1, 2, ... as far as these are"
        " free.",
    )

    def named(self) -> list[Article]:
        """Return the versions in the order given, each with an id of its own."""
        return _named(self.articles)


class ClustersRequest(Request):
    """Articles to be grouped by the text that they take from each other."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"articles": [OLDER, NEWER, OTHER]}]})

    articles: Batch = Field(
        min_length=1,
        max_length=MAX_BATCH_ARTICLES,
        description="The articles. Ids must differ; those without one are called 1, 2, ..."
        " as far as these are free.",
    )

    stories: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="Also name what seems to be about one event in other words."
    )

    @field_validator("articles")
    @classmethod
    def _ids_differ(cls, articles: list[ArticleRequest]) -> list[ArticleRequest]:
        first_with: dict[str, int] = {}
        for index, article in enumerate(articles):
            if article.id is None:
                continue
            if first_with.setdefault(article.id, index) != index:
                raise PydanticCustomError(
                    "duplicate_id",
                    "must differ from the id of articles[{first}]",
                    {"first": first_with[article.id], "within": [index, "id"]},
                )
        return articles

    def named(self) -> list[Article]:
        """Return the articles in the order given, each with an id of its own."""
        return _named(self.articles)


def _named(articles: Sequence[ArticleRequest]) -> list[Article]:
    free = free_numbers(article.id for article in articles)
    return [article.article(article.id or next(free)) for article in articles]


def free_numbers(taken: Iterable[str | None]) -> Iterator[str]:
    """Yield "1", "2", ... without those that are taken.

    >>> free = free_numbers(["2", None, None])
    >>> next(free), next(free)
    ('1', '3')
    """
    ids = set(taken)
    return (name for name in map(str, count(1)) if name not in ids)


_MODELS = (ArticleRequest, DiffRequest, CheckRequest, PolicyRequest, ClustersRequest)
FIELD_NAMES = sorted({name for model in _MODELS for name in model.model_fields})
"""Every field that some request knows, to guess what a typo was meant to be."""

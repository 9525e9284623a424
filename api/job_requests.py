"""What a client may ask of a job: an upload or stored articles, and how they are clustered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from api.requests import Date, Id, Language, Request, Source, Words
from api.store.listing import Filters
from dedup import Article

Bar = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None
Form = Literal["json", "csv", "parquet", "html"]


class ArticleFilter(Request):
    """Which stored articles are meant; all that is given must hold. Without anything all articles are."""

    published_from: Date | None = Field(default=None, description="Published then or later.")
    published_to: Date | None = Field(default=None, description="Published before.")
    source: Source | None = Field(default=None, description="Where they come from.")
    language: Language | None = Field(default=None, description="Their language; `de` also means `de-AT`.")
    cluster: Id | None = Field(default=None, description="The cluster that they are in.")

    words: Words | None = Field(
        default=None,
        description="All of these words stand in the title, the id or the source, or parts of words do.",
    )

    def filters(self) -> Filters:
        """Return the filter as the store knows it."""
        begin, end = _seconds(self.published_from), _seconds(self.published_to)
        return Filters(begin, end, self.source, self.language, self.cluster, self.words)


class StoredArticles(Request):
    """Articles of the store."""

    filter: ArticleFilter = Field(default=ArticleFilter(), description="Which of them.")


class JobOptions(Request):
    """How articles are clustered."""

    threshold: Bar = Field(default=None, description="Least score of a related pair; else 0.5.")
    near: Bar = Field(default=None, description="Least resemblance of near-duplicates; else 0.5.")
    stories: bool = Field(default=False, description="Also name what seems to be one event in other words.")
    html: bool = Field(default=False, description="Also make a web page of the result.")
    language: Literal["en", "de"] = Field(default="en", description="The language of that page.")


class JobRequest(JobOptions):
    """A job over stored articles. An upload has the same options as fields of a form, and a field `file`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"articles": {"filter": {"published_from": "2025-09-01", "language": "de"}}}]
        }
    )

    articles: StoredArticles = Field(description="The articles to cluster.")


def _seconds(date: str | None) -> float | None:
    moment = Article("", date=date).published()
    return moment.timestamp() if moment else None


_REFERENCE = "#/components/schemas/{model}"


def _schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    asked = JobRequest.model_json_schema(ref_template=_REFERENCE)
    options = JobOptions.model_json_schema(ref_template=_REFERENCE)
    upload = {
        "type": "object",
        "description": "A file of articles with the options of a job.",
        "properties": {
            "file": {
                "type": "string",
                "format": "binary",
                "description": "An archive (.zip, .tar.gz and the like) or a file (.ndjson, .parquet, "
                ".csv and all else that `dedup cluster` reads); its name tells which.",
            },
            **options["properties"],
        },
        "required": ["file"],
        "additionalProperties": False,
    }
    return {**asked.pop("$defs"), "JobRequest": asked}, upload


SCHEMAS, UPLOAD_SCHEMA = _schemas()
"""Schemas for the OpenAPI document: FastAPI itself describes no body that comes in one of two media types."""

"""How the service runs: by environment variables `DEDUP_…`, or by a file that `DEDUP_SETTINGS` names."""

from __future__ import annotations

import os
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from dedup import MAX_ARTICLE_CHARS, MAX_BATCH_ARTICLES, MAX_REQUEST_BYTES, DedupError

PREFIX = "DEDUP_"
FILE = "DEDUP_SETTINGS"


def store_url(place: str) -> str:
    """Return the URL of a store that is given as one, or as the path of a file.

    >>> store_url("news.db"), store_url("postgresql://desk@host/news")
    ('sqlite:///news.db', 'postgresql+psycopg://desk@host/news')
    """
    if "://" not in place:
        return f"sqlite:///{place}"
    return place.replace("postgresql://", "postgresql+psycopg://", 1)


def _listed(given: object) -> object:
    return [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given


class ServiceSettings(BaseSettings):
    """What a newsroom may set. A variable goes before the file, and both before the default.

    A file whose name ends in `.toml` says `port = 8080`, any other one `DEDUP_PORT=8080`.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True, validate_default=True
    )

    store: Annotated[str, AfterValidator(store_url)] = Field(
        "dedup.db", min_length=1, description="Path of an SQLite file, or the URL of a PostgreSQL database."
    )
    data: Path = Field(
        Path("dedup-data"), description="Folder of the index, of uploads and of results; made if missing."
    )
    host: str = Field("127.0.0.1", description="Address to listen on; others than loopback need a key.")
    port: int = Field(8000, ge=0, le=65_535, description="Port to listen on; 0 takes any free one.")
    workers: int = Field(1, ge=0, le=64, description="Processes that work on jobs; 0 leaves jobs to others.")
    max_job_bytes: int = Field(
        4_000_000_000,
        ge=100_000_000,
        description="Most memory of a job (on Linux); one that needs more fails.",
    )
    max_job_seconds: int = Field(
        14_400, ge=1, le=604_800, description="Longest time that one attempt at a job may take."
    )
    max_body_bytes: int = Field(
        MAX_REQUEST_BYTES, ge=1_000, le=1_000_000_000, description="Largest body that is read as a whole."
    )
    max_upload_bytes: int = Field(
        1_000_000_000, ge=1_000, description="Largest body that is read bit by bit, such as an archive."
    )
    requests_per_minute: int = Field(
        6_000, ge=1, description="Most requests of one key, and of one stranger's address, in each process."
    )
    body_seconds: int = Field(
        60, ge=1, le=3_600, description="How long a client may send next to nothing, or read nothing."
    )
    hook_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_listed)] = (
        Field(
            (), description="Inner networks that hooks may send to, such as 10.1.2.0/24, separated by commas."
        )
    )
    comparison_days: int = Field(
        0,
        ge=0,
        le=36_500,
        description="How many days pasted texts are kept under a link; 0 keeps them until they are deleted.",
    )
    max_article_chars: int = Field(
        MAX_ARTICLE_CHARS, ge=1, le=MAX_ARTICLE_CHARS, description="Longest article, in characters."
    )
    max_batch_articles: int = Field(
        MAX_BATCH_ARTICLES, ge=1, le=MAX_BATCH_ARTICLES, description="Most articles that are sent at once."
    )
    shutdown_seconds: int = Field(
        30, ge=1, le=3_600, description="How long requests may go on once the service is told to stop."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least important lines to log; requests are told of as `info`."
    )
    log_format: Literal["json", "text"] = Field("json", description="One JSON object a line, or plain text.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what the caller gives, then the environment, then the file."""
        name = os.environ.get(FILE)
        return (init_settings, env_settings, *([_file(settings_cls, Path(name))] if name else []))


def read_settings(**given: object) -> ServiceSettings:
    """Return the settings, where `given` goes before all else. Raises DedupError that names what is wrong.

    No message repeats a value: the address of a store may hold a password.
    """
    _check_names()
    try:
        return ServiceSettings(**given)  # type: ignore[arg-type]  # checked by pydantic
    except ValidationError as error:
        faults = (f"{PREFIX}{fault['loc'][0]}".upper() + f": {fault['msg']}" for fault in error.errors())
        raise DedupError("the settings are not valid; " + "; ".join(faults)) from error
    except (OSError, ValueError) as error:  # among them what is wrong with TOML
        raise DedupError(f"{os.environ.get(FILE)} ({FILE}) cannot be read as settings: {error}") from error


def _check_names() -> None:
    """Raise DedupError for a variable that is nearly one of ours: a limit that is misspelt does not hold."""
    known = [FILE, *(f"{PREFIX}{name}".upper() for name in ServiceSettings.model_fields)]
    for name in sorted(os.environ):
        meant = get_close_matches(name, known, n=1, cutoff=0.8) if name.startswith(PREFIX) else []
        if meant and name not in known:
            raise DedupError(f"{name} is no setting; did you mean {meant[0]}?")


def _file(settings: type[BaseSettings], path: Path) -> PydanticBaseSettingsSource:
    if not path.is_file():
        raise FileNotFoundError("there is no such file")
    if path.suffix == ".toml":
        return TomlConfigSettingsSource(settings, path)
    return DotEnvSettingsSource(settings, path)

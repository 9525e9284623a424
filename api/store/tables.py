"""The tables, the same in SQLite and PostgreSQL. Moments are seconds since 1970 in UTC, texts are as given.

A table is only changed together with a migration in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

# SQLite only counts up by itself in a column of type INTEGER. Where numbers are remembered elsewhere, as in
# an index, it must not give the one of a deleted row to another (`sqlite_autoincrement`).
Number = BigInteger().with_variant(Integer, "sqlite")


def _number() -> Column[int]:
    return Column("id", Number, primary_key=True, autoincrement=True)


def _in_collection(*, primary_key: bool = False) -> Column[int]:
    home = ForeignKey("collections.id", ondelete="CASCADE")
    return Column("collection", home, nullable=False, primary_key=primary_key)


collections = Table(
    "collections",
    metadata,
    _number(),
    Column("name", String(64), nullable=False, unique=True),
    Column("created", Float, nullable=False),
    sqlite_autoincrement=True,
)
"""Collections isolate one desk's articles from another's. The migrations make the one called `default`."""

keys = Table(
    "keys",
    metadata,
    _number(),
    Column("name", String(200), nullable=False),
    Column("prefix", String(16), nullable=False, unique=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("scope", String(8), nullable=False),
    Column("collection", ForeignKey("collections.id", ondelete="CASCADE"), nullable=True),
    Column("created", Float, nullable=False),
    Column("revoked", Float, nullable=True),
)
"""API keys: `prefix` finds a key, `digest` is the SHA-256 of the whole. Without a collection: for all."""

_CLUSTERED = text("cluster is not null")

articles = Table(
    "articles",
    metadata,
    _number(),
    _in_collection(),
    Column("name", String(400), nullable=False),
    Column("latest", Number, nullable=False),
    Column("created", Float, nullable=False),
    Column("updated", Float, nullable=False),
    Column("deleted", Float, nullable=True),
    Column("cluster", String(12), nullable=True),
    UniqueConstraint("collection", "name"),
    Index("ix_articles_collection_id", "collection", "id"),
    Index("ix_articles_collection_cluster", "collection", "cluster", "latest", "updated"),
    Index(
        "ix_articles_collection_latest",
        "collection",
        "latest",
        sqlite_where=_CLUSTERED,
        postgresql_where=_CLUSTERED,
    ),
    sqlite_autoincrement=True,
)
"""Articles by the id that their owner gave them (`name`); `latest` is the id of the newest version.

The list of clusters is read from the last two indexes alone, the newest article of each first.
"""

versions = Table(
    "versions",
    metadata,
    _number(),
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text, nullable=True),
    Column("date", String(40), nullable=True),
    Column("published", Float, nullable=True),
    Column("source", String(200), nullable=True),
    Column("language", String(35), nullable=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("created", Float, nullable=False),
    UniqueConstraint("article", "number"),
    Index("ix_versions_source", "source"),
    Index("ix_versions_published", "published"),
    sqlite_autoincrement=True,
)
"""Texts as they were sent, numbered from 1; `digest` is the SHA-256 of all that was sent."""

changes = Table(
    "changes",
    metadata,
    _number(),
    _in_collection(),
    Column("article", Number, nullable=False),
    Column("version", Number, nullable=True),
    Index("ix_changes_collection_id", "collection", "id"),
    sqlite_autoincrement=True,
)
"""What the index must follow, in the order of commits: an article's newest version, or none if it is gone."""

verdicts = Table(
    "verdicts",
    metadata,
    _number(),
    _in_collection(),
    Column("a", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("b", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("relation", String(16), nullable=False),
    Column("score", Float, nullable=False),
    Column("verdict", JSON, nullable=False),
    Column("created", Float, nullable=False),
    UniqueConstraint("a", "b"),
    Index("ix_verdicts_b", "b"),
)
"""Judged pairs of versions, the older first, as the result schema has them."""

decisions = Table(
    "decisions",
    metadata,
    _number(),
    _in_collection(),
    Column("kind", String(8), nullable=False),
    Column("articles", JSON, nullable=False),
    Column("key", Number, nullable=True),
    Column("created", Float, nullable=False),
    Column("undone", Float, nullable=True),
)
"""What an editor decided of clusters (`split`, `merge`, `exclude`); later runs respect it."""

former = Table(
    "former",
    metadata,
    _in_collection(primary_key=True),
    Column("cluster", String(12), primary_key=True),
    Column("articles", JSON, nullable=False),
    Column("decision", Number, nullable=False),
)
"""Clusters that a decision, or its undoing, has ended, with the articles that were in them."""

ticks = Table(
    "ticks",
    metadata,
    _number(),
    _in_collection(),
    Column("a", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("b", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("fact", String(80), nullable=False),
    Column("facts", Integer, nullable=False),
    Column("key", Number, nullable=True),
    Column("created", Float, nullable=False),
    UniqueConstraint("a", "b", "fact"),
    Index("ix_ticks_b", "b"),
)
"""Facts of a pair of versions that somebody checked, by the id that they have in the pair's diff; `facts` is
how many there were to check."""

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    _in_collection(),
    Column("kind", String(32), nullable=False),
    Column("request", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("progress", JSON, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("most_attempts", Integer, nullable=False),
    Column("most_seconds", Float, nullable=False),
    Column("error", Text, nullable=True),
    Column("lease", String(32), nullable=True),
    Column("lease_until", Float, nullable=True),
    Column("cancel", Boolean, nullable=False, default=False),
    Column("created", Float, nullable=False),
    Column("started", Float, nullable=True),
    Column("finished", Float, nullable=True),
    Index("ix_jobs_state_created", "state", "created"),
)
"""Work done later: `queued`, `running` (while its lease is renewed), `done`, `failed` or `cancelled`."""

answers = Table(
    "answers",
    metadata,
    Column("owner", String(80), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("request", LargeBinary(32), nullable=False),
    Column("status", Integer, nullable=True),
    Column("body", LargeBinary, nullable=True),
    Column("created", Float, nullable=False),
    Index("ix_answers_created", "created"),
)
"""Answers by Idempotency-Key, so that a request that is sent again does nothing twice."""

comparisons = Table(
    "comparisons",
    metadata,
    _in_collection(primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("a", LargeBinary, nullable=False),
    Column("b", LargeBinary, nullable=False),
    Column("key", Number, nullable=True),
    Column("created", Float, nullable=False),
    Index("ix_comparisons_collection_created", "collection", "created"),
)
"""Pasted texts that were kept under a link, in UTF-8: PostgreSQL has no U+0000 in its own."""

hooks = Table(
    "hooks",
    metadata,
    Column("id", String(32), primary_key=True),
    _in_collection(),
    Column("article", Number, nullable=False),
    Column("url", Text, nullable=False),
    Column("secret", String(80), nullable=False),
    Column("created", Float, nullable=False),
    Column("lease", String(32), nullable=True),
    Column("free", Float, nullable=False),
    Column("failures", Integer, nullable=False),
    Index("ix_hooks_collection", "collection"),
)
"""Who wants to be told of the story of an article. Nothing is sent before the moment `free`: it is being told
something (`lease`), or `failures` in a row made it wait."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("hook", ForeignKey("hooks.id", ondelete="CASCADE"), nullable=False),
    Column("type", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("created", Float, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Float, nullable=True),
    Column("status", Integer, nullable=True),
    Column("error", String(200), nullable=True),
    Column("delivered", Float, nullable=True),
    Index("ix_deliveries_due", "due"),
    Index("ix_deliveries_hook_due", "hook", "due"),
)
"""What is to be told, or was; nothing is due any more without a moment. `status` is the last answer's."""

audit = Table(
    "audit",
    metadata,
    _number(),
    Column("at", Float, nullable=False),
    Column("collection", Number, nullable=True),
    Column("key", Number, nullable=True),
    Column("request", String(64), nullable=True),
    Column("action", String(64), nullable=False),
    Column("target", Text, nullable=True),
)
"""Every write: who did what to what."""

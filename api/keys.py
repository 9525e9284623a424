"""`dedup keys`: the keys of the service's store, made and revoked on the machine itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from api.store.database import Database
    from api.store.keys import Key, Scope

SCOPES = ("read", "write", "admin")

store_option = click.option(
    "--store",
    metavar="PATH_OR_URL",
    help="SQLite file or URL of a PostgreSQL database.  [default: DEDUP_STORE, or dedup.db]",
)


@click.group()
def keys() -> None:
    """Make, list and revoke the keys that open the service."""


@keys.command()
@click.argument("name")
@click.option(
    "--scope", type=click.Choice(SCOPES), default="write", show_default=True, help="What it allows."
)
@click.option("--collection", metavar="NAME", help="The only collection that it opens.  [default: all]")
@store_option
def create(name: str, scope: Scope, collection: str | None, store: str | None) -> None:
    """Make a key for what NAME says, and print it this once."""
    from api.store.collections import CollectionStore
    from api.store.keys import KeyStore

    with opened(store) as database:
        home = CollectionStore(database).named(collection).id if collection else None
        key, text = KeyStore(database).create(name, scope, home, time.time())
    click.echo(text)
    click.echo(f"Keep it: it is stored nowhere. `dedup keys revoke {key.prefix}` revokes it.", err=True)


@keys.command("list")
@store_option
def list_(store: str | None) -> None:
    """List the keys: prefix, scope, collection, state and name."""
    from api.store.collections import CollectionStore
    from api.store.keys import KeyStore

    with opened(store) as database:
        names = {found.id: found.name for found in CollectionStore(database).all()}
        found = KeyStore(database).all()
    for key in found:
        home = names[key.collection] if key.collection is not None else "(all)"
        click.echo(f"{key.prefix}\t{key.scope}\t{home}\t{_state(key)}\t{key.name}")


@keys.command()
@click.argument("prefix")
@store_option
def revoke(prefix: str, store: str | None) -> None:
    """Revoke the key that begins with dk_PREFIX; a running service knows it within a second."""
    from api.store.keys import KeyStore

    with opened(store) as database:
        known = KeyStore(database)
        key = known.revoke(known.named(prefix.removeprefix("dk_")), time.time())
    click.echo(f"{key.prefix} ({key.name}) opens nothing any more.", err=True)


@contextmanager
def opened(store: str | None) -> Iterator[Database]:
    """Give the database of a store, brought up to date. What the store refuses becomes a clear error."""
    # Imported here so that `dedup --help` need not wait for a database's library.
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    from api.settings import read_settings
    from api.store.database import Database
    from api.store.errors import NotKnownError, TakenError
    from dedup import DedupError

    try:
        database = Database(read_settings(**{"store": store} if store else {}).store)
        database.upgrade()
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise DedupError("the store is neither a file nor the URL of a database known here") from error
    except DBAPIError as error:
        raise DedupError(f"the store cannot be opened: {error.orig}") from error
    try:
        yield database
    except (NotKnownError, TakenError) as error:
        raise DedupError(str(error)) from error
    finally:
        database.close()


def _state(key: Key) -> str:
    return "active" if key.revoked is None else "revoked"

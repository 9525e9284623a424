"""`dedup backup` and `dedup restore`: the service's store in one file, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from api.keys import store_option

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("out", type=_FILE)
@store_option
def backup(out: Path, store: str | None) -> None:
    """Copy the store to the file OUT. The service may go on meanwhile.

    The index is not in it: the service makes it again from the store.
    """
    from api.store.backup import back_up

    with _clearly(store) as url:
        back_up(url, out)
    click.echo(f"wrote {out}", err=True)


@click.command()
@click.argument("copy", metavar="IN", type=_FILE)
@store_option
def restore(copy: Path, store: str | None) -> None:
    """Make the store from the file IN that `dedup backup` wrote. Refused where a store is."""
    from api.store.backup import restore as make_store

    with _clearly(store) as url:
        make_store(url, copy)
    click.echo("The store is there; start the service with `dedup serve`.", err=True)


@contextmanager
def _clearly(store: str | None) -> Iterator[str]:
    """Give the URL of the store, and say clearly what cannot be done."""
    from api.settings import read_settings
    from api.store.backup import BackupError
    from dedup import DedupError

    try:
        yield read_settings(**{"store": store} if store else {}).store
    except BackupError as error:
        raise DedupError(str(error)) from error

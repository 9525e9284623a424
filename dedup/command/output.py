"""Where a command's result goes: standard output or a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dedup.errors import DedupError

if TYPE_CHECKING:
    from rich.console import Console


def write(text: str, output: Path | None) -> None:
    """Write a result as UTF-8 to the file `output`, or to standard output. Raises DedupError if it cannot."""
    text = text if text.endswith("\n") else text + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(output, error) from error
    click.echo(f"wrote {output}", err=True)


def cannot_write(output: Path, error: OSError) -> DedupError:
    """Return the error that names the file and what to do."""
    return DedupError(f"cannot write {output}: {error.strerror}; choose another file with -o")


def console(stream: IO[str] | None = None) -> Console:
    """Return a rich console on standard output (or another stream), plain where it is no terminal."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, highlight=False, soft_wrap=False)

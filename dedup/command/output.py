"""Where a command's result goes: standard output or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import StringIO
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


def print_to(output: Path | None, show: Callable[[Console], None]) -> None:
    """Let a renderer print to standard output, or, as plain text, to the file `output`."""
    if output is None:
        show(console())
        return
    text = StringIO()
    show(console(text))
    write(text.getvalue(), output)


def console(stream: IO[str] | None = None) -> Console:
    """Return a rich console on standard output (or another stream), plain where it is no terminal."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, highlight=False, soft_wrap=False)

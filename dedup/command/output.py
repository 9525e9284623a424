"""Where a command's result goes: standard output or a file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dedup.errors import DedupError

if TYPE_CHECKING:
    from rich.console import Console


SEEN_BYTES = 100
_RESULT = re.compile(
    rb'\{\s*"schema_version"|cluster_id,id,path|<!doctype html>\s*<html lang="(?:en|de)">'
    rb"|[\d,]+ articles? \xc2\xb7 "
)
"""How results begin: JSON, CSV, web page, terminal."""


def write(text: str, output: Path | None) -> None:
    """Write a result as UTF-8 to the file `output`, or to standard output. Raises DedupError if it cannot."""
    write_all([text if text.endswith("\n") else text + "\n"], output)


def write_all(texts: Iterable[str], output: Path | None) -> None:
    """Write a result that comes bit by bit, as `write` does."""
    if output is None:
        _write_out(texts)
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            file.writelines(texts)
    except OSError as error:
        raise cannot_write(output, error) from error
    say(f"wrote {output}")


def write_bytes(data: bytes, output: Path) -> None:
    """Write a result that is no text to a file. Raises DedupError if it cannot."""
    try:
        output.write_bytes(data)
    except OSError as error:
        raise cannot_write(output, error) from error
    say(f"wrote {output}")


def spare(inputs: Iterable[str | Path | None], output: Path | None) -> None:
    """Raise DedupError if a result would be written over one of the files that it is made from."""
    for given in inputs:
        with suppress(OSError):
            if given and output and output.samefile(given):
                raise DedupError(
                    f"{output} is read here and would be overwritten; choose another file with -o"
                )


def spare_articles(folder: Path | None, output: Path | None) -> None:
    """Raise DedupError if a result would take the place of an article in the folder that is read."""
    with suppress(OSError):
        inside = folder and output and output.exists() and folder.resolve() in output.resolve().parents
        if inside and not _RESULT.match(output.read_bytes()[:SEEN_BYTES]):  # type: ignore[union-attr]
            raise DedupError(f"{output} is read here and is no result; choose another file with -o")


def say(line: str) -> None:
    """Write a line to standard error, or nowhere if nobody listens: the exit code stays what it is."""
    with suppress(OSError):
        click.echo(line, err=True)


def silence() -> None:
    """Let standard output lead nowhere, so that Python does not complain when it flushes at its end."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _write_out(texts: Iterable[str]) -> None:
    """Write to standard output at once. A reader that has seen enough (`| head`) is no trouble."""
    if sys.stdout is None:
        raise DedupError("standard output is closed; write to a file with -o")
    try:
        for text in texts:
            click.echo(text, nl=False, color=True)
        sys.stdout.flush()
    except BrokenPipeError:
        silence()


def cannot_write(output: Path, error: OSError) -> DedupError:
    """Return the error that names the file and what to do."""
    return DedupError(f"cannot write {output}: {error.strerror}; choose another file with -o")


def print_to(output: Path | None, show: Callable[[Console], None]) -> None:
    """Let a renderer print to standard output, or, as plain text, to the file `output`."""
    page = _console(sys.stdout if output is None and sys.stdout else StringIO())
    with page.capture() as shown:
        show(page)
    write(shown.get(), output)


def _console(stream: IO[str]) -> Console:
    """Return a rich console for a stream, plain where it is no terminal."""
    from rich.console import Console

    return Console(file=stream, highlight=False, soft_wrap=False)

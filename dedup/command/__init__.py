"""The command line: `dedup diff`, `check`, `versions`, `cluster`, `explain`, `clean`, `archive`, and plugins.

Each command lives in its own module and is imported only when it is called, so `dedup --help` is quick.
Exit codes: 0 nothing to report, 1 differences (`diff`) or a fail (`check`), 2 trouble, with one line on
standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from dedup.command.output import say, silence
from dedup.errors import DedupError
from dedup.version import VERSION

PLUGINS = "dedup.commands"
"""Entry point group through which other packages add commands."""

_OWN = {
    name: f"dedup.command.{name}"
    for name in ("archive", "check", "clean", "cluster", "diff", "explain", "versions")
}


@cache
def _plugins() -> Mapping[str, str]:
    """Return where the command of every plugin stands, as ``module:name``.

    Read from the `entry_points.txt` of what is installed, a format that the packaging standards fix:
    `importlib.metadata` does the same, but takes longer to import than all the rest of a help text.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        for file in Path(folder).glob("*.dist-info/entry_points.txt"):
            group = ""
            for line in _lines(file):
                name, equals, place = (part.strip() for part in line.partition("="))
                group = name.strip("[]") if name.startswith("[") else group
                if equals and group == PLUGINS:
                    found.setdefault(name, place)
    return found


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):  # somebody else's broken package
        return []


class _Commands(click.Group):
    """A group that imports a command when it is asked for, and turns dedup's errors into exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*_OWN, *_plugins()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _OWN:
            command = getattr(import_module(_OWN[cmd_name]), cmd_name)
        else:
            module, _, name = _plugins().get(cmd_name, "").partition(":")
            command = getattr(import_module(module), name, None) if module else None
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _clear_trouble():  # `--help` and `--version` are printed here
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        _speak_utf8()
        _tell_of_compiling()
        with _clear_trouble():
            return super().invoke(ctx)


@contextmanager
def _clear_trouble() -> Iterator[None]:
    """Turn errors into one line on standard error and exit code 2."""
    try:
        yield
    except BrokenPipeError:  # of a help text; what reads a result is looked after where that is written
        silence()
        sys.exit(0)
    except DedupError as error:
        say(f"dedup: {error}")
        sys.exit(2)
    except OSError as error:
        silence()
        say(f"dedup: {error.strerror or error}; make room or write elsewhere with -o")
        sys.exit(2)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale, as every result is meant to be read anywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell_of_compiling() -> None:
    """Show on a terminal why the first run on a machine takes longer."""
    if sys.stderr is not None and sys.stderr.isatty():
        import logging

        logger = logging.getLogger("dedup.compiled")
        logger.addHandler(logging.StreamHandler())
        logger.setLevel(logging.INFO)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="dedup")
def main() -> None:
    """Find news texts that take text from each other, and see what every version changed."""

"""The command line: `dedup diff`, `check`, `versions`, `cluster`, and what other packages add (`serve`).

Each command lives in its own module and is imported only when it is called, so `dedup --help` is quick.
Exit codes: 0 nothing to report, 1 differences (`diff`) or a fail (`check`), 2 trouble, with one line on
standard error.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.metadata import entry_points
from io import TextIOWrapper

import click

from dedup.errors import DedupError
from dedup.version import VERSION

PLUGINS = "dedup.commands"
"""Entry point group through which other packages add commands."""

_OWN = {name: f"dedup.command.{name}" for name in ("check", "cluster", "diff", "versions")}


class _Commands(click.Group):
    """A group that imports a command when it is asked for, and turns dedup's errors into exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*_OWN, *entry_points(group=PLUGINS).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _OWN:
            command = getattr(import_module(_OWN[cmd_name]), cmd_name)
        else:
            found = entry_points(group=PLUGINS, name=cmd_name)
            command = next(iter(found)).load() if found else None
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        _speak_utf8()
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Who reads us has seen enough (`| head`). Python would complain when it flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except DedupError as error:
            click.echo(f"dedup: {error}", err=True)
        except OSError as error:
            click.echo(f"dedup: {error.strerror or error}; make room or write elsewhere with -o", err=True)
        sys.exit(2)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale, as every result is meant to be read anywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="dedup")
def main() -> None:
    """Find news texts that take text from each other, and see what every version changed."""

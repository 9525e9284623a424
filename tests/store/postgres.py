"""A real PostgreSQL server from the operating system's programs, for the time of a test run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
ACCOUNTS = ("postgres", "nobody")
START_SECONDS = 60
STOP_SECONDS = 30
# Only sockets in a folder of its own, so no port can be taken; nothing in it has to outlive the machine.
OPTIONS = ("listen_addresses=", "fsync=off", "max_connections=200")


class MissingError(Exception):
    """The programs of PostgreSQL are not on this machine, or may not be run here."""


class Server:
    """A running server; `url` names one of its databases."""

    def __init__(self, folder: Path, begin: Callable[[], subprocess.Popen[bytes]]) -> None:
        self._folder, self._begin = folder, begin
        self._made = 0
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = self._begin()
        _wait(self._folder, self._process)

    def stop(self) -> None:
        """End it at once, whoever is connected."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(STOP_SECONDS)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://dedup@/{database}?host={self._folder}"

    def create(self, template: str = "template1") -> str:
        """Make a database like another one and return its name."""
        self._made += 1
        name = f"test{self._made}"
        self.run(f"create database {name} template {template}")
        return name

    def run(self, statement: str) -> None:
        with psycopg.connect(
            f"host={self._folder} user=dedup dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Start a server and stop it in the end."""
    programs, account = _programs(), _account()
    # Not below pytest's folder: only this process may look into that one, and the server is another user.
    folder = Path(tempfile.mkdtemp(prefix="dedup-pg-"))
    try:
        if account:
            shutil.chown(folder, account["user"], account["group"])
        _initialise(programs, folder, account)
        options = [part for option in OPTIONS for part in ("-c", option)]
        command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
        server = Server(folder, lambda: _start(command, folder, account))
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the newest installed version's programs."""
    found = [Path(program).resolve().parent for program in [shutil.which("postgres")] if program]
    for place in PLACES:
        found += sorted(Path("/").glob(place.removeprefix("/")), reverse=True)
    usable = [folder for folder in found if (folder / "postgres").exists() and (folder / "initdb").exists()]
    if not usable:
        raise MissingError("PostgreSQL's programs (postgres, initdb) are not installed")
    return usable[0]


def _account() -> dict[str, Any]:
    """Return the user to run as: the server refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    known = {user.pw_name: user.pw_gid for user in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return {"user": name, "group": known[name], "extra_groups": []}
    raise MissingError("PostgreSQL does not run as root, and there is no other user to run it as")


def _initialise(programs: Path, folder: Path, account: dict[str, Any]) -> None:
    options = ("-A", "trust", "-U", "dedup", "-E", "UTF8", "--locale=C", "--no-sync")
    made = _start([programs / "initdb", "-D", folder / "data", *options], folder, account)
    if made.wait() != 0:
        raise MissingError(f"initdb failed: {(folder / 'log').read_text()}")


def _start(command: Sequence[str | Path], folder: Path, account: dict[str, Any]) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **account)


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(f"host={folder} user=dedup dbname=postgres").close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise MissingError(f"postgres failed: {(folder / 'log').read_text()}") from None
            time.sleep(0.05)
        else:
            return

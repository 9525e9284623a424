"""The README's examples are run, and what it shows is what they print."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
SERVER = "http://127.0.0.1:8000"


def examples(block: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (command, the lines that the README shows); a line that begins with > goes on with the command."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.rstrip("\n").split("\n")
        size = 1 + sum(1 for _ in _while_continued(lines[1:]))
        command = "\n".join([lines[0], *(line.removeprefix("> ") for line in lines[1:size])])
        yield command, lines[size:]


def _while_continued(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("> "):
            return
        yield line


EXAMPLES = [example for block in CONSOLE for example in examples(block)]


def shown(lines: list[str], printed: list[str]) -> bool:
    """Whether the lines are what was printed, where a line of three dots stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + "\n" for line in lines)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A real server on a free port."""
    dedup = Path(sys.executable).with_name("dedup")
    process = subprocess.Popen([dedup, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    address = re.search(r"http://\S+", process.stdout.readline())
    assert address is not None
    yield address.group()
    process.terminate()
    process.wait(timeout=20)


def test_the_readme_has_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize(("command", "lines"), EXAMPLES, ids=[c.split("\n")[0][:40] for c, _ in EXAMPLES])
def test_console_example(command: str, lines: list[str], request: pytest.FixtureRequest) -> None:
    if SERVER in command:
        command = command.replace(SERVER, request.getfixturevalue("server"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "COLUMNS": "100", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    printed = done.stdout.rstrip("\n").split("\n")
    assert shown(lines, printed), done.stdout + done.stderr


def test_python_examples() -> None:
    blocks = re.findall(r"```pycon\n(.*?)```", README, re.DOTALL)
    assert blocks
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for block in blocks:
        runner.run(doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0))
    assert runner.failures == 0


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target

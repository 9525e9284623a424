"""The direction of imports. Modules stand in rows; a module imports only from rows below its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# From the ground up. A package (facts, engine, reading, render and the like) stands in one row as a whole.
ROWS = [
    "span errors progress limits version compiled function_words abbreviations boundaries chain closeness "
    "group",
    "article work kept identity",
    "language quotations layout link document verdict policy components linkage client webhook",
    "words verdicts",
    "edges sentences metadata hashing letters terms workers families precedence cluster diff spelling",
    "guard frames engine",
    "synonyms light_words outline",
    "parsing scanner runs features edits facts check candidate grouping record explanation omission news",
    "effort parts sketch overlap shared_weight subjects history claims quoting",
    "marks bands screening pairing exchange",
    "agreement body postings",
    "sharing retrieval attachment stock",
    "verification alignment",
    "settings close_reading",
    "comparison stories regrouping explaining choosing index sheet",
    "reading render threads timelines checking",
    "versions pipeline",
    "clustering archive",
    "cleaning",
    "command",
    "__main__",
]
ROW_OF = {name: row for row, names in enumerate(ROWS) for name in names.split()}


def modules(package: str) -> dict[str, Path]:
    """Return the modules of a package by dotted name."""
    files = {file.relative_to(ROOT).with_suffix(""): file for file in (ROOT / package).rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): file for name, file in files.items()}


def imports(file: Path) -> Iterator[str]:
    """Yield every dotted name that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: write imports in full"
            yield str(node.module)


def within(package: str) -> dict[str, set[str]]:
    """Return for every module of a package which modules of it are imported there."""
    known = modules(package)
    return {name: {found for found in imports(file) if found in known} for name, file in known.items()}


DEDUP = {name: found for name, found in within("dedup").items() if name != "dedup"}


def unit(module: str) -> str:
    return module.split(".")[1]


def test_every_module_stands_in_exactly_one_row() -> None:
    assert set(ROW_OF) == {unit(name) for name in DEDUP}
    assert sum(len(names.split()) for names in ROWS) == len(ROW_OF)


@pytest.mark.parametrize("module", sorted(DEDUP))
def test_a_module_imports_only_from_lower_rows(module: str) -> None:
    others = {name for name in DEDUP[module] if unit(name) != unit(module)}
    upward = {name for name in others if ROW_OF[unit(name)] >= ROW_OF[unit(module)]}
    assert not upward


@pytest.mark.parametrize("package", ["dedup", "api"])
def test_no_module_imports_itself_by_a_detour(package: str) -> None:
    graph = within(package)
    graph.pop("dedup", None)  # the list of public names, loaded when they are asked for
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("module", sorted(DEDUP))
def test_dedup_knows_nothing_of_the_service_or_its_own_list_of_names(module: str) -> None:
    packages = {name.split(".")[0] for name in imports(modules("dedup")[module])}
    assert not packages & {"api", "fastapi", "starlette", "uvicorn", "pydantic"}
    assert "dedup" not in set(imports(modules("dedup")[module]))


@pytest.mark.parametrize("module", sorted(modules("api")))
def test_the_service_uses_the_public_names_alone(module: str) -> None:
    assert not {name for name in imports(modules("api")[module]) if name.startswith("dedup.")}

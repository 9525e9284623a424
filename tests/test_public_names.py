from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import dedup

SOURCE = ast.parse(Path(dedup.__file__).read_text(encoding="utf-8"))


def type_checking_imports() -> dict[str, str]:
    """Return the names that a type checker sees, each with its module."""
    (block,) = (node for node in SOURCE.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def test_the_public_names_are_those_that_have_a_home() -> None:
    assert sorted(dedup.__all__) == sorted(dedup._HOMES) == dir(dedup)
    assert len(set(dedup.__all__)) == len(dedup.__all__)


def test_a_type_checker_sees_the_same_names_in_the_same_homes() -> None:
    assert type_checking_imports() == dedup._HOMES


@pytest.mark.parametrize("name", dedup.__all__)
def test_every_name_can_be_imported_and_is_its_homes(name: str) -> None:
    assert getattr(dedup, name) is getattr(import_module(dedup._HOMES[name]), name)


@pytest.mark.parametrize("name", [name for name in dedup.__all__ if not name.isupper()])
def test_every_name_is_documented(name: str) -> None:
    assert getattr(dedup, name).__doc__


def test_another_name_is_refused_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'dedup' has no attribute 'nonsense'"):
        _ = dedup.nonsense


def test_importing_dedup_loads_no_other_package() -> None:
    code = "import sys; before = set(sys.modules); import dedup; print(*(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name for name in ran.stdout.split() if "." not in name} <= {"dedup", *sys.stdlib_module_names}

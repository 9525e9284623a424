"""The page for operators says of every setting what the setting itself says."""

from __future__ import annotations

from pathlib import Path

from pydantic.fields import FieldInfo

from api.settings import PREFIX, ServiceSettings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "service.md"


def row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {field.default} | {field.description} |"


def test_the_table_of_settings_is_complete_and_right() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [row(name, field) for name, field in ServiceSettings.model_fields.items()]

"""What the service promises, short enough to be read: `python -m tests.api.contract` writes it down anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api.app import create_app
from api.settings import read_settings

GOLDEN = Path(__file__).with_name("contract.txt")
PROBLEM = "application/problem+json"

Schema = Mapping[str, Any]


def summary(document: Schema) -> str:
    """Return an OpenAPI document as a line for each operation and a line for each schema."""
    asked = (line for path, methods in document["paths"].items() for line in _operations(path, methods))
    schemas = (_schema(*item) for item in document["components"]["schemas"].items())
    return "\n".join([*sorted(asked), "", *sorted(schemas), ""])


def _operations(path: str, methods: Mapping[str, Schema]) -> Iterator[str]:
    for method, operation in methods.items():
        asked = [_parameter(each) for each in operation.get("parameters", [])]
        asked += _contents(operation.get("requestBody", {}).get("content", {}))
        answers, problems = [], []
        for status, response in sorted(operation["responses"].items()):
            content = response.get("content", {})
            if PROBLEM in content:
                problems.append(status)
            else:
                answers.append(" ".join([status, *_contents(content)]))
        parts = [", ".join(asked), "; ".join(answers), " ".join(problems)]
        yield f"{path} {method.upper()} | " + " | ".join(parts)


def _parameter(given: Schema) -> str:
    return f"{given['name']}{'!' if given.get('required') else ''}"


def _contents(content: Mapping[str, Schema]) -> list[str]:
    return [f"{kind}={_type(content[kind].get('schema', {}))}" for kind in sorted(content)]


def _schema(name: str, schema: Schema) -> str:
    needed = schema.get("required", [])
    fields = (
        f"{field}{'!' if field in needed else ''}:{_type(inner)}"
        for field, inner in schema.get("properties", {}).items()
    )
    return f"{name}: {' '.join(fields)}"


def _type(schema: Schema) -> str:
    """Return a type: its name, those it may be, what a list holds, or the values it may have."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema or "enum" in schema:
        return "|".join(map(str, schema.get("enum", [schema.get("const")])))
    for some in ("anyOf", "oneOf"):
        if some in schema and "type" not in schema:
            return "|".join(map(_type, schema[some]))
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    return str(schema.get("format", schema.get("type", "any")))


def document() -> Any:
    """Return the OpenAPI document as it is now."""
    return create_app(read_settings(store="never-opened.db")).openapi()


if __name__ == "__main__":
    GOLDEN.write_text(summary(document()), encoding="utf-8")

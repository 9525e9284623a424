"""The page at /docs, rendered here from the OpenAPI document: no script, nothing loaded from elsewhere."""

from __future__ import annotations

import json
import re
import shlex
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.problems import KINDS

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "docs.css").read_text(encoding="utf-8")
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LIMITS = {
    "minLength": "at least {} character(s)",
    "maxLength": "at most {} characters",
    "minItems": "at least {} item(s)",
    "maxItems": "at most {} items",
    "minimum": "from {}",
    "maximum": "to {}",
    "pattern": "pattern {}",
}

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SchemaField:
    """One field of a request or an answer."""

    name: str
    type: Markup
    required: bool
    description: str
    limits: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path; `curl` is a request that can be pasted into a shell."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[SchemaField, ...]
    takes: Markup | None
    curl: str
    answers: tuple[tuple[str, str, Markup], ...]


def docs(request: Request) -> HTMLResponse:
    """Return the documentation of the app that got the request."""
    page = render(request.app.openapi(), str(request.base_url).rstrip("/"))
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def render(document: Schema, base_url: str) -> str:
    """Return an OpenAPI document as an HTML page whose examples call `base_url`."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.filters["prose"] = prose
    schemas = document["components"]["schemas"]
    return environment.get_template("docs.html").render(
        info=document["info"],
        style=Markup(STYLE),
        operations=list(operations(document, base_url)),
        schemas={name: (schema, list(fields(schema))) for name, schema in schemas.items()},
        kinds=KINDS,
    )


def operations(document: Schema, base_url: str) -> Iterator[Operation]:
    """Yield every method of every path of an OpenAPI document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            body = _body(operation)
            yield Operation(
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                description=operation.get("description", ""),
                parameters=tuple(map(_parameter, operation.get("parameters", []))),
                takes=type_of(body) if body else None,
                curl=_curl(method.upper(), base_url + path, _example(document, body) if body else None),
                answers=tuple(_answers(operation["responses"])),
            )


def fields(schema: Schema) -> Iterator[SchemaField]:
    """Yield the fields of an object schema."""
    required = schema.get("required", [])
    for name, inner in schema.get("properties", {}).items():
        yield SchemaField(name, type_of(inner), name in required, inner.get("description", ""), limits(inner))


def _parameter(given: Schema) -> SchemaField:
    inner = given["schema"]
    name, description = f"{given['name']} ({given['in']})", given.get("description", "")
    return SchemaField(name, type_of(inner), given.get("required", False), description, limits(inner))


def type_of(schema: Schema) -> Markup:
    """Return the type of a schema in words, with links to the schemas it names.

    >>> type_of({"type": "array", "items": {"$ref": "#/components/schemas/Link"}})
    Markup('list of <a href="#Link">Link</a>')
    >>> type_of({"anyOf": [{"type": "string"}, {"type": "null"}]})
    Markup('string or null')
    """
    if "$ref" in schema:
        return Markup('<a href="#{0}">{0}</a>').format(_name(schema))
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return escape(" | ".join(json.dumps(value) for value in values))
    if schema.get("type") == "array":
        return Markup("list of ") + type_of(schema["items"])
    if "oneOf" in schema:
        return Markup(" or ").join(type_of(option) for option in schema["oneOf"])
    if "anyOf" in schema and "type" not in schema:
        return Markup(" or ").join(type_of(option) for option in schema["anyOf"])
    return escape(schema.get("type", "anything"))


def prose(text: str) -> Markup:
    """Return a description as HTML: what stands between backticks is code.

    >>> prose("`a` < `b`")
    Markup('<code>a</code> &lt; <code>b</code>')
    """
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))


def limits(schema: Schema) -> str:
    """Return the limits of a schema in words.

    >>> limits({"type": "string", "minLength": 1, "maxLength": 200})
    'at least 1 character(s), at most 200 characters'
    """
    options = [schema, *schema.get("anyOf", [])]
    return ", ".join(
        words.format(option[key]) for option in options for key, words in LIMITS.items() if key in option
    )


def _answers(responses: Schema) -> Iterator[tuple[str, str, Markup]]:
    for status, response in responses.items():
        content = response.get("content", {})
        for media_type, form in content.items():
            kind = Markup("{} as {}").format(type_of(form.get("schema", {})), media_type)
            yield status, response["description"], kind
        if not content:
            yield status, response["description"], Markup("no body")


def _body(operation: Schema) -> Schema | None:
    body = operation.get("requestBody")
    return body["content"].get("application/json", {}).get("schema") if body else None


def _example(document: Schema, body: Schema) -> object:
    return document["components"]["schemas"][_name(body)]["examples"][0]


def _name(reference: Schema) -> str:
    """Return the name of a schema; of several, the first."""
    reference = reference.get("oneOf", [reference])[0]
    return str(reference["$ref"]).rpartition("/")[2]


def _curl(method: str, url: str, example: object | None) -> str:
    command = f"curl {shlex.quote(url)}"
    if method != ("GET" if example is None else "POST"):  # what curl chooses by itself
        command += f" -X {method}"
    if example is None:
        return command
    body = shlex.quote(json.dumps(example, ensure_ascii=False, indent=2))
    return f"{command} -H 'Content-Type: application/json' -d {body}"

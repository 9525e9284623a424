"""What is wrong with single fields of a request, in our words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, Field

from api.requests import FIELD_NAMES, MANY, ONE

MAX_SHOWN_CHARS = 80
FORMS = (ONE, MANY)
LIMITS = ("max_length", "min_length", "pattern", "ge", "le")

DETAILS = {
    "missing": "is required",
    "string_type": "must be a string",
    "list_type": "must be a list",
    "model_attributes_type": "must be a JSON object",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "bool_parsing": "must be true or false",
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_unicode": "must not contain half of a surrogate pair such as \\ud800",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must match the pattern {pattern}",
    "too_short": "must have at least {min_length} item(s)",
    "too_long": "must have at most {max_length} items",
}


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Where it stands, such as `a.text` or `articles[3].id`.")
    detail: str = Field(description="What is wrong with it.")
    limit: int | str | None = Field(default=None, description="The limit or pattern that it broke, if any.")


def field_problem(error: Mapping[str, Any]) -> FieldProblem:
    """Return one validation error of pydantic in our words.

    >>> field_problem({"type": "missing", "loc": ("body", "a", "text"), "msg": "Field required"})
    FieldProblem(field='a.text', detail='is required', limit=None)
    """
    context = error.get("ctx", {})
    place = (*(part for part in error["loc"][1:] if part not in FORMS), *context.get("within", ()))
    limit = next((context[key] for key in LIMITS if key in context), None)
    return FieldProblem(field=field_path(place), detail=_detail(error, context), limit=limit)


def field_path(place: Sequence[str | int]) -> str:
    """Write the place of a field as one would in code.

    >>> field_path(("articles", 3, "id")), field_path(())
    ('articles[3].id', 'body')
    """
    parts = (f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" for part in place)
    return "".join(parts).removeprefix(".") or "body"


def _detail(error: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return _unknown_field(_shown(str(error["loc"][-1])))
    template = DETAILS.get(error["type"])
    return template.format_map(context) if template else str(error["msg"])


def _unknown_field(name: str) -> str:
    # A name that is known elsewhere is no typo: it stands in the wrong place.
    close = [] if name in FIELD_NAMES else get_close_matches(name, FIELD_NAMES, n=1)
    return f"is not a known field; did you mean {close[0]}?" if close else "is not a known field"


def _shown(name: str) -> str:
    """Shorten a name that a client chose and replace what UTF-8 cannot carry."""
    short = name if len(name) <= MAX_SHOWN_CHARS else name[:MAX_SHOWN_CHARS] + "…"
    return short.encode("utf-8", "replace").decode("utf-8")

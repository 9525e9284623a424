"""The thresholds that an editorial desk sets for its rewrites, and the file that it sets them in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from dedup.errors import PolicyError

NO_LIMIT = "off"
"""How a policy file says that there is no limit (TOML has no word for nothing)."""

MAX_RUN_WORDS = 100


@dataclass(frozen=True, slots=True)
class Policy:
    """What a rewrite may have at most; None is no limit.

    `run_words` says from how many equal words in a row on text counts as taken over verbatim. Without a
    file a rewrite fails for a fact of high severity and for an altered or invented quotation: taking over
    agency text is most often allowed, and what is new may come from the desk's own reporting.

    >>> Policy(max_verbatim_share=0.5).max_invented_quotations
    0
    """

    run_words: int = 5
    max_verbatim_share: float | None = None
    max_verbatim_run_words: int | None = None
    max_facts_high: int | None = 0
    max_facts_medium: int | None = None
    max_facts_low: int | None = None
    max_altered_quotations: int | None = 0
    max_invented_quotations: int | None = 0
    max_unsupported_values: int | None = None


KEYS = tuple(field.name for field in fields(Policy))


def read_policy(path: Path) -> Policy:
    """Return the policy in a TOML file. Raises PolicyError if it cannot be read or is no policy."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise PolicyError(f"cannot read the policy {path}: {error.strerror}; name a TOML file") from error
    except UnicodeDecodeError as error:
        raise PolicyError(f"the policy {path} is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"the policy {path} is not TOML: {error}") from error
    return policy_of(values, f"the policy {path}")


def policy_of(values: Mapping[str, object], name: str = "the policy") -> Policy:
    """Return the policy that some keys and values make; the keys left out keep their defaults.

    Raises PolicyError, which calls the policy by `name`.

    >>> policy_of({"max_verbatim_share": 0.4, "max_facts_high": "off"}).max_facts_high is None
    True
    >>> policy_of({"max_facts": 1})
    Traceback (most recent call last):
    ...
    dedup.errors.PolicyError: the policy has an unknown key max_facts; the keys are run_words, \
max_verbatim_share, max_verbatim_run_words, max_facts_high, max_facts_medium, max_facts_low, \
max_altered_quotations, max_invented_quotations, max_unsupported_values
    """
    for key, value in values.items():
        if key not in KEYS:
            raise PolicyError(f"{name} has an unknown key {key}; the keys are {', '.join(KEYS)}")
        wanted = _wanted(key)
        if not _fits(key, value):
            raise PolicyError(f"{name} sets {key} to {value!r}; it must be {wanted}")
    limits = {key: None if value == NO_LIMIT else value for key, value in values.items()}
    return Policy(**limits)  # type: ignore[arg-type]


def _wanted(key: str) -> str:
    if key == "run_words":
        return f"a whole number from 1 to {MAX_RUN_WORDS}"
    number = "a number from 0 to 1" if key == "max_verbatim_share" else "a whole number from 0 on"
    return f'{number}, or "{NO_LIMIT}" for no limit'


def _fits(key: str, value: object) -> bool:
    if isinstance(value, bool):
        return False
    if key == "run_words":
        return isinstance(value, int) and 1 <= value <= MAX_RUN_WORDS
    if value == NO_LIMIT:
        return True
    if key == "max_verbatim_share":
        return isinstance(value, int | float) and 0 <= value <= 1
    return isinstance(value, int) and value >= 0

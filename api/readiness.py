"""What must hold before the service can work: every part adds its own check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError


@dataclass(slots=True)
class Readiness:
    """Checks by name. Each says quickly whether its part is ready, which it is not without the database."""

    checks: dict[str, Callable[[], bool]] = field(default_factory=dict)

    def missing(self) -> list[str]:
        """Return the names of what is not ready."""
        return [name for name, check in self.checks.items() if not _holds(check)]


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except SQLAlchemyError:
        return False

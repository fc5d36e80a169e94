"""What a document leaves out, and what is printed in it that does not add up: one problem each, with its place.

Codes: `no-role`, `no-organisation`, `no-date`, `no-apologies-recorded` (minutes), `rate-differs`, `total-differs` (tables),
`unreadable`, and more as needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.statements import Evidence


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `extra`: what a program may want beside the message (`name`, `printed`, `computed`, `difference`)."""

    code: str
    lines: tuple[int, int]
    page: int | None
    message: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The problem as `safegov check --json` writes it."""
        return {
            "code": self.code,
            "lines": list(self.lines),
            "page": self.page,
            "message": self.message,
            **{key: value for key, value in self.extra.items() if value is not None},
        }


def problem(code: str, evidence: Evidence, message: str, **extra: Any) -> Problem:
    """A problem at the place that `evidence` quotes. Raises ValueError where it has no lines."""
    if evidence.lines is None:
        raise ValueError("evidence without lines: nobody could find the problem")
    return Problem(code, evidence.lines, evidence.page[0] if evidence.page else None, message, extra)

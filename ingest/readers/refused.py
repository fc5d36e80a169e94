"""The one way in which a reader refuses a file."""

from __future__ import annotations

from pathlib import Path

from graph.errors import Fault, InputRefused


def refused(path: Path, reason: str, remedy: str) -> InputRefused:
    """What to raise: names the file, what is wrong with it, and how to mend it."""
    return InputRefused("Nothing was read", [Fault(str(path), reason, remedy)])

"""The audit log: who wrote what into the store, one JSON object a line, never changed afterwards.

It holds no statements and no names of people, only which documents were written, how many statements, and by which key.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from graph.errors import InputRefused, StoreUnavailable

FILE: Final = "audit.jsonl"
COMMAND_LINE: Final = "command line"

What = Literal["load", "withdraw", "documents add", "ingest", "review", "keys add", "keys revoke"]


@dataclass(frozen=True, slots=True)
class Audit:
    """The log in a data folder."""

    data_dir: Path

    @property
    def path(self) -> Path:
        return self.data_dir / FILE

    @contextmanager
    def noted(
        self, what: What, who: str, documents: Iterable[str] = (), request_id: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """Notes that a write begins, and how it ended, with the counts that are put into the dictionary.

        Raises StoreUnavailable where the beginning can not be noted: then nothing is written.
        """
        told: dict[str, Any] = {"documents": sorted(documents)}
        self.note(what, who, "begun", request_id, told)
        outcome = "failed"
        try:
            yield told
            outcome = "done"
        except InputRefused:
            outcome = "refused"
            raise
        finally:
            self.note(what, who, outcome, request_id, told)

    def lines(self, last: int | None = None) -> list[dict[str, Any]]:
        """What is noted, the oldest first. Raises StoreUnavailable where it can not be read."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _failed(self.path, error, "read") from error
        found = [line for text_ in text.split("\n") if (line := _whole(text_))]
        return found[-last:] if last else found

    def note(self, what: What, who: str, outcome: str, request_id: str | None, told: Mapping[str, Any]) -> None:
        """Writes one line. Raises StoreUnavailable."""
        time = datetime.now(UTC).isoformat(timespec="seconds")
        line = {"time": time, "who": who, "what": what, "outcome": outcome, **told, "request_id": request_id}
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                # one call for one line: lines of two processes do not mix
                text = _break_after_torn(self.path) + json.dumps(line) + "\n"
                if os.write(handle, text.encode()) < len(text):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise _failed(self.path, error, "written") from error


def _whole(text: str) -> dict[str, Any] | None:
    """The line that a text is; None for what was torn when the machine lost power, or its disk was full."""
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _break_after_torn(path: Path) -> str:
    """What must stand before the next line, so that a torn one before it does not spoil it."""
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return ""
        file.seek(-1, os.SEEK_END)
        return "" if file.read() == b"\n" else "\n"


def _failed(path: Path, error: OSError, done: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"The audit log {path} can not be {done} ({error.strerror or error})",
        "Make room or give yourself the right to write there; nothing is written without it",
    )

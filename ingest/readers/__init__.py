"""Readers: a file in, a `Reading` out. One module for each kind of file; what can not be read is refused with its reason."""

from __future__ import annotations

from pathlib import Path

from graph.errors import Fault, InputRefused
from ingest.readers.text import read_text
from ingest.reading import Reading

KNOWN = (".pdf", ".docx", ".html", ".htm", ".txt", ".md", ".markdown", ".text", ".xlsx", ".csv")


def read(path: Path) -> Reading:
    """The file, read. Raises InputRefused naming the file, what is wrong with it, and how to mend it."""
    suffix = path.suffix.lower()
    try:
        if suffix in (".txt", ".md", ".markdown", ".text"):
            return read_text(path.name, path.read_text(encoding="utf-8-sig"), markdown=suffix in (".md", ".markdown"))
    except UnicodeDecodeError as error:
        raise _refused(path, "it is no UTF-8 text", "Save it as UTF-8") from error
    except OSError as error:
        raise _refused(path, error.strerror or str(error), "Check the path") from error
    raise _refused(
        path, f"{suffix or 'a file without an ending'} is no kind that is read", f"Known: {', '.join(KNOWN)}"
    )


def _refused(path: Path, reason: str, remedy: str) -> InputRefused:
    return InputRefused("Nothing was read", [Fault(str(path), reason, remedy)])


__all__ = ["KNOWN", "read", "read_text"]

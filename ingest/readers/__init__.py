"""Readers: a file in, a `Reading` out. One module for each kind of file; what can not be read is refused with its reason."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from ingest.readers.refused import refused
from ingest.readers.text import read_text
from ingest.reading import Reading

MOST_BYTES: Final = 200_000_000
"""A larger file is no report; its pictures alone make it so large."""
MOST_UNPACKED: Final = 500_000_000
MOST_TIMES: Final = 200
"""An office document grows less than so many times when it is unpacked; a zip bomb grows more."""
MOST_MEMBERS: Final = 20_000
MOST_TEXT: Final = 50_000_000

TEXT = (".txt", ".md", ".markdown", ".text")
KNOWN = (".pdf", ".docx", ".html", ".htm", *TEXT, ".xlsx", ".csv")
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
"""How Office files of before 2007 begin, and the encrypted ones of today."""

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"(?:<!doctype\s+html\b|<html\b[^>]*>\s*(?:<!--.{0,2000}?-->\s*)*<(?:head|body)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""How a whole web page begins; text that merely shows a tag, or speaks of one, does not."""


def read(path: Path) -> Reading:
    """The file, read. Raises InputRefused naming the file, what is wrong with it, and how to mend it."""
    suffix = path.suffix.lower()
    if suffix not in KNOWN:
        what = f"{suffix} is no kind of file" if suffix else "a file without an ending is none"
        raise refused(path, f"{what} that is read", f"Known: {', '.join(KNOWN)}")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(4096)
    except OSError as error:
        raise refused(path, error.strerror or str(error), "Check the path") from error
    if not size:
        raise refused(path, "it is empty", "Get the file again")
    if size > MOST_BYTES:
        raise refused(path, f"it has {size:,} bytes, more than {MOST_BYTES:,}", "Save it smaller, or its text alone")
    return _read(path, suffix, begins, size)


def _read(path: Path, suffix: str, begins: bytes, size: int) -> Reading:
    # each reader's library is loaded where it is needed: some take a second
    if suffix == ".pdf":
        if b"%PDF-" not in begins[:1024]:
            raise _other(path, "PDF", begins)
        from ingest.readers.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(path)
    if suffix in (".docx", ".xlsx"):
        _check_zip(path, suffix, begins)
        if suffix == ".docx":
            from ingest.readers.docx import read_docx  # noqa: PLC0415

            return read_docx(path)
        from ingest.readers.sheets import read_xlsx  # noqa: PLC0415

        return read_xlsx(path)
    if begins.startswith((b"%PDF-", b"PK\x03\x04", _OLD)):
        raise _other(path, "text", begins)
    if size > MOST_TEXT:
        raise refused(path, f"it has {size:,} bytes of text, more than {MOST_TEXT:,}", "Split it")
    if suffix in (".html", ".htm"):
        from ingest.readers.html import read_html  # noqa: PLC0415

        return read_html(path, path.read_bytes())
    if _PAGE.match(begins.replace(b"\x00", b"")):  # a page in UTF-16 has its letters apart
        raise refused(path, f"its ending says {suffix}, but it is a web page", "Give it the ending .html")
    text = _decoded(path)
    if suffix == ".csv":
        from ingest.readers.sheets import read_csv  # noqa: PLC0415

        return read_csv(path, text)
    return read_text(path.name, text, markdown=suffix in (".md", ".markdown"))


def _check_zip(path: Path, suffix: str, begins: bytes) -> None:
    """Looks at the table of contents alone: what is too large is never unpacked."""
    kind = "Word document" if suffix == ".docx" else "workbook"
    if begins.startswith(_OLD):
        remedy = f"Open it, take the password off, and save it as {suffix}"
        raise refused(path, f"it is encrypted, or a {kind} of before 2007", remedy)
    if not begins.startswith(b"PK"):
        raise _other(path, kind, begins)
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise refused(path, f"it is no whole {kind}: it was cut off or damaged", "Get the file again") from error
    unpacked = sum(m.file_size for m in members)
    packed = max(1, sum(m.compress_size for m in members))
    large = unpacked > 1_000_000 and unpacked > MOST_TIMES * packed
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or large:
        raise refused(path, f"it would unpack to {unpacked:,} bytes: that is no report", "Save it again as a new file")


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (
            "\x00" in text
            or sum(not c.isprintable() and c not in "\n\r\t\f\v\u2028\u2029\x85" for c in text[:20_000]) > 200
        ):
            break
        if not text.strip():
            raise refused(path, "there is no text in it", "Get the file again")
        return text
    raise refused(path, "it is no text in UTF-8 or Windows-1252", "Save it as UTF-8")


def _other(path: Path, wanted: str, begins: bytes) -> Exception:
    found = next(
        (
            name
            for name, sign in (
                ("a PDF", b"%PDF-"),
                ("a zip package, as Word and Excel make", b"PK"),
                ("an old Office file", _OLD),
            )
            if begins.startswith(sign)
        ),
        "something else",
    )
    return refused(path, f"its ending says {wanted}, but it is {found}", "Give it its right ending, or get it again")


__all__ = ["KNOWN", "read", "read_text"]

"""How many of what, in words: "1 document", "2 documents", "3 bodies"."""

from __future__ import annotations


def counted(count: int, noun: str, many: str | None = None) -> str:
    """The count with its noun; `many` where the plural is not made with an s. Thousands are set apart."""
    return f"{count:,} {noun if count == 1 else many or f'{noun}s'}"

"""The words of a document around a quote, for showing a statement beside what it was read from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

AROUND: Final = 240
"""Characters that are shown before and after a quote at most."""
END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Words:
    """A quote as it stands in its document, and the words before and after it as far as its sentence goes."""

    before: str
    quote: str
    after: str
    found: bool
    """False where the document's text does not hold it at its place; the quote is then shown alone."""


def words_around(pages: Sequence[str], row: Mapping[str, Any]) -> Words:
    """The place of a row of the exchange format in the text that it was read from."""
    text = "\n".join(pages)
    quote = str(row.get("quote") or "")
    lines = row.get("lines")
    start, end = 0, len(text)
    if lines:
        starts = [0, *(m.end() for m in re.finditer("\n", text)), len(text) + 1]
        start, end = starts[min(lines[0] - 1, len(starts) - 1)], starts[min(lines[1], len(starts) - 1)]
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.compile(pattern).search(text, start, min(end, len(text))) if quote else None
    if found is None:
        return Words("", quote, "", False)
    before, after = text[max(0, found.start() - AROUND) : found.start()], text[found.end() : found.end() + AROUND]
    return Words(
        _tail(before, cut=found.start() > AROUND), found[0], _head(after, cut=found.end() + AROUND < len(text)), True
    )


def _tail(text: str, *, cut: bool) -> str:
    """The last sentence of what stands before, from a whole word on."""
    breaks = list(END_OF_SENTENCE.finditer(text))
    if breaks:
        return text[breaks[-1].end() :]
    return "… " + text.split(maxsplit=1)[-1] if cut and " " in text else text


def _head(text: str, *, cut: bool) -> str:
    found = END_OF_SENTENCE.search(text)
    if found:
        return text[: found.start()].rstrip()
    return text.rsplit(maxsplit=1)[0] + " …" if cut and " " in text else text.rstrip()

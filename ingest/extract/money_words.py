"""Sums of money and spans of time as sentences print them."""

from __future__ import annotations

import re

_SUM = re.compile(r"£ ?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?(?: ?(k|K|m|M|million|thousand|bn|billion)\b)?")
_TIMES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_PERIOD = re.compile(r"\b(20\d\d)[/-](20)?(\d\d)\b")


def pounds(text: str) -> float | int | None:
    """The one sum of a text in pounds; None where it has none or several."""
    found = list(_SUM.finditer(text))
    if len(found) != 1:
        return None
    whole, pence, unit = found[0].groups()
    value = float(whole.replace(",", "") + (pence or "")) * _TIMES.get((unit or "").lower(), 1)
    return int(value) if value == int(value) else value


def period(text: str) -> str | None:
    """The one financial year of a text, as "2022/23"; None where it has none or several."""
    found = {(m.group(1), m.group(3)) for m in _PERIOD.finditer(text) if (int(m.group(1)) + 1) % 100 == int(m.group(3))}
    return "/".join(found.pop()) if len(found) == 1 else None

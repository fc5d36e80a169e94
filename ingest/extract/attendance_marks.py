"""Marks of attendance: what "Yes", "✓", "A", "Apologies" or "D" in a cell says, and the legend that explains letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Present or not, and how. `attended` None: the cell says that it does not apply, or nothing."""

    attended: bool | None
    capacity: str | None = None


NOTHING = Mark(None)
_THERE, _AWAY, _APOLOGIES = Mark(True), Mark(False), Mark(False, "apologies")
_DEPUTY, _OBSERVER = Mark(True, "deputy"), Mark(True, "observer")
_TICKS = "✓✔√☑✅\uf0fc\uf0fe\u00fc\u00fe"
_CROSSES = "✗✘☒❌×✖\uf0fb\u00fb"
_WORDS: Mapping[str, Mark] = {
    **dict.fromkeys(("yes", "y", "present", "attended", "p", "pres", "attend", "in attendance", "att", "true", *_TICKS), _THERE),
    **dict.fromkeys(
        ("no", "n", "absent", "not present", "did not attend", "dna", "not attended", "abs", "non-attendance", "false", *_CROSSES),
        _AWAY,
    ),
    **dict.fromkeys(
        ("apologies", "apols", "apol", "apology", "ap", "apologies received", "apologies given", "apologies sent",
         "sent apologies", "apologies noted", "apologised"),
        _APOLOGIES,
    ),
    **dict.fromkeys(
        ("d", "dep", "deputy", "sub", "substitute", "rep", "represented", "deputised", "deputy attended", "deputy sent",
         "sent deputy", "deputy present", "representative", "representative attended", "rep attended", "covered by deputy"),
        _DEPUTY,
    ),
    **dict.fromkeys(("observer", "obs"), _OBSERVER),
    **dict.fromkeys(
        ("", "-", "–", "—", "--", "n/a", "na", "n\\a", "not applicable", "not a member", "vacant", "vacancy", "tbc",
         "not in post", "cancelled", "no meeting", "not yet a member", "not required", "left", "post vacant", "not invited",
         "not yet in post", "no longer a member", "new member", "n.a.", "meeting cancelled", "stood down"),
        NOTHING,
    ),
}  # fmt: skip
_AMBIGUOUS = {"a", "x", "d", "1", "0", "s", "r", "o", "p", "n", "y", "ap", "att", "abs"}
"""Letters that say something only beside others, or by a legend."""
_MEANINGS = (
    (re.compile(r"not (?:applicable|a member|required|invited|in post)|n/a|vacan|no meeting|cancelled", re.I), NOTHING),
    (re.compile(r"deput|substitut|represent|proxy|nominee", re.I), _DEPUTY),
    (
        re.compile(
            r"(?:without|no|nor) apolog|did not|not attend|not present|absent|non[- ]attend|no attend|no rep", re.I
        ),
        _AWAY,
    ),
    (re.compile(r"apolog", re.I), _APOLOGIES),
    (re.compile(r"observ", re.I), _OBSERVER),
    (re.compile(r"attend|present|represented", re.I), _THERE),
)
_SYMBOLS = _TICKS + _CROSSES + "●○◐■□•"
_LEGEND = re.compile(
    rf"(?:^|(?<=[\s;,|(:]))(?P<sign>[A-Za-z]{{1,3}}|[{_SYMBOLS}/01\-–]|blank|n/a)(?:\s*(?:=|:|–|—|-|means|denotes|"
    rf"indicates|is)\s*|(?<=[{_SYMBOLS}])\s+)"
    rf"(?P<means>[A-Za-z][\w /'’,-]{{1,45}}?)(?=\s*(?:[;|.\n()]|$|,|[\s,]+(?:and\s+)?(?:\S{{1,3}}|blank)\s*(?:=|:|–|—|"
    rf"-)\s|\s+[{_SYMBOLS}]))",
    re.I,
)
_MEANT_BY = re.compile(r"\b(?P<means>[A-Z][a-z]+(?: [a-z]+)?)\s*\((?P<sign>[A-Z]{1,2}|[✓✔✗✘xX])\)")


def legend_in(text: str) -> dict[str, Mark]:
    """Letters and signs that a text explains: "P = Present; A = Apologies", "✓ attended, x did not attend"."""
    found: dict[str, Mark] = {}
    for pattern in (_LEGEND, _MEANT_BY):
        for m in pattern.finditer(text):
            meant = _meaning(m.group("means"))
            if meant is not None:
                sign = m.group("sign").casefold()
                found.setdefault("" if sign == "blank" else sign, meant)
    return found


def _meaning(words: str) -> Mark | None:
    return next((mark for pattern, mark in _MEANINGS if pattern.search(words)), None)


class Marks:
    """The marks of one table: its legend, and which signs it uses, tell what ambiguous letters say."""

    def __init__(self, cells: Iterable[str], legend: Mapping[str, Mark]) -> None:
        self._legend = dict(legend)
        said = {_plain(c) for c in cells}
        clear = {s for s in said if s in _WORDS and s not in _AMBIGUOUS and _WORDS[s].attended is not None}
        yes = {s for s in said if self._known(s) == _THERE}
        self._present = bool(yes)
        letters = said - clear - {s for s in said if _WORDS.get(s) == NOTHING} - set(self._legend)
        self._figures = bool(letters) and {s for s in letters if s.isdigit()} in ({"1"}, {"0", "1"})
        self.sure = bool(clear) or bool(self._legend) or bool(letters & {"y", "p"} and letters & {"n", "a", "d", "x"})
        """Whether the signs alone tell that it is attendance."""

    def of(self, cell: str) -> Mark | None:
        """What a cell says; None where it is no mark, or one that can not be told."""
        plain = _plain(cell)
        known = self._known(plain)
        if known is not None:
            return known
        if plain in {"a", "x"}:
            return _AWAY if self._present else None
        if self._figures and plain in {"1", "0"}:
            return _THERE if plain == "1" else _AWAY
        return self._composed(plain)

    def _known(self, plain: str) -> Mark | None:
        return self._legend.get(plain) or _WORDS.get(plain)

    def _composed(self, plain: str) -> Mark | None:
        """ "Yes (deputy)", "Apologies – deputy attended", "✓ AE": the first mark, and what the rest adds to it."""
        m = re.match(rf"([{_TICKS}{_CROSSES}]|[a-z/]+(?: not attend)?)[\s(/,;:–-]+(.+?)\)?$", plain)
        if m is None or len(plain) > 60:
            return None
        first = self._known(m.group(1))
        clear = m.group(1) not in _AMBIGUOUS or m.group(1) in self._legend or m.group(1) in {"y", "n"}
        if first is None or first.attended is None or not clear:
            return None
        rest = self._known(m.group(2)) or _meaning(m.group(2))
        if rest in (_DEPUTY, _OBSERVER) or (rest == _APOLOGIES and first == _AWAY):
            return rest
        if rest is not None and rest.attended is not None and rest.attended != first.attended:
            return None
        return first


def _plain(cell: str) -> str:
    text = " ".join(cell.split()).casefold().strip("*.")
    return re.sub(r"^([a-z]|[✓✔✗✘])\s*\d$", r"\1", text).replace("\ufe0f", "")

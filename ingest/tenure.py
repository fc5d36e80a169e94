"""The time for which somebody is in a post, as printed: "(to July 2022)", "from August to December 2022", "since May 2021"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.sieve import Sieved

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)"
_YEAR = r"(?:(?:19|20)\d\d|[’']\d\d)"
DATE = (
    rf"(?:(?:the\s+)?(?:end|start|beginning)\s+of\s+)?(?:{_DAY}?{_MONTH},?\s+{_YEAR}|{_DAY}?{_MONTH}[\s-]\d\d(?!\d)|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+{_YEAR}|"
    r"\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d|\d{1,2}/20\d\d|20\d\d-\d\d(?:-\d\d)?(?!\d)|(?:19|20)\d\d(?!/\d|-\d\d(?!\d)))"
)
"""A date as printed, at least with its year."""
_PART = rf"(?:{DATE}|{_DAY}?{_MONTH}(?!\w))"
_JOIN = (
    r"(?:\s*(?:[-–—]\s*)?(?:up\s+)?(?:to|until|till)(?:\s+the\s+end\s+of)?\s+|\s*[-–—]\s*|\s+and\s+left\s+(?:in\s+)?)"
)
_FROM = (
    r"(?:from|since|as\s+of|as\s+from|w\.?e\.?f\.?|with\s+effect\s+from|effective(?:\s+from)?|appointed(?:\s+in|\s+on|\s+from)?|"
    r"started(?:\s+in|\s+on)?|starting(?:\s+in)?|joined(?:\s+in|\s+on)?|(?:in\s+(?:post|role)\s+)(?:from|since)|"
    r"commenced(?:\s+in)?|took\s+up\s+"
    r"(?:the\s+)?(?:post|role)(?:\s+in)?|took\s+over(?:\s+in)?|new\s+(?:from|in)|beginning(?:\s+in)?|began(?:\s+in)?)"
)
_TO = (
    r"(?:(?:up\s+)?(?:to|until|till)(?:\s+and\s+including)?|left(?:\s+(?:the\s+)?(?:post|role))?(?:\s+in|\s+on)?|"
    r"retired(?:\s+in|\s+on)?|resigned(?:\s+in)?|"
    r"stepped\s+down(?:\s+in)?|ended(?:\s+in)?|ending(?:\s+in)?|departed(?:\s+in)?|finished(?:\s+in)?|ceased(?:\s+in)?|"
    r"through\s+to|in\s+(?:post|role)\s+(?:to|until))"
)
_NOW = r"(?:present|date|now|current(?:ly)?|ongoing|to\s+date)"
_RANGE = re.compile(rf"(?:{_FROM}\s+)?(?P<a>{_PART}){_JOIN}(?P<b>{_PART})", re.IGNORECASE)
_ONGOING = Sieved(rf"(?:{_FROM}\s+)?(?P<a>{DATE})\s*(?:[-–—]|to|until)\s*(?:{_NOW})", re.IGNORECASE)
_OPEN = re.compile(rf"{_FROM}:?\s+(?P<a>{DATE})(?:\s+onwards?)?", re.IGNORECASE)
_CLOSED = Sieved(rf"{_TO}:?\s+(?P<b>{DATE})", re.IGNORECASE)
_ONWARDS = Sieved(rf"(?P<a>{DATE})\s+onwards?", re.IGNORECASE)
_OPEN_END = re.compile(rf"(?P<a>{DATE})\s*[-–—]\s*(?=[)\]]|$)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_AT_END = re.compile(r"\s*[,;.]?\s*$")


@dataclass(frozen=True, slots=True)
class Tenure:
    """First and last month (or day, or year) in the post, as partial dates; None where it is not said."""

    start: str | None = None
    end: str | None = None

    def props(self) -> dict[str, str | None]:
        return {"from": self.start, "to": self.end}

    def over(self, day: str | None) -> bool:
        """Whether it has ended where the document speaks. `day`: the document's own date, where known: an end in a later year is
        still to come."""
        return self.end is not None and (day is None or self.end[:4] <= day[:4])


def partial_date(text: str, *, year: int | None = None) -> str | None:
    """The one date of a text as a partial date: "2022-07", "2022-07-01", "2022". A month alone takes `year`."""
    plain = " ".join(text.split()).strip(" .,()").casefold()
    if m := re.search(r"\b(20\d\d)-(\d\d)(?:-(\d\d))?\b", plain):
        return _made(int(m[1]), int(m[2]), int(m[3]) if m[3] else None)
    if m := re.search(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:20)?\d\d)\b", plain):
        return _made(_century(m[3]), int(m[2]), int(m[1]))
    if m := re.search(r"\b(\d{1,2})/(20\d\d)\b", plain):
        return _made(int(m[2]), int(m[1]), None)
    if m := re.search(
        rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?({_MONTH}),?[\s-]*(?:[’']?((?:19|20)?\d\d)\b)?(?:(\d{{1,2}})?(?:st|"
        rf"nd|rd|th)?,\s+((?:19|20)\d\d))?",
        plain,
    ):
        said = m[3] or m[5]
        when = _century(said) if said else year
        return _made(when, _MONTHS.index(m[2][:3]) + 1, int(m[1]) if m[1] else None) if when else None
    if m := re.fullmatch(r"(?:(?:19|20)\d\d)", plain):
        return plain
    return None


def take_tenure(text: str) -> tuple[str, Tenure | None]:
    """A text without the tenure that stands at its end (in brackets, after a dash or bare), and the tenure."""
    if not _DIGIT.search(text):  # a tenure has a year at least; most texts have none, and the patterns are slow
        return text, None
    for match in reversed(list(re.finditer(r"[(\[]([^()\[\]]{3,80})[)\]]", text))):
        tenure = _whole(match[1])
        if tenure is not None:
            rest = text[: match.start()] + " " + text[match.end() :]
            return " ".join(rest.split()).strip(" ,;-–—"), tenure
    for pattern in (_ONGOING, _RANGE, _OPEN, _CLOSED, _ONWARDS):
        for match in pattern.finditer(text):
            if _AT_END.match(text, match.end()) and (match.start() == 0 or not text[match.start() - 1].isalnum()):
                tenure = _read(match)
                if tenure is not None:
                    return text[: match.start()].rstrip(" ,;:-–—(\n"), tenure
    return text, None


def find_tenure(text: str) -> Tenure | None:
    """The first tenure in a part of a sentence: "in post from May 2021", "until 31 March 2023"."""
    if not _DIGIT.search(text):
        return None
    found = [m for p in (_ONGOING, _RANGE, _OPEN, _CLOSED, _ONWARDS) if (m := p.search(text))]
    return _read(min(found, key=lambda m: (m.start(), -m.end()))) if found else None


def _whole(text: str) -> Tenure | None:
    plain = " ".join(text.split()).strip(" -–—,.;")
    plain = re.sub(
        r"^(?:interim|acting|in\s+(?:post|role)|(?:post|role)\s+holder|was\s+in\s+post)\s*,?\s+(?=\S)",
        "",
        plain,
        flags=re.IGNORECASE,
    )
    for pattern in (_ONGOING, _RANGE, _OPEN, _CLOSED, _ONWARDS, _OPEN_END):
        match = pattern.fullmatch(plain) or (pattern.fullmatch(text.strip()) if pattern is _OPEN_END else None)
        if match:
            return _read(match)
    return None


def _read(match: re.Match[str]) -> Tenure | None:
    parts = match.groupdict()
    first, last = parts.get("a"), parts.get("b")
    end = partial_date(last) if last else None
    start = partial_date(first) if first else None
    if first and not start and end:
        start = partial_date(first, year=int(end[:4]))
        if start and start > end:
            start = partial_date(first, year=int(end[:4]) - 1)
    if first and last and start and not end:
        end = partial_date(last, year=int(start[:4]))
    if (first and not start) or (last and not end):
        return None
    if start and end and start[:7] > end[: len(start[:7])]:
        return None
    return Tenure(start, end)


def _made(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)

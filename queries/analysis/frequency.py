"""How many meetings a year a printed frequency stands for, where it can be read without guessing."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

WEEKS = 52
WORKING_DAYS = 5 * WEEKS
"""What "daily" comes to: boards of professionals meet on working days."""

NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1, "single": 1}
ORDINALS = {"other": 2, "second": 2, "alternate": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
TIMES = {"once": 1, "twice": 2, "thrice": 3}
YEARLY = {
    "day": WORKING_DAYS, "weekday": WORKING_DAYS, "working day": WORKING_DAYS, "week": WEEKS,
    "fortnight": WEEKS // 2, "month": 12, "quarter": 4, "half-term": 6, "term": 3, "half-year": 2, "year": 1,
    "annum": 1,
}  # fmt: skip
ADVERBS: dict[str, int | Fraction] = {
    "daily": WORKING_DAYS, "weekly": WEEKS, "fortnightly": WEEKS // 2, "biweekly": WEEKS // 2, "monthly": 12,
    "bimonthly": 6, "quarterly": 4, "half-termly": 6, "termly": 3, "half-yearly": 2, "biannually": 2, "biannual": 2,
    "semi-annual": 2, "semi-annually": 2, "biyearly": 2, "yearly": 1, "annual": 1, "annually": 1,
    "biennial": Fraction(1, 2), "biennially": Fraction(1, 2),
}  # fmt: skip

_NUMBER = rf"(\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = "(working day|weekday|half-term|half-year|day|week|fortnight|month|quarter|term|year|annum)"
_EACH = r"(?:a|an|per|each|every|in a|in each|in every|/)"
_MET = r"(?:times?|x|meetings?|sessions?|occasions?)"
_LIMITED = re.compile(
    r"\b(?:except|excluding|other than|apart|not|if|when|where|need|needed|during|only|until|or|then|and)\b"
)
_NTH = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"


def meetings_a_year(printed: str | None) -> float | None:
    """Meetings a year; None where the words leave it open ("regular", "as needed", "every 6 to 8 weeks").

    Ambiguous words are read as British committees use them: bi-monthly is every two months (6), bi-weekly every two
    weeks (26), bi-annual twice a year (2), daily every working day (260). "At least quarterly" is read as quarterly.

    >>> meetings_a_year("three times per year"), meetings_a_year("every six weeks"), meetings_a_year("regular")
    (3.0, 8.67, None)
    """
    text = re.sub(r"\s+", " ", (printed or "").strip().lower()).rstrip(".;,")
    inside = re.findall(r"\(([^()]*)\)", text)
    plain = re.sub(r"\s*\([^()]*\)", "", text).strip()
    read = _read(plain)
    others = {value for value in map(_read, inside) if value is not None}
    # "monthly (except August)" is not twelve
    limited = any(_LIMITED.search(words) for words in inside if _read(words) is None)
    if read is None or others - {read} or limited:
        return None
    return round(float(read), 2)


def _read(text: str) -> Fraction | None:
    text = _bare(text)
    if text in ADVERBS:
        return Fraction(ADVERBS[text])
    if re.fullmatch(rf"(?:on )?(?:the )?{_NTH} \w+day (?:of|in) (?:a|the|each|every) month", text):
        return Fraction(12)
    for pattern, count in _FORMS:
        if match := re.fullmatch(pattern, text):
            return count(*match.groups())
    return None


def _bare(text: str) -> str:
    """The words that count: without who meets and what it is called, and with one spelling for each word."""
    text = re.sub(r"^(?:(?:the |this )?(?:board|panel|group|partnership|committee|executive|forum|it) )", "", text)
    text = re.sub(
        r"^(?:(?:will |to )?(?:meets?|meeting|held|convenes?|takes? place|is held|are held|be held) )", "", text
    )
    text = re.sub(
        r"^(?:at least|no less than|not less than|(?:a )?minimum of|approximately|about|around|normally|usually) ",
        "",
        text,
    )
    text = re.sub(r"^on an? (.*?) basis$", r"\1", text)
    text = re.sub(r"(?<=ly) (?:meetings?|basis|sessions?|intervals?)$|(?<=annual) (?:meetings?|basis)$", "", text)
    text = re.sub(r"\bbi[- ](?=week|month|ann|year|enn)", "bi", text)
    text = re.sub(r"\bhalf (?=term|year)", "half-", text)
    return re.sub(r"\bsemi ?annual", "semi-annual", text.strip())


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _per(count: int, unit: str) -> Fraction | None:
    return Fraction(count * YEARLY[unit]) if count else None


def _every(count: int, unit: str, times: int = 1) -> Fraction | None:
    return Fraction(YEARLY[unit] * times, count) if count else None


_FORMS: tuple[tuple[str, Callable[..., Fraction | None]], ...] = (
    (rf"(once|twice|thrice)(?: {_EACH} | ?/ ?){_UNIT}", lambda t, u: _per(TIMES[t], u)),
    (
        r"(once|twice)[ -](daily|weekly|monthly|quarterly|termly|yearly|annually)",
        lambda t, a: Fraction(TIMES[t] * ADVERBS[a]),
    ),
    (
        rf"(once|twice|thrice) every {_NUMBER} {_UNIT}s?",
        lambda t, n, u: _every(_number(n), u, TIMES[t]),
    ),
    (rf"{_NUMBER} ?{_MET}?(?: {_EACH} | ?/ ?){_UNIT}", lambda n, u: _per(_number(n), u)),
    (
        rf"{_NUMBER} {_MET} (yearly|annually|monthly|weekly)",
        lambda n, a: Fraction(_number(n) * ADVERBS[a]) if _number(n) else None,
    ),
    (rf"(?:every|each) {_NUMBER} {_UNIT}s", lambda n, u: _every(_number(n), u)),
    (rf"(?:every|each) ({'|'.join(ORDINALS)}) {_UNIT}", lambda o, u: _every(ORDINALS[o], u)),
    (rf"(?:every|each|per) {_UNIT}", lambda u: _per(1, u)),
    (rf"alternate {_UNIT}s", lambda u: _every(2, u)),
    (
        rf"{_NUMBER}[- ](daily|weekly|monthly|yearly)",
        lambda n, a: Fraction(ADVERBS[a]) / _number(n) if _number(n) else None,
    ),
    (r"(?:7|seven) days a week", lambda: Fraction(365)),
)

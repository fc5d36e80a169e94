"""A sieved pattern finds what the plain one finds, and is not tried where it can find nothing."""

from __future__ import annotations

import re

import pytest

from ingest.sieve import Sieved, needed

TEXTS = (
    "The Examplia Board recommends that Quince Trust should co-operate.",
    "the examplia board RECOMMENDS nothing at all",
    "Nothing of the kind is said here, 19 times.",
    "Is it known whether the Straße has a board?",
    "ſcrutiny of the \u212aent board",
    "",
)
PATTERNS = (
    (r"recommend|\bmust\b|co-?operat", 0),
    (r"\b(?:[Rr]ecommend|propos)(?:s|ed)? that\b", 0),
    (r"\b(?:RECOMMENDS|strasse|stra(?:ß|ss)e) ", re.IGNORECASE),
    (r"(?i:scrutiny|kent) .*board", 0),
    (r"(?i:THE) (?-i:Examplia)|\d+ (?:times|years)", 0),
    (r"\?[\"']?$|^(?:If|Should) ", 0),
    (r"(?:board )?(?!that)\w+", 0),
    (r"(?=recommend)\w+|(?:nothing){0,2}", 0),
    (r"(?P<a>Trust|Board) (?:x (?P=a))?", 0),
    (r"\bco-?operate\b|[Tt]he (?:Quince|e)xamplia", 0),
    (r"k(?:ent|ind)? (?=said|board)\w+(?<!x)", re.IGNORECASE),
)


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_finds_exactly_what_the_pattern_finds(pattern: str, flags: int) -> None:
    plain, sieved = re.compile(pattern, flags), Sieved(pattern, flags)
    for text in TEXTS:
        assert [m.span() for m in sieved.finditer(text)] == [m.span() for m in plain.finditer(text)]
        for of_sieved, of_plain in (
            (sieved.search, plain.search),
            (sieved.match, plain.match),
        ):
            found, wanted = of_sieved(text, 4), of_plain(text, 4)
            assert (found and found.span()) == (wanted and wanted.span())
        whole, wanted = sieved.fullmatch(text), plain.fullmatch(text)
        assert (whole and whole.span()) == (wanted and wanted.span())


@pytest.mark.parametrize(
    ("pattern", "flags", "exact", "any_case"),
    [
        (r"\brecommend(?:s|ed)? that\b", 0, {"recommend"}, set()),
        (r"\b(?:Quince|fennel) board", re.IGNORECASE, set(), {" board"}),
        (r"(?:audit|review)s?|(?i:Inquiry)", 0, {"audit", "review"}, {"inquiry"}),
        (r"commission|commissioned by", 0, {"commission"}, set()),
        (r"(?:audit)?s? \w+", 0, set(), set()),
        (r"audit|\w+ing", 0, {"audit", "ing"}, set()),
        (r"audit|\w+", 0, set(), set()),
        (r"\b(?:to )?co-?operate\b", 0, {"operate"}, set()),
        (r"\bpp?\. ?\d", 0, {"p."}, set()),
        (r"\baged? \d", 0, {"age ", "aged "}, set()),
        (r"[Ss]afeguarding \w+", 0, {"afeguarding "}, set()),
        (r"\b(?:is|are)(?: also)? led by", 0, {" led by"}, set()),
        (r"(?:Child|baby) (?i:[AB]\d?)\b", 0, {"Child ", "baby "}, set()),
    ],
)
def test_words_that_every_match_has(pattern: str, flags: int, exact: set[str], any_case: set[str]) -> None:
    assert tuple(map(set, needed(pattern, flags))) == (exact, any_case)


def test_texts_without_the_words_are_sieved_out() -> None:
    assert not Sieved("recommend|urge").may("The board meets in May.")
    assert Sieved("recommend|urge").may("It was urged to meet.")
    assert Sieved(r"\w+").may("")

"""Takes marks out of Markdown-like text (emphasis, links, notes, tags, escapes) and keeps where each character stood."""

from __future__ import annotations

import html
import re
from array import array

from ingest.reading import Clean

_MARK = re.compile(
    r"(?P<break><br\s*/?>|</(?:p|div|li)>)"
    r"|(?P<note><sup>[^<\n]{0,40}</sup>|\[\^\w{1,6}\]|\$\^\{?\w{1,3}\}?\$|(?<=[\w.,;:)’”])[¹²³⁰⁴-⁹]{1,3})"
    r"|(?P<image>!\[(?:[^\[\]\\]|\\.)*\]\((?:[^()\\\n]|\\.)*\))"
    r"|(?P<url><(?:https?://|mailto:)[^<>\s]*>)"
    r"|\[(?P<linked>(?:[^\[\]\\]|\\.)*)\]\((?:[^()\\\n]|\\.)*\)"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,200}>|<!--.*?-->)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>&~\"'])"
    r"|(?P<entity>&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,10});)"
    r"|(?P<star>\*{1,3})"
    r"|(?P<under>(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))"
    r"|(?P<dots>(?:\.\s?){5,}|…{2,})"
)


def clean(text: str, start: int, end: int) -> Clean:
    """What a person reads of the characters from `start` to before `end`, without blanks at either end."""
    parts: list[str] = []
    origin = array("q")
    _take(text, start, end, parts, origin)
    made = "".join(parts)
    first = len(made) - len(made.lstrip())
    last = len(made.rstrip())
    return Clean(made[first:last], origin[first:last]) if last > first else Clean("", array("q"))


def _take(text: str, start: int, end: int, parts: list[str], origin: array[int]) -> None:
    at = start

    def keep(first: int, last: int) -> None:
        parts.append(text[first:last])
        origin.extend(range(first, last))

    for mark in _MARK.finditer(text, start, end):
        keep(at, mark.start())
        at = mark.end()
        kind = mark.lastgroup
        if kind == "break":
            parts.append("\n")
            origin.append(mark.start())
        elif kind == "linked":
            _take(text, mark.start("linked"), mark.end("linked"), parts, origin)
        elif kind == "escaped":
            keep(mark.start("escaped"), mark.end("escaped"))
        elif kind == "url":
            keep(mark.start() + 1, mark.end() - 1)
        elif kind == "entity":
            meant = html.unescape(mark.group())
            if meant == mark.group():
                keep(mark.start(), mark.end())
            else:
                parts.append(meant)
                origin.extend([mark.start()] * len(meant))
        elif kind == "star" and _stands_alone(text, mark.start(), mark.end()):
            keep(mark.start(), mark.end())
    keep(at, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A star between blanks is a star: nothing is emphasised."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before.isspace() and after.isspace()

"""Cypher as words and signs, read so that no engine can read it in another way.

What engines read differently is refused rather than guessed: Unicode escapes outside strings (Neo4j decodes them before
it parses, anywhere in the text, https://neo4j.com/docs/cypher-manual/5/syntax/parsing/), escapes that stand for a quote
or for the end of a line, letters that turn into plain ones when their case is changed, and unseen characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from graph.errors import BadQuery, Refused
from queries.cypher_words import RESERVED

MAX_TOKENS: Final = 3_000
MAX_STRING: Final = 2_000
MAX_NUMBER: Final = 25

NUMBER: Final = re.compile(
    r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?", re.ASCII
)
ESCAPE: Final = re.compile(r"\\+u+([0-9a-fA-F]{4})?")
SIGNS: Final = ("<=", ">=", "<>", "=~", "..", "||", *"()[]{}.,:;+-*/%^=<>|&!")
DANGEROUS: Final = "'\"`\\\n\r/*"

Kind = Literal["word", "backticked", "string", "number", "parameter", "sign"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign. `text` is the name itself for names in backticks and for parameters."""

    kind: Kind
    text: str
    start: int
    end: int
    line: int
    column: int

    @property
    def where(self) -> str:
        return f"line {self.line}, column {self.column}"


def tokens(text: str) -> tuple[list[Token], str]:
    """The words and signs of a query, and its text with comments and unusual spaces blanked, all else in place.

    Raises Refused for what could be read in two ways, BadQuery for what is no Cypher.
    """
    found: list[Token] = []
    blanked = list(text)
    at = seen = 0
    line, column = 1, 1
    while at < len(text):
        c = text[at]
        start = at
        if c in " \t\n" or (c.isspace() and c > "\x20") or c == "\r":
            if c not in " \t\n":
                blanked[at] = " "
            at += 1
            continue
        if text.startswith(("//", "/*"), at):
            at = _comment(text, at)
            blanked[start:at] = [b if b == "\n" else " " for b in text[start:at]]
            continue
        kind: Kind
        if c in "'\"":
            at = _string(text, at)
            kind, value = "string", text[start:at]
        elif c == "`":
            at, value = _backticked(text, at)
            kind = "backticked"
        elif c == "$":
            at, value = _parameter(text, at)
            kind = "parameter"
        elif number := _number(text, at, found):
            at, value, kind = at + len(number), number, "number"
        elif c == "_" or c.isalpha():
            at = _word(text, at)
            kind, value = "word", text[start:at]
        else:
            value = next((s for s in SIGNS if text.startswith(s, at)), "")
            if not value:
                raise _odd(text, at)
            at, kind = at + len(value), "sign"
        line += text.count("\n", seen, start)
        newline = text.rfind("\n", seen, start)
        column = column + start - seen if newline < 0 else start - newline
        seen = start
        found.append(Token(kind, value, start, at, line, column))
        if len(found) > MAX_TOKENS:
            raise Refused(
                f"The query is refused: it has more than {MAX_TOKENS} words and signs", "Send values as parameters"
            )
    return found, "".join(blanked)


def where(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def _comment(text: str, at: int) -> int:
    """The end of a comment. Where it ends does not matter to an engine: it never sees it."""
    if text.startswith("//", at):
        end = text.find("\n", at)
        return len(text) if end < 0 else end
    end = text.find("*/", at + 2)
    if end < 0:
        raise BadQuery(f"The comment at {where(text, at)} never ends", "Close it with */")
    return end + 2


def _string(text: str, at: int) -> int:
    quote, start = text[at], at
    at += 1
    while at < len(text) and text[at] != quote:
        c = text[at]
        if c == "\\":
            if (escape := ESCAPE.match(text, at)) and _dangerous(escape[1]):
                raise Refused(
                    f"The query is refused: {escape[0]} at {where(text, at)} stands for a sign that could end the text",
                    "Send the text as a parameter",
                )
            at += 1
        elif unicodedata.category(c) == "Cc" and c not in "\t\n\r":
            raise _odd(text, at)
        at += 1
    if at >= len(text):
        raise BadQuery(f"The text that begins at {where(text, start)} never ends", "Close it with a quote")
    if at - start > MAX_STRING:
        raise Refused(
            f"The query is refused: the text at {where(text, start)} is longer than {MAX_STRING} characters",
            "Send it as a parameter",
        )
    return at + 1


def _dangerous(digits: str | None) -> bool:
    if digits is None:
        return True
    c = chr(int(digits, 16))
    return c in DANGEROUS or unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")


def _backticked(text: str, at: int) -> tuple[int, str]:
    start, name = at, ""
    at += 1
    while at < len(text):
        c = text[at]
        if c == "`":
            if not text.startswith("``", at):
                return at + 1, name
            at += 1
        elif c == "\\":
            raise Refused(
                f"The query is refused: a backslash inside `…` at {where(text, at)}", "Take a name without one"
            )
        elif unicodedata.category(c)[0] == "C":
            raise _odd(text, at)
        name += c
        at += 1
    raise BadQuery(f"The name that begins at {where(text, start)} never ends", "Close it with `")


def _parameter(text: str, at: int) -> tuple[int, str]:
    if text.startswith("`", at + 1):
        return _backticked(text, at + 1)
    end = at + 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    if end == at + 1:
        raise BadQuery(f"$ at {where(text, at)} is not followed by a name", "Write $name")
    return end, text[at + 1 : end]


def _number(text: str, at: int, found: list[Token]) -> str:
    """The number that begins here, or the empty string. 1..3 is 1, .. and 3; a.5 is no number."""
    if not (text[at].isascii() and text[at].isdigit()):
        after_name = found and found[-1].end == at and found[-1].text not in ("..", "(", "[", "{", ",", "=")
        if text[at] != "." or after_name:
            return ""
    match = NUMBER.match(text, at)
    if match is None:
        return ""
    end = match.end()
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        raise BadQuery(f"A number runs into a word at {where(text, at)}", "Put a space between")
    return match[0]


def _word(text: str, at: int) -> int:
    start = at
    while at < len(text) and (text[at] == "_" or text[at].isalnum() or unicodedata.category(text[at]) in ("Mn", "Mc")):
        at += 1
    word = text[start:at]
    if not word.isascii():
        plain = unicodedata.normalize("NFKC", word)
        if {word.upper(), word.lower().upper(), plain.upper(), plain.casefold().upper()} & RESERVED:
            raise Refused(
                f"The query is refused: {word} at {where(text, start)} turns into a word of Cypher when its case changes",
                "Write names with such letters in `backticks`",
            )
    return at


def _odd(text: str, at: int) -> Exception:
    c = text[at]
    shown = c if c.isprintable() else f"U+{ord(c):04X}"
    if c == "\\":
        return Refused(
            f"The query is refused: a backslash outside a text at {where(text, at)}; Unicode escapes are not taken",
            "Write the characters themselves",
        )
    return BadQuery(f"{shown} at {where(text, at)} is no sign of Cypher", "Take it out, or put it in quotes")

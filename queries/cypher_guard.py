"""Looks at Cypher that somebody wrote who is not us, and lets through what only reads the graph within bounds.

The engine's own refusal to write stands behind it; the guard is for what an engine lets a reader do. It works by what is
allowed: clauses, functions and procedures are on a list, or the query is refused. What is sent is what was looked at:
comments and unusual spaces are blanked, in place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import BadParameter, BadQuery, Fault
from queries.cypher_reader import Reader, refuse
from queries.cypher_tokens import tokens

MAX_TEXT: Final = 20_000
MAX_PARAMETERS: Final = 20_000
MAX_PARAMETER_TEXT: Final = 200_000
MAX_PARAMETER_DEPTH: Final = 8
INT64: Final = 1 << 63


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be sent to an engine."""

    cypher: str
    columns: list[str]
    """Names of the columns as they are written; empty for RETURN *, and where a procedure names them."""


def check(text: str, parameters: Mapping[str, Any]) -> Checked:
    """The query as it may be sent to an engine.

    Raises Refused with what and why, BadQuery where it can not be Cypher, BadParameter for parameters that are missing,
    unknown or too large.
    """
    _encodable(text, "The query")
    if len(text) > MAX_TEXT:
        refuse(f"it has {len(text)} characters, and {MAX_TEXT} is the most", "Send values as parameters")
    found, blanked = tokens(text)
    if not found:
        raise BadQuery("The query is empty", "Write one, such as MATCH (b:Board) RETURN b.name LIMIT 10")
    if found[-1].text == ";":
        last = found.pop()
        blanked = blanked[: last.start] + " " + blanked[last.end :]
    reader = Reader(found)
    reader.read()
    check_parameters(parameters, {t.text for t in found if t.kind == "parameter"})
    return Checked(blanked, reader.columns(text))


def check_parameters(parameters: Mapping[str, Any], named: set[str]) -> None:
    """Raises BadParameter naming each that is missing, unknown, too large, or of no type that Cypher has."""
    faults = [
        Fault(n, "the query names it, and it is not given", "Give it in parameters")
        for n in sorted(named - parameters.keys())
    ]
    for name, value in parameters.items():
        if name not in named:
            faults.append(Fault(name[:100], "the query does not name it", "Leave it out, or write it as $name"))
        elif wrong := _wrong(value):
            faults.append(Fault(name, wrong, "Send a smaller or another value"))
    if faults:
        raise BadParameter("A parameter of the query is not valid", faults)


def _encodable(text: str, what: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadQuery(f"{what} holds half a character (at {error.start})", "Send whole ones") from error


def _wrong(value: Any) -> str:
    """What is wrong with the value of a parameter, or the empty string."""
    todo: list[tuple[Any, int]] = [(value, 1)]
    items = letters = 0
    while todo:
        one, depth = todo.pop()
        items += 1
        if depth > MAX_PARAMETER_DEPTH:
            return f"it is nested more than {MAX_PARAMETER_DEPTH} deep"
        if isinstance(one, str):
            letters += len(one)
            if any("\ud800" <= c <= "\udfff" for c in one):
                return "it holds half a character"
        elif isinstance(one, int) and not -INT64 <= one < INT64:
            return "a whole number does not fit into 64 bits"
        elif isinstance(one, float) and not math.isfinite(one):
            return "a number is not finite"
        elif isinstance(one, list):
            todo += [(v, depth + 1) for v in one]
        elif isinstance(one, dict):
            todo += [(k, depth) for k in one]
            todo += [(v, depth + 1) for v in one.values()]
        if items > MAX_PARAMETERS or letters > MAX_PARAMETER_TEXT:
            return f"it is too large: {MAX_PARAMETERS} values and {MAX_PARAMETER_TEXT} characters are the most"
    return ""

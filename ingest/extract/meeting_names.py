"""Meetings that go by a name: "the Safeguarding Accountability Meetings", "the Gangs Tasking Meeting"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.posts import area_of
from ingest.extract.said import Said
from ingest.names import Mention
from ingest.sieve import Sieved

_NAMED = Sieved(
    r"\b(?P<name>(?!(?:The|A|An|This|These|All|Both|Each|Our|Their|Its|Board|Executive|Partnership|Panel|Regular|Weekly|Monthly|"
    r"Quarterly|Daily|Annual|Team|Strategy|Joint|Future|Previous|Next|Other|Most|Some|Any|At|In|For|Minutes|Full|Core|Additional)"
    r"\b)[A-Z][\w&/'’-]+ (?:(?:and |& )?[A-Z][\w&/'’-]+ ){1,5}[Mm]eetings?)\b(?!['’-])"
)


_SHORT = Sieved(r"\b(?P<name>(?P<short>[A-Z]{2,7}) [Mm]eetings?)\b(?!['’-])")


def named_meetings(found: Said) -> Iterator[Mention]:
    """Meetings with a name of two words or more, or with initials that the document explains, as Boards of the area spoken of.

    None that a board's name is part of: those are meetings of that board.
    """
    names, boroughs = found.document.names, found.document.boroughs
    for m in (*_NAMED.finditer(found.text), *_SHORT.finditer(found.text)):
        taken = [n for n in found.mentions if n.start < m.end() and m.start() < n.end]
        short = m.groupdict().get("short")
        if any(n.entity.label == "Board" or n.start > m.start() for n in taken) or (short and short not in names.short):
            continue
        area = boroughs[0] if len(boroughs) == 1 else area_of(found)
        full = m["name"].replace(short, names.short[short], 1) if short else m["name"]
        board = names.board(full, area=area)
        yield Mention(m.start(), m.end(), replace(board, aliases=tuple(dict.fromkeys([*board.aliases, m["name"]]))))

"""Words that stand for a name of an earlier sentence: "it", "we", "both forums", "this group", "the strategy", "the Panel".

Each is taken only where one name can be meant; a sentence that has such a word and no other name says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.statements import Entity
from ingest.document import Document
from ingest.extract.posts import area_of, council
from ingest.extract.said import Said, heading_area
from ingest.names import Mention
from ingest.reading import Block
from ingest.sieve import Sieved

_IT = re.compile(
    r"^(?!It (?:might|may|would|could|should|will|can) )(?:It|This (?:group|sub-?group|board|panel|forum|"
    r"committee|body)|The (?:group|sub-?group|board|panel|forum|committee|"
    r"executive))\b(?! (?:is|was) (?:clear|important|hoped|noted|recommended|essential|vital|expected|"
    r"likely|evident|recognised|possible|unclear))"
)
_GROUP = re.compile(
    r"^(?:This|The) (?P<kind>group|sub-?group|board|panel|forum|committee)\b(?: of [a-z][a-z -]{3,50}?(?= (?:is|was|has|will|"
    r"meets|are)\b))?",
    re.I,
)
_TERMS = re.compile(r"^(?P<name>[A-Z][\w'’&,-]*(?: [\w'’&,-]+){0,4}?) [Tt]erms of [Rr]eference\b")
_WE = Sieved(r"^We\b|(?<=, )we\b")
_BOTH = re.compile(
    r"^(?P<first>[Bb]oth(?: (?:of these|these|the))?)(?P<second> (?i:forums?|fora|boards|groups|panels|committees|sub-?groups|"
    r"partnerships))\b(?! [A-Z])"
)
_PANEL = re.compile(r"\bthe (?:[Nn]ational )?Panel\b(?!['’]s? [A-Z]| [A-Z])")
_LADO = re.compile(
    r"\b(?:Local Authority )?Designated Officer(?: for the [Ll]ocal [Aa]uthority)?(?: \(LADO\))?(?: role)?(?! [A-Z])|\bLADO(?: "
    r"role)?\b(?!['’]?s? [A-Z])"
)
_EXECUTIVE = Sieved(r"\b(?:[Tt]he|[Aa]n) (?:Safeguarding )?(?:Executive|executive group)\b(?! [A-Z])")
_NATIONAL = Sieved(
    r"rapid review|serious (?:child safeguarding )?incident|national (?:review|panel)|practice review|notif", re.I
)
_AGAIN = re.compile(
    r"\b(?:the|this) (?:new )?(?P<what>strategy|protocol|framework|(?:action |delivery |improvement |business )?plan|agenda|"
    r"programme|project|initiative|service|scheme|fund)\b(?! (?:manager|lead|officer|board|group|team|of|for)\b| [A-Z])"
)
_OVERSIGHT = Sieved(r"overs(?:ee|aw|ight)|monitor|govern|steer|coordinat|co-ordinat|fund", re.I)
_LAST = {"agenda": {"Programme", "Protocol"}, "programme": {"Programme"}, "project": {"Programme"}, "initiative": {"Programme"},
         "service": {"Programme"}, "scheme": {"Programme"}, "fund": {"Programme"}}  # fmt: skip


@dataclass
class Earlier:
    """What the sentences before named in the same paragraph."""

    before: Said | None = None
    block: int | None = None
    things: list[Entity] = field(default_factory=list)
    """Instruments and programmes, the last one last."""

    def hear(self, found: Said, named: Iterable[Entity] = ()) -> None:
        """Remembers a sentence and what is named in it."""
        if self.block != found.block.start:
            self.things, self.block = [], found.block.start
        self.before = found
        self.things += [e for e in named if e.label in {"Protocol", "Programme"}]


def stand_ins(found: Said, earlier: Earlier, names: list[Mention]) -> Iterator[Mention]:
    """The words of a sentence that stand for names, with what they stand for."""
    taken = list(names)
    near = earlier.before if earlier.before is not None and earlier.before.block.start == found.block.start else None
    for mention in (
        *_executive(found),
        *_pronoun(found, near),
        *_both(found, near),
        *_panel(found),
        *_lado(found),
        *_again(found, earlier, near),
    ):
        if not any(n.start < mention.end and mention.start < n.end for n in taken):
            taken.append(mention)
            yield mention


def _pronoun(found: Said, near: Said | None) -> Iterator[Mention]:
    """ "It" for the body that the sentence before began with, or that the heading names; "We" for the document's own body."""
    text, body = found.text, found.document.body
    we = _WE.search(text)
    if we is not None and body is not None:
        yield Mention(we.start(), we.end(), body)
        return
    it = _IT.match(text)
    if it is None:
        return
    group = _GROUP.match(text)
    if near is not None:
        bodies = [m for m in near.mentions if m.entity.label in {"Board", "Organisation"}]
        if bodies and bodies[0].start < 12:
            yield Mention(it.start(), it.end(), bodies[0].entity)
    elif group is not None and found.start == 0:
        board = by_heading(found.document, found.block, group.group("kind"))
        if board is not None:
            yield Mention(0, group.end(), board)


def by_heading(document: Document, block: Block, kind: str) -> Entity | None:
    """The one board that the nearest heading names; "Districts Terms of Reference" names the Districts Subgroup."""
    headings = document.headings(block)
    if not headings:
        return None
    boards = {m.entity for m in document.names.find(headings[-1]) if m.entity.label == "Board"}
    if boards:
        return boards.pop() if len(boards) == 1 else None
    terms = _TERMS.match(headings[-1])
    if terms is None or document.body is None or kind.casefold() in {"board", "forum"}:
        return None
    return document.names.board(f"{terms.group('name')} {kind.replace('-', '').capitalize()}", area=document.body)


def _both(found: Said, near: Said | None) -> Iterator[Mention]:
    """ "Both forums" for the two boards of the sentence before."""
    m = _BOTH.match(found.text)
    if m is None or near is None:
        return
    named = [n for n in near.mentions if n.entity.label == "Board"]
    if len(named) > 2 and re.fullmatch(r",? and (?:the )?", near.text[named[-2].end : named[-1].start]):
        named = named[-2:]  # "The Quince Partnership brings together the A Board and the B Board."
    boards = list(dict.fromkeys(n.entity for n in named))
    if len(boards) == 2:
        yield Mention(m.start("first"), m.end("first"), boards[0])
        yield Mention(m.start("second"), m.end("second"), boards[1])


def _panel(found: Said) -> Iterator[Mention]:
    """ "The Panel", where rapid reviews and serious incidents are spoken of: the national one (Children Act 2004 s. 16A)."""
    if _NATIONAL.search(found.text):
        for m in _PANEL.finditer(found.text):
            known = found.document.names.find("Child Safeguarding Practice Review Panel")
            if known:
                yield Mention(m.start(), m.end(), known[0].entity)


def _lado(found: Said) -> Iterator[Mention]:
    """The Local Authority Designated Officer of the area that is spoken of (Working Together to Safeguard Children)."""
    boroughs = found.document.boroughs
    area = boroughs[0] if len(boroughs) == 1 else area_of(found)
    for m in _LADO.finditer(found.text) if area is not None else ():
        employer = council(area).name if area is not None else ""
        yield Mention(
            m.start(), m.end(), Entity("Role", f"Local Authority Designated Officer, {employer}", aliases=("LADO",))
        )


def _executive(found: Said) -> Iterator[Mention]:
    """ "The Executive" in a partnership's document; that of a borough's, in a part on the borough where it is of no board."""
    m = _EXECUTIVE.search(found.text)
    home = found.document.body
    if m is None:
        return
    if home is not None:
        if home.name.endswith("Partnership"):
            yield Mention(m.start(), m.end(), found.document.names.board("Executive", area=home))
        return
    area = heading_area(found.document, found.block)
    if area is not None:
        yield Mention(
            m.start(), m.end(), found.document.names.board("Safeguarding Children Partnership Executive", area=area)
        )


def _again(found: Said, earlier: Earlier, near: Said | None) -> Iterator[Mention]:
    """ "The strategy", where it is overseen or funded: the last strategy that the paragraph named."""
    if near is None or not _OVERSIGHT.search(found.text):
        return
    for m in _AGAIN.finditer(found.text):
        what = m.group("what").split()[-1]
        labels = _LAST.get(what, {"Protocol"})
        fits = [
            e for e in earlier.things
            if e.label in labels and (what == "agenda" or e.name.casefold().split(" (")[0].rstrip(" 0123456789/-–").endswith(what))
        ]  # fmt: skip
        if fits:
            yield Mention(m.start(), m.end(), fits[-1])
            return

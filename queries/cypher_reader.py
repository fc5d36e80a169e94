"""One walk over the words and signs of a query, from bracket to bracket, that lets through what is on a list.

A word can begin a clause only at the start of a query or after a whole operand; in both places only listed words are
taken, so that a clause which nobody here has heard of is refused too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NoReturn

from graph.errors import BadQuery, Refused
from queries.cypher_tokens import MAX_NUMBER, Token
from queries.cypher_words import (
    AFTER,
    BEFORE,
    CLAUSES,
    FUNCTIONS,
    LOOPS,
    NEVER,
    OPERANDS,
    PROCEDURES,
    SHORTEST,
    STARTERS,
    SUBQUERIES,
)

QUERIES: Final = ("query", "call", "pattern")
"""Kinds of brackets that hold clauses."""
MAX_DEPTH: Final = 30
MAX_LOOPS: Final = 3
MAX_STEPS: Final = 1_000_000
"""The spans of all range() calls, multiplied; one whose span is not written out counts as a thousand."""
MAX_HOPS: Final = 15
MAX_CLAUSES: Final = 60
MISSPELT: Final = "A name that is spelt so goes into `backticks`"


@dataclass(slots=True)
class Frame:
    """An open bracket, or the query itself."""

    closes: str
    kind: str
    """query, call (a CALL's subquery), pattern (EXISTS or COUNT of one), scope, map, edge, list, paren, case, or loop."""
    function: str = ""
    clause: str = ""
    shortest: bool = False
    opened: int = 0
    ended: bool = False
    """Whether a subquery of its last CALL has ended."""
    clauses: list[str] = field(default_factory=list)


def refuse(why: str, mend: str) -> NoReturn:
    raise Refused(f"The query is refused: {why}", mend)


class Reader:
    """One walk over the words and signs of a query."""

    def __init__(self, found: list[Token]) -> None:
        self.found = found
        self.at = 0
        self.operand = False
        """Whether the word or sign before ends an operand: no other operand can follow it."""
        self.keyword = ""
        """The word before where it was taken for a word of Cypher, not for a name."""
        self.frames = [Frame("", "query")]
        self.steps = 1
        self.returned: list[int] = []
        """Where the first RETURN of the whole query stands, and the clause behind it."""

    def read(self) -> None:
        while self.at < len(self.found):
            token = self.found[self.at]
            if token.kind == "word":
                self.keyword = self.word(token, token.text.upper())
            else:
                if token.kind == "sign":
                    self.sign(token)
                else:
                    self.value(token)
                self.keyword = ""
            self.at += 1
        if len(self.frames) > 1:
            raise BadQuery(
                f"A bracket or CASE at {self.found[self.frames[-1].opened].where} is never closed", "Close it"
            )
        clauses = self.frames[0].clauses
        if "RETURN" not in clauses and clauses not in (["CALL"], ["CALL", "YIELD"]):
            raise BadQuery("The query does not end with RETURN", "Say what it returns")

    def columns(self, text: str) -> list[str]:
        """The names of what is returned: behind AS, or as it is written."""
        if not self.returned:
            return []
        start, end = [*self.returned, len(self.found)][:2]
        items: list[list[Token]] = [[]]
        depth = 0
        for token in self.found[start + 1 : end]:
            if token.kind == "sign":
                depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
            if token.text == "," and token.kind == "sign" and depth == 0:
                items.append([])
            elif items[0] or token.text.upper() != "DISTINCT":
                items[-1].append(token)
        names = []
        for item in items:
            if not item or (item[0].kind == "sign" and item[0].text == "*"):
                return []
            renamed = len(item) > 2 and item[-2].kind == "word" and item[-2].text.upper() == "AS"
            names.append(item[-1].text if renamed or len(item) == 1 else text[item[0].start : item[-1].end])
        return names

    # -- words

    def word(self, token: Token, upper: str) -> str:
        """The word in capitals where it is a word of Cypher here, the empty string where it is a name."""
        frame = self.frames[-1]
        if self.is_name():
            self.name(token)
            return ""
        if upper in NEVER:
            refuse(f"{upper} at {token.where}", f"Only reading is allowed here. {MISSPELT}")
        if self.must_start() and upper not in STARTERS:
            refuse(
                f"{token.text[:40]} at {token.where} can not begin a query", f"Begin with {', '.join(sorted(STARTERS))}"
            )
        special = (upper == "WITH" and self.keyword in ("STARTS", "ENDS")) or (
            upper == "WHERE" and frame.kind not in QUERIES
        )
        if upper in CLAUSES and not special:
            return self.clause(upper, token)
        if self.operand:
            if upper not in AFTER:
                refuse(
                    f"{token.text[:40]} at {token.where} is no word that can stand there",
                    f"Known clauses: {', '.join(sorted(CLAUSES))}",
                )
            if frame.ended and frame.clause == "CALL":
                refuse(f"{upper} at {token.where} behind CALL {{…}}", "Subqueries in transactions are not allowed")
            if upper == "END":
                self.close("END", token)
            self.operand = upper in OPERANDS
            return upper
        if upper in SUBQUERIES and self.next() in ("{", "("):
            return upper
        if upper == "CASE":
            self.open("END", "case")
            return upper
        if upper in BEFORE:
            if upper == "SHORTEST":
                frame.shortest = True
            self.operand = upper in OPERANDS
            return upper
        self.name(token)
        return ""

    def is_name(self) -> bool:
        """Whether only a name can stand here: of a property, label, type, map key, or new column."""
        if self.keyword == "AS":
            return True
        before = self.found[self.at - 1] if self.at else None
        if before is None or before.kind != "sign":
            return False
        frame = self.frames[-1]
        if before.text == ".":
            return True
        if before.text == ":":
            is_value = frame.kind == "map" and self.at > 2 and self.found[self.at - 3].text in ("{", ",")
            return not is_value and self.next() != "("
        if before.text == "|":
            several = frame.kind in ("edge", "paren") or (
                frame.kind in QUERIES and self.found[self.at - 2].kind in ("word", "backticked")
            )
            return several and self.next() != "("
        if before.text in ("&", "!"):
            return self.next() != "("
        return before.text in ("{", ",") and frame.kind == "map" and self.next() == ":"

    def must_start(self) -> bool:
        """Whether a query, or a part of one, begins here."""
        frame = self.frames[-1]
        if frame.kind == "pattern" and self.at != frame.opened + 1:
            return False
        return frame.kind in QUERIES and not frame.clause and not self.operand

    def clause(self, upper: str, token: Token) -> str:
        frame = self.frames[-1]
        if frame.kind not in QUERIES:
            raise BadQuery(f"{upper} at {token.where} stands inside brackets", MISSPELT)
        if not self.operand and frame.clause and self.keyword != "OPTIONAL":
            last = self.at == len(self.found) - 1
            if last or self.next() not in ("", "(", "[", "{", "*"):  # a variable of that name: ORDER BY with, x
                self.name(token)
                return ""
            raise BadQuery(f"{upper} at {token.where} stands where a value is missing", MISSPELT)
        following = self.found[self.at + 1] if self.at + 1 < len(self.found) else None
        word = following.text.upper() if following is not None and following.kind == "word" else ""
        wanted = {"OPTIONAL": ("MATCH", "CALL"), "ORDER": ("BY",)}.get(upper)
        if wanted and word not in wanted:
            raise BadQuery(f"{upper} at {token.where} is not followed by {' or '.join(wanted)}", "Look at that place")
        frame.clause, frame.shortest, frame.ended, self.operand = upper, False, False, False
        frame.clauses.append(upper)
        if len(self.frames) == 1 and len(self.returned) < 2 and (self.returned or upper == "RETURN"):
            self.returned.append(self.at)
        if len(frame.clauses) > MAX_CLAUSES:
            refuse(f"it has more than {MAX_CLAUSES} clauses", "Split it")
        if upper == "ORDER":
            self.at += 1
        elif upper == "UNION":
            self.at += word in ("ALL", "DISTINCT")
            frame.clause = ""  # what follows is a query of its own
        elif upper == "CALL":
            self.call()
        return upper

    def call(self) -> None:
        """CALL { … }, CALL (x) { … }, or a procedure of the list."""
        if self.next() == "{":
            return
        if self.next() == "(":
            self.at += 1
            self.scope()
            if self.next() != "{":
                raise BadQuery("CALL (…) is not followed by {", "Write CALL (x) { … RETURN … }")
            return
        chain = []
        while self.at + 1 < len(self.found) and self.found[self.at + 1].kind in ("word", "backticked"):
            self.at += 1
            chain.append(self.found[self.at].text)
            if self.next() != ".":
                break
            self.at += 1
        name = ".".join(chain)
        if name.lower() not in {p.lower() for p in PROCEDURES}:
            refuse(f"the procedure {name[:80] or '?'} is not allowed", f"Allowed: {', '.join(PROCEDURES)}")
        self.operand = True

    def scope(self) -> None:
        """What a subquery takes in: CALL (), CALL (*) or CALL (x, y)."""
        wanted = True
        while self.at + 1 < len(self.found) and self.next() != ")":
            self.at += 1
            one = self.found[self.at]
            named = one.kind == "backticked" or (one.kind == "word" and one.text.upper() not in NEVER)
            if (one.text != "," and not named and one.text != "*") or wanted == (one.text == ","):
                raise BadQuery(f"{one.text[:40]} at {one.where} is no variable", "Write CALL (x, y) { … }")
            wanted = one.text == ","
        self.at += 1

    def name(self, token: Token) -> None:
        """A variable, a function or a name of something."""
        if self.next() != "(":
            self.operand = True
            return
        start, chain = self.at, [token.text]
        while start >= 2 and self.found[start - 1].text == "." and self.found[start - 1].kind == "sign":
            part = self.found[start - 2]
            chain.insert(0, part.text if part.kind in ("word", "backticked") else "?")
            start -= 2
        name = ".".join(chain)
        if name.lower() not in FUNCTIONS:
            known = (
                "Ours are in the property id" if name.lower() in ("id", "elementid") else "See the list of functions"
            )
            refuse(f"the function {name[:80]} at {token.where} is not allowed", known)
        self.operand = False

    def value(self, token: Token) -> None:
        """A text, a number, a parameter, or a name in backticks."""
        if token.kind == "backticked" and self.is_name():
            self.name(token)
            return
        if self.must_start():
            raise BadQuery(f"A query can not begin like this ({token.where})", "Begin with MATCH or RETURN")
        if self.operand:
            raise BadQuery(f"{token.text[:40]} at {token.where} follows a value", "Put a sign or a comma between")
        if token.kind == "backticked":
            self.name(token)
            return
        if token.kind == "number" and len(token.text) > MAX_NUMBER:
            refuse(f"the number at {token.where} is too long", "Send it as a parameter")
        self.operand = True

    # -- signs

    def sign(self, token: Token) -> None:
        text, frame = token.text, self.frames[-1]
        if text == ";":
            refuse(f"a second statement begins at {token.where}", "Send one at a time")
        if self.must_start() and not (text == "(" and frame.kind == "pattern"):
            raise BadQuery(f"A query can not begin with {text} ({token.where})", "Begin with MATCH or RETURN")
        if text == "(":
            self.paren(token)
        elif text == "[":
            self.bracket()
        elif text == "{":
            self.brace(token)
        elif text in (")", "]", "}"):
            self.close(text, token)
        elif text in "*+" and self.repeats():
            self.hops(None, token)
            self.operand = True
        elif text == "*" and frame.kind == "edge":
            self.length(token)
        elif text == "*":
            # RETURN *, count(*) and n {.*} name all there is; elsewhere it multiplies
            self.operand = not self.operand
        elif text in ("|", "&") and not self.operand:
            raise BadQuery(f"There is nothing before {text} at {token.where}", "Look at that place")
        elif text == "." and not self.operand and frame.kind != "map":
            raise BadQuery(f"There is nothing before the point at {token.where}", "Write n.name")
        elif text == "." and self.found[self.at - 1].kind == "number":
            raise BadQuery(f"A number ends in a point at {token.where}", "Write the digits behind it")
        else:
            self.operand = False
            if text == "|" and frame.kind == "list":
                frame.kind = "loop"
                self.count_loops(token)

    def paren(self, token: Token) -> None:
        before = self.found[self.at - 1] if self.at else token
        named = (before.kind == "word" and not self.keyword) or before.kind == "backticked"
        function = before.text.lower() if named or self.keyword in LOOPS else ""
        self.open(")", "loop" if function.upper() in LOOPS else "paren", function)
        if function == "range":
            self.range()
        if function in SHORTEST:
            self.frames[-1].shortest = True

    def bracket(self) -> None:
        before = self.found[self.at - 1]
        ahead = [t.text.upper() for t in self.found[self.at + 1 : self.at + 3]]
        if ahead[1:] == ["IN"]:
            self.open("]", "loop")
        else:
            self.open("]", "edge" if before.kind == "sign" and before.text == "-" else "list")

    def brace(self, token: Token) -> None:
        before = self.found[self.at - 1]
        if self.keyword in SUBQUERIES:
            self.open("}", "pattern")
        elif self.frames[-1].clause == "CALL" and self.frames[-1].kind in QUERIES and not self.operand:
            self.open("}", "call")
        elif before.kind == "sign" and before.text in (")", "-", ">") and self.quantifier():
            self.operand = True
        else:
            self.open("}", "map")

    def quantifier(self) -> bool:
        """{2,5} after a part of a pattern."""
        end = self.at + 1
        while end < len(self.found) and (self.found[end].kind == "number" or self.found[end].text == ","):
            end += 1
        if end == self.at + 1 or end >= len(self.found) or self.found[end].text != "}":
            return False
        last = self.found[end - 1]
        self.hops(last.text if last.kind == "number" else None, self.found[self.at])
        self.at = end
        return True

    def repeats(self) -> bool:
        """Whether + or * asks for a part of a pattern again and again: (…)+ or -->* in MATCH."""
        frame, before = self.frames[-1], self.found[self.at - 1]
        if frame.clause != "MATCH" or before.kind != "sign" or before.text not in (")", "-", ">"):
            return False
        return before.text != ")" or self.next() in ("(", ",", "")

    def length(self, token: Token) -> None:
        """*, *2, *1..3, *..3 or *2.. of an edge."""
        most: str | None = None
        dots = False
        while self.at + 1 < len(self.found):
            following = self.found[self.at + 1]
            if following.kind == "number":
                most = following.text
            elif following.text == "..":
                dots, most = True, None
            else:
                break
            self.at += 1
        self.hops(most if most is not None or dots else None, token)
        self.operand = True

    def hops(self, most: str | None, token: Token) -> None:
        if any(f.shortest for f in self.frames):
            return
        if most is None:
            refuse(
                f"a path of any length at {token.where}", f"Write its most, such as *1..4; {MAX_HOPS} at the highest"
            )
        if not most.isdecimal() or int(most) > MAX_HOPS:
            refuse(f"a path of up to {most} steps at {token.where}", f"At most {MAX_HOPS}")

    def range(self) -> None:
        """Counts what a range() may make."""
        parts: list[list[Token]] = [[]]
        depth = 0
        for token in self.found[self.at + 1 :]:
            if token.kind == "sign" and token.text in "([{":
                depth += 1
            elif token.kind == "sign" and token.text in ")]}":
                depth -= 1
                if depth < 0:
                    break
            elif token.text == "," and depth == 0:
                parts.append([])
                continue
            parts[-1].append(token)
        ends = [_whole(p) for p in parts[:2]]
        known = len(ends) == 2 and ends[0] is not None and ends[1] is not None
        self.steps *= max(1, abs((ends[1] or 0) - (ends[0] or 0))) if known else 1000
        if self.steps > MAX_STEPS:
            refuse("its range() calls together make too many steps", f"Stay below {MAX_STEPS:,} steps in all")

    def open(self, closes: str, kind: str, function: str = "") -> None:
        self.frames.append(Frame(closes, kind, function, opened=self.at))
        self.operand = False
        if len(self.frames) > MAX_DEPTH:
            refuse(f"it is nested more than {MAX_DEPTH} deep", "Write it flatter")
        if kind == "loop":
            self.count_loops(self.found[self.at])

    def count_loops(self, token: Token) -> None:
        if sum(f.kind == "loop" for f in self.frames) > MAX_LOOPS:
            refuse(
                f"more than {MAX_LOOPS} loops over lists inside each other at {token.where}", "Use UNWIND or patterns"
            )

    def close(self, text: str, token: Token) -> None:
        frame = self.frames[-1]
        if frame.closes != text:
            raise BadQuery(f"{text} at {token.where} closes nothing", "Look at the brackets before it")
        self.frames.pop()
        self.operand = True
        if frame.kind == "call":
            self.frames[-1].ended = True
            if "RETURN" not in frame.clauses:
                raise BadQuery(f"The subquery that ends at {token.where} returns nothing", "Say what it returns")

    def next(self) -> str:
        """The sign that follows, or the empty string."""
        following = self.found[self.at + 1 : self.at + 2]
        return following[0].text if following and following[0].kind == "sign" else ""


def _whole(part: list[Token]) -> int | None:
    """The whole number that stands there, with its sign."""
    texts = [t.text for t in part]
    sign = -1 if texts[:1] == ["-"] else 1
    digits = texts[1:] if texts[:1] in (["-"], ["+"]) else texts
    return sign * int(digits[0]) if len(digits) == 1 and digits[0].isascii() and digits[0].isdecimal() else None

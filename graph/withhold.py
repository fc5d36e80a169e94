"""Names of people withheld (`SAFEGOV_PEOPLE=roles`): everything is answered from a copy of the graph that holds none.

The copy is a database of its own in the embedded engine, made from the statements of the store and made anew when those
change. A person has in it an id and a number in place of a name, the same ones each time; the posts that the person
holds stay, as they are what the setting is called after. Wherever else the name of such a person stands (a note, a title,
an id), it is taken out, and quotes are left out whole, as they may hold names that no statement knows. So no query,
however it is written, finds a name: there is none.
"""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.arcade import write_private
from graph.errors import StoreUnavailable
from graph.load import Source, SourceRows, replace_all, source_of, statement_of
from graph.ontology import ontology
from graph.statements import Entity, Statement

if TYPE_CHECKING:
    from graph.store import Row, Store

WITHHELD: Final = "[name withheld]"
RULES: Final = 1
"""Version of what is taken out, and how: raise it when that changes, and every copy is made anew."""

HONORIFICS: Final = frozenset((
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness", "baron",
    "cllr", "councillor", "rev", "reverend", "revd", "canon", "judge", "justice", "hhj", "commissioner", "commander",
    "chief", "supt", "superintendent", "detective", "inspector", "insp", "sergeant", "sgt", "dc", "ds", "di", "dci",
    "dcs", "dsu", "det", "constable", "pc",
))  # fmt: skip
"""What may stand before a name: "Dr Example" and "Superintendent Example" name Jane Example."""
ADDRESSED: Final = (
    r"(?-i:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Cllr|Councillor)\.?\s+"
    r"[A-Z](?:\.|[\w'’-]+)?(?:\s+[A-Z][\w'’-]+){0,2})"
)
"""Someone who is addressed, as "Dr Example", is a person even where no statement has that person at an end."""
_LETTERS: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[\W_]+"


class Veil:
    """Takes the names of these people out of what it is given. Same people, same secret: same outcome."""

    def __init__(self, names: Iterable[str], secret: bytes) -> None:
        self._secret = secret
        forms = {form for name in names for form in _forms(name)}
        # the longest first, so that nothing is left of "Jane Example OBE"
        self._names = _any_of([*sorted(forms, key=lambda f: (-len(f), f)), ADDRESSED])

    def text(self, text: str) -> str:
        """The text without the names."""
        made, at = [], 0
        for found in self._names.finditer(_plain(text)):
            made += [text[at : found.start()], WITHHELD]
            at = found.end()
        return "".join([*made, text[at:]]) if made else text

    def id(self, given: str) -> str:
        """The id, or another one in its place where it is a person's or holds a name."""
        label = ontology().label_of_id(given)
        if label == "Person" or self.text(given) != given:
            slug = ontology().nodes[label].slug if label else "withheld"
            return f"{slug}-{self._number(given)}"
        return given

    def value(self, value: Any) -> Any:
        """A value of JSON without the names, in keys too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(k): self.value(v) for k, v in value.items()}
        return [self.value(v) for v in value] if isinstance(value, list | tuple) else value

    def entity(self, e: Entity) -> Entity:
        """A person by number, anything else by what is left of its name."""
        if e.label == "Person":
            number = self._number(e.known_id)
            return Entity("Person", f"Person {number[:8]} (name withheld)", self.id(e.known_id), e.kind)
        return replace(
            e,
            id=self.id(e.known_id),
            name=self.text(e.name),
            aliases=tuple(sorted({self.text(a) for a in e.aliases} - {WITHHELD})),
            identifiers=tuple((k, self.text(v)) for k, v in e.identifiers),
            area=tuple(sorted(self.id(a) for a in e.area)),
        )

    def statement(self, s: Statement) -> Statement:
        """The statement without names and without its quote. Its hash stays: it finds the quote in a copy, if there is one."""
        e = s.evidence
        section = self.text(e.section) if e.section else e.section
        return replace(
            s,
            evidence=replace(e, doc=self.id(e.doc), section=section, quote=None),
            subject=self.entity(s.subject),
            object=self.entity(s.object),
            props=self.value(s.props),
            note=self.text(s.note) if s.note else s.note,
            given_id=self.id(s.id),
        )

    def source(self, s: Source) -> Source:
        said = {k: self.text(v) if (v := getattr(s, k)) else v for k in ("title", "publisher", "date", "kind", "url")}
        # an address that a name stands in would lead nowhere without it
        url = s.url if said["url"] == s.url else None
        return Source(self.id(s.id), said["title"], said["publisher"], said["date"], said["kind"], url)

    def _number(self, given: str) -> str:
        """Of an id, and without the secret of this store nobody can tell of which."""
        return hmac.new(self._secret, given.encode("utf-8"), "sha256").hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Secret:
    """The folder of the copy's secret; two processes that make the copy take turns by its lock."""

    folder: Path

    def read(self) -> bytes:
        """The secret, made where it is missing. Raises StoreUnavailable where it can not be kept."""
        path = self.folder / "secret"
        try:
            if not path.exists():
                write_private(path, secrets.token_hex(32))
            return path.read_bytes()
        except OSError as error:
            raise _unwritable(path, error) from error

    def prepare(self) -> Path:
        """The folder, made where it is missing."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return self.folder


async def is_fresh(original: Store, copy: Store) -> bool:
    """Whether the copy is of the store as it is now."""
    return await _kept(copy) == await _wanted(original)


async def make_copy(original: Store, copy: Store, secret: bytes) -> None:
    """Makes the copy anew, in one transaction: until it is done the one before is read."""
    wanted = await _wanted(original)
    kept = [r["s"] for r in await original.read("MATCH (s:Statement) RETURN properties(s) AS s ORDER BY s.id")]
    sources = [r["d"] for r in await original.read("MATCH (d:Source) RETURN properties(d) AS d ORDER BY d.id")]
    moved = await original.read("MATCH (m:Moved) RETURN m.id AS id, m.to AS to")
    statements = [statement_of(row) for row in kept]
    veil = Veil(_names(statements), secret)
    by_doc: dict[str, list[Statement]] = {d["id"]: [] for d in sources}
    for s in statements:
        by_doc[s.doc].append(veil.statement(s))
    told = [SourceRows(veil.source(source_of(d)), tuple(by_doc[d["id"]]), d.get("loaded_at")) for d in sources]
    merged = {veil.id(r["id"]): veil.id(r["to"]) if r["to"] else None for r in moved}
    await replace_all(copy, told, moved=merged, marks=wanted)


async def _wanted(original: Store) -> Row:
    rows = await original.read(
        "MATCH (m:Meta {id: 'store'}) OPTIONAL MATCH (d:Source) "
        "RETURN m.loads AS loads, count(d) AS sources, max(d.loaded_at) AS last",
        seconds=10,
    )
    count = await original.read("MATCH (s:Statement) RETURN count(s) AS n", seconds=10)
    found = [str(v) for row in rows for v in (row["loads"], row["sources"], row["last"])]
    return {"copy_of": " ".join([f"rules {RULES},", *found]), "copied": count[0]["n"]}


async def _kept(copy: Store) -> Row:
    rows = await copy.read("MATCH (m:Meta {id: 'store'}) RETURN m.copy_of AS copy_of", seconds=10)
    count = await copy.read("MATCH (s:Statement) RETURN count(s) AS n", seconds=10)
    return {"copy_of": rows[0]["copy_of"] if rows else None, "copied": count[0]["n"]}


def _names(statements: Iterable[Statement]) -> set[str]:
    people = {e for s in statements for e in (s.subject, s.object) if e.label == "Person"}
    return {name for e in people for name in (e.name, *e.aliases)}


def _forms(name: str) -> set[str]:
    """Patterns of how the name may be written: whole, family name first, with an initial, with what stands before it."""
    words = [word for word in _plain(name).split() if _LETTERS.search(word)]
    while words and _bare(words[0]).lower() in HONORIFICS:
        words = words[1:]
    # QPM, CBE and the like stand behind it; of a name in capitals throughout they can not be told
    short = words[:]
    while len(short) > 1 and _bare(short[-1]).isupper() and not all(_bare(w).isupper() for w in words):
        short.pop()
    forms = {_pattern(words)} if len(words) > 1 else set()
    if len(short) > 1:
        first, last = short[0], short[-1]
        forms |= {_pattern(short), _pattern([last, first]), _pattern([first, last]), _pattern([first[0], last])}
        forms.add(f"(?:{'|'.join(sorted(HONORIFICS))}){_BETWEEN}{_pattern([last])}")
    elif short and len(_bare(short[0])) > 1:
        # a single word may be any word: only as it is written counts
        forms.add(f"(?-i:{_pattern(short)})")
    return forms


def _bare(word: str) -> str:
    return "".join(_LETTERS.findall(word))


def _pattern(words: list[str]) -> str:
    """The words one after another, whatever stands between them; inside a word an apostrophe or a hyphen may be missing."""
    return _BETWEEN.join(r"[\W_]?".join(map(re.escape, _LETTERS.findall(word))) for word in words)


def _any_of(forms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])", re.IGNORECASE)


def _plain(text: str) -> str:
    """Letters without their accents, character by character, so that places in it are places in the text."""
    return "".join(unicodedata.normalize("NFKD", c)[0] for c in text)


def _unwritable(path: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(
        f"{error.filename or path} can not be written ({error.strerror or error})",
        "Make room or give yourself the right to write there, or set SAFEGOV_DATA_DIR to another folder",
    )

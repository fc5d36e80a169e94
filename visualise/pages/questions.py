"""The pages of questions: all named queries by subject, and each as a form with its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from graph import read
from graph.errors import BadParameter
from graph.ontology import ontology
from graph.read_names import names
from graph.store import Row, Store
from queries.catalogue import Column as Declared
from queries.catalogue import NamedQuery, Parameter, catalogue
from queries.run import Answer, run
from visualise.pages import words
from visualise.pages.links import href, query_href
from visualise.pages.parts import Bit, Cell, Column, Table, made
from visualise.pages.proof import proofs
from visualise.site import render

SIZE = 50
"""Rows on one part of the page."""
CHOICES = 25
"""Entities that are offered where a name fits several."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Who sits where": (
        "who-sits-on", "boards-of-person", "boards-of-organisation", "boards-in-borough", "who-chairs",
        "people-on-several-boards", "history-of", "successors", "changes-between",
    ),
    "Boards that duplicate each other": (
        "streamlining-candidates", "boards-sharing-members", "interlocks", "boards-sharing-remit", "meeting-load",
    ),
    "Attendance": (
        "attendance-by-organisation", "attendance-gaps", "printed-figures-that-do-not-add-up",
        "records-without-role-or-organisation",
    ),
    "Money": ("funding-of", "funding-by", "mopac-funding"),
    "Oversight": (
        "oversight-gaps", "oversight-chain", "oversight-map", "tiers-of-bodies", "safeguarding-process", "who-scrutinises",
        "mopac-roles", "mopac-visibility-by-borough", "duty-to-cooperate", "required-plans", "recommendations-to",
    ),
    "Law and area": ("statutory-seats", "missing-partners", "instruments-by-borough", "bcu-footprint"),
    "Priorities and sources": (
        "priorities-by-borough", "shared-priorities", "changed-priorities", "evidence-by-borough", "undated-evidence",
    ),
    "The web as a whole": ("links-of", "path-between", "central-bodies", "communities"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form."""

    name: str
    type: str
    means: str
    required: bool
    value: str
    items: tuple[tuple[str, str], ...] = ()
    error: str | None = None

    @property
    def id(self) -> str:
        return f"p-{self.name}"

    @property
    def label(self) -> str:
        return title(self.name)

    @property
    def hint(self) -> str:
        """What to fill in: of an entity its name will do."""
        said = self.means
        if self.type == "id":
            said = "A name or a part of it. " + words.capital(re.sub(r"^Id of [^;.:]*[;.:]?\s*", "", said))
        if self.type == "texts":
            said = f"Several with a semicolon between them. {said}"
        said = re.sub(r"(?<=[a-z])_(?=[a-z])", " ", said).strip()
        return said if self.required else f"{said.rstrip('.')} (optional)"


@dataclass(slots=True)
class Form:
    """What was asked: values for the query where all is well, else what is wrong, or between which entities to choose."""

    values: dict[str, Any] | None = None
    errors: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """By parameter: name, kind, and the address that chooses it."""
    moved: str | None = None
    """The address with ids in place of names, where each name fits one entity only."""

    def refuse(self, error: BadParameter) -> None:
        self.errors = {f.where: words.capital(f"{f.reason}. {f.remedy}") for f in error.faults}


@dataclass(frozen=True, slots=True)
class QuestionPage:
    html: str
    status: int = 200
    moved: str | None = None


def questions_page() -> str:
    """HTML of the list of all questions."""
    known = catalogue()
    grouped = [(heading, [known[n] for n in queries if n in known]) for heading, queries in GROUPS.items()]
    rest = [q for name, q in known.items() if all(name not in queries for queries in GROUPS.values())]
    return render("questions.html.j2", groups=[*grouped, *([("More questions", rest)] if rest else [])])


async def question_page(
    store: Store, query: NamedQuery, given: Mapping[str, Sequence[str]], *, part: int, rows: int, seconds: float
) -> QuestionPage:
    """A question with the answer to what is given; a parameter may name an entity instead of giving its id.

    Raises TooSlow, StoreUnavailable.
    """
    asked = {k: _given(query, k, v) for k, v in given.items()}
    form = await _read(store, query, asked)
    if form.moved:
        return QuestionPage("", 303, form.moved)
    answer = await _answer(store, query, form, rows, seconds)
    shown = answer.rows[(part - 1) * SIZE : part * SIZE] if answer else []
    evidence = await read.evidence(store, {i for r in shown for i in r["evidence"]})
    hidden, columns = _columns(query, shown, form.values or {})
    flat = {k: v for k, v in asked.items() if v}
    html = render(
        "question.html.j2",
        query=query,
        fields=await _fields(store, query, asked, form),
        form=form,
        errors=[(f"p-{name}" if name in {p.name for p in query.parameters} else "form", f"{title(name)}: {text}")
                for name, text in form.errors.items()],
        answer=answer,
        table=_table(query, shown, columns) if shown else None,
        hidden=hidden,
        proofs=proofs(evidence),
        total=len(answer.rows) if answer else 0,
        first=(part - 1) * SIZE + 1,
        part=part,
        last=max(1, -(-len(answer.rows) // SIZE)) if answer else 1,
        pages=query_href(query.name, flat) + ("&" if flat else "?") + "page={}",
        csv=query_href(query.name, flat, "csv"),
        json=query_href(query.name, flat, "json"),
        example=await _example(store, query) if not flat else None,
    )  # fmt: skip
    return QuestionPage(html, 422 if form.errors else 200)


async def _answer(store: Store, query: NamedQuery, form: Form, rows: int, seconds: float) -> Answer | None:
    """The answer; None where there is nothing to ask yet, or the query refuses what it is given."""
    if form.values is None:
        return None
    try:
        return await run(store, query, form.values, limit=rows, seconds=seconds)
    except BadParameter as error:
        form.refuse(error)
        return None


def title(name: str) -> str:
    """The name of a parameter or column as it is read."""
    return words.capital(name.replace("_", " ").replace("gbp", "(£)"))


def _given(query: NamedQuery, name: str, values: Sequence[str]) -> str | list[str]:
    """What was typed; a field for several texts takes them with semicolons between."""
    full = [v.strip() for v in values if v.strip()]
    if any(p.name == name and p.type == "texts" for p in query.parameters):
        return [t.strip() for v in full for t in v.split(";") if t.strip()]
    return full[0] if len(full) == 1 else full


async def _read(store: Store, query: NamedQuery, asked: Mapping[str, str | list[str]]) -> Form:
    form = Form()
    given = {k: v for k, v in asked.items() if v}
    if not given and any(p.required for p in query.parameters):
        return form
    named = dict(given)
    for p in query.parameters:
        value = given.get(p.name)
        if p.type == "id" and isinstance(value, str) and ontology().label_of_id(value) not in p.labels:
            named |= await _called(store, (query, p), value, named, form)
    if form.errors or form.choices:
        return form
    if named != given:
        form.moved = query_href(query.name, named)
        return form
    try:
        values = query.read(given)
        ids = {p.name: values[p.name] for p in query.parameters if p.type == "id" and values[p.name] is not None}
        form.values = values | await read.current_ids(store, ids)
    except BadParameter as error:
        form.refuse(error)
    return form


async def _called(
    store: Store, which: tuple[NamedQuery, Parameter], name: str, given: Mapping[str, Any], form: Form
) -> dict[str, str]:
    """The id of the entity that has this name; else the form is told what is wrong or what to choose from."""
    query, p = which
    found: list[Row] = []
    for kind in p.labels:
        found += (await read.entities(store, q=name[:200], label=kind, borough=None, limit=CHOICES, offset=0)).items
    exact = [e for e in found if name.casefold() in (e["name"].casefold(), *(a.casefold() for a in e["aliases"]))]
    if len(exact) == 1 or len(found) == 1:
        return {p.name: (exact or found)[0]["id"]}
    kinds = words.listed([words.label(kind) for kind in p.labels]).replace(" and ", " or ")
    if not found:
        form.errors[p.name] = f"Nothing that is loaded and is a {kinds} is called “{name}”. Try a part of the name"
        return {}
    form.choices[p.name] = [
        (e["name"], words.label(e["label"]), query_href(query.name, {**given, p.name: e["id"]}))
        for e in found[:CHOICES]
    ]
    return {}


async def _fields(store: Store, query: NamedQuery, asked: Mapping[str, str | list[str]], form: Form) -> list[Field]:
    ids = [v for p in query.parameters if p.type == "id" and isinstance(v := asked.get(p.name), str) and v]
    called = await names(store, ids)
    return [_field(p, _typed(asked.get(p.name) or ""), called, form.errors.get(p.name)) for p in query.parameters]


def _typed(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _field(p: Parameter, value: str, called: Mapping[str, Row], error: str | None) -> Field:
    items: tuple[tuple[str, str], ...] = ()
    default = p.default
    if p.type == "id" and value in called:
        value = called[value]["name"]
    if p.type == "boolean":
        items = (("true", "Yes"), ("false", "No"))
        default = None if default is None else str(default).lower()
    elif p.type == "choice":
        items = tuple((c, words.capital(words.LABELS.get(c, c)).replace("_", " ")) for c in p.choices)
    if items and default is None and not p.required:
        items = (("", "Any"), *items)
    if not value and default is not None:
        value = _typed(default) if isinstance(default, list) else str(default)
    if p.type == "date" and p.required and not value:
        value = date.today().isoformat()
    return Field(p.name, p.type, p.means, p.required, value, items, error)


async def _example(store: Store, query: NamedQuery) -> str | None:
    """The address of the example, where the entities that it names are there."""
    ids = [query.example[p.name] for p in query.parameters if p.type == "id" and p.name in query.example]
    if not query.example or set(await names(store, ids)) != set(ids):
        return None
    return f"{query_href(query.name, {})}?{urlencode(query.example, doseq=True)}"


def _columns(query: NamedQuery, rows: Sequence[Row], asked: Mapping[str, Any]) -> tuple[list[Declared], list[Column]]:
    """The columns that are left out, since nothing stands in them; and those that are shown.

    An entity that was asked for stands in the form, so it need not stand in each row as well.
    """
    every = {c.name: c for c in query.columns}
    paired = {n for n in every if n.endswith("_id") and n.removesuffix("_id") in every and every[n].type == "id"}
    lists = {n for n in every if n.endswith("_ids") and f"{n.removesuffix('_ids')}s" in every} | {"holder_ids"} & set(
        every
    )
    evidence = {n for n, c in every.items() if c.type == "statements"}
    given = {
        n.removesuffix("_id") for n in paired if rows and {r[n] for r in rows} == {asked.get(n.removesuffix("_id"))}
    }  # fmt: skip
    open_ = [c for c in query.columns if c.name not in paired | lists | evidence | given]
    hidden = [c for c in open_ if all(r[c.name] in (None, "", []) for r in rows)] if rows else []
    return hidden, [_column(c, f"{c.name}_id" in paired) for c in open_ if c not in hidden]


def _column(c: Declared, linked: bool) -> Column:
    name = c.name

    def cell(r: Row) -> Cell:
        value = r[name]
        if value is None or value == "":
            return ()
        if name in ("status", "requirement", "chain_status", "holder_status"):
            tag = words.status(value)
            return (Bit(tag.text, tag=tag),)
        if name in ("relation", "relations") and isinstance(value, str | list):
            return tuple(Bit(words.capital(words.reads(v))) for v in ([value] if isinstance(value, str) else value))
        if name in ("seat", "board_class"):
            return (Bit(words.capital(str(value).replace("-", " "))),)
        if name == "in_force":
            return (Bit(words.IN_FORCE.get(str(value), str(value))),)
        if linked:
            return (Bit(str(value), href(r[f"{name}_id"])),)
        return _plain(c, value)

    return Column(title(name), cell, numeric=c.type in ("integer", "number"))


def _plain(c: Declared, value: Any) -> Cell:
    if isinstance(value, bool):
        return (Bit("Yes" if value else "No"),)
    if isinstance(value, int | float):
        return (Bit(words.pounds(value) if c.name.endswith("gbp") else words.number(value)),)
    if isinstance(value, list):
        return tuple(Bit(str(v)) for v in value)
    if c.type == "id":
        return (Bit(str(value), href(str(value))),)
    return (Bit(words.day(str(value)) if "date" in c.type else str(value)),)


def _table(query: NamedQuery, rows: Sequence[Row], columns: Sequence[Column]) -> Table:
    head = next((n for n, c in enumerate(columns) if any(b.href for r in rows for b in c.cell(r))), 0)
    return made(query.title, rows, columns, wide=len(columns) > 5, head=head)

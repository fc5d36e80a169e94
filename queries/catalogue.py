"""The named queries: their declarations, read and checked."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from graph.dates import parse
from graph.errors import BadParameter, DeclarationError, Fault, NotFound
from graph.ontology import ontology
from graph.store import Row, Store

FOLDER = Path(__file__).parent
TYPES = ("id", "text", "integer", "boolean", "date", "choice", "texts")


Analysis = Callable[[Store, Mapping[str, Any]], Awaitable[list[Row]]]


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: str
    """id (of an entity with one of `labels`), text, integer, boolean, date, choice (one of `choices`), texts (a list)."""
    means: str
    required: bool = False
    default: Any = None
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """Of a choice, or of the texts of a list; none: any text."""
    least: int | None = None
    most: int | None = None
    """Bounds of an integer."""

    def read(self, given: str | list[str]) -> Any:
        """The value that a caller's text stands for. Raises ValueError saying what it must be."""
        text = given if isinstance(given, str) else (given[0] if len(given) == 1 else "")
        if self.type == "texts":
            texts = [given] if isinstance(given, str) else given
            if self.choices and (strange := [t for t in texts if t not in self.choices]):
                raise ValueError(f"{strange[0]!r} is none of {', '.join(self.choices)}")
            return texts
        if not isinstance(given, str) and len(given) != 1:
            raise ValueError("it is given more than once")
        match self.type:
            case "integer":
                if not re.fullmatch(r"-?\d{1,9}", text):
                    raise ValueError(f"{text!r} is no whole number")
                return self._bounded(int(text))
            case "boolean":
                if text.lower() not in ("true", "false"):
                    raise ValueError(f"{text!r} is neither true nor false")
                return text.lower() == "true"
            case "date":
                return _day(text)
            case "choice":
                if text not in self.choices:
                    raise ValueError(f"{text!r} is none of {', '.join(self.choices)}")
                return text
            case "id":
                if ontology().label_of_id(text) not in self.labels:
                    begins = " or ".join(f"'{ontology().nodes[label].slug}-'" for label in self.labels)
                    raise ValueError(f"{text!r} is no id of a {' or '.join(self.labels)}; those begin with {begins}")
                return text
        return text

    def _bounded(self, number: int) -> int:
        low, high = self.least, self.most
        if (low is not None and number < low) or (high is not None and number > high):
            bounds = f"from {low}" if high is None else f"up to {high}" if low is None else f"from {low} to {high}"
            raise ValueError(f"{number} is out of bounds; write a number {bounds}")
        return number


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    means: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: Mapping[str, str]
    cypher: str | None = None
    analysis: Analysis | None = None
    """Where Cypher is the wrong tool: a function that reads the store and gives the rows, all of them, in order."""

    def read(self, given: Mapping[str, str | list[str]]) -> dict[str, Any]:
        """The parameters of the query from a caller's texts. Raises BadParameter naming each that is missing, unknown or wrong."""
        known = {p.name: p for p in self.parameters}
        faults = [
            Fault(name, "there is no such parameter", f"Known: {', '.join(known) or 'none'}")
            for name in given
            if name not in known
        ]
        values: dict[str, Any] = {}
        for p in self.parameters:
            values[p.name] = p.default
            if given.get(p.name) in (None, "", []):
                if p.required:
                    faults.append(Fault(p.name, "it is missing", f"Give {p.means[0].lower()}{p.means[1:]}"))
                continue
            try:
                values[p.name] = p.read(given[p.name])
            except ValueError as error:
                faults.append(Fault(p.name, str(error), f"It is: {p.means}"))
        if faults:
            raise BadParameter(f"The parameters of {self.name} are not valid", faults)
        return values


@cache
def catalogue() -> Mapping[str, NamedQuery]:
    """All named queries by name. Raises DeclarationError naming every file that is wrong, and why."""
    return read_folder(FOLDER)


def query_named(name: str) -> NamedQuery:
    """Raises NotFound where no query has that name."""
    found = catalogue().get(name)
    if found is None:
        raise NotFound(f"There is no query {name!r}", f"Known: {', '.join(catalogue())}")
    return found


def read_folder(folder: Path) -> dict[str, NamedQuery]:
    """Reads and checks the declarations of a folder. Raises DeclarationError with every fault at once."""
    faults: list[Fault] = []
    found: dict[str, NamedQuery] = {}
    texts = {p.stem for p in folder.glob("*.cypher")}
    declared = {p.stem for p in folder.glob("*.yaml")}
    for name in sorted(texts - declared):
        faults.append(Fault(name, f"{name}.yaml is missing", "A query needs its declaration"))
    for name in sorted(declared):
        try:
            query = _read(folder, name)
        except (KeyError, TypeError, AttributeError, OSError, ImportError, yaml.YAMLError) as error:
            faults.append(Fault(f"{name}.yaml", f"{type(error).__name__}: {error}", "Mend the declaration"))
            continue
        faults += _check(query)
        found[name] = query
    if faults:
        raise DeclarationError("The named queries are not well declared", faults)
    return found


def _read(folder: Path, name: str) -> NamedQuery:
    raw = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    parameters = tuple(
        Parameter(
            key, p["type"], p["means"], bool(p.get("required", False)), p.get("default"),
            tuple(p.get("labels") or ()), _choices(p.get("choices")), p.get("least"), p.get("most"),
        )
        for key, p in (raw.get("parameters") or {}).items()
    )  # fmt: skip
    columns = tuple(Column(key, c["type"], c["means"]) for key, c in raw["columns"].items())
    known = {"title", "question", "parameters", "columns", "example", "analysis"}
    if unknown := sorted(set(raw) - known):
        raise KeyError(f"{', '.join(unknown)} is not known, only {', '.join(sorted(known))}")
    said = (name, raw["title"], raw["question"], parameters, columns, raw.get("example") or {})
    if "analysis" not in raw:
        return NamedQuery(*said, cypher=(folder / f"{name}.cypher").read_text(encoding="utf-8"))
    module, function = raw["analysis"].rsplit(".", 1)
    return NamedQuery(*said, analysis=getattr(import_module(f"queries.analysis.{module}"), function))


def _choices(declared: list[str] | str | None) -> tuple[str, ...]:
    """The values of a choice; "edge types" and "edge types with direction" stand for what the ontology has."""
    edges = tuple(ontology().edges)
    match declared:
        case "edge types":
            return edges
        case "edge types with direction":
            return tuple(name + way for name in edges for way in ("", ":out", ":in"))
    return tuple(declared or ())


def _check(q: NamedQuery) -> list[Fault]:
    faults = []

    def add(reason: str, remedy: str) -> None:
        faults.append(Fault(q.name, reason, remedy))

    if q.cypher is not None:
        used = set(re.findall(r"\$(\w+)", _without_comments(q.cypher)))
        declared = {p.name for p in q.parameters}
        for name in sorted(used ^ declared):
            add(f"parameter {name} is {'not declared' if name in used else 'declared but not used'}", "Make both agree")
        returned = returned_columns(q.cypher)
        if returned != [c.name for c in q.columns]:
            add(f"it returns {returned}, declared are {[c.name for c in q.columns]}", "Make both agree, in order")
        if "ORDER BY" not in q.cypher:
            add("it has no ORDER BY", "Order the rows, so that an answer holds still")
    if not any(c.name == "evidence" and c.type == "statements" for c in q.columns):
        add("no column evidence of type statements", "Return the ids of the statements behind each row")
    for p in q.parameters:
        if p.type not in TYPES:
            add(f"type {p.type} of {p.name} is unknown", f"Use one of {', '.join(TYPES)}")
        for label in p.labels:
            if label not in ontology().nodes:
                add(f"label {label} of {p.name} is unknown", "Use a label of the ontology")
    if faults:
        return faults
    try:
        q.read(q.example)
    except BadParameter as error:
        faults += [Fault(f"{q.name}, example", f.reason, f.remedy) for f in error.faults]
    return faults


def returned_columns(cypher: str) -> list[str]:
    """The names that the last RETURN gives its columns: each one `… AS name`, one a line."""
    last = _without_comments(cypher).rsplit("RETURN", 1)[-1].split("ORDER BY")[0]
    return re.findall(r"\bAS (\w+)\s*(?:,\s*\n|$|\n)", last.strip() + "\n")


def _without_comments(cypher: str) -> str:
    return re.sub(r"//[^\n]*", "", cypher)


def _day(text: str) -> str:
    span = parse(text)
    if span is None or span.earliest != span.latest:
        raise ValueError(f"{text!r} is no day; write it like 2023-03-31")
    return span.earliest.isoformat()

"""Reads statements from files: exchange format (JSON Lines), or a folder laid out like the bundled register."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

from graph.dates import parse
from graph.errors import Fault, InputRefused
from graph.load import Located, Source
from graph.statements import Entity, RowError, read_entity, read_row

REGISTER = Path(__file__).with_name("register")
"""The register that comes with the program; its README says what each file is."""


@dataclass(slots=True)
class Input:
    """All that was read, and all that is wrong with it."""

    statements: list[Located] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    known: list[Entity] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Documents with a faulty row: nothing of them may be loaded."""


def read_paths(paths: Iterable[Path]) -> Input:
    """Reads files and folders. Collects faulty rows in the result. Raises InputRefused where a path is no input."""
    found = Input()
    for path in paths:
        if path.is_dir():
            _read_folder(path, found)
        elif path.is_file():
            _read_exchange(path, found)
        else:
            raise InputRefused("Nothing was loaded", [Fault(str(path), "there is no such file", "Check the path")])
    return found


def read_lines(name: str, lines: Iterable[str]) -> Input:
    """Reads statements from lines of the exchange format; `name` is what messages call where they came from."""
    found = Input()
    broken: list[str] = []
    _take_rows(_parsed(name, lines, found, broken), found, broken)
    return found


def register_entities(folder: Path = REGISTER) -> list[Entity]:
    """The entities that the register knows, for resolving names in other sources. Raises InputRefused."""
    found = Input()
    for path in sorted(folder.glob("entities*.jsonl")):
        found.known += _entities(path, found).values()
    if found.faults:
        raise InputRefused("The register is damaged", found.faults)
    return found.known


def _read_exchange(path: Path, found: Input) -> None:
    unknown: list[str] = []
    _take_rows(_json_rows(path, found, unknown), found, unknown)


def _take_rows(rows: Iterable[tuple[str, Any]], found: Input, unknown: list[str]) -> None:
    docs: set[str] = set()
    for where, row in rows:
        doc = row.get("doc") if isinstance(row, dict) else None
        if isinstance(doc, str):
            docs.add(doc)
        try:
            found.statements.append(Located(read_row(row), where))
        except RowError as error:
            found.faults.append(Fault(where, error.reason, error.remedy))
            if isinstance(doc, str):
                found.refused.add(doc)
            else:
                unknown.append(where)
    # a row of an unknown source may belong to any document of its file
    if unknown:
        found.refused |= docs


def _read_folder(folder: Path, found: Input) -> None:
    entities: dict[str, Entity] = {}
    for path in sorted(folder.glob("entities*.jsonl")):
        for entity_id, entity in _entities(path, found).items():
            if entity_id in entities and entities[entity_id] != entity:
                found.faults.append(Fault(str(path), f"{entity_id} is described twice", "Keep one line for each id"))
            entities[entity_id] = entity
    found.known += entities.values()
    for path in sorted(folder.glob("documents*.csv")):
        found.sources += _sources(path, found)
    compact = sorted((folder / "statements").glob("*.jsonl"))
    for path in compact:
        _read_compact(path, entities, found)
    loose = sorted(p for p in folder.glob("*.jsonl") if not p.name.startswith("entities")) if not compact else []
    for path in loose:
        _read_exchange(path, found)
    if not compact and not loose:
        reason = "the folder holds neither statements/*.jsonl nor *.jsonl"
        raise InputRefused("Nothing was loaded", [Fault(str(folder), reason, "Name files in the exchange format")])


def _read_compact(path: Path, entities: dict[str, Entity], found: Input) -> None:
    """Rows of a register: the file is named after its document, the ends are ids of its entities."""
    doc = path.stem
    broken: list[str] = []
    for where, row in _json_rows(path, found, broken):
        try:
            if not isinstance(row, dict):
                raise RowError("the row is no JSON object", "Write one object a line")
            full = {"doc": doc, **row}
            if full["doc"] != doc:
                raise RowError(f"doc {full['doc']!r} is not the document of this file", "Move the row to its own file")
            for end in ("subject", "object"):
                if not isinstance(row.get(end), str) or row[end] not in entities:
                    raise RowError(f"{end} {row.get(end)!r} is not among the entities", "Add it to entities.jsonl")
                full[end] = _raw(entities[row[end]])
            statement = read_row(full)
            # the ends as the register describes them, not merely as the row names them
            statement = replace(statement, subject=entities[row["subject"]], object=entities[row["object"]])
            found.statements.append(Located(statement, where))
        except RowError as error:
            broken.append(where)
            found.faults.append(Fault(where, error.reason, error.remedy))
    if broken:
        found.refused.add(doc)


def _raw(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "label": entity.label, "name": entity.name}


def _entities(path: Path, found: Input) -> dict[str, Entity]:
    made: dict[str, Entity] = {}
    for where, row in _json_rows(path, found, []):
        try:
            entity = read_entity(row, "entity", curated=True)
            if entity.id is None:
                raise RowError("the entity has no id", "Give it one")
            if entity.id in made:
                raise RowError(f"{entity.id} is described twice", "Keep one line for each id")
            made[entity.id] = entity
        except RowError as error:
            found.faults.append(Fault(where, error.reason, error.remedy))
    return made


def _sources(path: Path, found: Input) -> list[Source]:
    made = []
    with _opened(path) as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            where = f"{path}, row {number}"
            source = Source(
                row.get("id") or "", *(row.get(k) or None for k in ("title", "publisher", "date", "kind", "url"))
            )
            if not source.id:
                found.faults.append(Fault(where, "the document has no id", "Give it one, in a column `id`"))
                continue
            try:
                parse(source.date or "")
            except ValueError as error:
                found.faults.append(Fault(where, f"bad date: {error}", "Write 2022, 2022-07 or 2022-07-31"))
                found.refused.add(source.id)
            made.append(source)
    return made


def _json_rows(path: Path, found: Input, broken: list[str]) -> Iterator[tuple[str, Any]]:
    """Each row with its place; a line that is no JSON is a fault of the whole file, its place is added to `broken`."""
    with _opened(path) as file:
        yield from _parsed(str(path), file, found, broken)


def _parsed(name: str, lines: Iterable[str], found: Input, broken: list[str]) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}, row {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            broken.append(where)
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            found.faults.append(Fault(where, f"no JSON ({reason})", "Write one JSON object a line"))
        else:
            yield where, row


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The file as text. Raises InputRefused where it can not be read, or is no UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        raise InputRefused(
            "Nothing was loaded", [Fault(str(path), f"no UTF-8 ({error.reason})", "Save it as UTF-8")]
        ) from error
    except OSError as error:
        raise InputRefused("Nothing was loaded", [Fault(str(path), str(error.strerror), "Make it readable")]) from error

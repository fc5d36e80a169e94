"""Candidates as a CSV that is sent round: people write their decision into each row, and it is read back.

Only the id, the decision and the corrected columns are read back; the others are for reading. A row that can not be
followed is named with its line, reason and remedy, and the others are taken all the same.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.cells import FORMULA, cell
from graph.errors import Fault, InputRefused, NotFound
from graph.ontology import ontology
from graph.read import place
from graph.statements import RowError, read_row, sentence, squeeze
from ingest.kept import Decision, Kept, ReadDocument, State
from ingest.review import Review

SHOWN: Final = (
    "id", "document", "title", "page", "lines", "quote", "reads", "subject", "subject_label", "predicate", "object",
    "object_label", "props", "status", "confidence", "method", "state",
)  # fmt: skip
CORRECTED: Final = (
    "corrected_subject", "corrected_subject_label", "corrected_predicate", "corrected_object",
    "corrected_object_label", "corrected_props", "corrected_status",
)  # fmt: skip
COLUMNS: Final = (*SHOWN, "decision", *CORRECTED)
WORDS: Final[dict[str, State]] = {
    "accept": "accepted", "accepted": "accepted", "a": "accepted", "yes": "accepted", "y": "accepted",
    "reject": "rejected", "rejected": "rejected", "r": "rejected", "no": "rejected", "n": "rejected",
    "correct": "corrected", "corrected": "corrected", "c": "corrected",
}  # fmt: skip
WRITE = "Write accept, reject or correct, or leave it empty"
LARGEST: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """What a CSV that came back says, and what is wrong with it."""

    decisions: tuple[Decision, ...]
    faults: tuple[Fault, ...]
    empty: int
    """Rows without a decision."""


def write_round(documents: Mapping[str, ReadDocument], candidates: Iterable[Kept]) -> str:
    """The CSV, with a byte order mark so that a spreadsheet reads its letters right."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for kept in candidates:
        row, document = kept.stated, documents[kept.doc]
        writer.writerow(map(cell, (
            kept.id, kept.doc, document.title or document.file, _span(row.get("page")), _span(row.get("lines")),
            row.get("quote"), sentence(read_row(dict(row))), row["subject"]["name"], row["subject"]["label"],
            row["predicate"], row["object"]["name"], row["object"]["label"], _props(row["props"]), row["status"],
            round(kept.confidence, 2), kept.method, kept.state, None, *[None] * len(CORRECTED),
        )))  # fmt: skip
    return "\ufeff" + out.getvalue()


def read_round(file: Path, review: Review) -> Read:
    """Reads a CSV that came back. Raises InputRefused where the file as a whole can not be read."""
    given: dict[str, list[tuple[int, Decision]]] = defaultdict(list)
    faults: list[Fault] = []
    empty = 0
    for line, values in _rows(file):
        try:
            decision = _decision(values, review)
        except RowError as error:
            faults.append(Fault(f"{file}, line {line}", error.reason, error.remedy))
            continue
        if decision is None:
            empty += 1
        else:
            given[decision.id].append((line, decision))
    decisions = []
    for same in given.values():
        if all(d == same[0][1] for _, d in same):
            decisions.append(same[0][1])
            continue
        lines = ", ".join(str(line) for line, _ in same)
        reason = f"lines {lines} decide differently about the same candidate; none of them is taken"
        faults.append(Fault(f"{file}, line {same[0][0]}", reason, "Keep one of them"))
    return Read(tuple(decisions), tuple(faults), empty)


def corrected_row(kept: Kept, given: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a candidate with what a person gives in place of what was extracted, checked against the ontology.

    `given` holds any of subject, subject_label, predicate, object, object_label, props and status. A name that is
    changed is a name alone: what was known of the other body does not hold for it. Raises RowError.
    """
    row = {k: v for k, v in kept.stated.items() if k != "note"}
    for end in ("subject", "object"):
        name, label = squeeze(str(given.get(end) or "")), str(given.get(f"{end}_label") or "").strip()
        entity = dict(row[end])
        if (name and name != entity["name"]) or (label and label != entity["label"]):
            row[end] = {"label": label or entity["label"], "name": name or entity["name"]}
    for key in ("predicate", "status"):
        if value := str(given.get(key) or "").strip():
            row[key] = value.upper() if key == "predicate" else value.lower()
    if given.get("props") is not None:
        row["props"] = given["props"]
    row["note"] = f"Corrected by a person; read as: {sentence(read_row(dict(kept.row)))}"
    read_row(row)
    return row


def read_props(text: str) -> dict[str, Any]:
    """Properties as a person writes them: `date=2022-07; attended=true`, or a JSON object. Raises RowError."""
    text = text.strip()
    if text.startswith("{"):
        try:
            made = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RowError(f"the properties are no JSON ({error})", "Write key=value; key=value") from error
        return dict(made) if isinstance(made, dict) else {}
    made = {}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        key, found, value = (p.strip() for p in part.partition("="))
        if not found or not key:
            raise RowError(f"{part!r} is no property with a value", "Write key=value; key=value")
        made[key] = _value(key, value)
    return made


def shown_props(props: Mapping[str, Any]) -> str:
    """As `read_props` reads them."""
    if any(isinstance(v, str) and (";" in v or v != v.strip() or _value(k, v) != v) for k, v in props.items()):
        return json.dumps(dict(props), ensure_ascii=False)
    return "; ".join(f"{k}={json.dumps(v) if not isinstance(v, str) else v}" for k, v in props.items())


def where_in(row: Mapping[str, Any]) -> str:
    """The place in words: page 3, lines 12 to 14."""
    return place({"section": None, **row}) or ""


def _decision(values: Mapping[str, str], review: Review) -> Decision | None:
    word = values.get("decision", "").strip().casefold()
    given = {c.removeprefix("corrected_"): v for c in CORRECTED if (v := values.get(c, "").strip())}
    if not word and not given:
        return None
    if not word:
        raise RowError("it gives corrections, but no decision", "Write correct into the column decision")
    if word not in WORDS:
        raise RowError(f"decision {word[:50]!r} is not known", WRITE)
    state = WORDS[word]
    try:
        kept = review.candidate(values.get("id", "").strip())
    except NotFound as error:
        raise RowError(
            f"there is no candidate {values.get('id', '')[:50]!r}", "Leave the column id as it was"
        ) from error
    if given and state != "corrected":
        raise RowError(f"it gives corrections, but the decision is {word}", "Write correct, or empty those columns")
    seen = values.get("state", "").strip()
    if seen and kept.state not in (seen, state):
        said = f"it was {kept.state} meanwhile" + (f" by {kept.who}" if kept.who else "")
        raise RowError(said, "Write the CSV anew, and decide about it there")
    if kept.gone and state != "rejected":
        raise RowError("the document was read anew and no longer says it", "Leave its decision empty, or reject it")
    if state != "corrected":
        return Decision(kept.id, state)
    if not given:
        raise RowError("it is to be corrected, but no corrected column says how", "Fill in what is to be otherwise")
    changed: dict[str, Any] = {**given, "props": read_props(given["props"])} if "props" in given else {**given}
    return Decision(kept.id, state, corrected_row(kept, changed))


def _rows(file: Path) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows by their lines, however a spreadsheet wrote them: comma, semicolon or tab; UTF-8 or Windows' own letters."""
    try:
        if file.stat().st_size > LARGEST:
            raise InputRefused("Nothing was decided", [Fault(str(file), "it is too large", "Split it")])
        content = file.read_bytes()
    except OSError as error:
        fault = Fault(str(file), error.strerror or str(error), "Check the path")
        raise InputRefused("Nothing was decided", [fault]) from error
    text = _text(content)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="", restval="")
        if missing := [c for c in ("id", "decision") if c not in (reader.fieldnames or ())]:
            fault = Fault(
                f"{file}, line 1", f"there is no column {' and '.join(missing)}", "Keep the first line as it was"
            )
            raise InputRefused("Nothing was decided", [fault])
        rows, line = [], 2
        for values in reader:
            rows.append((line, {k: _bare(v) for k, v in values.items() if k and isinstance(v, str)}))
            line = reader.line_num + 1
    except csv.Error as error:
        fault = Fault(str(file), f"it is no CSV ({error})", "Save it as CSV UTF-8")
        raise InputRefused("Nothing was decided", [fault]) from error
    return rows


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _bare(text: str) -> str:
    """Without the apostrophe that stands before what a spreadsheet would run."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _value(key: str, text: str) -> Any:
    """Numbers and truth as such where the key asks for them; a date such as 2022 stays text."""
    if text.casefold() in ("true", "false"):
        return text.casefold() == "true"
    if text.casefold() in ("", "null"):
        return None
    kinds = {e.properties[key].type for e in ontology().edges.values() if key in e.properties}
    if kinds & {"number", "integer", "percent"}:
        try:
            number = float(text.replace(",", "").removeprefix("£").removesuffix("%"))
        except ValueError:
            return text
        return int(number) if number.is_integer() else number
    return text


def _props(props: Mapping[str, Any]) -> str:
    return shown_props(props)


def _span(value: object) -> str | None:
    if isinstance(value, list):
        return f"{value[0]}-{value[1]}" if value[0] != value[1] else str(value[0])
    return None if value is None else str(value)

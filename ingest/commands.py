"""Commands that read documents and need no store: check, extract, evaluate, template."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from graph.counted import counted
from graph.errors import Fault, InputRefused, UsageError
from graph.identity import slug
from ingest.evaluate import Row, Score, read_rows, score
from ingest.kept import new_id

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for programs")]
Files = Annotated[list[Path], typer.Argument(help="Documents: PDF, DOCX, HTML, text, Markdown, XLSX or CSV")]
SURE = 0.5
"""A candidate of at least this confidence counts as found."""


def check(files: Files, as_json: AsJson = False) -> None:
    """Says what documents leave out (attendees without role or organisation …) and which printed figures do not add up."""
    from ingest.check import Checked, as_contract, check_file, report  # noqa: PLC0415  # readers are slow to import

    checked: list[Checked] = []
    for file in files:
        checked.append(check_file(file, doc=new_id(str(file.resolve()), (one.doc for one in checked))))
    typer.echo(json.dumps(as_contract(checked), ensure_ascii=False, indent=1) if as_json else report(checked))
    if any(one.problems for one in checked):
        raise typer.Exit(1)


def extract(
    files: Files,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file instead of the terminal")] = None,
    all_: Annotated[bool, typer.Option("--all", help=f"Unsure ones, too: with a confidence below {SURE}")] = False,
) -> None:
    """Reads documents and writes what they state in the exchange format, a line for each; nothing is kept."""
    from ingest.workers import read_here  # noqa: PLC0415  # it starts processes

    lines: list[str] = []
    faults: list[Fault] = []
    read = 0
    outcomes = {str(o.job.path): o for o in read_here(files)}
    for file in files:  # they ended in any order
        outcome = outcomes[str(file)]
        faults += outcome.faults
        if outcome.found:
            read += 1
            found = [c for c in outcome.found.candidates if all_ or c.confidence >= SURE]
            lines += [json.dumps(c.exchange_row(), ensure_ascii=False) + "\n" for c in found]
    if out is None:
        typer.echo("".join(lines), nl=False)
    else:
        try:
            out.write_text("".join(lines), encoding="utf-8")
        except OSError as error:
            fault = Fault(str(out), error.strerror or str(error), "Name another file with --out")
            raise InputRefused("Nothing was written", [fault]) from error
        typer.echo(f"{out} written: {counted(len(lines), 'statement')} of {counted(read, 'document')}", err=True)
    if faults:
        raise InputRefused(f"{counted(len(faults), 'file was', 'files were')} not read", faults)


def evaluate(
    *,
    gold: Annotated[
        list[Path],
        typer.Option("--gold", help="Statements read by hand, as JSON Lines; one file or several"),
    ],
    files: Annotated[list[Path], typer.Argument(help="Documents to read, or rows found (.jsonl)")],
    tier: Annotated[str | None, typer.Option(help="Count only rows read by hand of this tier, such as core")] = None,
    predicates: Annotated[str | None, typer.Option(help="Only these, with commas between")] = None,
    misses: Annotated[int, typer.Option(min=0, help="Show so many rows that were missed, and that were wrong")] = 10,
    as_json: AsJson = False,
) -> None:
    """Compares what is read from documents with what was read by hand: precision and recall by predicate."""
    documents = [f for f in files if f.suffix != ".jsonl"]
    if documents:  # what stands before the first document still belongs to --gold
        more = files[: files.index(documents[0])]
        gold, files = [*gold, *more], files[len(more) :]
    stated = read_rows(gold)
    chosen = {p.strip().upper() for p in predicates.split(",")} if predicates else None
    if chosen and (unknown := chosen - {row["predicate"] for row in stated}):
        raise UsageError(f"No row read by hand has {', '.join(sorted(unknown))}", "See `safegov evaluate` without it")
    found = score(stated, _found(files, {row["doc"] for row in stated}), predicates=chosen, tier=tier)
    if as_json:
        typer.echo(json.dumps(_figures(found), ensure_ascii=False, indent=1))
        return
    for name, part in [*found.by_predicate().items(), ("ALL", found)]:
        typer.echo(
            f"{name:22} right {len(part.right):5} wrong {len(part.wrong):5} missed {len(part.missed):5}  "
            f"precision {_share(part.precision)}  recall {_share(part.recall)}"
        )
    for title, rows in (("missed", found.missed), ("wrong", found.wrong)):
        for row in rows[:misses]:
            typer.echo(f"{title}: {_line(row)}")


def template(
    what: Annotated[Literal["meeting"], typer.Argument(help="The template to write")],
    output: Annotated[Path, typer.Option("-o", "--output", help="A file that ends in .xlsx, .csv or .json")],
) -> None:
    """Writes the standard template that a clerk fills in for a meeting; `check` and `ingest` read it without guessing."""
    from ingest.template import write_template  # noqa: PLC0415  # spreadsheets are slow to import

    del what  # there is one so far
    if output.exists():
        fault = Fault(str(output), "it is there already, and may be filled in", "Name another file, or move it away")
        raise InputRefused("Nothing was written", [fault])
    write_template(output)
    typer.echo(f"{output} written", err=True)


def _found(files: list[Path], docs: set[str]) -> Iterator[Row]:
    """The rows of files in the exchange format, and what is read from documents."""
    from ingest.extract import extract  # noqa: PLC0415  # readers are slow to import
    from ingest.readers import read  # noqa: PLC0415
    from ingest.understand import understand  # noqa: PLC0415

    for file in files:
        if file.suffix.lower() in (".jsonl", ".ndjson"):
            yield from read_rows([file])
            continue
        doc = file.stem if file.stem in docs else slug(file.stem)
        if doc not in docs:
            raise UsageError(f"No row read by hand is of {file.name}", f"They are of: {', '.join(sorted(docs))}")
        for candidate in extract(understand(read(file), doc)).candidates:
            if candidate.confidence >= SURE:
                yield candidate.row()


def _figures(found: Score) -> dict[str, Any]:
    parts = {**found.by_predicate(), "ALL": found}
    return {
        name: {
            "right": len(p.right), "wrong": len(p.wrong), "missed": len(p.missed),
            "precision": p.precision, "recall": p.recall,
        }
        for name, p in parts.items()
    }  # fmt: skip


def _share(value: float | None) -> str:
    return "    –" if value is None else f"{value:.3f}"


def _line(row: Row) -> str:
    said = ", ".join(f"{k} {v}" for k, v in (row.get("props") or {}).items())
    return f"{row['doc']} {row.get('lines')}: {row['subject']['name']} | {row['predicate']} | {row['object']['name']} | {said}"

"""The command line. Exit codes: 0 done, 1 the input is at fault, 2 usage, 3 the store can not be reached."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer

from api.audit import COMMAND_LINE, Audit
from api.commands import audit, keys
from api.keys import KeyRing
from graph import read
from graph.counted import counted
from graph.errors import Fault, Faulty, InputRefused, NotFound, SafegovError, UsageError
from graph.export import FORMATS, ExportFormat
from graph.export import export as export_graph
from graph.load import Report, load
from graph.settings import Settings, load_settings
from graph.store import Store
from ingest.bundled import is_loaded, load_register
from ingest.commands import check, evaluate, extract, template
from ingest.files import read_paths, register_entities
from queries.duties.derive import load_derived

T = TypeVar("T")

FAULTS_SHOWN = 20
FOLLOW_SECONDS = 3.0
WRITERS = ("load", "documents add", "ingest", "review")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
documents = typer.Typer(no_args_is_help=True, help="Your own copies of the documents.")
app.add_typer(documents, name="documents")
app.add_typer(keys, name="keys")
app.command(name="audit")(audit)
app.command(name="check")(check)
app.command(name="extract")(extract)
app.command(name="evaluate")(evaluate)
app.command(name="template")(template)

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for programs")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead of the terminal")]


@app.command()
def up() -> None:
    """Starts the store, loads the register where the store is empty, and serves until Ctrl-C."""
    settings = _settings()
    _check_host(settings)
    if settings.keys_file:
        KeyRing(settings.keys_file).all()  # a damaged file is told before anything is started
    # Ctrl-C is how one ends it, also while it starts: no failure
    with suppress(KeyboardInterrupt), _listen(settings) as sock:
        _run("up", settings, lambda store: _serve(settings, store, sock))


@app.command(name="load")
def load_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files in the exchange format, or folders; none: the bundled register")
    ] = None,
    replace: Annotated[bool, typer.Option(help="Remove statements of these documents that the files lack")] = False,
    as_json: AsJson = False,
) -> None:
    """Loads statements. A document of which one row is faulty is refused whole; the others are loaded."""
    settings = _settings()
    try:
        found = read_paths(paths or [])
    except InputRefused as error:
        if as_json:
            _tell(Report(faults=error.faults), as_json)
        raise

    async def work(store: Store) -> Report:
        docs = {item.statement.doc for item in found.statements}
        with Audit(settings.data_dir).noted("load", COMMAND_LINE, docs) as told:
            report = await take(store)
            told |= {"documents": sorted(report.loaded), "statements": sum(report.loaded.values())}
            told |= {"added": report.added, "removed": report.removed}
        return report

    async def take(store: Store) -> Report:
        if not paths:
            report = await load_register(store, progress=_progress)
            await load_derived(store)
            return report
        with _progress(len(found.statements)) as advance:
            report = await load(
                store, found.statements, found.sources, known=[*register_entities(), *found.known],
                replaces=replace, skip=frozenset(found.refused), progress=advance,
            )  # fmt: skip
        await load_derived(store)
        await _find_quotes(store, settings, report.loaded)
        report.faults = [*found.faults, *report.faults]
        return report

    report = _run("load", settings, work)
    _tell(report, as_json)
    if report.faults:
        raise InputRefused(
            f"Nothing was loaded of: {', '.join(sorted(report.refused)) or 'the faulty files'}", report.faults
        )


@documents.command(name="add")
def add_documents(
    files: Annotated[list[Path], typer.Argument(help="Text or PDF")],
    doc: Annotated[str | None, typer.Option("--as", help="Id of the document, where its text does not tell")] = None,
    as_json: AsJson = False,
) -> None:
    """Adds copies of documents, so that evidence shows the words themselves, marked as found or not found."""
    from ingest import copies  # noqa: PLC0415  # reading PDF takes time to import

    if doc is not None and len(files) > 1:
        raise UsageError("--as names one document, but several files are given", "Add them one by one")
    settings = _settings()

    async def work(store: Store) -> list[dict[str, Any]]:
        with Audit(settings.data_dir).noted("documents add", COMMAND_LINE) as told:
            made = [await copies.add(store, settings.data_dir, file, doc) for file in files]
            told["documents"] = sorted({one["document"] for one in made})
        return made

    added = _run("documents add", settings, work)
    for one in added:
        _say(
            json.dumps(one) if as_json else
            f"{one['file']}: {one['document']}, {one['found']} of {counted(one['quotes'], 'quote')} found, "
            f"{one['at_place']} of them at the place that the statements give"
        )  # fmt: skip


@app.command()
def ingest(
    *,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Documents and folders of documents, in every format")
    ] = None,
    moderngov: Annotated[
        str | None,
        typer.Option(help="Address of a council's ModernGov site: reads what it publishes of its committees"),
    ] = None,
    committee: Annotated[
        list[str] | None, typer.Option(help="With --moderngov: only this committee (part of its name); may be repeated")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="With --moderngov: from this day on; none: 1 January of last year"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Reads documents into candidates that wait for review. What was read before and has not changed is left alone."""
    if not paths and moderngov is None:
        raise UsageError("Nothing is named that could be read", "Name files and folders, or a service with --moderngov")
    if (committee or since) and moderngov is None:
        raise UsageError("--committee and --since choose from a service", "Name it with --moderngov")
    from ingest.deciding import settle  # noqa: PLC0415  # reading documents takes time to import
    from ingest.folder import FolderReport  # noqa: PLC0415
    from ingest.folder import ingest as ingest_files  # noqa: PLC0415
    from ingest.moderngov.keeping import ingest_service  # noqa: PLC0415
    from ingest.review import Review  # noqa: PLC0415

    settings = _settings()
    review, report = Review(settings.data_dir), FolderReport()
    with Audit(settings.data_dir).noted("ingest", COMMAND_LINE) as told, _bar("reading") as (begun, progress):
        try:
            if paths:
                ingest_files(paths, review, begun=begun, progress=progress, report=report)
            if moderngov is not None:
                ingest_service(
                    moderngov, review, settings.data_dir, committee=committee or None,
                    since=since.date() if since else None, progress=progress, report=report,
                )  # fmt: skip
        except KeyboardInterrupt:
            _note(f"Interrupted; documents kept: {len(report.read)}, and the next ingest goes on from here")
            raise
        finally:
            told["documents"] = [r.document for r in report.read]
    if behind := review.behind():  # an accepted statement whose words have moved
        _run("ingest", settings, lambda store: settle(review, store, settings.data_dir, behind))
    if as_json:
        _say(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        for line in report.lines():
            _say(line)
    if report.faults:
        raise InputRefused(f"{counted(len(report.faults), 'file was', 'files were')} not read", report.faults)


@app.command()
def review(
    *,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]…", help="Ids of documents; none: all")
    ] = None,
    accept_above: Annotated[
        float | None, typer.Option(min=0, max=1, help="Accept all that wait with at least this confidence")
    ] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write a CSV to send round")] = None,
    read: Annotated[Path | None, typer.Option("--read", help="Take back a CSV with decisions")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Only list the documents, with their counts")] = False,
    as_json: AsJson = False,
) -> None:
    """Shows candidates one by one beside the words that they were read from: accept, reject, correct."""
    from ingest import reviewing  # noqa: PLC0415  # reading documents takes time to import

    chosen = {"--accept-above": accept_above is not None, "--csv": csv_file, "--read": read, "--list": list_}
    if len(said := [option for option, given in chosen.items() if given]) > 1:
        raise UsageError(f"{' and '.join(said)} exclude each other", "Give one, and then the other")
    settings = _settings()
    sitting = reviewing.Reviewing(settings, names or [])
    if list_ or (as_json and not (read or csv_file or accept_above is not None)):
        rows = sitting.counted()
        _say(json.dumps(rows, ensure_ascii=False, indent=1)) if as_json else _table(reviewing.COUNTED, rows)
        return
    if csv_file:
        _write(csv_file, sitting.as_csv())
        return
    faults: list[Fault] = []
    try:
        if read:
            faults = sitting.read_back(read, _note)
        elif accept_above is not None:
            sitting.accept_above(accept_above, _note)
        else:
            _table(reviewing.COUNTED, sitting.counted())
            sitting.sit(_ask, _say)
    finally:
        if behind := sitting.behind():
            with Audit(settings.data_dir).noted("review", COMMAND_LINE, behind) as told:
                changed = _run("review", settings, lambda store: sitting.settle(store, behind))
                told["statements"] = changed
            _note(f"{counted(changed, 'statement')} put into the store or taken out of it")
    if faults:
        raise InputRefused(f"{counted(len(faults), 'row was', 'rows were')} not taken; all others were", faults)


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A named query; `safegov query list` lists them")],
    parameters: Annotated[list[str] | None, typer.Argument(help="key=value …")] = None,
    format_: Annotated[Literal["table", "csv", "json"], typer.Option("--format")] = "table",
    as_json: AsJson = False,
) -> None:
    """Asks a named query."""
    from api.queries import as_csv, current_values, shaped  # noqa: PLC0415  # the web framework is slow to import
    from queries.catalogue import catalogue, query_named  # noqa: PLC0415
    from queries.run import Answer, run  # noqa: PLC0415

    settings = _settings()
    if name == "list":
        for one in catalogue().values():
            _say(f"{one.name}: {one.question}\n    " + " ".join(f"{p.name}=…" for p in one.parameters))
        return
    wanted = query_named(name)
    values = wanted.read(_key_values(parameters or []))

    async def work(store: Store) -> Answer:
        current = await current_values(store, wanted, values)
        return await run(store, wanted, current, limit=settings.query_rows, seconds=settings.query_seconds)

    answer = _run("query", settings, work)
    if as_json or format_ == "json":
        _say(json.dumps(shaped(answer), ensure_ascii=False, indent=1))
    elif format_ == "csv":
        _say(as_csv(answer), end="")
    else:
        _table(answer.columns, answer.rows)
        _note(f"{counted(len(answer.rows), 'row')}, {answer.elapsed_ms:.0f} ms")
    if answer.truncated:
        _note(f"These are the first {len(answer.rows)} rows; more are there (SAFEGOV_QUERY_ROWS)")


@app.command(name="map")
def map_command(
    name: Annotated[str, typer.Argument(help="A map; `safegov map list` lists them")],
    choices: Annotated[list[str] | None, typer.Argument(help="key=value … such as borough=borough-hackney")] = None,
    output: Output = None,
    format_: Annotated[Literal["html", "svg", "png", "pdf", "csv"], typer.Option("--format")] = "html",
) -> None:
    """Draws a map as one self-contained file."""
    from visualise.maps import MAPS, known, make_map, write_map  # noqa: PLC0415  # drawing is slow to import

    settings = _settings()
    if name == "list":
        for slug, kind in MAPS.items():
            _say(f"{slug}: {kind.about}\n    " + " ".join(f"{c}=…" for c in kind.choices))
        return
    known(name)
    given = {key: str(value) for key, value in _key_values(choices or []).items()}

    async def work(store: Store) -> bytes:
        return await write_map(await make_map(store, name, given, seconds=settings.query_seconds), format_)

    _write(output or Path(f"{name}.{format_}"), _run("map", settings, work))


@app.command()
def export(
    format_: Annotated[ExportFormat, typer.Option("--format")] = "jsonl",
    output: Output = None,
) -> None:
    """Writes the whole graph: all accepted statements, or tables, a drawing program's file, linked data, Popolo."""
    settings = _settings()
    kind = FORMATS[format_]
    if output is None and not kind.text and sys.stdout.isatty():
        raise UsageError(f"{format_} is no text that a terminal can show", f"Name a file: -o {kind.file_name}")
    content = _run("export", settings, lambda store: export_graph(store, format_))
    if output is not None:
        _write(output, content)
    elif kind.text:
        _say(content.decode("utf-8"), end="")
    else:
        sys.stdout.buffer.write(content)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Says what is loaded."""
    settings = _settings()
    found = _run("status", settings, read.catalog)
    if as_json:
        _say(json.dumps(found, ensure_ascii=False, indent=1))
        return
    where = f"embedded engine in {settings.data_dir}" if settings.embedded else settings.store
    _say(f"{where}: {counted(found['statements'], 'statement')}, schema version {found['schema_version']}")
    _table(["id", "statements", "quotes_at_hand", "loaded_at"], found["sources"])


@app.command(name="version")
def version_command() -> None:
    """Says which version this is."""
    _say(version("safegov"))


def main() -> None:
    """Runs the command line; every error is one clear message and the exit code of the contract.

    Raises SystemExit: 0 done, 1 the input is at fault, 2 usage, 3 the store can not be reached, 130 Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app(prog_name="safegov")
    except SafegovError as error:
        _note(f"safegov: {_message(error)}")
        # what a command line does not find is a name that was written on it
        sys.exit(2 if isinstance(error, NotFound) else error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)


def _message(error: SafegovError) -> str:
    """The error for a terminal: of many faults the first ones."""
    if not isinstance(error, Faulty) or len(error.faults) <= FAULTS_SHOWN:
        return error.detail
    rest = len(error.faults) - FAULTS_SHOWN
    return "\n".join([error.what, *map(str, error.faults[:FAULTS_SHOWN]), f"… and {rest} more; --json lists them all"])


def _settings() -> Settings:
    """The settings in force. Raises UsageError for one that is unknown, or that this version can not follow."""
    known = {f"SAFEGOV_{name.upper()}" for name in Settings.model_fields}
    # what Docker Compose and the tests read is none of ours
    others = ("SAFEGOV_NEO4J_", "SAFEGOV_TEST_")
    for name in sorted(os.environ):
        if name.startswith("SAFEGOV_") and name not in known and not name.startswith(others):
            _note(f"safegov: there is no setting {name}; it is ignored. Known: {', '.join(sorted(known))}")
    return load_settings()


def _run(purpose: str, settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    """Opens the store, does the work, closes the store, whatever happens. SIGTERM is like Ctrl-C."""
    if purpose in WRITERS:
        # what writes needs no copy without names; the next who reads makes it anew
        settings = settings.model_copy(update={"people": "named"})

    async def whole() -> T:
        try:
            store = await Store.connect(settings, purpose=purpose)
        except asyncio.CancelledError:
            # a thread waits for the engine, and nothing ends a thread; the engine itself ends with this process
            os._exit(0 if purpose == "up" else 130)
        try:
            return await work(store)
        finally:
            closing = asyncio.ensure_future(store.close())
            while not closing.done():
                with suppress(asyncio.CancelledError):  # a second Ctrl-C: it is ending already
                    await asyncio.shield(closing)

    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    return asyncio.run(whole())


async def _serve(settings: Settings, store: Store, sock: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415  # only `up` serves

    from api.app import create_app  # noqa: PLC0415
    from api.maps import warm  # noqa: PLC0415

    report = Report()
    if not await is_loaded(store.original):
        with Audit(settings.data_dir).noted("load", COMMAND_LINE) as told:
            report = await load_register(store.original, progress=_progress)
            told |= {"documents": sorted(report.loaded), "statements": sum(report.loaded.values())}
            told |= {"added": report.added, "removed": report.removed}
            if report.faults:
                raise InputRefused("The bundled register is damaged", report.faults)
    await load_derived(store.original)
    await _find_quotes(store.original, settings, report.loaded)
    await store.refresh()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr)
    logging.getLogger("safegov").setLevel(logging.INFO)
    logging.getLogger("neo4j").setLevel(logging.ERROR)  # it tells of each retry; what fails in the end, we tell
    host, port = sock.getsockname()[:2]
    served = create_app(settings, store)
    config = uvicorn.Config(
        served, log_config=None, access_log=False, server_header=False, lifespan="off",
        timeout_graceful_shutdown=3,
    )  # fmt: skip

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """As uvicorn's own, but a signal is not raised again at the end: the store is still to be closed."""
            before = {s: signal.signal(s, self.handle_exit) for s in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    _note(f"safegov serves at http://{f'[{host}]' if ':' in host else host}:{port}/  (Ctrl-C ends it)")
    beside = [asyncio.create_task(_follow(store)), asyncio.create_task(warm(served))]
    try:
        await Server(config).serve(sockets=[sock])
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _follow(store: Store) -> None:
    """Keeps a copy without names in step with what other processes load; never fails, it tries again."""
    while store.original is not store:
        await asyncio.sleep(FOLLOW_SECONDS)
        try:
            await store.refresh()
        except SafegovError as error:
            logging.getLogger("safegov").warning("the copy without names could not be made anew: %s", error.what)


async def _find_quotes(store: Store, settings: Settings, loaded: dict[str, int]) -> None:
    """Finds the quotes of newly loaded statements in the copies that the user has added before."""
    if any((settings.data_dir / "documents").glob("*.json")):
        from ingest import copies  # noqa: PLC0415

        await copies.refresh(store, settings.data_dir, loaded)


def _check_host(settings: Settings) -> None:
    try:
        addresses = {info[4][0] for info in socket.getaddrinfo(settings.host, None)}
    except OSError as error:
        raise UsageError(
            f"SAFEGOV_HOST {settings.host!r} is no address of this machine", "Set it to 127.0.0.1"
        ) from error
    if settings.keys_file or settings.allow_open_reading:
        return
    if all(ipaddress.ip_address(str(a).split("%")[0]).is_loopback for a in addresses):
        return
    raise UsageError(
        f"SAFEGOV_HOST {settings.host} is no loopback address, and there are no keys: who reaches it could read all",
        "Serve on 127.0.0.1, make keys (SAFEGOV_KEYS_FILE), or say SAFEGOV_ALLOW_OPEN_READING=yes",
    )


@contextmanager
def _listen(settings: Settings) -> Iterator[socket.socket]:
    """The socket to serve on, taken before anything is started, so that a port in use costs no time."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as sock:
        if sys.platform != "win32":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((settings.host, settings.port))
            sock.listen(2048)  # two could bind it as long as none listens
        except OSError as error:
            raise UsageError(
                f"Port {settings.port} on {settings.host} can not be served on ({error.strerror})",
                "Stop what uses it, or set SAFEGOV_PORT to another one",
            ) from error
        yield sock


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal; quiet in a pipe."""
    if not sys.stderr.isatty() or not total:
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading statements", total=total)
        yield lambda n: bar.advance(task, n)


@contextmanager
def _bar(words: str) -> Iterator[tuple[Callable[[int], None], Callable[[str], None]]]:
    """A progress bar on a terminal, quiet in a pipe: what to call with the number of files, and with each that is done."""
    if not sys.stderr.isatty():
        yield lambda _: None, lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda n: bar.update(task, total=n), lambda _: bar.advance(task)


def _ask(words: str) -> str:
    """A line from whoever reviews; the question goes beside the output, so that a pipe holds answers alone."""
    sys.stderr.write(words)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        _say(json.dumps({
            "loaded": report.loaded, "added": report.added, "removed": report.removed, "refused": report.refused,
            "faults": [{"where": f.where, "reason": f.reason, "remedy": f.remedy} for f in report.faults],
        }))  # fmt: skip
        return
    removed = f", {report.removed} removed" if report.removed else ""
    _note(
        f"{counted(sum(report.loaded.values()), 'statement')} of {counted(len(report.loaded), 'document')}: "
        f"{report.added} new{removed}"
    )


def _key_values(texts: list[str]) -> dict[str, str | list[str]]:
    given: dict[str, str | list[str]] = {}
    for text in texts:
        key, found, value = text.partition("=")
        if not (found and key and value):
            raise UsageError(f"{text!r} is no parameter with a value", "Write key=value")
        before = given.get(key)
        given[key] = value if before is None else [*([before] if isinstance(before, str) else before), value]
    return given


def _table(columns: list[str], rows: list[dict[str, Any]]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Column, Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(*(Column(c, overflow="fold") for c in columns))
    for row in rows:
        cells = [row[c] for c in columns]
        table.add_row(*(
            Text("" if c is None else ", ".join(map(str, c)) if isinstance(c, list) else str(c)) for c in cells
        ))  # fmt: skip
    # in a pipe a row is a line, however long
    console = Console(width=None if sys.stdout.isatty() else 100_000)
    with console.capture() as drawn:
        console.print(table)
    _say(drawn.get(), end="")


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise InputRefused(
            "Nothing was written", [Fault(str(path), str(error.strerror), "Name another file")]
        ) from error
    _note(f"{path} written")


def _say(text: str, end: str = "\n") -> None:
    try:
        sys.stdout.write(text + end)
        sys.stdout.flush()
    except BrokenPipeError as error:
        # whoever reads our output has seen enough, as in `safegov export | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error


def _note(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()

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
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer

from graph import read
from graph.errors import Fault, InputRefused, SafegovError, UsageError
from graph.export import export_jsonl
from graph.load import Report, load
from graph.settings import Settings, load_settings
from graph.store import Store
from ingest.files import REGISTER, Input, read_paths, register_entities
from ingest.bundled import load_register

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
documents = typer.Typer(no_args_is_help=True, help="Your own copies of the documents.")
app.add_typer(documents, name="documents")

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for programs")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead of the terminal")]


@app.command()
def up() -> None:
    """Starts the store, loads the register where the store is empty, and serves until Ctrl-C."""
    settings = load_settings()
    _check_host(settings)
    with _listen(settings) as sock:
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
    settings = load_settings()

    async def work(store: Store) -> Report:
        if not paths:
            return await load_register(store, progress=_progress)
        found = read_paths(paths)
        with _progress(len(found.statements)) as advance:
            report = await load(
                store, found.statements, found.sources, known=[*register_entities(), *found.known],
                replaces=replace, skip=frozenset(found.refused), progress=advance,
            )  # fmt: skip
        await _find_quotes(store, settings, report.loaded)
        report.faults = [*found.faults, *report.faults]
        return report

    report = _run("load", settings, work)
    _tell(report, as_json)
    if report.faults:
        raise InputRefused(f"Nothing was loaded of: {', '.join(sorted(report.refused)) or 'the faulty files'}", report.faults)


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
    settings = load_settings()

    async def work(store: Store) -> list[dict[str, Any]]:
        return [await copies.add(store, settings.data_dir, file, doc) for file in files]

    added = _run("documents add", settings, work)
    for one in added:
        _say(
            json.dumps(one) if as_json else
            f"{one['file']}: {one['document']}, {one['found']} of {one['quotes']} quotes found, "
            f"{one['at_place']} of them at the place that the statements give"
        )  # fmt: skip


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A named query; `safegov query list` lists them")],
    parameters: Annotated[list[str] | None, typer.Argument(help="key=value …")] = None,
    format_: Annotated[Literal["table", "csv", "json"], typer.Option("--format")] = "table",
    as_json: AsJson = False,
) -> None:
    """Asks a named query."""
    from api.queries import as_csv  # noqa: PLC0415  # the web framework is slow to import
    from queries.catalogue import catalogue, query_named  # noqa: PLC0415
    from queries.run import run  # noqa: PLC0415

    if name == "list":
        for one in catalogue().values():
            _say(f"{one.name}: {one.question}\n    " + " ".join(f"{p.name}=…" for p in one.parameters))
        return
    settings = load_settings()
    wanted = query_named(name)
    values = wanted.read(_key_values(parameters or []))
    answer = _run(
        "query", settings,
        lambda store: run(store, wanted, values, limit=settings.query_rows, seconds=settings.query_seconds),
    )  # fmt: skip
    if as_json or format_ == "json":
        _say(json.dumps(
            {"columns": answer.columns, "rows": answer.rows, "truncated": answer.truncated, "elapsed_ms": answer.elapsed_ms},
            ensure_ascii=False, indent=1,
        ))  # fmt: skip
    elif format_ == "csv":
        _say(as_csv(answer), end="")
    else:
        _table(answer.columns, answer.rows)
        more = ", more are there" if answer.truncated else ""
        _note(f"{len(answer.rows)} rows{more}, {answer.elapsed_ms:.0f} ms")


@app.command(name="map")
def map_command(
    name: Annotated[str, typer.Argument(help="mopac-roles")],
    output: Output = None,
    format_: Annotated[Literal["html"], typer.Option("--format")] = "html",
) -> None:
    """Draws a map as one self-contained file."""
    from visualise.maps import make_map  # noqa: PLC0415

    settings = load_settings()
    page = _run("map", settings, lambda store: make_map(store, name, seconds=settings.query_seconds))
    _write(output or Path(f"{name}.{format_}"), page)


@app.command()
def export(
    format_: Annotated[Literal["jsonl"], typer.Option("--format")] = "jsonl",
    output: Output = None,
) -> None:
    """Writes every accepted statement."""
    settings = load_settings()
    text = _run("export", settings, export_jsonl)
    if output is None:
        _say(text, end="")
    else:
        _write(output, text)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Says what is loaded."""
    settings = load_settings()
    found = _run("status", settings, read.catalog)
    if as_json:
        _say(json.dumps(found, ensure_ascii=False, indent=1))
        return
    where = f"embedded engine in {settings.data_dir}" if settings.embedded else settings.store
    _say(f"{where}: {found['statements']} statements, schema version {found['schema_version']}")
    _table(["id", "statements", "quotes_at_hand", "loaded_at"], found["sources"])


@app.command(name="version")
def version_command() -> None:
    """Says which version this is."""
    _say(version("safegov"))


def main() -> None:
    """Runs the command line; every error is one clear message and the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except SafegovError as error:
        _note(f"safegov: {error.detail}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(purpose: str, settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    """Opens the store, does the work, closes the store, whatever happens. SIGTERM is like Ctrl-C."""

    async def whole() -> T:
        store = await Store.connect(settings, purpose=purpose)
        try:
            return await work(store)
        finally:
            await asyncio.shield(store.close())

    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    return asyncio.run(whole())


async def _serve(settings: Settings, store: Store, sock: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415  # only `up` serves

    from api.app import create_app  # noqa: PLC0415

    report = await load_register(store, progress=_progress, only_where_empty=True)
    if report.faults:
        raise InputRefused("The bundled register is damaged", report.faults)
    await _find_quotes(store, settings, report.loaded)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr)
    logging.getLogger("safegov").setLevel(logging.INFO)
    host, port = sock.getsockname()[:2]
    config = uvicorn.Config(
        create_app(settings, store), log_config=None, access_log=False, server_header=False, lifespan="off",
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    _note(f"safegov serves at http://{f'[{host}]' if ':' in host else host}:{port}/  (Ctrl-C ends it)")
    server = uvicorn.Server(config)
    await server.serve(sockets=[sock])


async def _find_quotes(store: Store, settings: Settings, loaded: dict[str, int]) -> None:
    """Finds the quotes of newly loaded statements in the copies that the user has added before."""
    if any((settings.data_dir / "documents").glob("*.json")):
        from ingest import copies  # noqa: PLC0415

        await copies.refresh(store, settings.data_dir, loaded)


def _check_host(settings: Settings) -> None:
    try:
        addresses = {info[4][0] for info in socket.getaddrinfo(settings.host, None)}
    except OSError as error:
        raise UsageError(f"SAFEGOV_HOST {settings.host!r} is no address of this machine", "Set it to 127.0.0.1") from error
    if all(ipaddress.ip_address(str(a).split("%")[0]).is_loopback for a in addresses) or settings.allow_open_reading:
        return
    raise UsageError(
        f"SAFEGOV_HOST {settings.host} is no loopback address, and there are no keys: everybody who reaches it could read",
        "Serve on 127.0.0.1, or say SAFEGOV_ALLOW_OPEN_READING=yes",
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


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        _say(json.dumps({
            "loaded": report.loaded, "added": report.added, "removed": report.removed, "refused": report.refused,
            "faults": [{"where": f.where, "reason": f.reason, "remedy": f.remedy} for f in report.faults],
        }))  # fmt: skip
        return
    removed = f", {report.removed} removed" if report.removed else ""
    _note(f"{sum(report.loaded.values())} statements of {len(report.loaded)} documents: {report.added} new{removed}")


def _key_values(texts: list[str]) -> dict[str, str | list[str]]:
    given: dict[str, str | list[str]] = {}
    for text in texts:
        key, found, value = text.partition("=")
        if not found:
            raise UsageError(f"{text!r} is no parameter", "Write key=value")
        before = given.get(key)
        given[key] = value if before is None else [*([before] if isinstance(before, str) else before), value]
    return given


def _table(columns: list[str], rows: list[dict[str, Any]]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(*columns)
    for row in rows:
        cells = [row[c] for c in columns]
        table.add_row(*(Text("" if c is None else ", ".join(map(str, c)) if isinstance(c, list) else str(c)) for c in cells))
    Console(width=None if sys.stdout.isatty() else 240).print(table)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputRefused("Nothing was written", [Fault(str(path), str(error.strerror), "Name another file with -o")]) from error
    _note(f"{path} written")


def _say(text: str, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()


def _note(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()

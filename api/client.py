"""A small typed client of the HTTP API, for programs that run elsewhere. It needs nothing but Python's own library.

    from api.client import Safegov

    safegov = Safegov("http://127.0.0.1:8000")
    for edge in safegov.members("board-northmarsh-safeguarding-partnership", as_of="2021-03-31"):
        print(edge["source"]["name"], edge["status"], edge["in_force"])

What comes back are the answers of the API as they are: dictionaries, whose keys are typed in `api.answers`. What is null there is
None here: the documents do not say. Lists are iterators that ask for one page after the other.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, ClassVar, Literal, NoReturn, cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from api.answers import (
    Attended,
    BoroughBoard,
    Candidate,
    Document,
    Edge,
    Entity,
    EntityWithEdges,
    LoadedDocument,
    PrintedRate,
    ReadIn,
    Statement,
    Status,
)

ExportFormat = Literal["jsonl", "csv", "graphml", "jsonld", "popolo"]
Day = str | date
Value = str | int | float | bool | date | Sequence[str] | None

PAGE = 500
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a query, by the names of its columns. `truncated` says that there are more."""

    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool
    elapsed_ms: float

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class SafegovError(Exception):
    """The program was not reached, or what answered is not safegov."""


class Problem(SafegovError):
    """The program refused. Its `problem+json` body (RFC 9457) is in the attributes, whole in `body`."""

    by_status: ClassVar[dict[int, type[Problem]]] = {}

    def __init__(self, body: Mapping[str, Any], retry_after: int | None = None) -> None:
        self.body = dict(body)
        self.status = int(body["status"])
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail", ""))
        self.errors: list[dict[str, str]] = list(body.get("errors", []))
        """Each single fault: where, reason, remedy."""
        self.request_id = str(body.get("request_id", ""))
        """As in the program's log."""
        self.retry_after = retry_after
        """Seconds after which another try makes sense, where the program tells."""
        super().__init__(f"{self.status} {self.title}: {self.detail}")

    def __init_subclass__(cls, statuses: tuple[int, ...] = (), **more: Any) -> None:
        super().__init_subclass__(**more)
        Problem.by_status |= dict.fromkeys(statuses, cls)


class NotAllowed(Problem, statuses=(401, 403)):
    """A key is missing, unknown or not enough; or the query would do more than read."""


class NotFound(Problem, statuses=(404,)):
    """There is no such thing."""


class Gone(Problem, statuses=(410,)):
    """No statement names it any more."""


class TooSlow(Problem, statuses=(408,)):
    """It passed its limit of time, memory or size."""


class Invalid(Problem, statuses=(400, 422)):
    """A parameter is missing, unknown or wrong: `errors` names each."""


class TooMany(Problem, statuses=(429,)):
    """Too much was asked: `retry_after` says when to try again."""


class Unavailable(Problem, statuses=(503,)):
    """The store can not be reached, or nothing is loaded."""


class Safegov:
    """The API at `base`, asked with `key` where it wants one. Holds no connection; may be used from several threads.

    Every call may raise SafegovError (not reached, no answer within `timeout` seconds) and Problem, or the kind of it
    that fits: NotFound, Gone, Invalid, TooSlow, NotAllowed, TooMany, Unavailable.
    """

    def __init__(
        self, base: str = "http://127.0.0.1:8000", key: str | None = None, *, timeout: float = 30, page: int = PAGE
    ) -> None:
        if urlsplit(base).scheme not in ("http", "https"):
            raise ValueError(f"{base!r} is no address of the program; it is like http://127.0.0.1:8000")
        self._base = base.rstrip("/") + "/api/v1"
        self._key = key
        self._timeout = timeout
        self._page = page
        self._opener = build_opener(_SameHost)

    def __repr__(self) -> str:
        """Without the key, which would end in a log."""
        return f"Safegov({self._base.removesuffix('/api/v1')!r})"

    def entities(
        self, q: str | None = None, *, label: str | None = None, borough: str | None = None
    ) -> Iterator[Entity]:
        """Entities by name or alias, best match first; all by name without `q`."""
        return cast(Iterator[Entity], self._list("/entities", q=q, label=label, borough=borough))

    def entity(self, id: str) -> EntityWithEdges:
        """One entity with the number of its edges by type. An id that was merged gives what it was merged into."""
        return cast(EntityWithEdges, self._get(f"/entities/{_in_path(id)}"))

    def edges(
        self,
        id: str,
        *,
        type: str | Sequence[str] | None = None,
        direction: Literal["out", "in", "both"] = "both",
        as_of: Day | None = None,
        status: Status | Sequence[Status] | None = None,
    ) -> Iterator[Edge]:
        """The edges of an entity with their evidence; planned and negated ones only where `status` asks for them."""
        path = f"/entities/{_in_path(id)}/edges"
        return cast(Iterator[Edge], self._list(path, type=type, direction=direction, as_of=as_of, status=status))

    def members(self, board: str, *, as_of: Day | None = None) -> Iterator[Edge]:
        """Who sits on a board, chairs it or is its statutory partner."""
        return cast(Iterator[Edge], self._list(f"/boards/{_in_path(board)}/members", as_of=as_of))

    def attendance(self, board: str, *, first: Day | None = None, last: Day | None = None) -> Iterator[Attended]:
        """Who is recorded at the meetings of a board, between two days where given."""
        path = f"/boards/{_in_path(board)}/attendance"
        return cast(Iterator[Attended], self._list(path, **{"from": first, "to": last}))

    def printed_rates(self, board: str, *, first: Day | None = None, last: Day | None = None) -> list[PrintedRate]:
        """The attendance rates that documents print of a board; they are not computed from the records."""
        path = f"/boards/{_in_path(board)}/attendance"
        return cast(list[PrintedRate], self._get(path, **{"from": first, "to": last, "limit": 1})["printed_rates"])

    def boards_of(self, person: str, *, as_of: Day | None = None) -> Iterator[Edge]:
        """The boards that a person sits on, by name or through a post (`via`)."""
        return cast(Iterator[Edge], self._list(f"/people/{_in_path(person)}/boards", as_of=as_of))

    def boards_in(self, borough: str, *, as_of: Day | None = None) -> Iterator[BoroughBoard]:
        """The boards of a borough, and how each is tied to it."""
        return cast(Iterator[BoroughBoard], self._list(f"/boroughs/{_in_path(borough)}/boards", as_of=as_of))

    def queries(self) -> list[dict[str, Any]]:
        """The named queries with their typed parameters and columns."""
        return cast(list[dict[str, Any]], self._get("/queries")["items"])

    def query(self, name: str, *, limit: int | None = None, seconds: float | None = None, **parameters: Value) -> Rows:
        """The rows of a named query, `safegov.query("who-sits-on", board="board-…", as_of="2021-03-31")`.

        A parameter that is a word of Python is given as `**{"from": "board-…"}`.
        """
        path = f"/queries/{_in_path(name)}/rows"
        return _rows(self._get(path, **{**parameters, "limit": limit, "seconds": seconds}))

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        seconds: float | None = None,
    ) -> Rows:
        """The rows of a query in Cypher that reads; NotAllowed where it would do more."""
        asked = {"query": query, "parameters": dict(parameters or {}), "limit": limit, "seconds": seconds}
        body = json.dumps({k: v for k, v in asked.items() if v is not None}).encode()
        with self._open("/cypher", body=body) as answer:
            return _rows(_parsed(answer))

    def documents(self) -> Iterator[LoadedDocument]:
        """The documents that statements come from."""
        return cast(Iterator[LoadedDocument], self._list("/documents"))

    def document(self, id: str) -> Document:
        return cast(Document, self._get(f"/documents/{_in_path(id)}"))

    def statements(self, document: str) -> Iterator[Statement]:
        """What a document states, in the order of its text; negated and planned statements included."""
        return cast(Iterator[Statement], self._list(f"/documents/{_in_path(document)}/statements"))

    def statement(self, id: str) -> Statement:
        return cast(Statement, self._get(f"/statements/{_in_path(id)}"))

    def catalog(self) -> dict[str, Any]:
        """What is loaded, in numbers."""
        return self._get("/catalog")

    def read(self, path: str | os.PathLike[str]) -> ReadIn:
        """Sends a document (PDF, DOCX, HTML, text, Markdown, XLSX, CSV) to be read into candidates. Needs an editor's key."""
        file = Path(path)
        name = "".join("_" if c in '"\\' or not c.isprintable() else c for c in file.name)
        edge = secrets.token_hex(16)
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
        return cast(ReadIn, self._post("/documents", body, kind=f"multipart/form-data; boundary={edge}"))

    def candidates(
        self,
        document: str | None = None,
        *,
        state: Literal["waiting", "accepted", "rejected", "corrected"] | None = None,
        method: str | None = None,
        min_confidence: float | None = None,
    ) -> Iterator[Candidate]:
        """What was read from documents and what was decided about it. Needs an editor's key, as all of review does."""
        given: dict[str, Value] = {"state": state, "method": method, "min_confidence": min_confidence}
        return cast(Iterator[Candidate], self._list("/candidates", document=document, **given))

    def accept(self, candidate: str) -> Candidate:
        """Puts the statement of a candidate into the graph."""
        return cast(Candidate, self._post(f"/candidates/{_in_path(candidate)}/accept"))

    def reject(self, candidate: str) -> Candidate:
        """Keeps it out; where it was accepted before, its statement goes again."""
        return cast(Candidate, self._post(f"/candidates/{_in_path(candidate)}/reject"))

    def correct(self, candidate: str, row: Mapping[str, Any]) -> Candidate:
        """Puts it in as `row` says, in the exchange format; what `row` leaves out stays as it was extracted."""
        body = json.dumps({"row": dict(row)}).encode()
        return cast(Candidate, self._post(f"/candidates/{_in_path(candidate)}/correct", body))

    def accept_above(self, document: str, confidence: float) -> int:
        """Accepts all of a document that wait and are at least so sure, from 0 to 1; says how many these were."""
        return int(self._post("/candidates/accept", document=document, above=confidence)["accepted"])

    def export(self, format: ExportFormat, path: str | os.PathLike[str]) -> Path:
        """Writes the whole graph to a file; where that fails, a file that was there stays as it was."""
        goal = Path(path)
        with (
            self._open("/export", {"format": format}) as answer,
            tempfile.TemporaryDirectory(dir=goal.parent, prefix=".safegov-") as folder,
        ):
            part = Path(folder) / "part"
            with part.open("wb") as file:
                while chunk := _read(answer, CHUNK):
                    file.write(chunk)
            if answer.length:
                raise SafegovError(f"The export ended early, {answer.length} bytes are missing")
            part.replace(goal)
        return goal

    def _list(self, path: str, **parameters: Value) -> Iterator[dict[str, Any]]:
        cursor: str | None = None
        while True:
            page = self._get(path, **{**parameters, "limit": self._page, "cursor": cursor})
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _get(self, path: str, **parameters: Value) -> dict[str, Any]:
        with self._open(path, parameters) as answer:
            return _parsed(answer)

    def _post(
        self, path: str, body: bytes = b"", kind: str = "application/json", **parameters: Value
    ) -> dict[str, Any]:
        with self._open(path, parameters, body, kind) as answer:
            return _parsed(answer)

    def _open(
        self,
        path: str,
        parameters: Mapping[str, Value] | None = None,
        body: bytes | None = None,
        kind: str = "application/json",
    ) -> HTTPResponse:
        given = [pair for name, value in (parameters or {}).items() for pair in _pairs(name, value)]
        headers = {"Accept": "application/json, */*;q=0.5", "User-Agent": "safegov-client"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        if body is not None:
            headers["Content-Type"] = kind
        url = self._base + path + (f"?{urlencode(given)}" if given else "")
        try:
            request = Request(url, body, headers)  # noqa: S310  # the scheme was looked at
            return cast(HTTPResponse, self._opener.open(request, timeout=self._timeout))
        except HTTPError as error:
            with error:
                _refused(error)
        except URLError as error:
            raise SafegovError(f"{self._base} does not answer ({error.reason})") from error
        except (OSError, HTTPException) as error:
            raise SafegovError(f"{self._base} does not answer ({error or type(error).__name__})") from error


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect on the same host only: the key is for nobody else."""

    def redirect_request(  # noqa: PLR0917  # as it is called
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if urlsplit(urljoin(req.full_url, newurl))[:2] != urlsplit(req.full_url)[:2]:
            raise SafegovError(f"{req.host} sends us to another host, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _refused(error: HTTPError) -> NoReturn:
    try:
        body = json.loads(error.read())
        kind = Problem.by_status.get(int(body["status"]), Problem)
    except (ValueError, TypeError, KeyError, OSError, HTTPException):
        raise SafegovError(f"What answers there is not safegov: {error.code} without a problem body") from error
    after = error.headers.get("Retry-After", "")
    raise kind(body, int(after) if after.isdigit() else None) from None


def _parsed(answer: HTTPResponse) -> dict[str, Any]:
    try:
        found = json.loads(_read(answer))
    except ValueError as error:
        raise SafegovError("What answers there is not safegov: the body is no JSON") from error
    if not isinstance(found, dict):
        raise SafegovError("What answers there is not safegov: the body is no object")
    return found


def _read(answer: HTTPResponse, most: int | None = None) -> bytes:
    try:
        return answer.read(most)
    except (OSError, HTTPException) as error:
        raise SafegovError(f"The answer ended early ({error or type(error).__name__})") from error


def _rows(answer: dict[str, Any]) -> Rows:
    return Rows(answer["columns"], answer["rows"], answer["truncated"], answer["elapsed_ms"])


def _in_path(text: str) -> str:
    return quote(text, safe="")


def _pairs(name: str, value: Value) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if isinstance(value, bool):
        yield name, str(value).lower()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from ((name, str(v)) for v in value)
    else:
        yield name, value.isoformat() if isinstance(value, date) else str(value)

"""Asks a web service politely: slowly, only one host, nothing twice, and never more than is asked of it.

Answers are kept on disk. Within one run (also one that was interrupted and goes on) each is asked for once; a later run asks
whether it has changed (`If-None-Match`, `If-Modified-Since`) and takes the kept one where it has not.
"""

from __future__ import annotations

import email.utils
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from graph.errors import Fault, InputRefused
from graph.statements import sha256

REQUESTS_A_SECOND: Final = 1.0
SECONDS: Final = 30.0
"""For one answer, from the request to its last byte."""
MOST_BYTES: Final = 20_000_000
TRIES: Final = 5
LONGEST_WAIT: Final = 300.0
"""A service that wants to be left alone for longer is asked another day."""
LONGEST_RUN: Final = 7 * 86_400.0
"""A run that was interrupted longer ago begins anew: what it has read may have changed."""
REDIRECTS: Final = 5
PASSING: Final = (429, 500, 502, 503, 504)
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said to one request. `status` is 200, or what refused it for good."""

    url: str
    status: int
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    asked: float = 0.0
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is asked; the defaults are for councils' own servers. `sleep`, `clock` and `now` are for tests."""

    requests_a_second: float = REQUESTS_A_SECOND
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    tries: int = TRIES
    sleep: Callable[[float], None] = field(default=time.sleep)
    clock: Callable[[], float] = field(default=time.monotonic)
    now: Callable[[], float] = field(default=time.time)


def agent() -> str:
    """The program's name and version, as it presents itself."""
    try:
        return f"safegov/{version('safegov')} (reads public records of meetings, one request at a time)"
    except PackageNotFoundError:
        return "safegov (reads public records of meetings, one request at a time)"


class Web:
    """One service. Use it as a context manager; `done` ends the run, so that the next one asks anew."""

    def __init__(
        self,
        base: str,
        folder: Path,
        run: str,
        manners: Manners | None = None,
        reduce: Callable[[bytes], bytes | None] = lambda body: body,
    ) -> None:
        """`base`: the URL before the operations. `run`: what is asked for, in words; the same words resume.

        `reduce`: what is kept of an answer; None where it is broken, and is to be asked for again.

        Raises InputRefused for another scheme than http or https, or a folder that can not be written.
        """
        self.base = base.rstrip("/")
        _host(self.base)
        self._folder = folder
        self._manners = manners or Manners()
        self._reduce = reduce
        self._client = httpx.Client(
            headers={"User-Agent": agent(), "Accept": "text/xml, application/xml", "Accept-Encoding": "gzip"},
            timeout=self._manners.seconds,
            follow_redirects=False,
        )
        self._last: float | None = None
        self.requests = 0
        """How many were sent, those that were sent again among them."""
        self._run_file = folder / f"run-{sha256(run)[:16]}.json"
        self._began = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def get(self, operation: str, parameters: Mapping[str, str], *, tries: int | None = None) -> Answer:
        """The answer to `BASE/OPERATION?…`. Status 200, or 400 to 499 and 500 where the service can not do it.

        Raises InputRefused where it can not be reached, sends more or longer than is taken, redirects to another host, or
        asks for more patience than there is.
        """
        url = f"{self.base}/{operation}" + (f"?{urlencode(parameters)}" if parameters else "")
        kept = self._kept(url)
        if kept and kept.asked >= self._began:
            return kept
        answer = self._ask(url, kept, tries or self._manners.tries)
        if answer.status == 200 and (kept is None or answer.body is not kept.body):
            body = self._reduce(answer.body)
            if body is None:
                self.forget(answer)
                return answer
            answer = replace(answer, body=body)
        self._keep(answer)
        return answer

    def done(self) -> None:
        """Ends the run: the next one asks whether anything has changed."""
        self._run_file.unlink(missing_ok=True)

    def forget(self, answer: Answer) -> None:
        """Asks again for what was answered so, the next time."""
        self._file(answer.url).unlink(missing_ok=True)

    def _ask(self, url: str, kept: Answer | None, tries: int) -> Answer:
        headers = {}
        if kept and kept.status == 200:
            headers = {
                name: value
                for name, value in (("If-None-Match", kept.etag), ("If-Modified-Since", kept.last_modified))
                if value
            }
        answer: Answer | None = None
        why = ""
        for attempt in range(tries):
            wait: float | None = None
            try:
                answer, wait = self._send(url, headers)
            except httpx.RequestError as error:
                answer, why = None, f"it can not be reached ({type(error).__name__}: {error})"
            else:
                if answer.status == 304 and kept:
                    etag, changed = answer.etag or kept.etag, answer.last_modified or kept.last_modified
                    return Answer(url, 200, kept.body, etag, changed, answer.asked)
                if answer.status not in PASSING:
                    return answer
                why = f"it answers with status {answer.status}"
            if wait is not None and wait > LONGEST_WAIT:
                remedy = "Try again after that; what was read is kept"
                raise _refused(url, f"it asks to be left alone for {wait:.0f} seconds", remedy)
            if attempt + 1 < tries:
                self._manners.sleep(max(wait or 0.0, min(2.0**attempt, 60.0)))
        if answer is not None and answer.status == 500:
            return answer  # ASP.NET says 500 of an operation that is switched off, too
        raise _refused(url, why, "Try again later; what was read is kept, and is not asked for again")

    def _send(self, url: str, headers: Mapping[str, str]) -> tuple[Answer, float | None]:
        """One request, with redirects on the same host; the answer, and how long the service asks to wait."""
        at = url
        for _ in range(REDIRECTS + 1):
            self._wait_for_turn()
            self.requests += 1
            started = self._manners.clock()
            with self._client.stream("GET", at, headers=headers) as response:
                if response.has_redirect_location:
                    at = self._followed(at, response.headers["location"])
                    continue
                body = self._body(at, response, started) if response.status_code == 200 else b""
                named = (response.headers.get("etag"), response.headers.get("last-modified"))
                answer = Answer(url, response.status_code, body, *named, self._manners.now())
                return answer, self._wanted(response.headers.get("retry-after"))
        raise _refused(url, "it redirects in a circle", "Check the address")

    def _body(self, url: str, response: httpx.Response, started: float) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes(65_536):
            size += len(part)
            if size > self._manners.most_bytes:
                raise _refused(
                    url, f"it sends more than {self._manners.most_bytes:,} bytes", "Ask for less, with --since"
                )
            if self._manners.clock() - started > self._manners.seconds:
                raise _refused(url, f"it takes more than {self._manners.seconds:.0f} seconds", "Try again later")
            parts.append(part)
        return b"".join(parts)

    def _followed(self, at: str, location: str) -> str:
        """Where a redirect leads: the same host, or the same host with https. Raises InputRefused for another."""
        try:
            target = urljoin(at, location)
        except ValueError as error:
            raise _refused(at, f"it redirects to {location}", "Give the address of the service itself") from error
        before, after = urlsplit(at).scheme, urlsplit(target).scheme
        host, port = _host(at)
        upgraded = (before, port, after) == ("http", 80, "https") and _host(target) == (host, 443)
        if (before == after and _host(target) == (host, port)) or upgraded:
            return target
        raise _refused(at, f"it redirects to {target}", "Give the address of the service itself")

    def _wait_for_turn(self) -> None:
        manners = self._manners
        if self._last is not None:
            left = self._last + 1 / manners.requests_a_second - manners.clock()
            if left > 0:
                manners.sleep(left)
        self._last = manners.clock()

    def _wanted(self, said: str | None) -> float | None:
        """Seconds of a Retry-After header, which holds seconds or a date."""
        if said is None:
            return None
        try:
            return max(0.0, float(int(said)))
        except ValueError:
            pass
        try:
            return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - self._manners.now())
        except (TypeError, ValueError):
            return None

    # What is kept

    def _begin(self) -> float:
        """When the run began that goes on now; a new one where none was interrupted."""
        now = self._manners.now()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            began = json.loads(self._run_file.read_text("utf-8"))["began"]
            if isinstance(began, int | float) and now - LONGEST_RUN < began <= now:
                return float(began)
        except FileNotFoundError:
            pass
        except (ValueError, KeyError, TypeError):
            pass  # half written: begin anew
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        self._write(self._run_file, json.dumps({"began": now}).encode())
        return now

    def _kept(self, url: str) -> Answer | None:
        try:
            head, _, body = self._file(url).read_bytes().partition(b"\n")
            said = json.loads(head)
            if said.pop("sha256") != sha256(body.decode("latin-1")) or said["url"] != url:
                return None
            return Answer(**said, body=body)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, answer: Answer) -> None:
        said = asdict(answer)
        body = said.pop("body")
        head = json.dumps(said | {"sha256": sha256(body.decode("latin-1"))}).encode()
        self._write(self._file(answer.url), head + b"\n" + body)

    def _file(self, url: str) -> Path:
        return self._folder / f"{sha256(url)[:32]}.answer"

    def _write(self, file: Path, data: bytes) -> None:
        """Whole or not at all: an interruption leaves no half file under the name."""
        scratch = file.with_suffix(".new")
        try:
            with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(data)
            os.replace(scratch, file)
        except OSError as error:
            raise _unwritable(self._folder, error) from error


def _host(url: str) -> tuple[str, int]:
    example = "Give an address such as https://democracy.example.gov.uk"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused(url, f"it is no address ({error})", example) from error
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password:
        raise _refused(url, "it is no plain http or https address", example)
    return parts.hostname.casefold(), port or _PORTS[parts.scheme]


def _refused(url: str, reason: str, remedy: str) -> InputRefused:
    return InputRefused("The service was not read to its end", [Fault(url, reason, remedy)])


def _unwritable(folder: Path, error: OSError) -> InputRefused:
    fault = Fault(str(folder), error.strerror or str(error), "Make the folder writable")
    return InputRefused("Answers of the service can not be kept", [fault])

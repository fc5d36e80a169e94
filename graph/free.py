"""Free queries, kept apart from all the others: a few at a time, each in a process of its own, none for longer than agreed.

What an engine does not end by itself is not waited for. On the embedded engine the engine is restarted where it no
longer answers; other reads wait for it (`recovered`). After a restart free queries rest for a while, so that nobody
can keep the engine down with them.
"""

from __future__ import annotations

import asyncio
import json
import math
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph.errors import BadQuery, PastLimit, ReadOnly, Refused, SafegovError, StoreUnavailable, TooMany, TooSlow

AT_ONCE: Final = 2
WAIT_SECONDS: Final = 2.0
"""How long one more query waits for its turn before it is turned away."""
GRACE_SECONDS: Final = 1.0
"""What an engine gets beyond the time limit to end the query itself."""
SILENT_SECONDS: Final = 3.0
"""An engine that says nothing for so long while a free query runs is restarted."""
LOOK_SECONDS: Final = 0.5
BACK_SECONDS: Final = 30.0
REST_SECONDS: Final = 5.0
LONGEST_REST: Final = 60.0
ANSWER_BYTES: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class FreeAnswer:
    """Rows by the names of their columns, plain values only; `truncated` says that there are more."""

    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Where a process of ours finds the store."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    patience: float
    """How long a query that nobody waits for any more may go on where the engine answers others all the while: longer
    than the engine's own limit for any command, so that it ends by itself, without a restart.
    """


class Worker:
    """One process that runs one query at a time (`graph.free_worker`)."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, target: Target) -> Worker:
        """Raises StoreUnavailable where the system refuses another process."""
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                str(Path(__file__).with_name("free_worker.py")),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=2 * ANSWER_BYTES,
            )
        except OSError as error:
            raise StoreUnavailable("No process could be started for the query", "Free memory and try again") from error
        made = cls(process)
        made.write({"uri": target.uri, "user": target.user, "password": target.password, "database": target.database})
        return made

    def write(self, words: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):  # a process that is gone shows by its silence
            self._process.stdin.write(json.dumps(words).encode() + b"\n")

    async def ask(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """The answer; `error: big` where the process ended over it."""
        assert self._process.stdout is not None
        self.write(job)
        try:
            line = await self._process.stdout.readline()
        except ValueError:  # longer than any answer that we allow
            line = b""
        answer: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {"error": "big", "gone": True}
        return answer

    async def end(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class FreeReading:
    """Runs free queries against one store. `ping` and `restart` are given for an embedded engine that is ours."""

    def __init__(
        self,
        target: Target,
        ping: Callable[[], Awaitable[None]] | None = None,
        restart: Callable[[], Awaitable[None]] | None = None,
        *,
        neo4j: bool = False,
    ) -> None:
        self.restarts = 0
        """How often the engine was restarted, or ended by itself, over a free query."""
        self._target, self._ping, self._restart, self._neo4j = target, ping, restart, neo4j
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._idle: Worker | None = None
        self._busy: set[Worker] = set()
        self._running: dict[asyncio.Task[dict[str, Any]], float] = {}
        """Queries that are under way, and until when each is waited for."""
        self._watching: asyncio.Task[None] | None = None
        self._mending = asyncio.Lock()
        self._rested = 0.0
        self._last_rest = 0.0
        self._rest = REST_SECONDS
        self._closed = False

    async def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any],
        *,
        limit: int,
        seconds: float,
        procedures: tuple[str, ...] = (),
        bookmarks: frozenset[str] = frozenset(),
    ) -> FreeAnswer:
        """The first `limit` rows. Raises Refused, ReadOnly, BadQuery, TooSlow, PastLimit, TooMany, StoreUnavailable."""
        if (left := self._rested - time.monotonic()) > 0:
            raise TooMany(
                "A free query has just taken down the engine; free queries rest until it has recovered",
                f"Try again in {math.ceil(left)} s, with less",
                retry_after=math.ceil(left),
            )
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._slots.acquire()
        except TimeoutError as error:
            after = self._next_place()
            told = f"{AT_ONCE} free queries are running, and no more run at one time"
            raise TooMany(told, f"Try again in {after} s", retry_after=after) from error
        job = {
            "cypher": cypher, "parameters": dict(parameters), "limit": limit, "seconds": seconds,
            "bytes": ANSWER_BYTES, "explain": self._neo4j, "procedures": procedures, "bookmarks": sorted(bookmarks),
        }  # fmt: skip
        # a task of its own: the query goes on, and keeps its place, where nobody waits for it any more
        task = asyncio.create_task(self._serve(job))
        self._running[task] = time.monotonic() + seconds + GRACE_SECONDS
        task.add_done_callback(self._finished)
        if self._ping is not None and self._watching is None:
            self._watching = asyncio.create_task(self._watch(self._ping))
        await asyncio.wait({task}, timeout=seconds + GRACE_SECONDS)
        if not task.done():
            raise _slow(seconds)
        return _taken(task.result(), seconds)

    async def recovered(self, seen: int) -> bool:
        """Whether the engine was away over a free query since `restarts` was `seen`; returns once it is back."""
        if self._mending.locked():
            async with self._mending:
                return True
        if self.restarts != seen:
            return True
        if not self._running or self._ping is None:
            return False
        try:
            async with asyncio.timeout(SILENT_SECONDS):
                await self._ping()
        except TimeoutError:
            await self._mend(seen)
        except SafegovError:
            await self._mend(seen, died=True)
        else:
            return False
        return True

    async def close(self) -> None:
        self._closed = True
        if self._watching is not None:
            self._watching.cancel()
        for worker in [*self._busy, *([self._idle] if self._idle else [])]:
            await worker.end()
        if self._running:
            await asyncio.wait(list(self._running), timeout=5)

    def _next_place(self) -> int:
        """In how many seconds a place is free, at the latest: a query past its time may go on for as long as agreed."""
        now = time.monotonic()
        left = [until - now if until > now else until + self._target.patience - now for until in self._running.values()]
        return max(1, math.ceil(min(left, default=1.0)))

    async def _serve(self, job: Mapping[str, Any]) -> dict[str, Any]:
        worker, seen, fit = None, self.restarts, False
        try:
            worker, self._idle = self._idle, None
            worker = worker or await Worker.start(self._target)
            self._busy.add(worker)
            try:
                async with asyncio.timeout(self._target.patience):
                    answer = await worker.ask(job)
            except TimeoutError:
                if self._ping is not None:
                    await self._mend(seen)
                return {"error": "slow"}
            fit = "gone" not in answer
            if answer.get("error") == "lost" and self._ping is not None:
                await self._mend(seen, died=True)
            if "error" in answer and self.restarts != seen:
                answer["error"] = "down"
            return answer
        finally:
            if worker is not None:
                self._busy.discard(worker)
                if fit and self._idle is None and not self._closed:
                    self._idle = worker
                else:
                    await worker.end()
            self._slots.release()

    def _finished(self, task: asyncio.Task[dict[str, Any]]) -> None:
        self._running.pop(task, None)
        if not task.cancelled():
            task.exception()  # nobody may be there to hear of it

    async def _watch(self, ping: Callable[[], Awaitable[None]]) -> None:
        """Sees to it that the engine answers while free queries run."""
        try:
            while self._running:
                seen = self.restarts
                try:
                    async with asyncio.timeout(SILENT_SECONDS):
                        await ping()
                except TimeoutError:
                    await self._mend(seen)
                except SafegovError:
                    await self._mend(seen, died=True)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self._watching = None

    async def _mend(self, seen: int, *, died: bool = False) -> None:
        """Has the engine restarted, where nobody did so since `seen`, and waits until it answers again."""
        mended = self._mending.locked()
        async with self._mending:
            if mended or self.restarts != seen or self._closed:
                return
            self.restarts += 1
            now = time.monotonic()
            self._rest = min(LONGEST_REST, self._rest * 2) if now - self._last_rest < 2 * LONGEST_REST else REST_SECONDS
            self._last_rest, self._rested = now, now + BACK_SECONDS
            if not died and self._restart is not None:
                for worker in list(self._busy):
                    await worker.end()
                with suppress(SafegovError):
                    await self._restart()
            deadline = time.monotonic() + BACK_SECONDS
            while self._ping is not None and time.monotonic() < deadline:
                try:
                    async with asyncio.timeout(SILENT_SECONDS):
                        await self._ping()
                    break
                except (SafegovError, TimeoutError):
                    await asyncio.sleep(0.1)
            self._rested = time.monotonic() + self._rest


def _slow(seconds: float) -> TooSlow:
    return TooSlow(f"The query ran past {seconds:g} s", "Ask for less: fewer patterns, shorter paths, a LIMIT inside")


def _taken(answer: dict[str, Any], seconds: float) -> FreeAnswer:
    """The answer, or its error raised as one of ours."""
    kind, code, words = answer.get("error"), answer.get("code") or "", answer.get("message") or ""
    if kind is None:
        return FreeAnswer(answer["columns"], answer["rows"], answer["truncated"])
    if kind == "slow":
        raise _slow(seconds)
    if kind == "memory":
        raise PastLimit("The query needed more memory than there is for it", "Ask for less at one time")
    if kind == "down":
        raise PastLimit(
            "The engine had to be restarted while the query ran, over it or over one beside it",
            "Ask for less at one time: it took more memory or time than there is",
        )
    if kind == "big":
        raise PastLimit(
            f"A single row of the answer is larger than an answer may be ({ANSWER_BYTES // 1_000_000} MB)",
            "Return less in one row",
        )
    if kind == "refused":
        raise Refused(f"The query is refused: {words}", "Only reading the graph is allowed here")
    if kind == "forbidden":
        raise ReadOnly("The engine refuses this in a reading session", "Only reading the graph is allowed here")
    if kind == "query":
        told = words.splitlines()[0][:500] if words and "log for the details" not in words else ""
        if told:
            raise BadQuery(f"The query can not be followed: {told}", "Mend it at that place")
        if code.endswith(("SyntaxError", "SemanticError")):
            raise BadQuery(
                "The query is not Cypher that the embedded engine knows; it does not say where",
                "Look for a word that is misspelt, a variable that is not defined, a bracket too few, a name used twice",
            )
        raise BadQuery(
            f"The engine ended the query with an error ({code})",
            "Look for a value of the wrong type, a division by zero, or a list that gets too long",
        )
    raise StoreUnavailable("The store does not answer the query", "Try again in a moment")

"""The store over Bolt: reading and writing sessions on the embedded engine or on Neo4j, and its schema version."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction, NotificationMinimumSeverity, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ClientError,
    DatabaseError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)  # fmt: skip

from graph import arcade
from graph.engine import Connection, Engine, locked
from graph.errors import ReadOnly, SafegovError, StoreUnavailable, TooSlow
from graph.free import FreeAnswer, FreeReading, Target
from graph.ontology import Ontology, ontology
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.withhold import Secret

SCHEMA_VERSION = 2
"""Version of what stands in the store. Raise it when the projection changes; an older store is rebuilt from its statements."""

Row = dict[str, Any]
T = TypeVar("T")


class Store:
    """One store for one process. `read` can not write, whatever it is given; `write` runs one transaction."""

    def __init__(
        self,
        writer: AsyncDriver,
        reader: AsyncDriver,
        target: Target,
        engine: Engine | None,
        original: Store | None = None,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._database = target.database
        self._engine = engine
        self._original = original
        self._secret: Secret | None = None
        if engine is None:
            self._free = FreeReading(target, neo4j=True)
        elif engine.owner:
            self._free = FreeReading(target, self._look, self._restart)
        else:
            self._free = FreeReading(target)
        # a page after a write shows it, on whichever member of a cluster it is read
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()

    @classmethod
    async def connect(cls, settings: Settings, *, purpose: str) -> Store:
        """Starts or joins the embedded engine, or connects to the URI; checks the schema version, migrates an older one.

        With `people` set to `roles` it is the copy without names that is read; `original` is where one writes.
        Raises StoreUnavailable in one line that says who or what is in the way.
        """
        if settings.embedded:
            engine = await asyncio.to_thread(
                Engine.open, settings.data_dir, purpose=purpose, query_seconds=settings.query_seconds
            )
            store = cls._on_engine(engine, engine.connection, settings)
        else:
            user = (settings.store_user, settings.store_password.get_secret_value())
            writer, reader = _driver(settings.store, user, 30), _driver(settings.store, user, 4)
            target = Target(settings.store, *user, settings.store_database, patience=4 * settings.query_seconds + 5)
            store = cls(writer, reader, target, None)
        try:
            await store._open(settings)
            if settings.people == "roles":
                return await store._nameless(settings, purpose)
        except BaseException:
            await store.close()
            raise
        return store

    @classmethod
    def _on_engine(cls, engine: Engine, at: Connection, settings: Settings, original: Store | None = None) -> Store:
        patience = arcade.statement_seconds(settings.query_seconds) + 5
        target = Target(at.uri, *at.reader, at.database, patience=patience)
        return cls(_driver(at.uri, at.writer, 30), _driver(at.uri, at.reader, 4), target, engine, original)

    async def _nameless(self, settings: Settings, purpose: str) -> Store:
        """The copy of this store without names, as this store is now."""
        from graph.withhold import Secret  # noqa: PLC0415  # it makes the copy by loading, which needs the store

        secret = Secret(settings.data_dir / "withheld")
        secret.prepare()
        engine = self._engine
        if engine is None:
            engine = await asyncio.to_thread(
                Engine.open, settings.data_dir, purpose=purpose, query_seconds=settings.query_seconds
            )
        copy: Store | None = None
        try:
            at = await asyncio.to_thread(engine.nameless)
            copy = self._on_engine(engine, at, settings, self)
            copy._secret = secret
            if engine is self._engine:
                # one engine: where a free query takes it down, both wait for it
                self._free = copy._free
            await copy._open(settings)
            await copy.refresh()
        except BaseException:
            if copy is not None:
                await copy.close()
            await asyncio.to_thread(engine.close)
            raise
        return copy

    @property
    def original(self) -> Store:
        """The store that statements are loaded into: this one, or the one that it is a copy of."""
        return self._original or self

    async def refresh(self) -> None:
        """Has the copy without names follow its original; nothing to do for any other store. Readers are not disturbed."""
        if self._original is None or self._secret is None:
            return
        from graph.withhold import is_fresh, make_copy  # noqa: PLC0415  # as above

        if await is_fresh(self._original, self):
            return
        while True:
            with locked(self._secret.folder) as lock:
                if lock is not None:
                    if not await is_fresh(self._original, self):
                        await make_copy(self._original, self, self._secret.read())
                    return
            await asyncio.sleep(0.2)

    async def close(self) -> None:
        """Closes the connections, and ends the engine where this process owns it. Safe to call twice."""
        await self._free.close()
        for driver in (self._writer, self._reader):
            with suppress(DriverError, Neo4jError, OSError):
                await driver.close()
        if self._original is not None:
            await self._original.close()
        if self._engine is not None:
            await asyncio.to_thread(self._engine.close)

    async def read(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, seconds: float | None = None
    ) -> list[Row]:
        """The rows of a query. Raises ReadOnly where it would write, TooSlow past `seconds`, StoreUnavailable.

        It returns plain values: properties(n), never n. Where a free query took the engine down, it waits for the engine
        and starts anew.
        """
        while True:
            seen = self._free.restarts
            try:
                return await self._read(cypher, parameters, seconds)
            except SafegovError:
                if not await self._free.recovered(seen):
                    raise

    async def free(
        self,
        cypher: str,
        parameters: Mapping[str, Any],
        *,
        limit: int,
        seconds: float,
        procedures: tuple[str, ...] = (),
    ) -> FreeAnswer:
        """The first `limit` rows of a query that somebody wrote who is not us, apart from all other reading.

        Raises Refused or ReadOnly where it would do more than read the graph (on Neo4j procedures other than those named
        included), BadQuery where the engine can not follow it, TooSlow past `seconds`, PastLimit, TooMany where too
        many are running, StoreUnavailable.
        """
        bookmarks = frozenset(await self._bookmarks.get_bookmarks())
        return await self._free.run(
            cypher, parameters, limit=limit, seconds=seconds, procedures=procedures, bookmarks=bookmarks
        )

    async def _look(self) -> None:
        """Raises SafegovError where the engine gives no answer."""
        # the first try may find a connection to an engine that is gone; the driver then gives up all like it
        for last in (False, True):
            try:
                async with self._reader.session(database=self._database, default_access_mode="READ") as session:
                    await (await session.run("RETURN 1 AS one")).consume()
            except (Neo4jError, DriverError, OSError) as error:
                if last:
                    raise _told(error, None) from error
            else:
                return

    async def _restart(self) -> None:
        if self._engine is not None:
            await asyncio.to_thread(self._engine.restart_now)

    async def _read(self, cypher: str, parameters: Mapping[str, Any] | None, seconds: float | None) -> list[Row]:
        @unit_of_work(timeout=seconds)
        async def work(tx: AsyncManagedTransaction) -> list[Row]:
            result = await tx.run(cypher, dict(parameters or {}))
            keys = result.keys()
            # record.data() would look through each value for nodes, which takes as long as all the rest
            return [dict(zip(keys, record.values(), strict=True)) async for record in result]

        try:
            # the engine's own limit comes first; this deadline is for what an engine does not interrupt
            async with asyncio.timeout(None if seconds is None else seconds + 1):
                async with self._reader.session(
                    database=self._database, default_access_mode="READ", bookmark_manager=self._bookmarks
                ) as session:
                    return await session.execute_read(work)
        except TimeoutError as error:
            raise TooSlow(f"The query ran past {seconds:g} s", "Ask for less, or narrow it by a parameter") from error
        except (Neo4jError, DriverError) as error:
            raise _told(error, seconds) from error

    async def write(self, work: Callable[[AsyncManagedTransaction], Awaitable[T]]) -> T:
        """Runs `work` in one transaction, all or nothing; it may run again where a cluster changes its leader.

        Raises ReadOnly on a copy without names: statements go into its original.
        """
        if self._original is not None:
            raise ReadOnly("The copy without names of people is made by the program alone", "Write to its original")
        return await self.write_copy(work)

    async def write_copy(self, work: Callable[[AsyncManagedTransaction], Awaitable[T]]) -> T:
        """`write`, for making the copy itself."""
        while True:
            seen = self._free.restarts
            try:
                async with self._writer.session(database=self._database, bookmark_manager=self._bookmarks) as session:
                    return await session.execute_write(work)
            except (Neo4jError, DriverError) as error:
                # whether a commit that nobody answered was done is not known
                if isinstance(error, IncompleteCommit) or not await self._free.recovered(seen):
                    raise _told(error, None) from error

    async def ping(self) -> None:
        """Raises StoreUnavailable where the store does not answer."""
        await self.read("RETURN 1 AS one", seconds=5)

    async def version(self) -> int:
        """How many loads have changed the store: 0 where nothing was ever loaded."""
        rows = await self.read("MATCH (m:Meta {id: 'store'}) RETURN m.loads AS loads", seconds=5)
        return int(rows[0]["loads"]) if rows else 0

    async def _open(self, settings: Settings) -> None:
        try:
            await self._reader.verify_connectivity()
        except (Neo4jError, DriverError, OSError, ValueError) as error:
            raise _told(error, None) from error
        where = str(settings.data_dir) if settings.embedded else settings.store
        rows = await self.read("MATCH (m:Meta {id: 'store'}) RETURN m.schema_version AS version", seconds=30)
        version = rows[0]["version"] if rows else None
        if version is not None and version > SCHEMA_VERSION:
            raise StoreUnavailable(
                f"The store at {where} has schema version {version}, this program knows {SCHEMA_VERSION}",
                "Use the newer program that wrote it, or another SAFEGOV_DATA_DIR",
            )
        if version == SCHEMA_VERSION:
            return
        await self._make_schema(ontology())
        if version is not None:
            from graph.load import rebuild  # noqa: PLC0415  # loading needs the store, migration needs loading

            await rebuild(self)

        async def stamp(tx: AsyncManagedTransaction) -> None:
            await tx.run(
                "MERGE (m:Meta {id: 'store'}) SET m.schema_version = $version, m.loads = coalesce(m.loads, 0)",
                version=SCHEMA_VERSION,
            )

        await self.write_copy(stamp)

    async def _make_schema(self, model: Ontology) -> None:
        """Constraints and indexes as the ontology asks for them; on Neo4j each is a transaction of its own."""
        for command in schema_commands(model):
            try:
                async with self._writer.session(database=self._database) as session:
                    await (await session.run(command)).consume()
            except (Neo4jError, DriverError) as error:
                raise _told(error, None) from error


def schema_commands(model: Ontology) -> list[str]:
    """The Cypher that makes the constraints and indexes: ids are unique for each label, names and evidence are found fast."""
    unique = [*model.own_labels, *model.nodes]
    made = [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE" for label in unique
    ]
    indexed = [
        ("Entity", "name"),
        ("Statement", "edge"),
        ("Statement", "meeting_edge"),
        ("Statement", "doc"),
        ("Statement", "predicate"),
    ]
    made += [f"CREATE INDEX {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.{key})" for label, key in indexed]
    return made


def _driver(uri: str, user: tuple[str, str], retry_seconds: float) -> AsyncDriver:
    """A driver that tries again for so long where the store is away: a cluster's new leader, an engine's restart."""
    return AsyncGraphDatabase.driver(
        uri,
        auth=user,
        user_agent="safegov",
        max_transaction_retry_time=retry_seconds,
        initial_retry_delay=0.2,
        connection_acquisition_timeout=30,
        # a label that no document has used yet is no news
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
    )


def _told(error: Exception, seconds: float | None) -> SafegovError:
    """The driver's error as one of ours. The engine's own words go along only where they say what to mend."""
    code = getattr(error, "code", None) or ""
    text = str(getattr(error, "message", None) or error)
    if isinstance(error, AuthError):
        return StoreUnavailable(
            "The store refused the user name or the password", "Mend SAFEGOV_STORE_USER and _PASSWORD"
        )
    if isinstance(error, ServiceUnavailable | SessionExpired) or not isinstance(error, Neo4jError):
        return StoreUnavailable(
            f"The store does not answer ({text.splitlines()[0]})", "Start it, or mend SAFEGOV_STORE"
        )
    if "TransactionTimedOut" in code or "Terminated" in code or "imeout" in text:
        limit = f" {seconds:g} s" if seconds else " its time limit"
        return TooSlow(f"The query ran past{limit}", "Ask for less, or narrow it by a parameter")
    if "AccessMode" in code or "Forbidden" in code or "Security" in code:
        return ReadOnly("A reading session can not do this", "Write through the commands that load statements")
    if isinstance(error, TransientError) or "Request.Invalid" in code:  # so the embedded engine answers while it starts
        return StoreUnavailable(f"The store is busy ({code})", "Try again in a moment")
    if isinstance(error, ClientError | DatabaseError):
        return SafegovError(f"The store refused the query ({code}: {text.splitlines()[0][:300]})")
    return SafegovError(f"The store failed ({code or type(error).__name__})")

"""Loads the bundled register once, and again where a newer program brings another one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from neo4j import AsyncManagedTransaction

from graph.load import Progress, Report, load
from graph.store import Store
from ingest.files import REGISTER, read_paths

Bar = Callable[[int], AbstractContextManager[Progress]]


async def load_register(store: Store, *, progress: Bar, folder: Path = REGISTER) -> Report:
    """Loads the register.

    Statements that an older register had and this one has not are removed; what the user loaded stays.
    """
    found = read_paths([folder])
    await _mark(store, "loading")
    with progress(len(found.statements)) as advance:
        report = await load(
            store, found.statements, found.sources, known=found.known, replaces=True,
            skip=frozenset(found.refused), progress=advance,
        )  # fmt: skip
    report.faults = [*found.faults, *report.faults]
    await _mark(store, "loading" if report.faults else register_digest(folder))
    return report


async def is_loaded(store: Store, folder: Path = REGISTER) -> bool:
    """Whether the store holds this register, and not an older or half-loaded one, or what the user loaded without any."""
    rows = await store.read(
        "MATCH (m:Meta {id: 'store'}) OPTIONAL MATCH (d:Source) RETURN m.register AS register, count(d) AS sources"
    )
    return bool(rows and rows[0]["sources"] and rows[0]["register"] in (None, register_digest(folder)))


def register_digest(folder: Path) -> str:
    """Hash of all files of the register: another one means another register."""
    found = hashlib.sha256()
    for path in sorted([*folder.rglob("*.jsonl"), *folder.glob("documents*.csv")]):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


async def _mark(store: Store, register: str) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        await tx.run("MATCH (m:Meta {id: 'store'}) SET m.register = $register", register=register)

    await store.write(work)

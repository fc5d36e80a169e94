"""Everything that is in the graph, as one file. The same statements give the same bytes, however they were loaded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.export_csv import csv_zip
from graph.export_graphml import graphml
from graph.export_jsonld import jsonld
from graph.export_popolo import popolo
from graph.snapshot import Snapshot, entity_of, named, snapshot
from graph.statements import BY_RULE, exchange_row
from graph.store import Store

__all__ = ["FORMATS", "ExportFormat", "entity_of", "export", "export_jsonl", "named"]

ExportFormat = Literal["jsonl", "csv", "graphml", "jsonld", "popolo"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A format of the export: how it is written, and how a program and a person call it."""

    write: Callable[[Snapshot], bytes]
    media_type: str
    file_name: str
    means: str
    text: bool = True


def jsonl(s: Snapshot) -> bytes:
    """One JSON object a line, in the order of document, place and id; the ends by their names in the graph.

    What the program derives from the law is left out: it follows again from what is loaded.
    """
    stated = (t.statement for t in s.statements if t.statement.method != BY_RULE)
    return "".join(json.dumps(exchange_row(x), ensure_ascii=False) + "\n" for x in stated).encode("utf-8")


FORMATS: Mapping[ExportFormat, Kind] = {
    "jsonl": Kind(jsonl, "application/x-ndjson", "safegov.jsonl", "Every accepted statement in the exchange format"),
    "csv": Kind(csv_zip, "application/zip", "safegov-csv.zip", "Tables in a zip, with a data dictionary", text=False),
    "graphml": Kind(graphml, "application/graphml+xml", "safegov.graphml", "Nodes and edges, for Gephi and networkx"),
    "jsonld": Kind(jsonld, "application/ld+json", "safegov.jsonld", "Linked data in W3C ORG, evidence in PROV"),
    "popolo": Kind(popolo, "application/json", "safegov-popolo.json", "People, bodies, posts and seats as Popolo"),
}


async def export(store: Store, format: ExportFormat) -> bytes:
    """The whole graph in that format. Raises StoreUnavailable."""
    taken = await snapshot(store)
    # others are to be answered while a large graph is written
    return await asyncio.to_thread(FORMATS[format].write, taken)


async def export_jsonl(store: Store) -> str:
    """Every accepted statement in the exchange format."""
    return (await export(store, "jsonl")).decode("utf-8")

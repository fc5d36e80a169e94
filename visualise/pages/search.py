"""The page of search: entities and documents by name, and the way in by kind."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from graph import read
from graph.identity import slug
from graph.ontology import ontology
from graph.read_documents import documents
from graph.read_names import names
from graph.store import Row, Store
from visualise.pages.links import document_href, href
from visualise.pages.words import capital, label, labels, listed
from visualise.site import render

SIZE = 25
"""Results on one part of the page."""


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    href: str | None
    what: str
    about: str
    """Other names and area."""


async def search_page(store: Store, *, q: str, kind: str, part: int) -> str:
    """HTML of search: without words and kind the way in, with a kind alone all of that kind."""
    errors = []
    if kind and kind not in ontology().nodes:
        errors.append(("label", "Choose a kind from the list"))
        kind = ""
    found: list[Result] = []
    total, sources = 0, []
    asked = bool(q or kind) and not errors
    if asked:
        page = await read.entities(
            store, q=q or None, label=kind or None, borough=None, limit=SIZE, offset=(part - 1) * SIZE
        )
        areas = await names(store, {a for e in page.items for a in e["area"]})
        found, total = [_result(e, areas) for e in page.items], page.total
        if q and not kind and part == 1:
            sources = await _documents(store, q)
    catalog = await read.catalog(store)
    return render(
        "search.html.j2",
        q=q,
        kind=kind,
        kinds=[("", "Everything")] + [(n, capital(labels(n))) for n in ontology().nodes],
        counts=[
            (capital(labels(n)), f"/search?{urlencode({'label': n})}", catalog["entities"].get(n, 0))
            for n in ontology().nodes
        ],
        asked=asked,
        results=found,
        sources=sources,
        total=total,
        first=(part - 1) * SIZE + 1,
        part=part,
        last=max(1, -(-total // SIZE)),
        pages="/search?" + urlencode({k: v for k, v in {"q": q, "label": kind}.items() if v}) + "&page={}",
        heading=_heading(q, kind),
        download="/api/v1/entities?" + urlencode({k: v for k, v in {"q": q, "label": kind, "limit": 1000}.items() if v}),
        errors=errors,
    )  # fmt: skip


def _heading(q: str, kind: str) -> str:
    if q:
        return f"Search: {q}" + (f", {labels(kind)}" if kind else "")
    return capital(labels(kind)) if kind else "Search"


def _result(e: Row, areas: dict[str, Row]) -> Result:
    what = capital(label(e["label"])) + (f", {e['kind']}" if e["kind"] and e["kind"] != label(e["label"]) else "")
    about = []
    if e["aliases"]:
        about.append(f"Also called {listed(e['aliases'][:4])}{' and others' if len(e['aliases']) > 4 else ''}")
    if e["area"]:
        where = [areas[a]["name"] for a in e["area"] if a in areas]
        about.append(f"Area: {listed(where[:5])}{' and others' if len(where) > 5 else ''}")
    return Result(e["name"], href(e["id"]), what, ". ".join(about))


async def _documents(store: Store, q: str) -> list[Result]:
    """Documents that statements come from, whose title or publisher has all words of the search."""
    words = slug(q).split("-")
    return [
        Result(d["title"] or d["id"], document_href(d["id"]), "Source of statements", d["publisher"] or "")
        for d in (await documents(store, limit=100_000, offset=0)).items
        if all(w in slug(f"{d['title'] or ''} {d['publisher'] or ''} {d['id']}") for w in words if w)
    ][:10]

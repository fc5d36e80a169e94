"""The FastAPI app: everything that it is made of, in one screen."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any

from fastapi import Depends, FastAPI

from api import boards, candidates, cypher, documents, entities, maps, pages, queries, reviewing, sources, writes
from api.access import Access
from api.audit import Audit
from api.middleware import add_middleware, tagged
from api.openapi import finish
from api.parameters import only_known
from api.problems import add_handlers
from graph.errors import UsageError
from graph.ontology import ontology
from graph.settings import Settings
from graph.store import Store
from ingest.review import Review
from queries.catalogue import catalogue

ABOUT = """Who sits where, who pays, who oversees whom: the safeguarding-governance graph of London, each edge with its
evidence. Statuses are asserted, unclear, planned, historic, negated and derived; what no document says is null."""


class App(FastAPI):
    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = finish(super().openapi(), self.state.settings.query_rows)
        return self.openapi_schema


def create_app(settings: Settings, store: Store) -> FastAPI:
    """The app on an open store; whoever opened the store closes it.

    Raises DeclarationError where the ontology or a named query contradicts itself, UsageError where names of people are
    to be withheld and the store holds them, or where the keys file is damaged.
    """
    if settings.people == "roles" and store.original is store:
        raise UsageError("The store holds names of people", "Connect it with the same settings, SAFEGOV_PEOPLE=roles")
    ontology()
    catalogue()
    app = App(
        title="safegov",
        version="1",
        description=ABOUT,
        openapi_url=None,  # api.pages serves it, with an ETag
        docs_url=None,  # those pages load their scripts from another host
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.store = store
    app.state.access = Access(settings)
    app.state.audit = Audit(settings.data_dir)
    app.state.writing = asyncio.Lock()
    app.state.reading = asyncio.Lock()
    app.state.review = Review(settings.data_dir)
    app.state.drawn = OrderedDict()
    add_middleware(app)
    add_handlers(app)
    for module in (sources, documents, entities, boards, queries):
        app.include_router(module.router, dependencies=[Depends(only_known), Depends(tagged)])
    for module in (cypher, writes):
        app.include_router(module.router, dependencies=[Depends(only_known)])
    for module in (candidates, reviewing):  # who may see them is asked first
        app.include_router(module.router)
    for module in (maps, pages):
        app.include_router(module.router, dependencies=[Depends(tagged)])
    return app

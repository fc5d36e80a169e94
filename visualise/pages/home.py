"""The home page: search, the questions that people ask first, the maps, and what is loaded."""

from __future__ import annotations

from datetime import date

from graph import read
from graph.ontology import ontology
from graph.store import Store
from queries.catalogue import catalogue
from visualise.maps import MAPS
from visualise.pages.links import query_href
from visualise.pages.words import capital, labels
from visualise.site import render

FIRST: tuple[tuple[str, str, str], ...] = (
    ("Who sits on a board, and since when?", "who-sits-on", "Choose a board; with a day, who sat there then."),
    ("On which boards does the same person sit?", "people-on-several-boards", "People on two boards or more."),
    ("Where is nobody stated who oversees?", "oversight-gaps", "Boards, programmes and plans without oversight."),
    ("Which boards overlap?", "streamlining-candidates", "Pairs and groups to ask about, with the reasons."),
    ("Which seats that the law asks for have no evidence?", "missing-partners", "By borough, on a day."),
)
"""The five questions that people ask first: words, the named query, what one gets."""


async def home_page(store: Store, today: date, *, reviews: bool = False) -> str:
    """HTML of the home page. `reviews`: candidates can be reviewed here."""
    catalog = await read.catalog(store)
    days = {"as_of": today.isoformat()}
    return render(
        "home.html.j2",
        reviews=reviews,
        maps=[(kind.title, kind.about, f"/maps/{name}") for name, kind in MAPS.items()],
        first=[
            (text, query_href(name, days if _needs_day(name) else {}), said)
            for text, name, said in FIRST if name in catalogue()
        ],
        questions=len(catalogue()),
        counts=[
            (capital(labels(n)), f"/search?label={n}", catalog["entities"][n])
            for n in ontology().nodes if catalog["entities"].get(n)
        ],
        statements=catalog["statements"],
        edges=sum(catalog["edges"].values()),
        sources=len(catalog["sources"]),
    )  # fmt: skip


def _needs_day(name: str) -> bool:
    return any(p.name == "as_of" and p.required for p in catalogue()[name].parameters)

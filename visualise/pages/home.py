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

ABOUT = {
    "mopac-roles": ("MOPAC roles", "What MOPAC and the Violence Reduction Unit do for whom, by kind of role."),
    "oversight": ("Oversight", "Who oversees, scrutinises and chairs whom, from national bodies down to boards."),
    "duplication": ("Duplication", "Boards that share members, organisations or a remit, and where one could ask for fewer."),
    "attendance": ("Attendance", "Which organisations were at which meetings, with the gaps."),
    "funding": ("Funding", "Who pays for which partnership in which year, with MOPAC’s share."),
    "priorities": ("Priorities", "Which boroughs have which priorities."),
    "boroughs": ("Boroughs", "London’s 33 authorities as tiles, coloured by what is known of each."),
}  # fmt: skip
"""What each map shows, in a line."""

FIRST: tuple[tuple[str, str, str], ...] = (
    ("Who sits on a board, and since when?", "who-sits-on", "Choose a board; with a day, who sat there then."),
    ("On which boards does the same person sit?", "people-on-several-boards", "People on two boards or more."),
    ("Where is nobody stated who oversees?", "oversight-gaps", "Boards, programmes and plans without oversight."),
    ("Which boards overlap?", "streamlining-candidates", "Pairs and groups to ask about, with the reasons."),
    ("Which seats that the law asks for have no evidence?", "missing-partners", "By borough, on a day."),
)
"""The five questions that people ask first: words, the named query, what one gets."""


async def home_page(store: Store, today: date) -> str:
    """HTML of the home page."""
    catalog = await read.catalog(store)
    days = {"as_of": today.isoformat()}
    return render(
        "home.html.j2",
        maps=[(*ABOUT.get(name, (capital(name.replace("-", " ")), "")), f"/maps/{name}") for name in MAPS],
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

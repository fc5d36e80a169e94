"""With names withheld no byte of any answer holds one: every route is walked, with every id that there is."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from itertools import islice, product
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio

from api.app import create_app
from graph.errors import UsageError
from graph.load import Source, load
from graph.ontology import ontology
from graph.settings import Settings
from graph.store import Store
from ingest.review import Review
from queries.catalogue import catalogue
from queries.duties.derive import load_derived
from tests.api.conftest import client_of, load_northmarsh
from tests.api.test_openapi import EDITORS
from tests.conftest import settings_for
from tests.fixtures.northmarsh import ENTITIES
from tests.ingest.reviewed import found, read_from
from tests.rows import located, row
from visualise.maps import MAPS
from visualise.pages import document_href, href

ZED = ("Person", "Zedekiah Unlikelyname")
YOLA = ("Person", "Dr Yolanthe Neverborn-Improbable OBE")
BOARD = ("Board", "Eastmarsh Safeguarding Children Partnership")
POST = ("Role", "Director of Children’s Services, Eastmarsh")
ROWS = [
    row(ZED, "CHAIRS", BOARD, line=1, from_="2020-01", note="as Dr Neverborn-Improbable told"),
    row(ZED, "HOLDS", POST, line=2),
    row(YOLA, "MEMBER_OF", BOARD, line=3, as_role="deputy of Zedekiah Unlikelyname"),
    row(YOLA, "MEMBER_OF", ("Board", "Zedekiah Unlikelyname Forum"), line=4),
    row(ZED, "MEMBER_OF", ("Board", "Zedekiah Unlikelyname Forum"), line=5),
    row(YOLA, "ATTENDED", BOARD, line=6, date="2021-05-04", attended=True, role="for Z. Unlikelyname"),
    row(ZED, "ATTENDED", BOARD, line=7, date="2021-05-04", attended=False, capacity="apologies"),
    row(("Organisation", "Zedekiah Unlikelyname Trust"), "FUNDS", BOARD, line=8, amount_gbp=5, period="2021/22"),
    row(("Organisation", "Mayor's Office for Policing and Crime"), "FUNDS", BOARD, line=9, via="Yolanthe Neverborn-Improbable"),
    row(YOLA, "REPRESENTS", ("Organisation", "Eastmarsh Council"), line=10, status="unclear"),
    row(YOLA, "CHAIRS", BOARD, line=11, status="planned", note="Prof Unlikelyname is to go"),
    row(ZED, "MEMBER_OF", BOARD, doc="letter-to-zedekiah-unlikelyname", line=1, id="x-yolanthe-neverborn-improbable-9"),
    row(BOARD, "COVERS", ("Borough", "Eastmarsh"), line=12),
    row(BOARD, "HAS_PRIORITY", ("Theme", "What Zedekiah Unlikelyname asked for"), line=13),
]  # fmt: skip
SOURCES = [Source("report-a", "Report of Yolanthe Neverborn-Improbable", "Z Unlikelyname", "2022", "report")]
PEOPLE = [ZED[1], YOLA[1], *(e["name"] for i, e in ENTITIES.items() if i.startswith("person-"))]
NAMES = re.compile(
    "|".join(
        re.sub(r"[\W_]+", r"[\\W_]+", name)
        for name in (*PEOPLE, "Unlikelyname", "Neverborn", "Zedekiah", "Yolanthe", "Improbable")
    ),
    re.IGNORECASE,
)
FREE = [
    "MATCH (p:Person) RETURN p.name, p.id, p.aliases, properties(p)",
    "MATCH (p:Person) RETURN substring(p.name, 0, 3) AS part, reverse(p.name) AS back, split(p.id, '-') AS words",
    "MATCH (n) RETURN properties(n) AS p",
    "MATCH ()-[r]->() RETURN type(r) AS t, properties(r) AS p",
    "MATCH (s:Statement) RETURN s.note, s.props, s.subject_as, s.object_as, s.quote, s.id, s.doc",
    "MATCH (p) WHERE toLower(p.name) CONTAINS 'unlikely' OR p.name STARTS WITH 'Ada' RETURN count(p) AS n, collect(p.name) AS x",
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("withheld")
    return settings_for("embedded", folder).model_copy(update={"people": "roles", "query_seconds": 20})


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def nameless(settings: Settings) -> AsyncIterator[Store]:
    store = await Store.connect(settings, purpose="test")
    try:
        await load_northmarsh(store.original)
        report = await load(store.original, located(ROWS), SOURCES)
        assert not report.faults
        await load_derived(store.original)
        await store.refresh()
        text = f"{ZED[1]} was in the chair."
        Review(settings.data_dir).take(found(text, read_from(text, text, ZED, "CHAIRS", BOARD)))
        yield store
    finally:
        await store.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def walker(settings: Settings, nameless: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(create_app(settings, nameless)) as made:
        yield made


def leaks(content: bytes) -> list[str]:
    """The names in an answer, however its text is escaped; a zip is opened."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [hit for name in archive.namelist() for hit in [*NAMES.findall(name), *leaks(archive.read(name))]]
    text = content.decode("utf-8", "replace")
    return NAMES.findall(text) + NAMES.findall(re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text))


async def ids(store: Store) -> dict[str, list[str]]:
    """All ids that a route may ask for, by the word in its path."""
    entities = [r["id"] for r in await store.read("MATCH (e:Entity) RETURN e.id AS id ORDER BY id")]
    return {
        "entity": entities,
        "statement": [r["id"] for r in await store.read("MATCH (s:Statement) RETURN s.id AS id ORDER BY id")],
        "document": [r["id"] for r in await store.read("MATCH (d:Source) RETURN d.id AS id ORDER BY id")],
    }


def addresses(path: str, known: dict[str, list[str]]) -> Iterator[str]:
    """What to ask of a path so that it shows all that it can show."""
    if "{name}" in path:
        names = list(MAPS) if path.startswith("/maps") else list(catalogue())
        for name in names:
            asked = path.replace("{name}", name)
            yield re.sub(r"\{format\}|\{suffix\}", "svg", asked)
        return
    if "{id}" in path:
        kind = "document" if "/documents/" in path else "statement" if "/statements/" in path else "entity"
        for each in known[kind]:
            yield path.replace("{id}", quote(each))
        return
    if path == "/api/v1/export":
        yield from (f"{path}?format={f}" for f in ("jsonl", "csv", "graphml", "jsonld", "popolo"))
    elif path == "/api/v1/entities":
        yield from (f"{path}?limit=1000", f"{path}?q=unlikelyname", f"{path}?label=Person", f"{path}?q=ada")
    else:
        yield from (path, f"{path}?q=unlikelyname")


async def test_no_route_answers_with_a_name(walker: httpx.AsyncClient, nameless: Store) -> None:
    known = await ids(nameless)
    described = (await walker.get("/api/v1/openapi.json")).json()["paths"]
    # the rows of named queries are walked below, with their own parameters
    routes = [path for path, methods in described.items() if "get" in methods and "/rows" not in path]
    assert len(routes) > 15
    seen, whole = set(), 0
    for route in routes:
        for address in addresses(route, known):
            for accept in ("application/json", "text/html"):
                answer = await walker.get(address, headers={"Accept": accept}, follow_redirects=True)
                # the caller's own words come back in an answer to a search
                told = answer.content.replace(b"unlikelyname", b"") if "q=" in address else answer.content
                assert leaks(told) == [], (address, leaks(told)[:3])
                assert leaks(json.dumps(dict(answer.headers)).encode()) == [], address
                assert answer.status_code < 500, address
                if answer.status_code == 200:
                    seen.add(route)
                    whole += 1
    # every route has shown something, but those that only an editor may ask, and here nobody
    assert set(routes) - seen == EDITORS
    assert whole > 100


async def test_no_page_shows_a_name(walker: httpx.AsyncClient, nameless: Store) -> None:
    known = await ids(nameless)
    pages = [f"{href(i)}{times}" for i in known["entity"] for times in ("", "?times=all")]
    pages += [document_href(i) for i in known["document"]]
    pages += [
        "/",
        "/search",
        "/search?label=Person",
        "/documents",
        "/questions",
        *(f"/questions/{n}" for n in catalogue()),
    ]
    people = [i for i in known["entity"] if i.startswith("person-")]
    pages += [f"/questions/boards-of-person?person={quote(i)}" for i in people]
    for page in pages:
        answer = await walker.get(page, headers={"Accept": "text/html"})
        assert answer.status_code == 200, page
        assert leaks(answer.content) == [], (page, leaks(answer.content)[:3])
    assert len(people) == len(PEOPLE)


async def test_no_named_query_answers_with_a_name(walker: httpx.AsyncClient, nameless: Store) -> None:
    known = await ids(nameless)
    rows = 0
    for query in catalogue().values():
        choices = [
            [i for i in known["entity"] if ontology().label_of_id(i) in p.labels]
            if p.type == "id"
            else [query.example[p.name]]
            for p in query.parameters
            if p.required
        ]
        names = [p.name for p in query.parameters if p.required]
        asked = [dict(zip(names, map(str, chosen), strict=True)) for chosen in islice(product(*choices), 80)]
        for values in asked:
            for suffix in ("", ".csv", ".ndjson"):
                answer = await walker.get(f"/api/v1/queries/{query.name}/rows{suffix}", params=values)
                assert leaks(answer.content) == [], (query.name, values)
                rows += answer.status_code == 200
    assert rows > 200


@pytest.mark.parametrize("text", FREE)
async def test_no_free_query_finds_a_name(walker: httpx.AsyncClient, text: str) -> None:
    answer = await walker.post("/api/v1/cypher", json={"query": text, "parameters": {}})
    assert answer.status_code == 200, answer.text
    body = json.dumps(answer.json()["rows"])
    assert leaks(body.encode()) == []
    assert not re.search(r"deZ|emanylekilnU|nroB|Zed|Yol\b|\bAda\b", body)
    if "CONTAINS" in text:
        assert answer.json()["rows"][0]["n"] == 0


async def test_people_are_there_by_number_and_post(walker: httpx.AsyncClient) -> None:
    answer = (await walker.get("/api/v1/entities", params={"label": "Person"})).json()
    assert answer["total"] == len(PEOPLE)
    assert all("name withheld" in item["name"] for item in answer["items"])
    assert (await walker.get("/api/v1/entities/person-zedekiah-unlikelyname")).status_code == 404
    post = (await walker.get("/api/v1/entities", params={"q": "Director of Children's Services, Eastmarsh"})).json()
    assert post["items"][0]["name"] == POST[1]


async def test_the_app_does_not_serve_a_store_with_names(settings: Settings, nameless: Store) -> None:
    with pytest.raises(UsageError, match="names of people"):
        create_app(settings, nameless.original)


def test_the_names_are_in_the_original(tmp_path: Path) -> None:
    """So that the walk above can fail."""
    assert leaks(json.dumps(ROWS).encode())
    assert len(leaks(" ".join(PEOPLE).encode())) >= len(PEOPLE)

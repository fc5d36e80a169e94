"""The pages: what stands on them, with which status; names are text; every link leads somewhere."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from collections import deque
from urllib.parse import quote, unquote, urldefrag, urlencode

import httpx
import pytest
from fastapi import FastAPI
from neo4j import AsyncManagedTransaction

from graph.cells import cell
from graph.load import Located, load
from graph.ontology import ontology
from graph.settings import Settings
from graph.statements import read_row
from graph.store import Store
from queries.catalogue import catalogue, query_named
from queries.run import run
from tests.api.conftest import load_northmarsh
from tests.api.reading import Page, read
from tests.api.test_errors import check_problem
from tests.fixtures.northmarsh import ADA, BEN, BOROUGH, COUNCIL, ENTITIES, FORUM, PARTNERSHIP, POLICE, ROWS, SCRUTINEER
from tests.rows import row
from visualise.pages.words import left_out

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
HOSTILE = '<script>alert("trust")</script> Trust, "the best"'


def address(entity_id: str) -> str:
    label = ontology().label_of_id(entity_id)
    return f"/{ontology().nodes[str(label)].plural}/{entity_id}"


KINDS = (
    "/", "/search", "/search?q=marsh", "/search?label=Board", "/questions", "/questions/who-sits-on",
    f"/questions/who-sits-on?board={PARTNERSHIP}", "/questions/oversight-gaps", "/documents", "/documents/report-2021",
    *(address(i) for i in ENTITIES), "/meetings/meeting-elan-and-friends-forum-2020-02-12",
)  # fmt: skip
"""One address of each kind of page, and the page of each entity."""
LOADS = re.compile(
    r"""(?:src|srcset|poster|action|data|background)\s*=\s*["']?([^"'\s>]+)|<link[^>]+href\s*=\s*["']?([^"'\s>]+)"""
)


async def get(client: httpx.AsyncClient, path: str, status: int = 200) -> Page:
    answer = await client.get(path, headers=BROWSER)
    assert answer.status_code == status, path
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return read(answer.text)


@pytest.mark.parametrize("path", KINDS)
async def test_a_page_is_well_made(client: httpx.AsyncClient, path: str) -> None:
    page = await get(client, path)
    assert page.lang == "en-GB"
    assert page.title.strip().endswith(" – safegov")
    assert [h for h in page.headings if h[0] == 1] == [page.headings[0]]
    for (before, _), (after, text) in zip(page.headings, page.headings[1:], strict=False):
        assert after <= before + 1, text
        assert text
    for landmark in ("header", "nav", "main", "footer"):
        assert landmark in page.tags
    assert page.fields <= page.labelled
    assert len(page.ids) == len(set(page.ids))
    assert all(words for _, words in page.links), page.links
    assert page.tags.count("table") == page.tags.count("caption")


@pytest.mark.parametrize("path", [*KINDS, "/maps/mopac-roles"])
async def test_a_page_loads_nothing_from_another_host(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
    loaded = [a or b for a, b in LOADS.findall(markup)]
    assert [u for u in loaded if re.match(r"(https?:)?//", u)] == []
    assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", answer.text)


@pytest.mark.parametrize("path", KINDS)
async def test_a_page_has_no_script_and_no_style_in_itself(client: httpx.AsyncClient, path: str) -> None:
    page = await get(client, path)
    assert not {"script", "style", "iframe"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    policy = (await client.get(path)).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


async def test_the_policy_of_a_map_names_each_of_its_scripts(
    app: FastAPI, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def made(*args: object, **more: object) -> bytes:
        return b"<html><script>draw()</script><script>more()</script></html>"

    monkeypatch.setattr("api.maps.write_map", made)
    app.state.drawn.clear()
    policy = (await client.get("/maps/mopac-roles")).headers["content-security-policy"]
    app.state.drawn.clear()
    hashes = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b"draw()", b"more()")]
    assert f"script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}';" in policy


async def test_the_style_sheet_has_a_new_address_when_it_changes(client: httpx.AsyncClient) -> None:
    html = (await client.get("/")).text
    [sheet] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    answer = await client.get(sheet)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert hashlib.sha256(answer.content).hexdigest().startswith(sheet.partition("?v=")[2])
    assert "immutable" not in (await client.get("/static/site.css")).headers.get("cache-control", "")


async def test_every_link_on_every_page_leads_somewhere(client: httpx.AsyncClient) -> None:
    waiting, seen, pages = deque(["/"]), {"/"}, 0
    targets: dict[str, list[str]] = {}
    anchors: list[tuple[str, str]] = []
    while waiting:
        path = waiting.popleft()
        answer = await client.get(path, headers=BROWSER)
        # an example of a question may name what is not loaded here; the page says so in its form
        assert answer.status_code in (200, 303), path
        if answer.status_code == 303 or not answer.headers["content-type"].startswith("text/html"):
            continue
        pages += 1
        page = read(answer.text)
        targets[path] = page.ids
        for link, _ in page.links:
            if not link.startswith(("/", "#")):
                assert link.startswith(("https://", "http://")), link
                continue
            whole, fragment = urldefrag(link if link.startswith("/") else path + link)
            if fragment:
                anchors.append((whole, unquote(fragment)))
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    assert {address(i) for i in ENTITIES} <= set(targets)
    assert pages > 100
    assert [a for a in anchors if a[0] in targets and a[1] not in targets[a[0]]] == []


async def test_the_home_page_leads_to_the_first_questions_the_maps_and_the_api(client: httpx.AsyncClient) -> None:
    page = await get(client, "/")
    links = [link for link, _ in page.links]
    assert {"/maps/mopac-roles", "/api/v1/openapi.json", "/api/v1/catalog", "/questions", "/documents"} <= set(links)
    assert len([link for link in links if re.match(r"/questions/", link)]) == 5
    assert f"{len(ROWS)} statements from" in page.text


async def test_settings_are_nowhere_shown(client: httpx.AsyncClient) -> None:
    for path in (*KINDS, "/maps/mopac-roles", "/api/v1/catalog", "/api/v1/openapi.json", "/readyz"):
        text = (await client.get(path)).text
        assert path.endswith("openapi.json") or "password" not in text.lower()
        assert str(Settings(_env_file=None).data_dir) not in text


async def test_a_board_says_who_sits_there_since_when_and_on_whose_word(client: httpx.AsyncClient) -> None:
    page = await get(client, f"{address(PARTNERSHIP)}?as_of=2020-01-01")
    assert page.headings[0] == (1, "Board Northmarsh Safeguarding Partnership")
    police = page.row("Fenland Constabulary", How="Member")
    assert police["Sits there"] == "from April 2019 to 30 June 2020"
    assert police["Status"] == "Stated surely in force"
    assert f"{POLICE} MEMBER_OF {PARTNERSHIP} 1" in police["Evidence"]
    assert 'Report <script>alert(1)</script> & "more", lines 1 to 2' in police["Evidence"]
    council = page.row("Northmarsh Council", How="Statutory safeguarding partner")
    assert council["Sits there"] == "Not known"
    assert council["Evidence"].count("STATUTORY_PARTNER_OF") == 2
    chair = page.row("Independent Scrutineer", **{"What is said": "Chairs"})
    assert chair["head"] == "Independent Scrutineer held by (from 1 January 2018 to 30 June 2020): Ada Example"
    assert chair["Manner"] == "independent"


async def test_as_of_leaves_out_what_had_ended_and_all_times_shows_it(client: httpx.AsyncClient) -> None:
    times = {"then": "?as_of=2020-01-01", "later": "?as_of=2021-01-01", "all": "?times=all", "today": ""}
    seen = []
    for key, query in times.items():
        page = await get(client, address(PARTNERSHIP) + query)
        assert page.row("Northmarsh Council", How="Statutory safeguarding partner")
        seen += [key for r in page.rows if r.get("head") == "Fenland Constabulary" and r.get("How") == "Member"]
    assert seen == ["then", "all"]


async def test_what_is_planned_denied_or_unclear_is_shown_as_that(client: httpx.AsyncClient) -> None:
    page = await get(client, address(PARTNERSHIP))
    denied = page.row("Northmarsh Safeguarding Partnership", **{"Is under": "Organisation that oversees it"})
    assert denied["Status"] == "Stated not to hold"
    page = await get(client, address(COUNCIL))
    planned = page.row("Safe Steps", How="Pays")
    assert planned["Status"] == "Planned or recommended"
    unclear = page.row("Fenland Constabulary", What="Is worked with by")
    assert unclear["Status"] == "Unclear possibly in force"
    derived = page.row("Northmarsh Council", Status="Follows from the law")
    assert (
        derived["Evidence"].startswith(f"{COUNCIL} DUTY_TO_COOPERATE") or "Follows from the law:" in derived["Evidence"]
    )


async def test_a_page_says_what_is_not_known(client: httpx.AsyncClient) -> None:
    page = await get(client, address(FORUM))
    unknown = page.text.partition("The documents that are loaded do not say it")[2]
    for said in (
        "Who pays for it is not stated.",
        "How often it meets is not stated.",
        "Who oversees or scrutinises it",
    ):
        assert said in unknown
    page = await get(client, address(PARTNERSHIP))
    unknown = page.text.partition("The documents that are loaded do not say it")[2]
    assert "Who pays" not in unknown
    assert page.row("=SUM(A1:A9) Grants", Amount="£7")["Year"] == "2019/20"
    assert page.row("Northmarsh Council", Amount="£120,500.50")["Paid through"] == "Fenland Constabulary"


async def test_nothing_that_is_stated_of_an_entity_is_left_out(client: httpx.AsyncClient, northmarsh: Store) -> None:
    query = query_named("links-of")
    for entity_id in ENTITIES:
        html = (await client.get(f"{address(entity_id)}?times=all", headers=BROWSER)).text
        answer = await run(northmarsh, query, query.read({"entity": entity_id}), limit=1000, seconds=10)
        for link in answer.rows:
            missing = [s for s in link["evidence"] if f"#{s}" not in html]
            assert not missing, (entity_id, link)


async def test_a_person_shows_posts_boards_and_meetings(client: httpx.AsyncClient) -> None:
    page = await get(client, f"{address(ADA)}?times=all")
    post = page.row("Independent Scrutineer", What="Holds the post of", When="from 1 January")
    assert post["When"] == "from 1 January 2018 to 30 June 2020"
    assert page.row("Northmarsh Safeguarding Partnership", How="Chair")["Through the post"] == "Independent Scrutineer"
    assert page.row("Élan & Friends’ Forum", What="Attended")["When"] == "12 February 2020"
    page = await get(client, f"{address(BEN)}?times=all")
    assert page.row("Élan & Friends’ Forum", What="Did not attend")["Particulars"].startswith("apologies")


async def test_a_day_that_is_none_is_told_in_the_form(client: httpx.AsyncClient) -> None:
    page = await get(client, f"{address(PARTNERSHIP)}?as_of=2020-02-30", 422)
    assert page.title.startswith("Error: ")
    assert "There is a problem" in page.text
    assert "#as_of" in {link for link, _ in page.links}
    assert "as_of" in page.ids


async def test_a_field_that_was_left_empty_counts_as_not_given(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"{address(PARTNERSHIP)}?as_of=")).status_code == 200
    assert (await client.get("/search?q=&label=")).status_code == 200
    for path in ("/search?nonsense=1", "/?nonsense=1", "/documents?x=1", "/search?q=a&q=b", f"/search?q={'a' * 401}"):
        check_problem(await client.get(path), 422)
    for path in (
        "/search?page=0",
        "/search?page=x",
        "/documents/report-2021?page=-1",
        "/questions/who-chairs?page=1.5",
    ):
        assert "is no number of a page" in (await get(client, path, 422)).text


async def test_an_error_is_a_page_for_a_browser_and_a_problem_for_a_program(client: httpx.AsyncClient) -> None:
    for path in (
        "/nothing",
        "/boards/board-nobody",
        f"/boards/{ADA}",
        "/questions/nothing",
        "/documents/nothing",
        "/maps/nothing",
    ):
        page = await get(client, path, 404)
        assert page.headings[0] == (1, "There is nothing at this address")
        assert {"/", "/questions", "/documents"} <= {link for link, _ in page.links}
        assert "q" in page.fields
        check_problem(await client.get(path), 404)
    check_problem(await client.get("/api/v1/entities/board-nobody", headers=BROWSER), 404)
    hostile = (await client.get("/boards/board-%3Cscript%3Ealert(1)%3C%2Fscript%3E", headers=BROWSER)).text
    assert "<script" not in hostile


async def test_a_merged_id_leads_on_and_a_withdrawn_one_is_gone(fresh: httpx.AsyncClient, store: Store) -> None:
    await load_northmarsh(store)

    async def work(tx: AsyncManagedTransaction) -> None:
        rows = [["board-old", PARTNERSHIP], ["board-body", COUNCIL], ["board-gone", None]]
        await tx.run("UNWIND $rows AS row MERGE (m:Moved {id: row[0]}) SET m.to = row[1]", rows=rows)

    await store.write(work)
    answer = await fresh.get("/boards/board-old?as_of=2020-01-01", headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/boards/{PARTNERSHIP}?as_of=2020-01-01")
    answer = await fresh.get("/boards/board-body", headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/organisations/{COUNCIL}")
    page = await get(fresh, "/boards/board-gone", 410)
    assert "No statement that is loaded names it any more" in page.text


async def test_hostile_names_are_text_everywhere(fresh: httpx.AsyncClient, store: Store) -> None:
    long = "Panel " + "x" * 290 + " “é”"
    names = [
        HOSTILE,
        "</title><script>alert(1)</script>",
        'O’Neill & Sons\' "Board" {{ 7*7 }} \u202e',
        long,
        "=1+1 ‘名前’ 🙂",
    ]
    rows = [
        row(("Board", name), "MEMBER_OF", ("Board", names[(n + 1) % len(names)]), line=n + 1, id=f"h{n}",
            quote=f"{name} </q><script>alert(2)</script>", as_role=name)
        for n, name in enumerate(names)
    ]  # fmt: skip
    report = await load(store, [Located(read_row(r), f"row {n}") for n, r in enumerate(rows)], [])
    assert not report.faults
    found = await store.read("MATCH (b:Board) RETURN b.id AS id, b.name AS name ORDER BY id")
    assert len(found) == len(names)
    for b in found:
        for path in (
            f"/boards/{quote(b['id'], safe='')}", f"/search?{urlencode({'q': b['name']})}",
            f"/questions/who-sits-on?{urlencode({'board': b['id']})}", "/documents/report-a",
        ):  # fmt: skip
            html = (await fresh.get(path, headers=BROWSER)).text
            page = read(html)
            assert not {"script"} & set(page.tags), path
            written = page.text + " ".join(v for n, v in page.attributes if n == "value")
            assert " ".join(b["name"].split()) in " ".join(written.split()), path
            assert not [n for n, v in page.attributes if n == "href" and v.lower().startswith("javascript")]


async def test_what_was_loaded_is_on_the_page_at_once(fresh: httpx.AsyncClient, store: Store) -> None:
    first, second = (("Board", "Old Marsh Board"), ("Board", "New Marsh Board"))
    person = ("Person", "Ada Example")
    for n, board in enumerate((first, second)):
        located = [Located(read_row(row(person, "MEMBER_OF", board, doc=f"doc-{n}")), "row")]
        assert not (await load(store, located, [])).faults
        page = await get(fresh, "/people/person-ada-example")
        assert board[1] in page.text


async def test_search_finds_forgives_narrows_and_leafs(
    client: httpx.AsyncClient, fresh: httpx.AsyncClient, store: Store
) -> None:
    await load_northmarsh(store)
    page = await get(fresh, "/search?q=nothmarsh+counci")
    assert ("/organisations/" + COUNCIL, "Northmarsh Council") in page.links
    page = await get(fresh, "/search?q=north&label=Borough")
    assert [link for link, _ in page.links if link.startswith("/boroughs/")] == [address(BOROUGH)]
    assert "Nothing that is loaded has this name" in (await get(fresh, "/search?q=zzzz")).text
    page = await get(fresh, "/search?q=minutes")
    assert ("/documents/minutes", "Minutes of the Forum") in page.links
    assert (await get(fresh, "/search?label=Nonsense")).title.startswith("Error: ")
    many = [
        row(("Person", f"Ada Number {n:02}"), "MEMBER_OF", ("Board", "Big Marsh Board"), line=n + 1) for n in range(60)
    ]
    await load(store, [Located(read_row(r), "row") for r in many], [])
    page = await get(fresh, "/search?q=ada+number&page=3")
    assert "60 found, best match first; these are 51 to 60." in page.text
    assert "/search?q=ada+number&page=2" in {link for link, _ in page.links}
    assert "There is no part 9" in (await get(fresh, "/search?q=ada+number&page=9")).text


async def test_a_document_shows_its_statements_in_order_and_the_part_that_one_is_on(
    fresh: httpx.AsyncClient, store: Store
) -> None:
    rows = [
        row(("Person", f"Ada Number {n:03}"), "MEMBER_OF", ("Board", "Big Marsh Board"), line=n, id=f"z{1000 - n}")
        for n in range(1, 121)
    ]
    await load(store, [Located(read_row(r), "row") for r in rows], [])
    page = await get(fresh, "/documents/report-a")
    assert page.text.index("Ada Number 001") < page.text.index("Ada Number 002")
    assert "Statements 1 to 50 of 120" in page.text
    page = await get(fresh, "/documents/report-a?statement=z900")
    assert "z900" in page.ids
    assert "Statements 51 to 100 of 120" in page.text
    assert "There is no statement z1" in (await get(fresh, "/documents/report-a?statement=z1")).text
    board = await get(fresh, "/boards/board-big-marsh-board")
    assert "/documents/report-a?statement=z900#z900" in {link for link, _ in board.links}


async def test_a_quote_is_marked_as_found_or_not(fresh: httpx.AsyncClient, store: Store) -> None:
    await load_northmarsh(store)

    async def work(tx: AsyncManagedTransaction) -> None:
        await tx.run("MATCH (s:Statement {doc: 'report-2021', predicate: 'MEMBER_OF'}) SET s.quote_found = false")
        await tx.run("MATCH (s:Statement {predicate: 'CHAIRS'}) SET s.quote_found = true")
        await tx.run("MATCH (s:Statement {predicate: 'FUNDS'}) REMOVE s.quote")

    await store.write(work)
    page = await get(fresh, f"{address(PARTNERSHIP)}?times=all")
    assert "(not found in the copy)" in page.row("Fenland Constabulary", How="Member")["Evidence"]
    chair = next(r for r in page.rows if r.get("What is said") == "Chairs")
    assert "(found in the copy)" in chair["Evidence"]
    assert "Northmarsh Council funds Northmarsh Safeguarding Partnership (" in page.text


async def test_every_question_is_on_the_list_with_its_form(client: httpx.AsyncClient) -> None:
    links = {link for link, _ in (await get(client, "/questions")).links}
    assert {f"/questions/{name}" for name in catalogue()} <= links
    for name, query in catalogue().items():
        page = await get(client, f"/questions/{name}")
        assert {f"p-{p.name}" for p in query.parameters} == page.fields
        assert page.fields <= page.labelled


async def test_a_question_takes_a_name_in_place_of_an_id(client: httpx.AsyncClient) -> None:
    answer = await client.get("/questions/who-sits-on?board=Northmarsh+Safeguarding&as_of=2020-01-01", headers=BROWSER)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/questions/who-sits-on?board={PARTNERSHIP}&as_of=2020-01-01"
    page = await get(client, answer.headers["location"])
    assert ("value", "Northmarsh Safeguarding Partnership") in page.attributes
    assert page.row("Fenland Constabulary", Relation="Sits on")
    data = f"/api/v1/queries/who-sits-on/rows.csv?board={PARTNERSHIP}&as_of=2020-01-01"
    assert data in {link for link, _ in page.links}
    several = await get(client, "/questions/links-of?entity=north")
    assert f"/questions/links-of?entity={COUNCIL}" in {link for link, _ in several.links}
    wrong = await get(client, "/questions/who-sits-on?board=zzzz", 422)
    assert wrong.title.startswith("Error: ")
    assert "#p-board" in {link for link, _ in wrong.links}
    assert "Nothing that is loaded and is a board is called “zzzz”" in wrong.text
    assert "is none of" in (await get(client, f"/questions/links-of?entity={COUNCIL}&types=X", 422)).text
    assert (await client.get("/questions/who-sits-on?nonsense=1", headers=BROWSER)).status_code == 422
    assert (await client.get("/questions/who-sits-on?as_of=2020-01-01", headers=BROWSER)).status_code == 422
    assert (await client.get("/questions/who-sits-on?board=board-nobody", headers=BROWSER)).status_code == 422


async def test_a_download_has_what_its_table_shows(client: httpx.AsyncClient) -> None:
    page = await get(client, f"{address(PARTNERSHIP)}?as_of=2020-01-01")
    downloads = {link for link, _ in page.links if link.startswith("/api/v1/queries/")}
    assert {link.partition("?")[0].rpartition(".")[2] for link in downloads} == {"csv", "json"}
    sits = next(link for link in downloads if "/who-sits-on/rows.json" in link)
    members = {r["member"] for r in (await client.get(sits)).json()["rows"]}
    assert members == {"Fenland Constabulary", "Northmarsh Council", HOSTILE, "Independent Scrutineer", "Lay Adviser"}
    shown = [r["head"] for r in page.rows if "Sits there" in r]
    assert all(any(head.startswith(" ".join(m.split())) for head in shown) for m in members)
    for link in downloads:
        assert (await client.get(link)).status_code == 200, link


async def test_a_page_changes_its_tag_with_the_day(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = (await client.get(address(SCRUTINEER))).headers["etag"]
    assert (await client.get(address(SCRUTINEER), headers={"If-None-Match": first})).status_code == 304

    class Tomorrow:
        @staticmethod
        def today() -> Tomorrow:
            return Tomorrow()

        def isoformat(self) -> str:
            return "2999-01-01"

    monkeypatch.setattr("api.middleware.date", Tomorrow)
    assert (await client.get(address(SCRUTINEER))).headers["etag"] != first


async def test_a_table_says_what_its_download_has_besides(fresh: httpx.AsyncClient, store: Store) -> None:
    plan, acts = ("Protocol", "Marsh Plan"), ("Protocol", "Marsh Act 1999")
    near, far = ("Borough", "Nearmarsh"), ("Borough", "Farmarsh")
    await load(store, [
        Located(read_row(r), "row") for r in (
            row(near, "REFERENCES", plan, line=1), row(far, "REFERENCES", acts, line=2),
            row(far, "REFERENCES", plan, line=3, status="negated"), row(("Borough", "Oldmarsh"), "REFERENCES", acts, line=4),
        )
    ], [])  # fmt: skip
    for path, parameter, entity in (
        ("boroughs", "borough", "borough-nearmarsh"),
        ("protocols", "instrument", "protocol-marsh-plan"),
    ):
        answer = await fresh.get(f"/api/v1/queries/instruments-by-borough/rows?{parameter}={entity}")
        left = [r for r in answer.json()["rows"] if r["answer"] == "unknown"]
        assert len(left) == 1
        assert "1 more row in the download: " in (await get(fresh, f"/{path}/{entity}")).text


async def test_what_a_table_leaves_out_is_counted_by_reason() -> None:
    assert left_out([]) == ""
    assert left_out(["not known"]) == "1 more row in the download: not known."
    assert left_out(["of A", "of B", "of A"]) == "3 more rows in the download, of which 2 of A and 1 of B."


async def test_documents_and_their_statements_are_there_as_csv(client: httpx.AsyncClient) -> None:
    page = await get(client, "/documents")
    assert "/api/v1/documents.csv" in {link for link, _ in page.links}
    rows = list(csv.DictReader(io.StringIO((await client.get("/api/v1/documents.csv")).text)))
    listed = (await client.get("/api/v1/documents")).json()["items"]
    assert [(r["id"], r["statements"]) for r in rows] == [(d["id"], str(d["statements"])) for d in listed]
    page = await get(client, "/documents/report-2021")
    address_ = "/api/v1/documents/report-2021/statements.csv"
    assert address_ in {link for link, _ in page.links}
    answer = await client.get(address_)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    stated = (await client.get("/api/v1/documents/report-2021/statements?limit=1000")).json()["items"]
    assert [(r["id"], r["status"], r["sentence"]) for r in rows] == [
        (s["id"], s["status"], cell(s["evidence"]["sentence"])) for s in stated
    ]
    check_problem(await client.get("/api/v1/documents/nothing/statements.csv"), 404)

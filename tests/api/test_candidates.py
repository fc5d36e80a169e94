"""Candidates over HTTP: for an editor's key alone, and never where names are withheld."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from api.app import create_app
from api.audit import Audit
from api.client import NotAllowed, Safegov
from api.examples import ANSWERS
from api.keys import KeyRing
from graph.settings import Settings
from graph.store import Store
from ingest.kept import Wish
from ingest.review import Review
from tests.api.conftest import client_of, load_northmarsh, serving
from tests.api.test_access import basic, bearer
from tests.api.test_errors import check_problem
from tests.ingest.reviewed import TEXT, chaired, found, gave, report

V1 = "/api/v1"
DOC = "examplia-report"
LISTED = f"{V1}/candidates"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BROWSER = {"Accept": "text/html"}
SAME = {"Sec-Fetch-Site": "same-origin", **FORM}


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys" / "keys.json")


@pytest.fixture
def editor(ring: KeyRing) -> str:
    return ring.add("an editor", "editor")[1]


@pytest.fixture
def reader(ring: KeyRing) -> str:
    return ring.add("a reader", "reader")[1]


@pytest.fixture
def review(tmp_path: Path) -> Review:
    made = Review(tmp_path)
    made.take(report())
    return made


@pytest.fixture
def app(tmp_path: Path, ring: KeyRing, editor: str, store: Store) -> FastAPI:
    return create_app(Settings(data_dir=tmp_path, keys_file=ring.path, _env_file=None), store)


@pytest_asyncio.fixture(loop_scope="session")
async def client(app: FastAPI, review: Review, editor: str) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as made:
        made.headers.update(bearer(editor))
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def browser(app: FastAPI, review: Review, editor: str) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as made:
        made.headers.update({**basic(editor), **BROWSER})
        yield made


def id_of(review: Review, predicate: str) -> str:
    kept, _ = review.candidates(Wish(), limit=100)
    return next(k.id for k in kept if k.row["predicate"] == predicate)


async def in_store(store: Store) -> list[str]:
    rows = await store.read("MATCH (s:Statement) RETURN s.predicate AS p ORDER BY p")
    return [r["p"] for r in rows]


# -- the API


async def test_candidates_are_listed_with_their_words(client: httpx.AsyncClient) -> None:
    body = (await client.get(LISTED)).json()
    assert body["total"] == 2
    first = body["items"][0]
    assert first["sentence"] == "Examplia Council funds Examplia Safeguarding Board (£5,000)."
    assert first["words"] == {
        "before": "", "quote": "Examplia Council gave 5,000 to the Board.", "after": " It gave no more.", "found": True,
    }  # fmt: skip
    assert (first["state"], first["document"], first["row"]["props"]) == ("waiting", DOC, {"amount_gbp": 5000})


async def test_the_examples_have_the_keys_of_real_answers(client: httpx.AsyncClient, review: Review) -> None:
    one = f"{LISTED}/{id_of(review, 'FUNDS')}"
    real = {
        LISTED: await client.get(LISTED),
        f"POST {LISTED}/{{id}}/accept": await client.post(f"{one}/accept"),
        f"POST {LISTED}/{{id}}/correct": await client.post(f"{one}/correct", json={"row": {"props": {}}}),
        f"POST {LISTED}/{{id}}/reject": await client.post(f"{one}/reject"),
        f"POST {LISTED}/accept": await client.post(f"{LISTED}/accept?document={DOC}&above=1"),
    }
    for call, answer in real.items():
        assert set(answer.json()) == set(ANSWERS[call]), call
    assert set(real[LISTED].json()["items"][0]) == set(ANSWERS[LISTED]["items"][0])


@pytest.mark.parametrize(
    ("query", "total"),
    [
        (f"document={DOC}", 2), ("document=other", 0), ("state=waiting", 2), ("state=accepted", 0), ("method=test", 2),
        ("min_confidence=0.7", 1),
    ],
)  # fmt: skip
async def test_candidates_are_filtered(client: httpx.AsyncClient, query: str, total: int) -> None:
    assert (await client.get(f"{LISTED}?{query}")).json()["total"] == total


async def test_candidates_are_leafed_through(client: httpx.AsyncClient) -> None:
    first = (await client.get(f"{LISTED}?limit=1")).json()
    second = (await client.get(f"{LISTED}?limit=1&cursor={first['next']}")).json()
    assert first["items"][0]["id"] != second["items"][0]["id"]
    assert second["next"] is None
    check_problem(await client.get(f"{LISTED}?state=accepted&cursor={first['next']}"), 422)


async def test_the_etag_changes_with_each_decision(client: httpx.AsyncClient, review: Review) -> None:
    tag = (await client.get(LISTED)).headers["ETag"]
    assert (await client.get(LISTED, headers={"If-None-Match": tag})).status_code == 304
    await client.post(f"{LISTED}/{id_of(review, 'FUNDS')}/reject")
    answer = await client.get(LISTED, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.json()["items"][0]["state"] == "rejected"


async def test_accept_and_reject(client: httpx.AsyncClient, review: Review, store: Store, tmp_path: Path) -> None:
    one = id_of(review, "FUNDS")
    body = (await client.post(f"{LISTED}/{one}/accept")).json()
    assert (body["state"], body["who"].endswith("(an editor)")) == ("accepted", True)
    assert await in_store(store) == ["FUNDS"]
    shown = (await client.get(f"{V1}/statements/{one}")).json()
    assert shown["evidence"]["quote"] == "Examplia Council gave 5,000 to the Board."
    assert shown["evidence"]["quote_found"] is True
    assert (await client.post(f"{LISTED}/{one}/reject")).json()["state"] == "rejected"
    assert await in_store(store) == []
    noted = [(n["what"], n["outcome"], n.get("accepted")) for n in Audit(tmp_path).lines()]
    assert noted[:2] == [("review", "begun", None), ("review", "done", 1)]
    assert "Ada" not in Audit(tmp_path).path.read_text(encoding="utf-8")


async def test_correct(client: httpx.AsyncClient, review: Review, store: Store) -> None:
    one = id_of(review, "FUNDS")
    row = {**review.candidate(one).row, "props": {"amount_gbp": 50}}
    body = (await client.post(f"{LISTED}/{one}/correct", json={"row": row})).json()
    assert (body["state"], body["row"]["props"], body["corrected"]["props"]) == (
        "corrected", {"amount_gbp": 5000}, {"amount_gbp": 50},
    )  # fmt: skip
    assert body["sentence"].endswith("(£50).")
    assert await in_store(store) == ["FUNDS"]
    problem = check_problem(await client.post(f"{LISTED}/{one}/correct", json={"row": {"predicate": "LIKES"}}), 422)
    assert "LIKES" in problem["errors"][0]["reason"]
    check_problem(await client.post(f"{LISTED}/{one}/correct", json={}), 422)
    assert (await client.get(LISTED)).json()["items"][0]["corrected"]["props"] == {"amount_gbp": 50}


async def test_accept_all_above_a_confidence(client: httpx.AsyncClient, store: Store) -> None:
    answer = await client.post(f"{LISTED}/accept?document={DOC}&above=0.9")
    assert answer.json() == {"accepted": 1, "documents": [DOC]}
    assert await in_store(store) == ["FUNDS"]
    assert (await client.post(f"{LISTED}/accept?document={DOC}&above=0.5")).json()["accepted"] == 1
    assert await in_store(store) == ["CHAIRS", "FUNDS"]
    check_problem(await client.post(f"{LISTED}/accept?document=other&above=0.9"), 404)
    check_problem(await client.post(f"{LISTED}/accept?document={DOC}&above=2"), 422)


@pytest.mark.parametrize("what", ["accept", "reject"])
async def test_an_unknown_candidate_is_told(client: httpx.AsyncClient, what: str) -> None:
    check_problem(await client.post(f"{LISTED}/c-nothing/{what}"), 404)
    check_problem(await client.post(f"{LISTED}/c-nothing/{what}?x=1"), 422)


async def test_a_document_that_is_withdrawn_is_forgotten(
    client: httpx.AsyncClient, review: Review, store: Store
) -> None:
    await client.post(f"{LISTED}/accept?document={DOC}&above=0")
    assert (await client.delete(f"{V1}/documents/{DOC}")).json()["removed"] == 2
    assert review.documents() == []
    check_problem(await client.delete(f"{V1}/documents/{DOC}"), 404)


WRITES = [
    ("GET", LISTED), ("POST", f"{LISTED}/c-1/accept"), ("POST", f"{LISTED}/c-1/reject"),
    ("POST", f"{LISTED}/c-1/correct"), ("POST", f"{LISTED}/accept?document=a&above=1"), ("POST", f"{V1}/documents"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), WRITES)
async def test_an_editors_key_is_needed_in_the_header(
    app: FastAPI, editor: str, reader: str, method: str, path: str
) -> None:
    async with client_of(app) as client:
        check_problem(await client.request(method, path), 401)
        check_problem(await client.request(method, path, headers=bearer(reader)), 403)
        check_problem(await client.request(method, path, headers={**basic(editor), **SAME}), 403)


@pytest.mark.parametrize(("method", "path"), [*WRITES, ("GET", "/review"), ("GET", "/review/a"), ("POST", "/review/a")])
async def test_without_keys_it_is_off(store: Store, tmp_path: Path, method: str, path: str) -> None:
    async with client_of(create_app(Settings(data_dir=tmp_path, _env_file=None), store)) as client:
        assert "SAFEGOV_KEYS_FILE" in check_problem(await client.request(method, path), 403)["detail"]


# -- the pages


async def test_the_pages_show_each_candidate_beside_its_words(browser: httpx.AsyncClient) -> None:
    listed = await browser.get("/review")
    assert listed.status_code == 200
    assert f'href="/review/{DOC}"' in listed.text
    page = await browser.get(f"/review/{DOC}")
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "<mark>Ada Example was\nin the chair.</mark>" in page.text
    assert "<mark>Examplia Council gave 5,000 to the Board.</mark> It gave no more.</blockquote>" in page.text
    assert "<script" not in page.text


async def test_the_pages_lead_to_review_where_that_is_possible(
    browser: httpx.AsyncClient, review: Review, store: Store, tmp_path: Path
) -> None:
    for path in ("/", "/maps", "/nowhere"):
        assert 'href="/review"' in (await browser.get(path, headers={"Accept": "text/html"})).text
    await browser.post(f"/review/{DOC}", content="decision=all&above=0.9", headers=SAME)
    assert f'href="/review/{DOC}"' in (await browser.get(f"/documents/{DOC}")).text
    async with client_of(create_app(Settings(data_dir=tmp_path, _env_file=None), store)) as open_to_all:
        for path in ("/", "/maps", "/nowhere"):
            assert 'href="/review"' not in (await open_to_all.get(path, headers={"Accept": "text/html"})).text
        assert "/review/" not in (await open_to_all.get(f"/documents/{DOC}")).text


async def test_a_form_decides_and_leads_back(browser: httpx.AsyncClient, review: Review, store: Store) -> None:
    one = id_of(review, "FUNDS")
    body = f"decision=accept&candidate={one}&state=waiting&page=1"
    answer = await browser.post(f"/review/{DOC}", content=body, headers=SAME)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/review/{DOC}?done=accept#candidates")
    assert (
        '<p class="govuk-inset-text" role="status">It was accepted.</p>'
        in (await browser.get(f"/review/{DOC}?done=accept")).text
    )
    assert await in_store(store) == ["FUNDS"]
    assert one not in (await browser.get(f"/review/{DOC}")).text
    assert one in (await browser.get(f"/review/{DOC}?state=accepted")).text
    body = f"decision=reject&candidate={one}&state=accepted&page=1"
    answer = await browser.post(f"/review/{DOC}", content=body, headers=SAME)
    assert answer.headers["Location"] == f"/review/{DOC}?state=accepted&done=reject#candidates"
    assert await in_store(store) == []


async def test_accepting_many_says_how_many_it_takes_and_how_many_it_took(
    browser: httpx.AsyncClient, review: Review
) -> None:
    sure = sum(k.confidence >= 0.9 for k in review.candidates(Wish(DOC, "waiting"), limit=99)[0])
    assert sure == 1
    page = (await browser.get(f"/review/{DOC}")).text
    assert "with at least this confidence (1 candidate at 0.9)" in page
    assert 'role="status"' not in page
    answer = await browser.post(f"/review/{DOC}", content="decision=all&above=0.9", headers=SAME)
    assert answer.headers["Location"] == f"/review/{DOC}?done=all&count=1#candidates"
    assert "1 candidate was accepted." in (await browser.get(answer.headers["Location"])).text
    for nothing in ("done=all&count=x", "done=<b>", "count=3"):
        assert 'role="status"' not in (await browser.get(f"/review/{DOC}?{nothing}")).text


async def test_what_is_no_longer_there_is_a_list_of_its_own(browser: httpx.AsyncClient, review: Review) -> None:
    one, other = id_of(review, "FUNDS"), id_of(review, "CHAIRS")
    review.take(found(TEXT, chaired()))
    assert review.document(DOC).counts["gone"] == 1
    page = (await browser.get(f"/review/{DOC}?state=gone")).text
    assert one in page
    assert other not in page
    assert '<span aria-current="true">No longer there</span>' in page


async def test_a_file_that_is_refused_is_named(browser: httpx.AsyncClient) -> None:
    answer = await browser.post(
        "/review", files={"file": ("minutes.pdf", b"no PDF")}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 422
    assert "minutes.pdf: its ending says PDF" in answer.text


async def test_a_correction_is_made_in_the_form(browser: httpx.AsyncClient, review: Review, store: Store) -> None:
    one = id_of(review, "CHAIRS")
    form = {
        "decision": "correct", "candidate": one, "subject": "Ben Sample", "subject_label": "Person",
        "predicate": "CHAIRS", "object": "Examplia Safeguarding Board", "object_label": "Board",
        "props": "kind=independent", "status": "asserted",
    }  # fmt: skip
    answer = await browser.post(f"/review/{DOC}", data={**form, "props": "colour=green"}, headers=SAME)
    assert answer.status_code == 422
    assert "colour" in answer.text
    assert 'value="Ben Sample"' in answer.text, "what was typed is still there"
    assert "<title>Error: Review of" in answer.text
    assert await in_store(store) == []
    assert (await browser.post(f"/review/{DOC}", data=form, headers=SAME)).status_code == 303
    kept = review.candidate(one)
    assert (kept.stated["subject"]["name"], kept.stated["props"]) == ("Ben Sample", {"kind": "independent"})
    page = (await browser.get(f"/review/{DOC}?state=corrected")).text
    assert "It was read as: Ada Example chairs" in page
    # to accept it would take the correction away, and the button says so
    assert "Accept as it was read<" in page
    assert ">Accept<" not in page
    assert await in_store(store) == ["CHAIRS"]


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:81"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    ],
)  # fmt: skip
async def test_a_form_of_another_site_is_refused(
    browser: httpx.AsyncClient, review: Review, headers: dict[str, str]
) -> None:
    body = f"decision=accept&candidate={id_of(review, 'FUNDS')}"
    for path in (f"/review/{DOC}", "/review"):
        answer = await browser.post(path, content=body, headers={**FORM, **headers})
        assert answer.status_code == 403
    assert review.document(DOC).counts["waiting"] == 2


async def test_a_browser_that_tells_the_origin_alone_is_believed(browser: httpx.AsyncClient, review: Review) -> None:
    body = f"decision=reject&candidate={id_of(review, 'FUNDS')}"
    headers = {**FORM, "Origin": "http://127.0.0.1"}
    assert (await browser.post(f"/review/{DOC}", content=body, headers=headers)).status_code == 303


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("decision=fly&candidate=ID", 422), ("decision=accept&candidate=c-none", 404), ("", 404),
        ("decision=all&above=x", 422), ("decision=accept&candidate=ID&state=odd", 422),
        ("decision=accept&candidate=ID&page=x", 422), ("a=" + "x" * 200_000, 413), ("&".join(f"a{n}=1" for n in range(50)), 422),
    ],
)  # fmt: skip
async def test_a_form_that_is_none_of_ours_is_refused(
    browser: httpx.AsyncClient, review: Review, body: str, status: int
) -> None:
    content = body.replace("ID", id_of(review, "FUNDS"))
    assert (await browser.post(f"/review/{DOC}", content=content, headers=SAME)).status_code == status
    assert review.document(DOC).counts["waiting"] == 2


async def test_pages_that_are_not_there(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/review/nothing")).status_code == 404
    assert (await browser.post("/review/nothing", content="", headers=SAME)).status_code == 404
    assert (await browser.get(f"/review/{DOC}?state=odd")).status_code == 422
    assert (await browser.get(f"/review/{DOC}?page=99")).status_code == 200


async def test_names_are_escaped(browser: httpx.AsyncClient, review: Review) -> None:
    text = 'The "<b>Board</b>" met.\n'
    review.take(found(text, gave(text, quote='The "<b>Board</b>" met.'), doc="x", title="<i>Title</i>"))
    for path in ("/review", "/review/x"):
        page = (await browser.get(path)).text
        assert not re.search(r"<b>|<i>", page)


async def test_what_was_left_out_is_listed_by_its_place(browser: httpx.AsyncClient, review: Review) -> None:
    review.take(found("Nothing.", doc="x", withheld=("line 7: the subject of a <review>",)))
    page = (await browser.get("/review/x")).text
    assert "<li>Line 7: the subject of a &lt;review&gt;</li>" in page
    assert "Names that were left out" not in (await browser.get(f"/review/{DOC}")).text


async def test_what_changed_is_shown(browser: httpx.AsyncClient, review: Review) -> None:
    text = TEXT.replace("5,000", "6,000")
    review.take(found(text, gave(text, 6000, "Examplia Council gave 6,000 to the Board."), chaired(text)))
    page = (await browser.get(f"/review/{DOC}")).text
    assert "Before the document was changed (waiting): Examplia Council funds" in page
    assert "no longer says it" in (await browser.get(f"/review/{DOC}?state=all")).text


# -- names of people


async def test_where_names_are_withheld_there_are_no_candidates(tmp_path: Path, ring: KeyRing, editor: str) -> None:
    settings = Settings(data_dir=tmp_path, keys_file=ring.path, people="roles", _env_file=None)
    Review(tmp_path).take(report())
    nameless = await Store.connect(settings, purpose="test")
    try:
        await load_northmarsh(nameless.original)
        await nameless.refresh()
        async with client_of(create_app(settings, nameless)) as client:
            one = id_of(Review(tmp_path), "FUNDS")
            calls = [
                ("GET", LISTED), ("POST", f"{LISTED}/{one}/accept"), ("POST", f"{LISTED}/{one}/reject"),
                ("POST", f"{LISTED}/accept?document={DOC}&above=0"), ("GET", "/review"), ("GET", f"/review/{DOC}"),
                ("POST", "/review"), ("POST", f"/review/{DOC}"), ("POST", f"{V1}/documents"),
            ]  # fmt: skip
            for method, path in calls:
                answer = await client.request(method, path, headers={**bearer(editor), **SAME})
                problem = check_problem(answer, 403)
                assert "withheld" in problem["detail"], path
                assert "Ada" not in answer.text
            row = {"row": {"status": "asserted"}}
            answer = await client.post(f"{LISTED}/{one}/correct", json=row, headers=bearer(editor))
            check_problem(answer, 403)
            assert 'href="/review"' not in (await client.get("/", headers=bearer(editor))).text
    finally:
        await asyncio.shield(nameless.close())


# -- reading in

SENT = (
    b"# Examplia Safeguarding Children Partnership\n\nThe partnership is chaired by Ada Example, Independent Chair.\n"
)


async def test_a_document_is_sent_and_read(client: httpx.AsyncClient, review: Review, tmp_path: Path) -> None:
    sent = {"file": ("..\\folder/new report.md", SENT)}
    body = (await client.post(f"{V1}/documents", files=sent)).json()
    assert set(body) == set(ANSWERS[f"POST {V1}/documents"])
    assert (body["document"], body["file"], body["unchanged"]) == ("new-report", "new report.md", False)
    assert body["total"] == len(body["candidates"]) == body["new"]
    assert review.pages("new-report") == (SENT.decode(),)
    assert (await client.post(f"{V1}/documents", files=sent)).json()["unchanged"] is True
    changed = {"file": ("new report.md", SENT + b"\nIt met twice.\n")}
    assert (await client.post(f"{V1}/documents", files=changed)).json()["document"] == "new-report"
    assert review.document("new-report").readings == 2
    noted = [(n["what"], n["outcome"], n["documents"]) for n in Audit(tmp_path).lines()]
    assert noted == [("ingest", outcome, ["new-report"]) for outcome in ("begun", "done")] * 2


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("x.png", b"\x89PNG", "x.png"), ("x.txt", b"\xff\xfe\xff", "x.txt"), ("noending", b"text", "noending")],
)
async def test_what_can_not_be_read_is_refused_by_its_name(
    client: httpx.AsyncClient, review: Review, name: str, content: bytes, says: str
) -> None:
    problem = check_problem(await client.post(f"{V1}/documents", files={"file": (name, content)}), 422)
    assert says in problem["errors"][0]["where"] + problem["errors"][0]["reason"]
    assert tempfile.gettempdir() not in str(problem)
    assert len(review.documents()) == 1


async def test_a_body_that_is_no_form_is_refused(client: httpx.AsyncClient) -> None:
    multipart = {"Content-Type": "multipart/form-data"}
    for headers, content in (({}, b"x"), (FORM, b"file=x"), (multipart, b"x"), ({**multipart}, b"")):
        check_problem(await client.post(f"{V1}/documents", content=content, headers=headers), 422)
    check_problem(await client.post(f"{V1}/documents", files={"other": ("a.txt", b"x")}), 422)
    check_problem(await client.post(f"{V1}/documents", files=[("file", ("a.txt", b"x"))] * 2), 422)
    check_problem(await client.post(f"{V1}/documents?x=1", files={"file": ("a.txt", b"x")}), 422)


async def test_a_document_that_is_too_large_is_refused_before_it_is_there(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.candidates.MOST_BYTES", 1000)
    sent = {"file": ("a.txt", b"x" * 2000)}
    assert "1,000 bytes" in check_problem(await client.post(f"{V1}/documents", files=sent), 413)["detail"]


async def test_a_document_is_sent_from_the_page(browser: httpx.AsyncClient, review: Review) -> None:
    here = {"Sec-Fetch-Site": "same-origin"}
    answer = await browser.post("/review", files={"file": ("new.md", SENT)}, headers=here)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/review/new")
    answer = await browser.post("/review", files={"file": ("new.png", b"x")}, headers=here)
    assert answer.status_code == 422
    assert "<title>Error: Review" in answer.text
    answer = await browser.post("/review", content=b"", headers=here)
    assert answer.status_code == 422


# -- the client


async def test_the_typed_client_reads_and_decides(app: FastAPI, review: Review, editor: str, tmp_path: Path) -> None:
    path = tmp_path / 'notes "of" May.txt'
    path.write_text(TEXT + "\nThe Examplia Safeguarding Board meets quarterly.\n")
    async with serving(app) as base:
        safegov = Safegov(base, key=editor, page=1)
        listed = await asyncio.to_thread(lambda: list(safegov.candidates(DOC, state="waiting")))
        assert len(listed) == 2
        first, second = (c["id"] for c in listed)
        assert (await asyncio.to_thread(safegov.accept, first))["state"] == "accepted"
        assert (await asyncio.to_thread(safegov.reject, first))["state"] == "rejected"
        corrected = await asyncio.to_thread(safegov.correct, first, {"props": {"amount_gbp": 6000}})
        assert (corrected["state"], corrected["row"]["props"]) == ("corrected", {"amount_gbp": 5000})
        assert corrected["corrected"] is not None
        assert corrected["corrected"]["props"] == {"amount_gbp": 6000}
        assert await asyncio.to_thread(safegov.accept_above, DOC, 0.1) == 1
        assert [c["id"] for c in await asyncio.to_thread(lambda: list(safegov.candidates(state="accepted")))] == [
            second
        ]
        read = await asyncio.to_thread(safegov.read, path)
        assert (read["file"], read["unchanged"]) == ("notes _of_ May.txt", False)
        with pytest.raises(NotAllowed):
            await asyncio.to_thread(Safegov(base).accept, first)

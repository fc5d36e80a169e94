"""ModernGov: a council's service is read politely and safely, and what it records becomes statements with literal quotes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from graph.errors import Fault, InputRefused, UsageError
from graph.statements import read_row, squeeze
from ingest.candidates import Candidate
from ingest.kept import Wish
from ingest.moderngov import read_service
from ingest.moderngov.keeping import ingest_service
from ingest.moderngov.records import capacity_of
from ingest.moderngov.service import board_of, source_of
from ingest.moderngov.shapes import BadAnswer, Committee, attendees, committees, councillors, meetings, reduced, seats
from ingest.moderngov.web import Manners
from ingest.reading import Reading
from ingest.review import Review

ANSWERS = Path(__file__).parent.parent / "fixtures" / "moderngov"
TODAY = datetime(2025, 11, 1, 9, 0, tzinfo=UTC).timestamp()
SINCE = date(2025, 1, 1)
HEALTH, SCRUTINY = "Health & Wellbeing Board", "Children's Safeguarding Scrutiny Committee"
Trick = Callable[[BaseHTTPRequestHandler], bool]
"""Answers in its own way and says True, or leaves it to the recorded answer."""


@dataclass
class Council:
    """A service that plays the recorded answers, with its clock."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    tricks: dict[str, list[Trick]] = field(default_factory=dict)
    """For the beginning of a request: what is done instead, once each."""
    slept: list[float] = field(default_factory=list)
    at: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def manners(self, **other: Any) -> Manners:
        return Manners(sleep=self.sleep, clock=lambda: self.at, now=lambda: TODAY + self.at, **other)

    def read(self, folder: Path, **other: Any) -> list[tuple[Reading, list[Candidate]]]:
        manners = other.pop("manners", None) or self.manners()
        return list(read_service(self.url, data_dir=folder, since=other.pop("since", SINCE), manners=manners, **other))


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch) -> Iterator[Council]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    played = Council()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            operation = parts.path.rsplit("/", 1)[-1]
            asked = {key: value[0] for key, value in parse_qs(parts.query).items()}
            number = asked.get("lCommitteeId") or asked.get("lMeetingId") or asked.get("lUserId")
            name = f"{operation}-{number}" if number else operation
            played.asked.append(name)
            played.headers.append(dict(self.headers))
            tricks = played.tricks.get(name, [])
            if tricks and tricks.pop(0)(self):
                return
            file = ANSWERS / f"{name}.xml"
            if not parts.path.startswith("/mgWebService.asmx/") or not file.is_file():
                say(self, 500, b"Unknown web method.")
            elif self.headers.get("If-None-Match") == f'"{name}"':
                say(self, 304)
            else:
                say(self, 200, file.read_bytes(), ETag=f'"{name}"')

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    played.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield played
    server.shutdown()
    server.server_close()


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> bool:
    with suppress(BrokenPipeError, ConnectionResetError):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    return True


def refusing(status: int, **headers: str) -> Trick:
    return lambda handler: say(handler, status, b"no", **headers)


def saying(body: bytes) -> Trick:
    return lambda handler: say(handler, 200, body)


def refusal(council: Council, folder: Path, **other: Any) -> str:
    """Why the service could not be read."""
    with pytest.raises(InputRefused) as caught:
        council.read(folder, **other)
    return caught.value.detail


def rows(found: list[tuple[Reading, list[Candidate]]]) -> list[dict[str, Any]]:
    return [c.row() for _, candidates in found for c in candidates]


def attended(found: list[tuple[Reading, list[Candidate]]], day: str) -> dict[str, dict[str, Any]]:
    return {
        r["subject"]["name"]: r["props"]
        for r in rows(found)
        if r["predicate"] == "ATTENDED" and r["props"]["date"] == day
    }


def test_meetings_become_attendance(council: Council, tmp_path: Path) -> None:
    found = council.read(tmp_path)
    first = attended(found, "2025-03-12")
    assert {name: (p["capacity"], p["attended"]) for name, p in first.items()} == {
        "Ada Example": ("present", True),
        "Bo Quince": ("apologies", False),
        "Cy O'Fennel": ("deputy", True),
        "Dee Marrow": ("absent", False),
        "Ed Sorrel": ("in_attendance", True),
        "Fay Tansy": ("in_attendance", True),
    }
    assert first["Ada Example"]["chair"] is True
    assert first["Dee Marrow"]["organisation"] == "Marsh Health Trust"
    assert first["Ed Sorrel"]["role"] == "Director of Children's Services"
    assert "organisation" not in first["Ada Example"]
    second = attended(found, "2025-06-11")
    assert "chair" not in second["Ada Example"]
    assert second["Bo Quince"]["attended"] is True
    third = attended(found, "2025-05-20")
    assert {n: p["capacity"] for n, p in third.items()} == {"Lea Dock": "present", "Mia Nettle": "apologies"}
    boards = {r["object"]["name"] for r in rows(found)}
    assert boards == {HEALTH, SCRUTINY}


def test_committees_become_membership(council: Council, tmp_path: Path) -> None:
    stated = rows(council.read(tmp_path))
    chairs = {(r["subject"]["name"], r["object"]["name"]) for r in stated if r["predicate"] == "CHAIRS"}
    assert chairs == {("Ada Example", HEALTH), ("Lea Dock", SCRUTINY)}
    found = [r for r in stated if r["predicate"] == "MEMBER_OF"]
    assert {(r["subject"]["name"], r["object"]["name"], r["props"]["as_role"]) for r in found} == {
        ("Ada Example", HEALTH, "Chair"),
        ("Bo Quince", HEALTH, "Vice-Chair"),
        ("Bo Quince", SCRUTINY, "Committee Member"),
        ("Lea Dock", SCRUTINY, "Chair"),
    }


def test_without_a_list_of_members_the_roles_of_meetings_tell(council: Council, tmp_path: Path) -> None:
    council.tricks["GetCommitteesByUser-11"] = [refusing(404)]
    found = [r for r in rows(council.read(tmp_path, committee="101")) if r["predicate"] == "MEMBER_OF"]
    said = {(r["subject"]["name"], r["props"]["as_role"], r["props"]["date"]) for r in found}
    assert ("Ada Example", "Chair", "2025-03-12") in said
    assert ("Dee Marrow", "Committee Member", "2025-03-12") in said
    assert not {"Ed Sorrel", "Fay Tansy", "Cy O'Fennel"} & {name for name, *_ in said}
    assert sum(name.startswith("GetCommitteesByUser") for name in council.asked) == 1


def test_every_row_is_of_the_exchange_format_and_its_quote_stands_at_its_lines(
    council: Council, tmp_path: Path
) -> None:
    found = council.read(tmp_path)
    assert len(found) == 5
    for reading, candidates in found:
        lines = reading.text.split("\n")
        assert candidates
        for candidate in candidates:
            row = candidate.row()
            read_row(row)
            assert row["method"] == "moderngov"
            assert row["doc"] == reading.name.removesuffix(".txt")
            assert row["quote"] in squeeze("\n".join(lines[row["lines"][0] - 1 : row["lines"][1]]))
            assert row["subject"]["name"].split()[-1] in row["quote"]
            assert candidate.confidence >= 0.5
        assert f"{council.url}/mgWebService.asmx/" in reading.text


def test_the_public_parties_and_addresses_are_not_kept(council: Council, tmp_path: Path) -> None:
    found = council.read(tmp_path)
    text = "\n".join(reading.text for reading, _ in found)
    for unwanted in ("Yarrow", "Clover", "Sage", "Thyme", "Reed Party", "Invented Lane", "Mill Ward"):
        assert unwanted not in text
    disk = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()).decode()
    assert "Ada Example" in disk
    for unwanted in ("Yarrow", "Clover", "Sage", "Thyme", "Reed Party", "Invented Lane", "Mill Ward"):
        assert unwanted not in disk
    notes = [note for reading, _ in found for note in reading.notes]
    again = [note for reading, _ in council.read(tmp_path) for note in reading.notes]
    assert notes == again
    assert any(note.startswith("4 names left out") for note in notes)


def test_only_the_meetings_and_committees_asked_for_are_read(council: Council, tmp_path: Path) -> None:
    days = {r["props"].get("date") for r in rows(council.read(tmp_path, committee="health", since=date(2025, 4, 1)))}
    assert days == {None, "2025-06-11"}
    assert [a for a in council.asked if a.startswith("GetMeeting-")] == ["GetMeeting-9002"]
    with pytest.raises(UsageError, match="Health & Wellbeing Board"):
        council.read(tmp_path, committee="Helth and Wellbeing")


def test_it_presents_itself_and_asks_once_a_second(council: Council, tmp_path: Path) -> None:
    council.read(tmp_path)
    assert all(h["User-Agent"].startswith("safegov") for h in council.headers)
    assert len(council.asked) == len(set(council.asked))
    assert council.at >= len(council.asked) - 1
    assert max(council.slept) <= 1.0
    asked = len(council.asked)
    council.slept.clear()
    council.read(tmp_path / "other", manners=council.manners(requests_a_second=10.0))
    assert sum(council.slept) == pytest.approx(0.1 * asked, abs=0.11)


def test_a_later_run_asks_only_whether_anything_changed(council: Council, tmp_path: Path) -> None:
    first = council.read(tmp_path)
    asked = len(council.asked)
    council.at += 86_400
    assert rows(council.read(tmp_path)) == rows(first)
    again = council.headers[asked:]
    assert len(again) == asked
    assert all("If-None-Match" in h for h in again)


def test_the_date_of_an_answer_serves_where_it_has_no_tag(council: Council, tmp_path: Path) -> None:
    body = (ANSWERS / "GetCommittees.xml").read_bytes()
    changed = "Wed, 01 Oct 2025 10:00:00 GMT"
    council.tricks["GetCommittees"] = [lambda h: say(h, 200, body, Last_Modified=changed), refusing(304)]
    first = council.read(tmp_path)
    asked = len(council.asked)
    assert rows(council.read(tmp_path)) == rows(first)
    assert council.headers[asked]["If-Modified-Since"] == changed


def test_what_was_interrupted_goes_on_with_nothing_asked_twice(council: Council, tmp_path: Path) -> None:
    whole = rows(council.read(tmp_path / "whole"))
    total = len(council.asked)
    for stop in range(1, total):
        council.asked.clear()
        folder = tmp_path / str(stop)

        def interrupt(seconds: float, stop: int = stop) -> None:
            council.sleep(seconds)
            if len(council.asked) >= stop:
                raise KeyboardInterrupt

        clock = Manners(sleep=interrupt, clock=lambda: council.at, now=lambda: TODAY + council.at)
        with pytest.raises(KeyboardInterrupt):
            council.read(folder, manners=clock)
        assert rows(council.read(folder)) == whole
        assert len(council.asked) == len(set(council.asked)) == total


def test_a_half_written_answer_is_asked_for_again(council: Council, tmp_path: Path) -> None:
    first = council.read(tmp_path)
    for file in tmp_path.rglob("*.answer"):
        file.write_bytes(file.read_bytes()[:-3])
    asked = len(council.asked)
    assert rows(council.read(tmp_path)) == rows(first)
    assert all("If-None-Match" not in h for h in council.headers[asked:])


def test_it_waits_as_long_as_it_is_told(council: Council, tmp_path: Path) -> None:
    day = datetime.fromtimestamp(TODAY + 3600, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    council.tricks["GetMeetings-101"] = [refusing(429, Retry_After="17"), refusing(503, Retry_After="7")]
    found = council.read(tmp_path)
    assert {17.0, 7.0} <= set(council.slept)
    assert attended(found, "2025-03-12")
    council.tricks["GetMeetings-102"] = [refusing(429, Retry_After=day)]
    assert "left alone" in refusal(council, tmp_path / "other")


def test_a_passing_failure_is_tried_again_ever_more_slowly(council: Council, tmp_path: Path) -> None:
    council.tricks["GetMeeting-9001"] = [refusing(500), refusing(502), lambda h: h.connection.close() is None]
    found = council.read(tmp_path)
    assert attended(found, "2025-03-12")
    assert council.asked.count("GetMeeting-9001") == 4
    assert {1.0, 2.0, 4.0} <= set(council.slept)


def test_a_service_that_stays_down_is_named_and_what_was_read_is_kept(council: Council, tmp_path: Path) -> None:
    council.tricks["GetMeetings-102"] = [refusing(503)] * 3
    with pytest.raises(InputRefused) as caught:
        council.read(tmp_path)
    assert "GetMeetings?lCommitteeId=102" in caught.value.detail
    assert "status 503" in caught.value.detail
    asked = len(council.asked)
    assert attended(council.read(tmp_path), "2025-05-20")
    assert council.asked[asked:] == ["GetMeetings-102", "GetMeeting-9101", "GetAttendance-9101"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<meeting><attendees><attendee name='Ada Example'", "no XML"),
        (b"", "no XML"),
        (b"<html><body>Request blocked</body></html>", "web page"),
        (b'<!DOCTYPE m [<!ENTITY a "Ada"><!ENTITY b "&a;&a;&a;">]><meeting><name>&b;</name></meeting>', "document type"),
        (b'<!DOCTYPE m SYSTEM "file:///etc/passwd"><meeting/>', "document type"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE m [<!ENTITY a "A">]><m>&a;</m>'.encode("utf-16"), "document type"),
    ],
    ids=["broken", "empty", "page", "bomb", "outside", "utf-16"],
)  # fmt: skip
def test_a_bad_answer_costs_one_meeting_and_is_reported(
    body: bytes, reason: str, council: Council, tmp_path: Path
) -> None:
    council.tricks["GetMeeting-9001"] = [saying(body)]
    faults: list[Fault] = []
    found = council.read(tmp_path, faults=faults)
    assert not attended(found, "2025-03-12")
    assert attended(found, "2025-06-11")
    assert [f.where.rsplit("/", 1)[-1] for f in faults] == ["GetMeeting?lMeetingId=9001"]
    assert reason in faults[0].reason
    assert attended(council.read(tmp_path), "2025-03-12")  # a broken answer is asked for again
    council.tricks["GetMeeting-9001"] = [saying(body)]
    seen: list[tuple[Reading, list[Candidate]]] = []
    with pytest.raises(InputRefused, match="1 answer of the service was not read"):
        seen.extend(read_service(council.url, data_dir=tmp_path / "b", since=SINCE, manners=council.manners()))
    assert attended(seen, "2025-05-20")


def test_a_bomb_takes_neither_time_nor_memory() -> None:
    levels = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    started = time.monotonic()
    with pytest.raises(BadAnswer):
        attendees(b'<!DOCTYPE m [<!ENTITY e0 "x">' + levels + b"]><m>&e11;</m>")
    with pytest.raises(BadAnswer):
        attendees(b"<a>" * 100_000)
    assert time.monotonic() - started < 2


def test_it_is_not_led_elsewhere(council: Council, tmp_path: Path) -> None:
    for target in (
        "http://elsewhere.test/x",
        "//elsewhere.test/x",
        "file:///etc/passwd",
        "http://127.0.0.1:1/x",
        "http://[bad",
    ):
        council.tricks["GetCommittees"] = [refusing(302, Location=target)]
        why = refusal(council, tmp_path / "a")
        assert "redirects to " in why or "no plain http" in why
        assert len(council.asked) == len([a for a in council.asked if a == "GetCommittees"])
    council.tricks["GetCommittees"] = [refusing(302, Location="/mgWebService.asmx/GetCommittees")]
    assert council.read(tmp_path / "b")
    council.tricks["GetCommittees"] = [refusing(302, Location="/mgWebService.asmx/GetCommittees")] * 9
    assert "circle" in refusal(council, tmp_path / "c")


def test_too_much_and_too_slow_are_refused(council: Council, tmp_path: Path) -> None:
    council.tricks["GetCommittees"] = [saying(b"x" * 2_000)]
    assert "more than 1,000 bytes" in refusal(council, tmp_path / "a", manners=council.manners(most_bytes=1_000))

    def dawdle(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<a>")
        handler.wfile.flush()
        council.at += 60
        handler.wfile.write(b"</a>")
        return True

    council.tricks["GetCommittees"] = [dawdle]
    assert "more than 30 seconds" in refusal(council, tmp_path / "b")


def test_no_service_is_said_so(council: Council, tmp_path: Path) -> None:
    council.tricks["GetCommittees"] = [refusing(404)]
    assert "no ModernGov service" in refusal(council, tmp_path)
    assert council.read(tmp_path)  # the refusal is not kept
    no_addresses = (
        "ftp://examplia.test", "https://", "https://user:pass@examplia.test", "http://examplia.test:no", "notaurl",
        "two words",
    )  # fmt: skip
    for url in no_addresses:
        with pytest.raises(UsageError, match="address"):
            list(read_service(url, data_dir=tmp_path))


def test_the_service_is_found_from_any_page() -> None:
    wanted = "https://democracy.examplia.test/mgWebService.asmx"
    for url in (
        "democracy.examplia.test",
        "https://democracy.examplia.test/",
        "https://democracy.examplia.test/mgListCommittees.aspx?bcr=1",
        "https://democracy.examplia.test/mgWebService.asmx",
        "https://democracy.examplia.test/mgWebService.asmx/GetCommittees?",
        "https://democracy.examplia.test/mgwebservice.asmx?WSDL",
    ):
        assert source_of(url).base == wanted
    assert (
        source_of("https://examplia.test/democracy/mgMemberIndex.aspx").base
        == "https://examplia.test/democracy/mgWebService.asmx"
    )


def test_a_board_of_a_known_borough_takes_its_name() -> None:
    source = source_of("https://democracy.hackney.gov.uk")
    board = board_of(Committee(1, "Planning Sub-Committee"), source)
    assert board.name.startswith("Hackney")
    assert board_of(Committee(2, "Health and Wellbeing Board"), source).name == "Hackney Health and Wellbeing Board"
    assert board_of(Committee(3, "Audit Committee"), source_of("https://examplia.test")).name == "Audit Committee"


@pytest.mark.parametrize(
    ("said", "capacity"),
    [
        ("Present, as expected", "present"), ("Present, virtual", "present"), ("Present", "present"),
        ("Apologies", "apologies"), ("Apologies, sent representative", "apologies"), ("Apologies received", "apologies"),
        ("Absent", "absent"), ("Absent, not present", "absent"), ("Did not attend", "absent"),
        ("In attendance", "in_attendance"), ("In attendance, virtual", "in_attendance"), ("Observing", "observer"),
        ("Present as substitute", "deputy"), ("Expected", None), ("Not required", None), ("", None), ("Vacancy", None),
    ],
)  # fmt: skip
def test_words_of_attendance(said: str, capacity: str | None) -> None:
    assert capacity_of(said) == capacity


def test_deleted_committees_and_double_escapes() -> None:
    found = committees((ANSWERS / "GetCommittees.xml").read_bytes())
    assert [c.title for c in found] == [HEALTH, SCRUTINY]


def test_an_answer_is_reduced_to_what_is_read_of_it() -> None:
    body = (ANSWERS / "GetMeeting-9001.xml").read_bytes()
    body = body.replace(b"<agendaitems>", b'loose words<mail type="x">ada@examplia.test</mail><agendaitems>')
    kept = reduced(body, lambda who: who.kind != "Public")
    assert [replace(a, name="") for a in attendees(kept)] == [replace(a, name="") for a in attendees(body)]
    assert {a.name for a in attendees(body)} - {a.name for a in attendees(kept)} == {"Hal Yarrow"}
    for unwanted in (b"Yarrow", b"loose", b"ada@", b"Town Hall", b"mgUserInfo", b"Reed"):
        assert unwanted in body
        assert unwanted not in kept
    for file in ANSWERS.glob("*.xml"):
        again = reduced(file.read_bytes(), lambda _: True)
        for read in (attendees, committees, meetings, councillors, seats):
            assert read(again) == read(file.read_bytes()), file.name


def test_answers_are_kept_for_their_owner_only(council: Council, tmp_path: Path) -> None:
    council.read(tmp_path)
    kept = list((tmp_path / "moderngov").rglob("*.answer"))
    assert len(kept) == len(council.asked)
    assert all(file.stat().st_mode & 0o077 == 0 for file in kept)
    assert not list(tmp_path.rglob("run-*.json"))
    assert json.loads(kept[0].read_bytes().split(b"\n")[0])["status"] == 200


def test_what_was_read_is_kept_once_and_waits_for_review(council: Council, tmp_path: Path) -> None:
    review = Review(tmp_path)
    first = ingest_service(council.url, review, tmp_path, since=SINCE, manners=council.manners())
    assert (len(first.read), first.faults) == (5, [])
    kept, total = review.candidates(Wish(method="moderngov"), limit=100)
    assert total == sum(r.candidates for r in first.read) == len(kept) > 10
    meeting = next(d for d in review.documents() if d.id.endswith("meeting-9001"))
    assert (meeting.kind, meeting.date, meeting.title) == ("minutes", "2025-03-12", f"{HEALTH}, 2025-03-12")
    assert first.lines()[-1] == f"Meetings were asked for from {SINCE} on"
    again = ingest_service(council.url, review, tmp_path, since=SINCE, manners=council.manners())
    assert (len(again.read), len(again.skipped)) == (0, 5)
    council.tricks["GetMeeting-9002"] = [
        saying((ANSWERS / "GetMeeting-9002.xml").read_bytes().replace(b'"Absent"', b'"Apologies"'))
    ]
    changed = ingest_service(council.url, review, tmp_path, since=SINCE, manners=council.manners())
    assert [(r.document.rsplit("-", 1)[-1], r.candidates) for r in changed.read] == [("9002", 2)]


def test_where_nobody_says_since_when_it_is_told_and_how_to_ask_for_more(council: Council, tmp_path: Path) -> None:
    report = ingest_service(council.url, Review(tmp_path), tmp_path, manners=council.manners())
    first = date(datetime.fromtimestamp(TODAY, UTC).year - 1, 1, 1)
    assert report.lines()[-1] == f"Meetings were asked for from {first} on; earlier ones: --since YEAR-MONTH-DAY"
    assert report.as_json()["meetings_from"] == first.isoformat()

"""Reads a council's service from its committees to the attendance of each meeting, as one run that may be interrupted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit, urlunsplit

from graph.counted import counted
from graph.errors import Fault, InputRefused, UsageError
from graph.identity import slug
from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.moderngov import shapes
from ingest.moderngov.records import Membership, Sitting, Source, is_professional, meeting_record, membership_record
from ingest.moderngov.shapes import Attendee, BadAnswer, Committee, Listed, Seat
from ingest.moderngov.web import Answer, Manners, Web
from ingest.names import Names
from ingest.reading import Reading

FOLDER: Final = "moderngov"
SERVICE: Final = "mgWebService.asmx"
_NOT_HELD: Final = re.compile(r"cancel|postpon|abandon|withdrawn|not held|provisional", re.I)
_HOST_WORDS: Final = re.compile(
    r"^(?:www|democracy|moderngov|modgov|mgov|councilmeetings|committees?|meetings|councillors|cms|mg|modern)$"
)
T = TypeVar("T")
Progress = Callable[[str], None]
Record = tuple[Reading, list[Candidate]]


def read_service(
    url: str,
    *,
    data_dir: Path,
    committee: str | Sequence[str] | None = None,
    since: date | None = None,
    progress: Progress = lambda _: None,
    manners: Manners | None = None,
    faults: list[Fault] | None = None,
) -> Iterator[Record]:
    """Each meeting with recorded attendance, and each committee's membership, as a small document with its candidates.

    `url`: the council's site, any page of it, or the service itself. `committee`: ids, or names or parts of them; all where it
    is None. `since`: the first day; 1 January of last year where it is None. The document's id is `reading.name` without
    ".txt"; it is the same each time. `progress` is called with the name of each meeting that was asked for.

    What can not be read of a single meeting is added to `faults`, or raised as InputRefused after all others where that is
    None. Raises InputRefused where the service can not be reached or refuses; what it answered so far is kept, and the next
    call with the same arguments goes on from there. Raises UsageError for a committee that it does not have, and for what is no
    address of a site.
    """
    source = source_of(url)
    manners = manners or Manners()
    today = datetime.fromtimestamp(manners.now(), UTC).date()
    first = since or first_day(manners)
    wanted = [committee] if isinstance(committee, str) else list(committee or ())
    run = f"{source.base} {sorted(wanted)} {since}"
    own: list[Fault] = []
    with Web(source.base, data_dir / FOLDER / source.key, run, manners, _reduced) as web:
        reader = _Reader(web, source, own if faults is None else faults)
        chosen = _chosen(reader.committees(), wanted)
        boards = {one.id: board_of(one, source) for one in chosen}
        members = reader.memberships(boards)
        for number, seats in members.items():
            yield membership_record(source, Membership(number, boards[number], seats))
        for one in chosen:
            for listed in reader.meetings(one, first, today):
                people = reader.attendees(listed)
                progress(f"{one.title}, {listed.date.isoformat()}")
                if people:
                    sitting = Sitting(listed.id, one.id, boards[one.id], listed.date, people)
                    record = meeting_record(source, sitting, seats=not members)
                    if record[1]:
                        yield record
        web.done()
    if own:
        raise InputRefused(
            f"{counted(len(own), 'answer of the service was', 'answers of the service were')} not read", own
        )


def first_day(manners: Manners) -> date:
    """From when meetings are asked for where nobody says: 1 January of last year."""
    return date(datetime.fromtimestamp(manners.now(), UTC).year - 1, 1, 1)


def source_of(url: str) -> Source:
    """The service of a council, from the address of any page of its ModernGov site. Raises UsageError for no such address."""
    example = "Give an address such as https://democracy.example.gov.uk"
    told = "://" in url
    shown = url.rpartition("@")[2]  # no password in a message
    whole = url.strip() if told else f"https://{url.strip()}"
    try:
        parts = urlsplit(whole)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise UsageError(f"{shown!r} is no address ({error})", example) from error
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password or re.search(r"\s", whole):
        raise UsageError(f"{shown!r} is no plain http or https address", example)
    if not told and "." not in host and host != "localhost":
        raise UsageError(f"{shown!r} is no address", example)
    path = re.split(rf"/{re.escape(SERVICE)}", parts.path, maxsplit=1, flags=re.I)[0]
    if re.search(r"\.\w{3,5}$", path):
        path = path.rsplit("/", 1)[0]  # a page of the site
    base = urlunsplit((parts.scheme, parts.netloc, f"{path.rstrip('/')}/{SERVICE}", "", ""))
    return Source(base, slug(f"{parts.netloc}{path}"), _area_of(host))


def board_of(committee: Committee, source: Source) -> Entity:
    """The board of a committee, with its borough in front where many boroughs have one of the name."""
    if source.area is None:
        return Entity("Board", committee.title)
    board = Names().board(committee.title, area=source.area)
    if board.label == "Board" and source.area.name in board.name:
        return board
    return Entity("Board", f"{source.area.name} {committee.title}", kind="committee", aliases=(committee.title,))


def _area_of(host: str) -> Entity | None:
    """The borough that the address names: democracy.examplia.gov.uk, examplia.moderngov.co.uk."""
    names = Names()
    for word in host.casefold().split("."):
        if not _HOST_WORDS.match(word) and (found := names.borough(word.replace("-", " "))) is not None:
            return found
    return None


def _chosen(found: list[Committee], wanted: Sequence[str]) -> list[Committee]:
    """The committees that are asked for, by id, whole name or part of it."""
    if not wanted:
        return found
    chosen: dict[int, Committee] = {}
    for text in wanted:
        plain = text.strip().casefold()
        same = [c for c in found if plain in (str(c.id), c.title.casefold())]
        some = same or [c for c in found if plain and plain in c.title.casefold()]
        if not some:
            near = get_close_matches(text, [c.title for c in found], n=5, cutoff=0.3) or [c.title for c in found[:5]]
            raise UsageError(f"The service has no committee {text!r}", f"Near it: {'; '.join(near)}")
        chosen |= {c.id: c for c in some}
    return list(chosen.values())


class _Reader:
    """The operations, each read or noted as not offered."""

    def __init__(self, web: Web, source: Source, faults: list[Fault]) -> None:
        self._web = web
        self._source = source
        self._faults = faults
        self._off: set[str] = set()
        """Operations that the service does not offer: not asked for again."""

    def committees(self) -> list[Committee]:
        answer = self._web.get("GetCommittees", {})
        if answer.status != 200:
            raise self._refused(
                answer, f"it answers with status {answer.status}: there is no ModernGov service, or it is closed"
            )
        try:
            found = shapes.committees(answer.body)
        except BadAnswer as error:
            raise self._refused(answer, str(error)) from error
        if not found:
            raise self._refused(answer, "it lists no committees")
        return found

    def meetings(self, committee: Committee, first: date, today: date) -> list[Listed]:
        """Those that were held, newest last; the dates are looked at again, as services do not always obey them."""
        asked = {
            "lCommitteeId": str(committee.id),
            "sFromDate": _british(first),
            "sToDate": _british(date(today.year, 12, 31)),
        }
        answer = self._optional("GetMeetings", asked)
        if answer is None:
            answer = self._optional("GetAllMeetingsByDate", asked | {"bIsAscendingDateOrder": "true"})
        if answer is None:
            url = f"{self._source.base}/GetMeetings?lCommitteeId={committee.id}"
            self._faults.append(
                Fault(url, f"the meetings of {committee.title} are not listed", "Read their minutes instead")
            )
            return []
        found = self._read(answer, shapes.meetings) or []
        held = [m for m in found if first <= m.date <= today and not _NOT_HELD.search(m.status)]
        return sorted(held, key=lambda m: (m.date, m.id))

    def attendees(self, listed: Listed) -> list[Attendee]:
        asked = {"lMeetingId": str(listed.id)}
        answer = self._optional("GetMeeting", asked, each=True)
        found = self._read(answer, shapes.attendees) if answer else []
        if found == []:
            answer = self._optional("GetAttendance", asked)
            found = self._read(answer, shapes.attendees) if answer else []
        return found or []

    def memberships(self, boards: dict[int, Entity]) -> dict[int, list[tuple[str, str]]]:
        """By committee: name and role of each councillor who sits on it. Empty where the service does not tell."""
        answer = self._optional("GetCouncillorsByWard", {})
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for number, name in (self._read(answer, shapes.councillors) or []) if answer else []:
            seats = self._optional("GetCommitteesByUser", {"lUserId": str(number)})
            if seats is None and "GetCommitteesByUser" in self._off:
                break
            for seat in self._seats(seats):
                if seat.committee in boards:
                    found[seat.committee].append((name, seat.role))
        return dict(found)

    def _seats(self, answer: Answer | None) -> list[Seat]:
        return (self._read(answer, shapes.seats) or []) if answer else []

    def _optional(self, operation: str, asked: dict[str, str], *, each: bool = False) -> Answer | None:
        """An answer, or None where the service does not give it. `each`: that one is refused says nothing of the others."""
        if operation in self._off:
            return None
        answer = self._web.get(operation, asked, tries=None if each else 3)
        if answer.status == 200:
            return answer
        if each:
            reason = f"it answers with status {answer.status}"
            self._faults.append(Fault(answer.url, reason, "Ask the council, or read the minutes instead"))
        else:
            self._off.add(operation)
        return None

    def _read(self, answer: Answer, read: Callable[[bytes], list[T]]) -> list[T] | None:
        try:
            return read(answer.body)
        except BadAnswer as error:
            self._faults.append(Fault(answer.url, str(error), "Try again later, or tell the council"))
            return None

    def _refused(self, answer: Answer, reason: str) -> InputRefused:
        self._web.forget(answer)  # else it would stand for the rest of the run
        return InputRefused("The service was not read", [Fault(answer.url, reason, "Check the address in a browser")])


def _reduced(body: bytes) -> bytes | None:
    """What is kept of an answer; None where it can not be followed."""
    try:
        return shapes.reduced(body, is_professional)
    except BadAnswer:
        return None


def _british(day: date) -> str:
    return day.strftime("%d/%m/%Y")

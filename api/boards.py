"""Boards, people and boroughs as people ask for them: who sits there, who came, which boards there are."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.models import Attendance, BoroughBoards, Edges
from api.parameters import AsOf, BoardId, BoroughId, Days, Limit, Offset, PersonId, TheStore, paged
from api.problems import RESPONSES, responses
from graph import read
from graph.errors import NotFound
from graph.read_attendance import attendance
from graph.read_boroughs import boards_of_borough
from graph.store import Row

router = APIRouter(prefix="/api/v1", responses={**RESPONSES, **responses(308, 410)}, tags=["graph"])

MEMBERSHIP = ("MEMBER_OF", "CHAIRS", "STATUTORY_PARTNER_OF")


@router.get("/boards/{id}/members", response_model=Edges)
async def list_members(
    *, request: Request, store: TheStore, board_id: BoardId, as_of: AsOf, offset: Offset, limit: Limit = 100
) -> Row:
    """Who sits on a board, chairs it or is its statutory partner."""
    _must_be(board_id, "board")
    page = await read.edges(store, board_id, types=MEMBERSHIP, direction="in", as_of=as_of, limit=limit, offset=offset)
    return paged(request, page, offset, limit)


@router.get("/boards/{id}/attendance", response_model=Attendance)
async def list_attendance(
    *, request: Request, store: TheStore, board_id: BoardId, days: Days, offset: Offset, limit: Limit = 100
) -> Row:
    """Who is recorded at the meetings of a board, with the capacity, role and organisation as recorded.

    `items` are the records, by meeting and name; `meetings` are all meetings of the whole list. The rates that documents
    print stand apart in `printed_rates`: they are not computed from the records, and may differ from them.
    With `from` or `to`, what was surely outside is left out; a meeting whose day no document tells is kept.
    """
    _must_be(board_id, "board")
    first, last = days
    page, meetings, rates = await attendance(store, board_id, first=first, last=last, limit=limit, offset=offset)
    return {**paged(request, page, offset, limit), "meetings": meetings, "printed_rates": rates}


@router.get("/people/{id}/boards", response_model=Edges)
async def list_boards(
    *, request: Request, store: TheStore, person_id: PersonId, as_of: AsOf, offset: Offset, limit: Limit = 100
) -> Row:
    """The boards that a person sits on, by name or through a post (`via`)."""
    _must_be(person_id, "person")
    page = await read.boards_of(store, person_id, as_of=as_of, limit=limit, offset=offset)
    return paged(request, page, offset, limit)


@router.get("/boroughs/{id}/boards", response_model=BoroughBoards)
async def list_boards_of_borough(
    *, request: Request, store: TheStore, borough_id: BoroughId, as_of: AsOf, offset: Offset, limit: Limit = 100
) -> Row:
    """The boards of a borough. `tie` says how: a document states that the board covers it (`covers`), or documents only
    name the board as one of the borough (`area`), which has no dates and no status.
    """
    _must_be(borough_id, "borough")
    page = await boards_of_borough(store, borough_id, as_of=as_of, limit=limit, offset=offset)
    return paged(request, page, offset, limit)


def _must_be(entity_id: str, slug: str) -> None:
    if not entity_id.startswith(f"{slug}-"):
        raise NotFound(f"{entity_id!r} is no {slug}", f"An id of a {slug} begins with '{slug}-'")

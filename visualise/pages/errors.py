"""The page of an error: what went wrong, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visualise.site import render

SAID = {
    404: "There is nothing at this address",
    410: "This was withdrawn",
    408: "This takes too long to answer",
    422: "This address asks for something that can not be answered",
    429: "Too much is asked at the moment",
    500: "Something went wrong",
    503: "The service is not ready",
}


def error_page(status: int, title: str, detail: str, faults: Sequence[Mapping[str, str]], request_id: str) -> str:
    """HTML of an error."""
    return render(
        "error.html.j2", status=status, title=SAID.get(status, title), detail=detail, faults=faults,
        request_id=request_id,
    )  # fmt: skip

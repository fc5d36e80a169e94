"""The one tree of errors. Each class holds its HTTP status and its exit code; a message says what, where and how to mend."""

from __future__ import annotations

from dataclasses import dataclass


class SafegovError(Exception):
    """Base of every error that a user may see. `detail` is the whole message, fit for a terminal line or a problem body."""

    status = 500
    exit_code = 1
    title = "Something went wrong"

    def __init__(self, what: str, mend: str = "") -> None:
        self.what = what
        self.mend = mend
        super().__init__(f"{what.rstrip('.')}. {mend}" if mend else what)

    @property
    def detail(self) -> str:
        return str(self)

    @property
    def errors(self) -> list[dict[str, str]]:
        """The single faults behind the message, for machines; empty where the message says all."""
        return []


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one place of the input."""

    where: str
    """`file, row 12` or the name of a parameter."""
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}. {self.remedy}"


class Faulty(SafegovError):
    """Several faults found at once, each with its place, reason and remedy."""

    def __init__(self, what: str, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(what)

    @property
    def detail(self) -> str:
        return "\n".join([self.what, *(str(f) for f in self.faults)])

    @property
    def errors(self) -> list[dict[str, str]]:
        return [{"where": f.where, "reason": f.reason, "remedy": f.remedy} for f in self.faults]


class InputRefused(Faulty):
    """Rows or files that can not be taken; nothing of their source was loaded."""

    status = 422
    title = "The input was refused"


class BadParameter(Faulty):
    """A parameter that is missing, unknown or of the wrong type."""

    status = 422
    exit_code = 2
    title = "A parameter is not valid"


class DeclarationError(Faulty):
    """The ontology, or the declaration of a query, contradicts itself: the program refuses to start."""

    title = "The program's own declarations are wrong"


class NotFound(SafegovError):
    status = 404
    title = "Not found"


class Gone(SafegovError):
    status = 410
    title = "Withdrawn"


class TooSlow(SafegovError):
    """A query that passed its time limit."""

    status = 408
    title = "The query passed its time limit"


class PastLimit(TooSlow):
    """A query that passed a limit other than its time: of memory, or of what one answer may hold."""

    title = "The query passed a limit"


class Refused(SafegovError):
    """Well understood, and not allowed."""

    status = 403
    title = "Refused"


class NotKnown(SafegovError):
    """A key is needed, and none was given that is known."""

    status = 401
    title = "Not known"


class TooLarge(SafegovError):
    """More than is taken at one time."""

    status = 413
    title = "Too large"


class BadQuery(SafegovError):
    """Cypher that the engine can not follow."""

    status = 422
    title = "The query can not be followed"


class TooMany(SafegovError):
    """Too much was asked at one time."""

    status = 429
    title = "Too many at one time"

    def __init__(self, what: str, mend: str = "", *, retry_after: int) -> None:
        self.retry_after = retry_after
        """Seconds after which another try makes sense."""
        super().__init__(what, mend)


class UsageError(SafegovError):
    """A setting or an argument that can not be followed."""

    status = 400
    exit_code = 2
    title = "Not understood"


class StoreUnavailable(SafegovError):
    """The store can not be reached, opened or used as it is."""

    status = 503
    exit_code = 3
    title = "The store can not be reached"


class ReadOnly(SafegovError):
    """A reading session was asked to write; the engine refused."""

    status = 403
    title = "Reading sessions can not write"

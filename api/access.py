"""Who may ask, and how often: keys, rates, and the names under which this machine is asked.

Without a keys file reading is open to this machine and writing is off. With one, every request needs a key, but those
that ask whether the program is alive and ready.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import logging
import math
import re
import time
from typing import Final

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from api.keys import Key, KeyRing
from graph.errors import NotKnown, Refused, StoreUnavailable, TooMany, UsageError
from graph.settings import Settings

log = logging.getLogger("safegov.access")

OPEN: Final = ("/healthz", "/readyz")
RATE: Final = 1200
"""Requests a minute where no setting says otherwise: twenty a second."""
FAILURES: Final = 10
"""Wrong keys a minute from one address: guessing 32 random bytes was hopeless before."""
MOST_COUNTS: Final = 100_000
"""Counts kept at one time, some 30 MB; past it all begin anew, as memory matters more than a minute's counts."""
LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Access:
    """Admits requests or refuses them. One for an app; its counts are of this process."""

    def __init__(self, settings: Settings) -> None:
        self.ring = KeyRing(settings.keys_file) if settings.keys_file else None
        if self.ring:
            self.ring.all()  # a damaged file is told at the start
        self._host = settings.host
        # a name of this machine's own is served on without the words only where it leads to loopback
        self._on_loopback = is_loopback(settings.host) or not settings.allow_open_reading
        rate = settings.rate_per_minute or (RATE if self.ring or not self._on_loopback else None)
        self._rate = RateLimitItemPerMinute(rate) if rate else None
        self._failures = RateLimitItemPerMinute(FAILURES)
        self._begin_counting()

    def admit(self, request: Request) -> None:
        """Lets the request pass and keeps its key in `request.state.key`, None where none is needed.

        Raises UsageError for a name that is not this machine's, TooMany, NotKnown, and StoreUnavailable where the keys
        can not be read any more: then nobody gets in.
        """
        request.state.key = None
        self._check_name(request)
        if request.scope["path"] in OPEN:  # not of the URL, which is put together with what the Host header says
            return
        address = address_of(request)
        if self._rate:
            self._count(self._rate, "address", address)
        if not self.ring:
            return
        secret, request.state.by_bearer = credentials(request)
        key = self._find(self.ring, secret) if secret else None
        if key is None:
            # a known key passes all the same: behind a proxy everybody has one address, and nobody is to lock out the rest
            if secret:
                self._count(self._failures, "failures", address)
            what = "The key is not known" if secret else "A key is needed"
            raise NotKnown(what, "Send Authorization: Bearer KEY; in a browser give the key as password")
        if self._rate:
            self._count(self._rate, "key", key.id)
        request.state.key = key
        self.ring.record_use(key)

    def editor(self, request: Request) -> Key:
        """The editor's key that the request came with. Raises Refused.

        A browser sends what it has stored for Basic authentication along with a form of any other site, so that is good
        for reading only; a Bearer header nobody sends unasked.
        """
        key = self._editors_key(request)
        if not request.state.by_bearer:
            raise Refused("Writing needs the key in the header", "Send Authorization: Bearer KEY")
        return key

    def editor_on_page(self, request: Request) -> Key:
        """The editor's key that a browser came with, to a page with forms or with one of its forms. Raises Refused.

        The password that a browser has stored is enough where the browser says that the form is of a page of ours.
        """
        key = self._editors_key(request)
        if request.method not in ("GET", "HEAD") and not request.state.by_bearer and not is_same_origin(request):
            raise Refused("The form is not of a page of this service", "Open the page here, and send the form from it")
        return key

    def _editors_key(self, request: Request) -> Key:
        if self.ring is None:
            raise Refused(
                "Writing is off: there are no keys",
                "Set SAFEGOV_KEYS_FILE and make one: safegov keys add NAME --role editor",
            )
        key: Key | None = request.state.key
        if key is None or key.role != "editor":
            raise Refused("This key may read, not write", "Ask for a key with the role editor")
        return key

    def _check_name(self, request: Request) -> None:
        """Refuses a page of another site that has its own name point at this machine (DNS rebinding)."""
        if self.ring or not self._on_loopback:
            return
        given = request.headers.getlist("Host")
        names = {host_name(text) for text in given}
        if len(given) != 1 or not names <= {*LOCAL_NAMES, self._host.lower()}:
            raise UsageError(f"This machine is not asked as {', '.join(given)!r}", f"Ask {self._host}, or use keys")

    def _find(self, ring: KeyRing, secret: str) -> Key | None:
        try:
            return ring.find(secret)
        except UsageError as error:
            # whoever asks can not mend it, and need not know where the file lies
            log.error("%s", error.what)
            raise StoreUnavailable("The keys can not be read", "Who runs this program finds why in its log") from error

    def _begin_counting(self) -> None:
        self._counts = MemoryStorage()
        self._limiter = SlidingWindowCounterRateLimiter(self._counts)

    def _count(self, rate: RateLimitItemPerMinute, *whose: str) -> None:
        if len(self._counts.storage) >= MOST_COUNTS:
            self._begin_counting()
        if not self._limiter.hit(rate, *whose):
            raise self._too_many(rate, *whose)

    def _too_many(self, rate: RateLimitItemPerMinute, *whose: str) -> TooMany:
        # a place is free only after that moment, not at it
        free_in = self._limiter.get_window_stats(rate, *whose).reset_time - time.time()
        wait = max(1, math.floor(free_in) + 1)
        what = "wrong keys" if whose[0] == "failures" else "requests"
        return TooMany(
            f"More than {rate.amount} {what} a minute from this {'key' if whose[0] == 'key' else 'address'}",
            f"Try again in {wait} s",
            retry_after=wait,
        )


def credentials(request: Request) -> tuple[str | None, bool]:
    """The key that the request brings, and whether as Bearer. Of Basic authentication it is the password (RFC 7617)."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip() or None, True
        case "basic":
            try:
                _, _, password = base64.b64decode(value.strip(), validate=True).decode("utf-8").partition(":")
            except (binascii.Error, UnicodeDecodeError):
                return None, False
            return password or None, False
    return None, False


def is_same_origin(request: Request) -> bool:
    """Whether a browser says that the request comes from a page of this service (Fetch Metadata; else the origin).

    A browser sends Sec-Fetch-Site to https and to this machine only; Origin goes with every form that is posted.
    """
    site = request.headers.getlist("Sec-Fetch-Site")
    if site:
        return site == ["same-origin"]
    scheme, _, host = request.headers.get("Origin", "").partition("://")
    return scheme in ("http", "https") and bool(host) and request.headers.getlist("Host") == [host]


def address_of(request: Request) -> str:
    """Who asks: an IPv6 network of 64 bits counts as one, as whoever has one has them all. No header is believed."""
    host = request.client.host if request.client else "-"
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 6:
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def host_name(text: str) -> str:
    """The name in a Host header, without its port; the empty string where it is none (RFC 9110 section 7.2)."""
    found = re.fullmatch(r"(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d*)?", text.lower(), re.ASCII)
    return (found[1] or found[2]) if found else ""


def is_loopback(host: str) -> bool:
    """Whether an address to serve on is this machine's own."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


def reviews(request: Request) -> bool:
    """Whether candidates can be reviewed here: with a key, where names of people are shown."""
    access: Access = request.app.state.access
    return access.ring is not None and request.app.state.settings.people == "named"

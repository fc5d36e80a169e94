"""API keys: made and revoked on the command line, kept as salted hashes in one file that only its owner can read.

A key is 32 random bytes, so nobody can guess it, and a plain salted hash is enough: stretching as for passwords would
only slow down each answer. The file is read again where it has changed, so a key that was revoked is refused at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, get_args

from graph.arcade import write_private
from graph.engine import try_lock
from graph.errors import NotFound, StoreUnavailable, UsageError

log = logging.getLogger("safegov.keys")

Role = Literal["reader", "editor"]
ROLES: Final = get_args(Role)
PREFIX: Final = "safegov_"
"""So that a key that ends up where it should not is recognised, by people and by scanners for secrets."""
LOCK_SECONDS: Final = 10.0
GRAIN_SECONDS: Final = 60.0
"""Last use is recorded to the minute: not each request writes the file."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key: enough to recognise it, not enough to use it."""

    id: str
    name: str
    role: Role
    salt: str
    hash: str
    created: str
    last_used: str | None = None
    """UTC, ISO 8601, to the minute; None where it was never used."""

    def is_made_of(self, secret: str) -> bool:
        return hmac.compare_digest(self.hash, hashed(self.salt, secret))


class KeyRing:
    """The keys in one file. Raises UsageError where the file is damaged, StoreUnavailable where it can not be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._keys: tuple[Key, ...] = ()
        self._used: dict[str, float] = {}
        self._recording: set[asyncio.Task[None]] = set()

    def all(self) -> tuple[Key, ...]:
        """All keys as the file has them now, in the order in which they were made; none where there is no file."""
        try:
            found = self.path.stat()
            seen = (found.st_mtime_ns, found.st_size, found.st_ino)
            if seen != self._seen:
                self._keys, self._seen = _read(self.path), seen
        except FileNotFoundError:
            self._keys, self._seen = (), None
        except OSError as error:
            raise _unreadable(self.path, error.strerror or str(error)) from error
        return self._keys

    def find(self, secret: str) -> Key | None:
        """The key that this is. All keys are compared, each in constant time: how long it takes tells nothing."""
        found = None
        for key in self.all():
            if key.is_made_of(secret):
                found = key
        return found

    def add(self, name: str, role: Role) -> tuple[Key, str]:
        """Makes a key: what is kept of it, and the key itself, which nobody can show again."""
        if not re.fullmatch(r"\S(?:.{0,78}\S)?", name) or not name.isprintable():
            raise UsageError(f"{name!r} can not be the name of a key", "Name it in up to 80 printable characters")
        secret, salt = PREFIX + secrets.token_urlsafe(32), secrets.token_hex(16)
        key = Key(secrets.token_hex(4), name, role, salt, hashed(salt, secret), now())
        with self._changing() as keys:
            keys.append(key)
        return key, secret

    def revoke(self, key_id: str) -> Key:
        """Takes a key away. Raises NotFound."""
        with self._changing() as keys:
            gone = [k for k in keys if k.id == key_id]
            if not gone:
                raise NotFound(f"There is no key {key_id!r}", "`safegov keys list` lists them")
            keys[:] = [k for k in keys if k.id != key_id]
        return gone[0]

    def record_use(self, key: Key) -> None:
        """Has the time of use written, at most once a minute, without keeping the answer waiting."""
        if time.monotonic() - self._used.get(key.id, -GRAIN_SECONDS) < GRAIN_SECONDS:
            return
        self._used[key.id] = time.monotonic()
        task = asyncio.get_running_loop().create_task(asyncio.to_thread(self._write_use, key.id))
        self._recording.add(task)
        task.add_done_callback(self._recording.discard)

    def _write_use(self, key_id: str) -> None:
        try:
            with self._changing() as keys:
                keys[:] = [replace(k, last_used=now()) if k.id == key_id else k for k in keys]
        except (StoreUnavailable, UsageError) as error:
            # a file that is mounted read-only is a fair way to hand over keys
            log.warning("the last use of key %s could not be recorded: %s", key_id, error.what)

    @contextmanager
    def _changing(self) -> Iterator[list[Key]]:
        """The keys, to be changed in place; two processes take turns, and a reader sees the old file or the new one."""
        lock = -1
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self.path.with_name(f"{self.path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
            deadline = time.monotonic() + LOCK_SECONDS
            while not try_lock(lock):
                if time.monotonic() > deadline:
                    raise StoreUnavailable(f"{self.path} is in use by another process", "Try again")
                time.sleep(0.02)
            keys = list(_read(self.path)) if self.path.exists() else []
            yield keys
            write_private(self.path, json.dumps({"keys": [asdict(k) for k in keys]}, indent=1) + "\n")
        except OSError as error:
            mend = "Give yourself the right to write there, or set SAFEGOV_KEYS_FILE to another file"
            raise StoreUnavailable(f"{self.path} can not be written ({error.strerror or error})", mend) from error
        finally:
            if lock >= 0:
                os.close(lock)


def hashed(salt: str, secret: str) -> str:
    return hashlib.sha256(f"{salt}:{secret}".encode()).hexdigest()


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _read(path: Path) -> tuple[Key, ...]:
    try:
        keys = tuple(Key(**raw) for raw in json.loads(path.read_text(encoding="utf-8"))["keys"])
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, "it is no file of keys, or damaged") from error
    for key in keys:
        texts = (key.id, key.name, key.salt, key.hash, key.created, key.last_used or "")
        if key.role not in ROLES or not all(isinstance(v, str) for v in texts):
            raise _unreadable(path, "it is no file of keys, or damaged")
        if not re.fullmatch("[0-9a-f]{64}", key.hash):
            raise _unreadable(path, "it is no file of keys, or damaged")
    return keys


def _unreadable(path: Path, reason: str) -> UsageError:
    return UsageError(
        f"SAFEGOV_KEYS_FILE {path} can not be used ({reason})",
        "Restore it, or move it away and make new keys: safegov keys add NAME --role reader",
    )

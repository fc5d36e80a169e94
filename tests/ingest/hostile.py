"""Stands where a path is sent to a reader; what it becomes in the other process does the harm that a damaged file may do."""

from __future__ import annotations

import os


class Hostile:
    def __init__(self, harm: str) -> None:
        self.harm = harm

    def __str__(self) -> str:
        return "hostile.txt"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return do_harm, (self.harm,)


def do_harm(harm: str) -> object:
    """Crashes, hangs, or eats two gigabytes."""
    if harm == "crash":
        os.abort()
    while harm == "hang":
        pass
    return bytearray(1 << 31)

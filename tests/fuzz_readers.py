"""Damaged files of every kind through the guarded reader: `make fuzz` or `python -m tests.fuzz_readers --files 10000`.

Each is either read or refused with a reason, within the time limit and a gigabyte; what is read has its words at their
places. A file that ends the process of the reader is refused too and counted apart. Run it again with its seed.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.errors import InputRefused
from ingest.readers.guarded import MEMORY, GuardedReader
from tests.ingest.made_files import FILES, pdf
from tests.ingest.places import misplaced

SECONDS: Final = 20.0
"""For one of these files, all of them small."""
PROMPT: Final = 5.0
"""Beyond it, for a process to be ended and the refusal to come."""
ENDED: Final = "reading it ended the reader"
_HUGE: Final = (b"0", b"-1", b"65536", b"2147483647", b"99999999999999999999", b"1e308", b"NaN")


@dataclass
class Told:
    """What became of the files."""

    counts: Counter[str] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    peak: int = 0
    wrong: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, other: Told) -> None:
        self.counts += other.counts
        self.by_kind += other.by_kind
        self.slowest = max(self.slowest, other.slowest)
        self.peak = max(self.peak, other.peak)
        self.wrong += other.wrong
        self.ended += other.ended


def fuzz(files: int, seed: int, jobs: int = 2) -> Told:
    """Reads so many damaged files; `wrong` of what is told is empty where all went as promised."""
    started = time.monotonic()
    told = Told()
    samples = [(ending, make()) for ending, make in FILES.items()] + [(".pdf", pdf(compressed=True, tables=False))]
    with ThreadPoolExecutor(jobs) as pool, tempfile.TemporaryDirectory() as folder:
        shares = [range(job, files, jobs) for job in range(jobs)]
        for part in pool.map(lambda share: _share(share, seed, samples, Path(folder)), shares):
            told.add(part)
    told.seconds = time.monotonic() - started
    return told


def _share(numbers: range, seed: int, samples: list[tuple[str, bytes]], folder: Path) -> Told:
    told = Told()
    with GuardedReader(seconds=SECONDS) as reader:
        for number in numbers:
            rnd = random.Random(f"{seed}-{number}")
            ending, data = samples[number % len(samples)]
            damaged = damage(rnd, ending, data)
            if rnd.random() < 0.02:
                ending = rnd.choice(list(FILES))
            file = folder / f"{number}{ending}"
            file.write_bytes(damaged)
            _try(reader, file, told)
            file.unlink()
    return told


def _try(reader: GuardedReader, file: Path, told: Told) -> None:
    started = time.monotonic()
    kind = file.suffix
    try:
        reading = reader.read(file)
    except InputRefused as error:
        (fault,) = error.faults
        outcome = "ended" if fault.reason.startswith(ENDED) else "refused"
        if outcome == "ended":
            told.ended.append(file.name)
        if "took longer" in fault.reason:
            told.wrong.append(f"{file.name}: {fault.reason}")
        if fault.where != str(file) or not fault.reason or not fault.remedy:
            told.wrong.append(f"{file.name}: the refusal lacks its place, reason or remedy: {fault}")
    except Exception as error:
        outcome = "failed"
        told.wrong.append(f"{file.name}: {type(error).__name__}: {error}")
    else:
        outcome = "read"
        if fault_of := misplaced(reading):
            told.wrong.append(f"{file.name}: {fault_of}")
    took = time.monotonic() - started
    told.counts[outcome] += 1
    told.by_kind[f"{kind} {outcome}"] += 1
    told.slowest = max(told.slowest, (took, file.name))
    told.peak = max(told.peak, peak(reader.pid))
    if took > SECONDS + PROMPT:
        told.wrong.append(f"{file.name}: took {took:.1f} s")
    if told.peak > MEMORY:
        told.wrong.append(f"{file.name}: took {told.peak >> 20} MB")


def peak(pid: int | None) -> int:
    """Bytes of memory that the process has had at most, where the system tells (Linux)."""
    with suppress(OSError, AttributeError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
        return int(found[1]) * 1024 if found else 0
    return 0


def damage(rnd: random.Random, ending: str, data: bytes) -> bytes:
    """The file with one to three kinds of damage; of a package mostly inside of it."""
    if ending in (".docx", ".xlsx") and rnd.random() < 0.75:
        data = _in_package(rnd, data)
        if rnd.random() < 0.8:
            return data
    return _damaged(rnd, data)


def _damaged(rnd: random.Random, data: bytes) -> bytes:
    for _ in range(rnd.choice((1, 1, 2, 3))):
        if not data:
            return data
        data = rnd.choice((_flip, _flip, _cut, _repeat, _swap, _drop, _insert, _numbers))(rnd, data)
    return data


def _part(rnd: random.Random, data: bytes, most: int = 2000) -> tuple[int, int]:
    start = rnd.randrange(len(data))
    return start, min(len(data), start + rnd.randint(1, most))


def _flip(rnd: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(rnd.choice((1, 3, 10, 50))):
        made[rnd.randrange(len(made))] ^= 1 << rnd.randrange(8)
    return bytes(made)


def _cut(rnd: random.Random, data: bytes) -> bytes:
    return data[: rnd.randrange(len(data))]


def _repeat(rnd: random.Random, data: bytes) -> bytes:
    start, end = _part(rnd, data)
    return data[:end] + data[start:end] * rnd.choice((1, 10, 200)) + data[end:]


def _swap(rnd: random.Random, data: bytes) -> bytes:
    a, b, c = sorted(rnd.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def _drop(rnd: random.Random, data: bytes) -> bytes:
    start, end = _part(rnd, data)
    return data[:start] + data[end:]


def _insert(rnd: random.Random, data: bytes) -> bytes:
    at = rnd.randrange(len(data))
    return data[:at] + rnd.randbytes(rnd.choice((1, 8, 200))) + data[at:]


def _numbers(rnd: random.Random, data: bytes) -> bytes:
    """Some numbers become huge, negative or none: lengths, counts, spans."""
    found = list(re.finditer(rb"\d+", data[:1_000_000]))
    if not found:
        return data
    for match in sorted(rnd.sample(found, min(len(found), rnd.choice((1, 5)))), key=lambda m: -m.start()):
        data = data[: match.start()] + rnd.choice(_HUGE) + data[match.end() :]
    return data


def _in_package(rnd: random.Random, data: bytes) -> bytes:
    """A zip package with a damaged member, one member less, or one that says twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    chosen = rnd.randrange(len(members))
    name, content = members[chosen]
    how = rnd.random()
    if how < 0.8:
        members[chosen] = (name, _damaged(rnd, content))
    elif how < 0.9:
        del members[chosen]
    else:
        members[chosen] = (name, content * rnd.choice((2, 50)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for member, text in members:
            package.writestr(member, text)
    return made.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    told = fuzz(asked.files, asked.seed, asked.jobs)
    kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(told.by_kind.items()))
    sys.stdout.write(
        f"{asked.files} damaged files, seed {asked.seed}: {told.counts['read']} read, {told.counts['refused']} refused, "
        f"{told.counts['ended']} ended their reader\n{kinds}\n{told.seconds:.0f} s, slowest {told.slowest[0]:.2f} s "
        f"({told.slowest[1]}), peak {told.peak >> 20} MB\n"
    )
    for name in told.ended:
        sys.stdout.write(f"ended its reader: {name}\n")
    if told.wrong:
        sys.exit("\n".join(told.wrong))


if __name__ == "__main__":
    main()

"""No file can crash, hang or eat the memory of the process that asks; files that are no reports are refused."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import InputRefused
from ingest.readers import KNOWN, read
from ingest.readers.guarded import GuardedReader
from ingest.workers import Workers
from tests.fuzz_readers import fuzz
from tests.ingest import made_files
from tests.ingest.hostile import Hostile
from tests.ingest.made_files import write

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is held and told in this way on Linux only")


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    with GuardedReader() as reader:
        yield reader


def reason(reader: GuardedReader, file: Path) -> str:
    with pytest.raises(InputRefused) as refused:
        reader.read(file)
    (fault,) = refused.value.faults
    assert (fault.where, bool(fault.remedy)) == (str(file), True)
    return fault.reason


@pytest.mark.parametrize("ending", list(made_files.FILES))
def test_a_guarded_reading_is_the_same(reader: GuardedReader, tmp_path: Path, ending: str) -> None:
    file = write(tmp_path, f"a{ending}", made_files.FILES[ending]())
    assert reader.read(file) == read(file)


def test_one_process_reads_many_files(reader: GuardedReader, tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", "Words.")
    pids = {(reader.read(file).text, reader.pid) for _ in range(5)}
    assert len(pids) == 1


def test_a_refusal_comes_through_as_it_is(reader: GuardedReader, tmp_path: Path) -> None:
    assert reason(reader, tmp_path / "absent.txt") == "No such file or directory"
    assert reason(reader, write(tmp_path, "a.txt", "")) == "it is empty"


def lives(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except OSError:
        return False
    return True


@pytest.mark.parametrize(("harm", "said"), [("crash", "it is damaged"), ("hang", "longer than 2 s")])
def test_a_file_that_ends_or_holds_up_its_reader_is_refused_and_the_next_is_read(
    tmp_path: Path, harm: str, said: str
) -> None:
    file = write(tmp_path, "a.txt", "Words.")
    with GuardedReader(seconds=2) as reader:
        reader.read(file)
        first = reader.pid
        started = time.monotonic()
        with pytest.raises(InputRefused) as refused:
            reader.read(Hostile(harm))  # type: ignore[arg-type]
        assert time.monotonic() - started < 10
        assert refused.value.faults[0].reason.endswith(said)
        assert reader.read(file).text == "Words."
        assert reader.pid != first
        assert not lives(first)


@LINUX
def test_a_file_that_eats_memory_gets_no_more_than_it_may(tmp_path: Path) -> None:
    with GuardedReader() as reader, pytest.raises(InputRefused):
        reader.read(Hostile("eats"))  # type: ignore[arg-type]


def test_the_process_ends_with_its_reader(tmp_path: Path) -> None:
    with GuardedReader() as reader:
        reader.read(write(tmp_path, "a.txt", "Words."))
        pid = reader.pid
        assert pid
        assert lives(pid)
    assert not lives(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_is_for_the_process_that_asks(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", "Words.")
    with GuardedReader() as reader:
        reader.read(file)
        pid = reader.pid
        assert pid
        os.kill(pid, signal.SIGINT)
        assert reader.read(file).text == "Words."
        assert reader.pid == pid


# --- what is no report


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, ending: str) -> None:
    bomb = write(tmp_path, f"a{ending}", packed(("word/document.xml", bytes(300_000_000))))
    assert bomb.stat().st_size < 1_000_000
    started = time.monotonic()
    with pytest.raises(InputRefused) as refused:
        read(bomb)
    assert "would unpack to 300,000,000 bytes" in refused.value.faults[0].reason
    assert time.monotonic() - started < 1


def test_a_package_that_lies_about_its_size_is_refused(reader: GuardedReader, tmp_path: Path) -> None:
    data = packed(("[Content_Types].xml", bytes(50_000_000)), ("word/document.xml", bytes(50)))
    size = (50_000_000).to_bytes(4, "little")
    lie = write(tmp_path, "a.docx", data.replace(size, (5000).to_bytes(4, "little")))
    assert reason(reader, lie).startswith("it is no")


def test_entities_that_unfold_are_not_unfolded(reader: GuardedReader, tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w>&l11;</w>'.encode()
    with zipfile.ZipFile(io.BytesIO(made_files.docx())) as whole:
        members = [(n, xml if n == "word/document.xml" else whole.read(n)) for n in whole.namelist()]
    assert reason(reader, write(tmp_path, "a.docx", packed(*members))).startswith("it is no Word document")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", made_files.pdf(), "its ending says Word document, but it is a PDF"),
        ("a.pdf", made_files.docx(), "its ending says PDF, but it is a zip package, as Word and Excel make"),
        ("a.txt", made_files.pdf(), "its ending says text, but it is a PDF"),
        ("a.xlsx", b"Body,June\n", "its ending says workbook, but it is something else"),
        (
            "a.docx",
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(900),
            "it is encrypted, or a Word document of before 2007",
        ),
        ("a.xlsx", made_files.xlsx()[:900], "it is no whole workbook: it was cut off or damaged"),
        ("a.txt", bytes(range(256)) * 40, "it is no text in UTF-8 or Windows-1252"),
        ("a.exe", b"MZ", ".exe is no kind of file that is read"),
        ("README", b"Words.", "a file without an ending is none that is read"),
    ],
)
def test_what_is_no_file_of_its_kind_is_refused_with_its_reason(
    reader: GuardedReader, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    assert reason(reader, write(tmp_path, name, data)) == said


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for ending in KNOWN:
        file = write(tmp_path, f"huge{ending}", b"%PDF-1.7")
        with file.open("r+b") as opened:
            opened.truncate(1 << 40)
        with pytest.raises(InputRefused) as refused:
            read(file)
        assert "bytes, more than" in refused.value.faults[0].reason
        file.unlink()


def test_the_rest_of_a_folder_is_read(tmp_path: Path) -> None:
    from ingest.workers import Job

    files = [write(tmp_path, "bad.pdf", b"%PDF-1.7"), write(tmp_path, "good.md", made_files.MARKDOWN)]
    with Workers(1) as workers:
        outcomes = {o.job.doc: o for o in workers.run(Job(file, file.stem) for file in files)}
    assert outcomes["bad"].found is None
    assert outcomes["bad"].faults[0].where == str(files[0])
    assert outcomes["good"].found


# --- damaged files


def test_damaged_files_are_read_or_refused_in_time_and_memory() -> None:
    told = fuzz(600, seed=6)
    assert told.wrong == []
    assert told.counts["read"] > 200
    assert told.counts["refused"] > 100
    assert told.counts["ended"] == 0
    assert sum(told.counts.values()) == 600

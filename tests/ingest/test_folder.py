"""Folders are read by two processes, each file once, whatever one of the files does to its reader."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from graph.errors import Fault, InputRefused
from ingest.folder import FolderReport, files_in, ingest
from ingest.kept import Found
from ingest.review import Review
from ingest.workers import Job, Workers, sha256_of
from tests.ingest.reviewed import found, read_from

TOLD = "Ada Example was in the chair."


def read(job: Job) -> Found:
    """A reader for tests, which does what the file says."""
    text = job.path.read_text(encoding="utf-8")
    match text.split()[0]:
        case "die":
            os._exit(9)
        case "eat":
            hoard = [b"x" * 100_000_000 for _ in range(100)]
            return found(str(len(hoard)))
        case "sleep":
            time.sleep(60)
        case "fail":
            raise ZeroDivisionError("in an extractor")
        case "refuse":
            raise InputRefused("Not read", [Fault(str(job.path), "it is encrypted", "Save it without a password")])
    made = read_from(text, TOLD, ("Person", "Ada Example"), "CHAIRS", ("Board", "The Board"), doc=job.doc)
    from dataclasses import replace

    told = found(text, made, doc=job.doc, title=None)
    return replace(told, file=job.path.name, path=job.kept_as, sha256=sha256_of(job.path))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    write(made, "a.txt", f"First. {TOLD}")
    write(made, "deep/er/a.txt", f"Second. {TOLD}")
    write(made, "b.txt", f"Third. {TOLD}")
    return made


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path / "data")


def go(review: Review, *paths: Path) -> FolderReport:
    return ingest(paths, review, read=read)


def test_a_folder_is_read_whole_and_only_once(folder: Path, review: Review) -> None:
    first = go(review, folder)
    assert [(Path(r.file).name, r.document, r.candidates, r.new) for r in first.read] == [
        ("a.txt", "a", 1, 1), ("b.txt", "b", 1, 1), ("a.txt", "er-a", 1, 1),
    ]  # fmt: skip
    assert {d.id for d in review.documents()} == {"a", "b", "er-a"}
    again = go(review, folder, folder / "a.txt")
    assert again.read == []
    assert sorted(again.skipped.values()) == ["a", "b", "er-a"]
    assert all(d.readings == 1 for d in review.documents())


def test_only_what_has_changed_is_read_again(folder: Path, review: Review) -> None:
    go(review, folder)
    write(folder, "b.txt", f"Third, changed. {TOLD}")
    report = go(review, folder)
    assert [(r.document, r.new, r.gone) for r in report.read] == [("b", 0, 0)]
    assert review.document("b").readings == 2


def test_a_newer_version_of_the_extractors_reads_again(
    folder: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import extract

    go(review, folder)
    monkeypatch.setattr(extract, "VERSION", extract.VERSION + 1)
    assert len(go(review, folder).read) == 3


def test_a_copy_under_another_name_is_read_once(folder: Path, review: Review) -> None:
    write(folder, "copy of b.txt", f"Third. {TOLD}")
    report = go(review, folder)
    assert len(report.read) == 3
    assert list(report.skipped.values()) == ["b"]


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("die", "ended the reader"),
        ("eat", "more memory than there is"),
        ("fail", "ZeroDivisionError at test_folder.py"),
        ("refuse", "it is encrypted"),
    ],
)
def test_a_file_that_can_not_be_read_is_named_and_the_rest_goes_on(
    folder: Path, review: Review, does: str, says: str
) -> None:
    bad = write(folder, "bad.txt", does)
    report = go(review, folder)
    assert len(report.read) == 3
    [fault] = report.faults
    assert fault.where == str(bad)
    assert says in fault.reason
    assert fault.remedy
    assert report.as_json()["refused"] == [{"where": fault.where, "reason": fault.reason, "remedy": fault.remedy}]


def test_a_file_that_takes_too_long_is_given_up(folder: Path) -> None:
    slow = Job(write(folder, "slow.txt", "sleep"), "slow")
    good = Job(folder / "a.txt", "a", kept_as="a")
    started = time.monotonic()
    with Workers(2, seconds=10, read=read) as workers:
        outcomes = {o.job.doc: o for o in workers.run([slow, good])}
    assert "longer than 10 s" in outcomes["slow"].faults[0].reason
    assert outcomes["a"].found
    assert time.monotonic() - started < 60


def test_what_was_done_before_an_interrupt_is_kept_and_no_process_is_left(folder: Path, review: Review) -> None:
    write(folder, "z.txt", "sleep")
    report = FolderReport()

    def interrupt(name: str) -> None:
        if len(report.read) == 3:
            raise KeyboardInterrupt

    before = {t.ident for t in threading.enumerate()}
    with pytest.raises(KeyboardInterrupt):
        ingest([folder], review, read=read, report=report, progress=interrupt)
    assert len(review.documents()) == 3
    import multiprocessing

    assert multiprocessing.active_children() == []
    assert {t.ident for t in threading.enumerate()} <= before
    (folder / "z.txt").unlink()
    assert go(review, folder).read == []


def test_files_are_found_each_once_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("a.pdf", ".hidden.pdf", ".git/x.txt", "~$a.docx", "Thumbs.db", "deep/b.docx"):
        write(tmp_path, name, "x")
    (tmp_path / "deep" / "loop").symlink_to(tmp_path, target_is_directory=True)
    faults: list[Fault] = []
    made = files_in([tmp_path, tmp_path / "a.pdf", tmp_path / "none"], faults)
    assert [p.relative_to(tmp_path).as_posix() for p in made] == ["a.pdf", "deep/b.docx"]
    assert [(f.where, f.reason) for f in faults] == [(str(tmp_path / "none"), "there is no such file")]


def test_the_report_in_words(folder: Path, review: Review) -> None:
    write(folder, "bad.txt", "refuse")
    lines = go(review, folder).lines()
    assert lines[0].endswith("a.txt: a, 1 candidate")
    assert lines[-1].startswith("3 documents read, 1 refused: 3 candidates in ")


def only_pdf(job: Job) -> Found:
    """A reader that refuses all but one ending, as the real one does with a PDF that is called otherwise."""
    if job.path.suffix != ".pdf":
        raise InputRefused(
            "Not read", [Fault(str(job.path), "its ending says something else", "Give it its right ending")]
        )
    return read(job)


def test_a_copy_with_the_right_ending_is_read_though_the_first_was_refused(folder: Path, review: Review) -> None:
    for name in ("x1.docx", "x2.docx", "x3.pdf", "x4.pdf"):
        write(folder, name, f"The same. {TOLD}")
    for _ in range(2):
        report = ingest([folder / f"x{n}" for n in ("1.docx", "2.docx", "3.pdf", "4.pdf")], review, read=only_pdf)
        known = {Path(f).name: d for f, d in report.skipped.items()}
        assert {Path(r.file).name for r in report.read} | set(known) >= {"x3.pdf", "x4.pdf"}
        assert set(known.values()) <= {d.id for d in review.documents()}
        assert len(report.read) + len(report.skipped) + len(report.faults) == 4
    assert len(review.documents()) == 1


def test_every_copy_of_a_file_that_is_refused_is_named(folder: Path, review: Review) -> None:
    copies = [write(folder, name, "refuse") for name in ("c1.txt", "c2.txt", "c3.text")]
    report = go(review, *copies)
    assert sorted(Path(f.where).name for f in report.faults) == ["c1.txt", "c2.txt", "c3.text"]
    assert not report.skipped

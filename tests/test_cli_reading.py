"""Reading documents and reviewing on the command line, as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from ingest.kept import Wish
from ingest.review import Review
from tests.fixtures.reports import write_reports
from tests.ingest.reviewed import report
from tests.test_cli import Serving, command, environment, run

READ = 24


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def review(data_dir: Path) -> Review:
    made = Review(data_dir)
    made.take(report())
    return made


def states(review: Review) -> dict[str, str]:
    return {k.row["predicate"]: k.state for k in review.candidates(Wish(), limit=99)[0]}


def statements(data_dir: Path) -> list[dict[str, Any]]:
    done = run(data_dir, "export")
    return [json.loads(line) for line in done.stdout.splitlines()]


def running(group: int) -> list[str]:
    """The processes of a group that still do something; one that nobody has asked how it ended does not."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    found = (line.split(None, 2) for line in listed.splitlines())
    return [parts[-1] for parts in found if parts[0] == str(group) and not parts[1].startswith("Z")]


def test_a_folder_is_read_and_what_can_not_be_read_is_told_at_the_end(tmp_path: Path, data_dir: Path) -> None:
    write_reports(tmp_path / "in", 3, paragraphs=6)
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    done = run(data_dir, "ingest", str(tmp_path / "in"))
    assert done.returncode == 1
    assert "3 documents read, 1 refused" in done.stdout
    assert "picture.png: " in done.stderr.splitlines()[-1]
    assert "\x1b" not in done.stdout + done.stderr
    (tmp_path / "in" / "picture.png").unlink()
    done = run(data_dir, "ingest", "--json", str(tmp_path / "in"))
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["read"], len(told["skipped"]), told["refused"]) == ([], 3, [])
    assert done.stderr == ""


def test_ctrl_c_loses_nothing_and_nothing_is_done_twice(tmp_path: Path, data_dir: Path) -> None:
    write_reports(tmp_path / "in", READ, paragraphs=60)
    process = subprocess.Popen(
        command("ingest", str(tmp_path / "in")), env=environment(data_dir), cwd=tmp_path, stderr=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    review = Review(data_dir)
    while len(review.documents()) < 3 and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to the workers, too
    _, said = process.communicate(timeout=60)
    kept = review.documents()
    if process.returncode == 130:  # a fast machine may have been done before
        assert "the next ingest goes on from here" in said
    assert "Traceback" not in said
    until = time.monotonic() + 10
    while running(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert running(process.pid) == []
    done = run(data_dir, "ingest", "--json", str(tmp_path / "in"))
    told = json.loads(done.stdout)
    assert len(told["skipped"]) == len(kept)
    assert len(told["read"]) == READ - len(kept)
    assert all(d.readings == 1 for d in review.documents())
    assert len(review.documents()) == READ


def test_extract_writes_the_exchange_format(tmp_path: Path, data_dir: Path) -> None:
    [file] = write_reports(tmp_path / "in", 1, paragraphs=4)
    done = run(data_dir, "extract", str(file), "--out", str(tmp_path / "out.jsonl"))
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"{len(lines)} statements of 1 document" in done.stderr
    assert all(json.loads(line)["doc"] == file.stem for line in lines)
    assert run(data_dir, "extract", str(tmp_path / "none.txt")).returncode == 1
    assert not (data_dir / "candidates.db").exists()


def test_review_lists_shows_and_decides(data_dir: Path, review: Review) -> None:
    listed = json.loads(run(data_dir, "review", "--list", "--json").stdout)
    assert [(r["document"], r["waiting"]) for r in listed] == [("examplia-report", 2)]
    done = subprocess.run(
        command("review"), env=environment(data_dir), cwd=data_dir.parent, input="a\nr\n", capture_output=True,
        text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "»Examplia Council gave 5,000 to the Board.«" in done.stdout
    assert states(review) == {"FUNDS": "accepted", "CHAIRS": "rejected"}
    [row] = statements(data_dir)
    assert (row["predicate"], row["quote"]) == ("FUNDS", "Examplia Council gave 5,000 to the Board.")


def test_a_csv_goes_round_and_comes_back(tmp_path: Path, data_dir: Path, review: Review) -> None:
    file = tmp_path / "round.csv"
    assert run(data_dir, "review", "--csv", str(file)).returncode == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    rows[0]["decision"], rows[1]["decision"] = "accept", "perhaps"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = run(data_dir, "review", "--read", str(file))
    assert done.returncode == 1
    assert "round.csv, line 3: decision 'perhaps' is not known. Write accept" in done.stderr
    assert states(review) == {"FUNDS": "accepted", "CHAIRS": "waiting"}
    assert len(statements(data_dir)) == 1


def test_options_that_exclude_each_other_decide_nothing(tmp_path: Path, data_dir: Path, review: Review) -> None:
    done = run(data_dir, "review", "--accept-above", "0.5", "--csv", str(tmp_path / "round.csv"))
    assert done.returncode == 2
    assert "--accept-above and --csv exclude each other" in done.stderr
    assert not (tmp_path / "round.csv").exists()
    assert set(states(review).values()) == {"waiting"}


def test_all_that_is_sure_enough_is_accepted_and_names_may_be_withheld(data_dir: Path, review: Review) -> None:
    refused = run(data_dir, "review", "--accept-above", "0.5", SAFEGOV_PEOPLE="roles")
    assert refused.returncode == 1
    assert "names of people" in refused.stderr
    assert run(data_dir, "review", "--accept-above", "0.5", "examplia-report").returncode == 0
    assert len(statements(data_dir)) == 2
    assert run(data_dir, "review", "nothing").returncode == 2


def test_what_is_accepted_while_up_runs_is_served(data_dir: Path, review: Review) -> None:
    serving = Serving(data_dir)
    try:
        done = run(data_dir, "review", "--accept-above", "0.5")
        assert done.returncode == 0, done.stderr
        one = review.candidates(Wish(), limit=1)[0][0].id
        shown = serving.get(f"/api/v1/statements/{one}")
        assert shown["evidence"]["quote_found"] is True
    finally:
        serving.end(signal.SIGINT)

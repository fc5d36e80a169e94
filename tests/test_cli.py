"""The command line as a user meets it: exit codes, messages, and what is left running (nothing)."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import safegov
from graph.engine import alive
from graph.guard import read_state
from graph.statements import sha256
from graph.store import SCHEMA_VERSION
from tests.fixtures.northmarsh import BEN, COUNCIL, PARTNERSHIP, POLICE, ROWS, row
from tests.rows import write

BODIES = ["who-sits-on", f"board={PARTNERSHIP}"]
COPY = "On page one the Council says that it pays for the Partnership, every year anew."
QUOTE = "it pays for the Partnership, every year anew."


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SAFEGOV_")}
    kept["PYTHONPATH"] = str(Path(safegov.__file__).parent)
    return {**kept, "SAFEGOV_DATA_DIR": str(data_dir), "SAFEGOV_PORT": "0", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "safegov", *arguments]


def run(data_dir: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs one command in a process of its own, its output in pipes. No command ever shows a traceback."""
    done = subprocess.run(
        command(*arguments),
        env=environment(data_dir, **more),
        cwd=data_dir.parent,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


class Serving:
    """A running `safegov up`."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.log = data_dir.with_suffix(".log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command("up"), env=environment(data_dir), cwd=data_dir.parent, stdout=subprocess.PIPE, stderr=log
            )
        self.url = ""
        while not self.url:
            found = re.search(r"serves at (http://127\.0\.0\.1:\d+)/", self.log.read_text())
            self.url = found[1] if found else ""
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        state = read_state(data_dir / "engine")
        assert state is not None
        assert state.java is not None
        self.engine = [state.guard, state.java]

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            text = answer.read().decode()
        return json.loads(text) if answer.headers["content-type"] == "application/json" else text

    def end(self, number: int) -> None:
        """Ends it by a signal: it exits as one that is done, leaves no process, and shows no traceback."""
        self.process.send_signal(number)
        assert self.process.wait(30) == 0
        assert not any(map(alive, self.engine))
        assert self.process.stdout is not None
        assert self.process.stdout.read() == b""
        assert "Traceback" not in self.log.read_text()


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with Northmarsh in it, but for its faulty third document."""
    folder = tmp_path_factory.mktemp("cli")
    rows = [*ROWS, row(COUNCIL, "FUNDS", PARTNERSHIP, doc="copied", line=1, amount_gbp=1)]
    rows[-1] |= {"quote": None, "quote_sha256": sha256(QUOTE), "quote_words": len(QUOTE.split())}
    faulty = [row(COUNCIL, "WORKS_WITH", POLICE, doc="faulty"), row(COUNCIL, "LIKES", POLICE, doc="faulty")]
    write(folder / "good.jsonl", rows)
    write(folder / "faulty.jsonl", faulty)
    (folder / "copy.txt").write_text(COPY, encoding="utf-8")
    return folder / "data"


@pytest.fixture(scope="module")
def loaded(data_dir: Path) -> subprocess.CompletedProcess[str]:
    """What `load` said of a good file and one with a faulty row."""
    files = [str(data_dir.parent / name) for name in ("good.jsonl", "faulty.jsonl")]
    return run(data_dir, "load", "--json", *files)


@pytest.fixture(scope="module")
def serving(data_dir: Path, loaded: object) -> Iterator[Serving]:
    made = Serving(data_dir)
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()


Done = tuple[int, str, str]
"""Exit code, output, message."""


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Done]]:
    """Runs a command in this process, which is soon done: returns exit code, output and message."""

    def run_here(folder: Path, *arguments: str) -> Done:
        monkeypatch.setenv("SAFEGOV_DATA_DIR", str(folder))
        monkeypatch.chdir(tmp_path)  # away from a developer's .env
        monkeypatch.setattr(sys, "argv", ["safegov", *arguments])
        with pytest.raises(SystemExit) as ended:
            safegov.main()
        out, message = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, message

    before = signal.getsignal(signal.SIGTERM)
    yield run_here
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def here(call: Callable[..., Done], tmp_path: Path) -> Iterator[Callable[..., Done]]:
    """Runs a command that ends before any store is opened."""
    yield lambda *arguments: call(tmp_path / "data", *arguments)
    assert not (tmp_path / "data").exists(), "a store was opened"


@pytest.fixture
def beside(call: Callable[..., Done], serving: Serving) -> Callable[..., Done]:
    """Runs a command beside the running `up`, whose engine it joins."""
    return lambda *arguments: call(serving.data_dir, *arguments)


# -- loading


def test_a_faulty_document_is_refused_whole_and_the_others_are_loaded(
    loaded: subprocess.CompletedProcess[str], data_dir: Path
) -> None:
    assert loaded.returncode == 1
    report = json.loads(loaded.stdout)
    assert report["loaded"] == {"copied": 1, "minutes": 5, "report-2021": 16}
    assert (report["added"], report["removed"], report["refused"]) == (22, 0, ["faulty"])
    [fault] = report["faults"]
    assert fault["where"] == f"{data_dir.parent / 'faulty.jsonl'}, row 2"
    assert "LIKES" in fault["reason"]
    assert "MEMBER_OF" in fault["remedy"]
    assert loaded.stderr == (
        f"safegov: Nothing was loaded of: faulty\n{fault['where']}: {fault['reason']}. {fault['remedy']}\n"
    )


def test_of_many_faults_the_first_twenty_are_shown_and_json_has_all(
    beside: Callable[..., Done], tmp_path: Path
) -> None:
    path = write(tmp_path / "many.jsonl", [row(COUNCIL, "LIKES", POLICE, doc="many") for _ in range(23)])
    code, out, message = beside("load", "--json", str(path))
    assert code == 1
    assert len(json.loads(out)["faults"]) == 23
    lines = message.splitlines()
    assert len(lines) == 22
    assert ", row 20: " in lines[20]
    assert lines[21] == "… and 3 more; --json lists them all"


def test_what_is_no_input_is_said_before_any_store_is_opened(here: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b'{"doc": "caf\xe9"}')
    (tmp_path / "empty").mkdir()
    for name, says in (("gone.jsonl", "no such file"), ("latin.jsonl", "UTF-8"), ("empty", "neither")):
        code, out, message = here("load", str(tmp_path / name))
        assert (code, out) == (1, "")
        assert message.startswith(f"safegov: Nothing was loaded\n{tmp_path / name}: ")
        assert says in message
        code, out, _ = here("load", "--json", str(tmp_path / name))
        assert says in json.loads(out)["faults"][0]["reason"]


# -- usage


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "nonsense"),
        (["status", "--nonsense"], "--nonsense"),
        (["query"], "Missing argument"),
        (["query", "nonsense"], "There is no query 'nonsense'. Known: "),
        (["query", "who-sits-on"], "board: it is missing"),
        (["query", "who-sits-on", "board"], "Write key=value"),
        (["query", "who-sits-on", "board="], "Write key=value"),
        (["query", *BODIES, "nonsense=1"], "nonsense: there is no such parameter"),
        (["query", *BODIES, f"board={PARTNERSHIP}"], "board: it is given more than once"),
        (["query", "who-sits-on", f"board={COUNCIL}"], "begin with 'board-'"),
        (["query", *BODIES, "as_of=2020"], "as_of: '2020' is no day"),
        (["query", *BODIES, "--format", "xlsx"], "xlsx"),
        (["export", "--format", "nonsense"], "nonsense"),
        (["documents", "add", "a.txt", "b.txt", "--as", "x"], "one by one"),
    ],
)
def test_what_is_not_understood_is_2_and_named(here: Callable[..., Done], arguments: list[str], says: str) -> None:
    code, out, message = here(*arguments)
    assert (code, out) == (2, "")
    assert says in re.sub(r"[\s│]+", " ", message)


def test_a_setting_that_is_not_known_is_said_to_be_ignored(
    here: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAFEGOV_PROT", "8001")
    code, _, message = here("query", "list")
    assert code == 0
    assert "there is no setting SAFEGOV_PROT; it is ignored. Known: " in message


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SAFEGOV_PORT", "many", "SAFEGOV_PORT: Input should be a valid integer"),
        ("SAFEGOV_QUERY_SECONDS", "0", "SAFEGOV_QUERY_SECONDS"),
        ("SAFEGOV_STORE", "http://localhost", "SAFEGOV_STORE is 'http://localhost'"),
        ("SAFEGOV_PEOPLE", "nobody", "SAFEGOV_PEOPLE"),
        ("SAFEGOV_RATE_PER_MINUTE", "0", "SAFEGOV_RATE_PER_MINUTE"),
    ],
)
def test_a_setting_that_can_not_be_followed_stops_every_command(
    here: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    for arguments in (
        ["up"], ["load"], ["documents", "add", "copy.txt"], ["query", *BODIES], ["query", "list"],
        ["map", "mopac-roles"], ["export"], ["status"],
    ):  # fmt: skip
        code, out, message = here(*arguments)
        assert (code, out) == (2, ""), arguments
        assert message.startswith("safegov: ")
        assert says in message
        assert message.count("\n") == 1


@pytest.mark.parametrize(
    ("host", "says"),
    [("0.0.0.0", "SAFEGOV_ALLOW_OPEN_READING=yes"), ("::", "no loopback"), ("no.such.host.invalid", "no address")],
)
def test_it_serves_other_machines_only_where_that_is_asked_for(
    here: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, host: str, says: str
) -> None:
    monkeypatch.setenv("SAFEGOV_HOST", host)
    code, _, message = here("up")
    assert code == 2
    assert says in message


def test_a_port_in_use_is_one_clear_line(here: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("SAFEGOV_PORT", port)
        code, _, message = here("up")
    assert code == 2
    assert message.startswith(f"safegov: Port {port} on 127.0.0.1 can not be served on (Address already in use). Stop ")
    assert message.count("\n") == 1


def test_the_queries_are_listed_without_a_store(here: Callable[..., Done]) -> None:
    code, out, _ = here("query", "list")
    assert code == 0
    assert "who-sits-on: " in out
    assert "board=… as_of=…" in out


# -- the store


def test_a_data_directory_that_can_not_be_written_is_3(call: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        code, out, message = call(folder, "status")
        assert (code, out) == (3, "")
        assert re.fullmatch(rf"safegov: {folder}.* can not be written .*SAFEGOV_DATA_DIR.*\n", message)


def test_a_store_that_nobody_serves_is_3_and_soon(here: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("SAFEGOV_STORE", f"bolt://127.0.0.1:{port}")
    started = time.monotonic()
    code, _, message = here("status")
    assert code == 3
    assert message.startswith("safegov: The store does not answer")
    assert "SAFEGOV_STORE" in message
    assert message.count("\n") == 1
    assert time.monotonic() - started < 20


# -- beside a running `up`, whose engine they join


def test_a_second_up_says_who_holds_the_data(
    beside: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, serving: Serving
) -> None:
    monkeypatch.setenv("SAFEGOV_PORT", "0")
    code, out, message = beside("up")
    assert (code, out) == (3, "")
    assert f"{serving.data_dir} is held by safegov up (process {serving.process.pid}, since " in message
    assert "SAFEGOV_DATA_DIR" in message
    assert message.count("\n") == 1


def test_export_writes_what_the_api_answers(beside: Callable[..., Done], serving: Serving, tmp_path: Path) -> None:
    code, out, message = beside("export")
    assert (code, message) == (0, "")
    assert out == serving.get("/api/v1/export")
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == len(ROWS) + 1
    assert "faulty" not in {r["doc"] for r in rows}
    assert beside("export", "-o", str(tmp_path / "e.jsonl"))[:2] == (0, "")
    assert (tmp_path / "e.jsonl").read_text(encoding="utf-8") == out


def test_a_reader_that_has_seen_enough_is_no_error(data_dir: Path, serving: Serving) -> None:
    process = subprocess.Popen(
        command("export"),
        env=environment(data_dir),
        cwd=data_dir.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()


def test_query_answers_as_table_csv_and_json(beside: Callable[..., Done], serving: Serving) -> None:
    served = serving.get(f"/api/v1/queries/who-sits-on/rows?board={PARTNERSHIP}")
    code, out, message = beside("query", *BODIES, "--format", "json")
    body = json.loads(out)
    assert (code, message) == (0, "")
    assert list(body) == ["columns", "rows", "truncated", "elapsed_ms"]
    assert body["rows"] == served["rows"] != []
    code, out, message = beside("query", *BODIES, "--format", "csv")
    assert [r["member"] for r in csv.DictReader(io.StringIO(out))] == [r["member"] for r in body["rows"]]
    code, out, message = beside("query", *BODIES)
    assert "\x1b" not in out, "no colours in a pipe"
    assert len([line for line in out.splitlines() if "│" in line]) == len(body["rows"]), "a row is a line"
    for each in body["rows"]:
        assert each["member_id"] in out
    assert re.fullmatch(r"[\d,]+ rows?, \d+ ms\n", message)


def test_a_cut_answer_says_so(beside: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGOV_QUERY_ROWS", "1")
    code, out, message = beside("query", *BODIES, "--json")
    assert code == 0
    assert json.loads(out)["truncated"] is True
    assert message.startswith("These are the first 1 rows; more are there")


def test_a_query_for_what_is_not_there_is_2(beside: Callable[..., Done]) -> None:
    code, out, message = beside("query", "who-sits-on", "board=board-nobody")
    assert (code, out) == (2, "")
    assert "board: There is no entity 'board-nobody'" in message


def test_status_tells_what_is_loaded(beside: Callable[..., Done], serving: Serving) -> None:
    code, out, message = beside("status", "--json")
    found = json.loads(out)
    assert (code, message) == (0, "")
    assert found == serving.get("/api/v1/catalog")
    plain = beside("status")[1]
    assert f"{found['statements']} statements, schema version {SCHEMA_VERSION}" in plain
    assert "report-2021" in plain


def test_a_load_beside_a_running_up_is_served_at_once_and_is_quiet_in_a_pipe(
    beside: Callable[..., Done], serving: Serving, tmp_path: Path
) -> None:
    path = write(tmp_path / "more.jsonl", [row(BEN, "MEMBER_OF", PARTNERSHIP, doc="more")])
    for new in (1, 0):
        assert beside("load", str(path)) == (0, "", f"1 statement of 1 document: {new} new\n")
    members = serving.get(f"/api/v1/boards/{PARTNERSHIP}/members")["items"]
    assert BEN in {e["source"]["id"] for e in members}
    write(path, [row(BEN, "MEMBER_OF", PARTNERSHIP, doc="more", line=2)])
    assert beside("load", "--replace", str(path))[2] == "1 statement of 1 document: 1 new, 1 removed\n"


def test_a_copy_that_is_added_gives_the_evidence_its_words(beside: Callable[..., Done], serving: Serving) -> None:
    def evidence() -> dict[str, Any]:
        found: list[dict[str, Any]] = [
            evidence
            for edge in serving.get(f"/api/v1/entities/{COUNCIL}/edges?type=FUNDS")["items"]
            for evidence in edge["evidence"]
            if evidence["document"] == "copied"
        ]
        assert len(found) == 1
        return found[0]

    copy = str(serving.data_dir.parent / "copy.txt")
    assert (evidence()["quote"], evidence()["quote_found"]) == (None, None)
    code, _, message = beside("documents", "add", copy, "--as", "nonsense")
    assert code == 1
    assert "no document 'nonsense' is loaded" in message
    code, out, _ = beside("documents", "add", "--json", copy)
    added = json.loads(out)
    assert code == 0
    assert (added["document"], added["quotes"], added["found"], added["at_place"]) == ("copied", 1, 1, 1)
    assert (evidence()["quote"], evidence()["quote_found"]) == (QUOTE, True)


def test_the_map_is_written_to_a_file(beside: Callable[..., Done], tmp_path: Path) -> None:
    assert beside("map", "mopac-roles", "-o", str(tmp_path / "map.html"))[:2] == (0, "")
    assert "<html" in (tmp_path / "map.html").read_text(encoding="utf-8")
    code, _, message = beside("map", "mopac-roles", "-o", str(tmp_path / "gone" / "map.html"))
    assert code == 1
    assert "No such file or directory" in message
    assert beside("map", "nonsense")[0] == 2


def test_names_are_withheld_beside_a_program_that_shows_them(
    beside: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = tmp_path / "named.jsonl"
    assert beside("export", "-o", str(named))[0] == 0
    assert "Ada Example" in named.read_text(encoding="utf-8")
    monkeypatch.setenv("SAFEGOV_PEOPLE", "roles")
    for arguments in (
        ["export"], ["export", "--format", "popolo"], ["query", "people-on-several-boards"], ["status", "--json"],
        ["query", "who-sits-on", f"board={PARTNERSHIP}", "--format", "csv"],
    ):  # fmt: skip
        code, out, message = beside(*arguments)
        assert code == 0, message
        assert not re.search(r"ada.example|ben.sample", out + message, re.IGNORECASE), arguments
    # what is loaded with the setting on is loaded with its names
    code, _, message = beside("load", str(named))
    assert code == 0, message
    monkeypatch.delenv("SAFEGOV_PEOPLE")
    assert "Ada Example" in beside("export")[1]


# -- keys


def test_keys_are_made_listed_and_revoked_without_a_store(
    here: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, _, message = here("keys", "list")
    assert (code, "SAFEGOV_KEYS_FILE" in message) == (2, True)
    monkeypatch.setenv("SAFEGOV_KEYS_FILE", str(tmp_path / "keys.json"))
    assert here("keys", "list")[:2] == (0, "")


def test_a_key_is_shown_once_and_each_change_is_noted(
    call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAFEGOV_KEYS_FILE", str(tmp_path / "keys.json"))
    data = tmp_path / "data"
    assert call(data, "keys", "add", "Fenland", "--role", "owner")[0] == 2
    code, secret, message = call(data, "keys", "add", "Fenland", "--role", "editor")
    assert code == 0
    assert re.fullmatch(r"safegov_[\w-]{43}\n", secret)
    assert secret.strip() not in message
    (key,) = json.loads(call(data, "keys", "list", "--json")[1])
    assert (key["name"], key["role"], key["last_used"]) == ("Fenland", "editor", None)
    assert secret.strip() not in json.dumps(key)
    assert key["id"] in call(data, "keys", "list")[1]
    assert call(data, "keys", "revoke", "nonsense")[0] == 2
    assert call(data, "keys", "revoke", key["id"])[0] == 0
    assert json.loads(call(data, "keys", "list", "--json")[1]) == []
    noted = [json.loads(line) for line in call(data, "audit", "--json")[1].splitlines()]
    assert [(n["what"], n["outcome"]) for n in noted] == [
        ("keys add", "begun"), ("keys add", "done"), ("keys revoke", "begun"), ("keys revoke", "failed"),
        ("keys revoke", "begun"), ("keys revoke", "done"),
    ]  # fmt: skip
    assert len(call(data, "audit", "--last", "2")[1].splitlines()) == 2
    (tmp_path / "keys.json").write_text("no keys", encoding="utf-8")
    code, _, message = call(data, "keys", "list")
    assert (code, "damaged" in message) == (2, True)


def test_up_tells_of_a_damaged_keys_file_before_anything_is_started(
    here: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "keys.json").write_text("no keys", encoding="utf-8")
    monkeypatch.setenv("SAFEGOV_KEYS_FILE", str(tmp_path / "keys.json"))
    code, _, message = here("up")
    assert (code, "damaged" in message, len(message.splitlines())) == (2, True, 1)


def test_what_the_command_line_loads_is_noted(beside: Callable[..., Done]) -> None:
    code, out, _ = beside("audit", "--json")
    assert code == 0
    loads = [n for line in out.splitlines() if (n := json.loads(line))["what"] == "load" and n["outcome"] == "done"]
    assert loads[0]["who"] == "command line"
    assert "minutes" in loads[0]["documents"]


# -- its end


def test_ctrl_c_ends_up_and_its_engine(serving: Serving) -> None:
    assert serving.get("/readyz")["status"] == "ready"
    serving.end(signal.SIGINT)


def test_a_damaged_store_is_3_and_one_clear_line(data_dir: Path, serving: Serving, tmp_path: Path) -> None:
    assert serving.process.poll() is not None, "its engine has closed the files"
    shutil.copytree(data_dir, tmp_path / "damaged")
    files = [p for p in (tmp_path / "damaged" / "engine" / "databases" / "gov").iterdir() if p.suffix == ".bucket"]
    files[0].write_bytes(b"not what was written")
    done = run(tmp_path / "damaged", "status")
    assert (done.returncode, done.stdout) == (3, "")
    assert re.fullmatch(r"safegov: The store under .* can not be opened \(.*\)\. Move it away .*\n", done.stderr)


def test_what_can_not_be_noted_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "data" / "audit.jsonl").mkdir(parents=True)
    for command_ in ("up", "load"):
        done = run(tmp_path / "data", command_)
        assert (done.returncode, done.stdout) == (3, "")
        assert "audit log" in done.stderr
    assert json.loads(run(tmp_path / "data", "status", "--json").stdout)["sources"] == []


def test_the_first_up_loads_the_register_and_sigterm_ends_it(tmp_path: Path) -> None:
    first = Serving(tmp_path / "data")
    ready = first.get("/readyz")
    assert ready["statements"] >= 2000
    noted = [json.loads(line) for line in (tmp_path / "data" / "audit.jsonl").read_text().splitlines()]
    assert [(n["what"], n["outcome"]) for n in noted] == [("load", "begun"), ("load", "done")]
    assert noted[1]["added"] >= 2000
    first.end(signal.SIGTERM)

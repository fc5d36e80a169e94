"""Settings come from the environment or `.env`, are checked at once, and a wrong one is named with what it may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from graph.errors import UsageError
from graph.settings import Settings, default_data_dir, load_settings


@pytest.fixture(autouse=True)
def no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".env"


def test_without_anything_set_it_serves_on_loopback_from_the_embedded_engine() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.store, settings.embedded) == ("127.0.0.1", 8000, "embedded", True)
    assert (settings.people, settings.query_seconds, settings.query_rows) == ("named", 5, 10000)
    assert settings.allow_open_reading is False
    assert settings.data_dir == default_data_dir()


def test_the_environment_comes_before_the_file(no_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_file.write_text("SAFEGOV_PORT=8001\nSAFEGOV_PEOPLE=roles\nSOMETHING_ELSE=1\n", encoding="utf-8")
    assert (load_settings().port, load_settings().people) == (8001, "roles")
    monkeypatch.setenv("SAFEGOV_PORT", "8002")
    assert (load_settings().port, load_settings().people) == (8002, "roles")


def test_nothing_is_read_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_settings()
    monkeypatch.setenv("SAFEGOV_PORT", "8003")
    assert (before.port, load_settings().port) == (8000, 8003)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PEOPLE", "some"),
        ("QUERY_SECONDS", "0"),
        ("QUERY_SECONDS", "601"),
        ("QUERY_SECONDS", "nan"),
        ("QUERY_ROWS", "0"),
        ("QUERY_ROWS", "1000001"),
        ("ALLOW_OPEN_READING", "perhaps"),
        ("STORE", "http://127.0.0.1:7474"),
        ("STORE", "Embedded"),
        ("STORE", ""),
    ],
)
def test_a_setting_that_can_not_be_followed_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SAFEGOV_{name}", value)
    with pytest.raises(UsageError) as refused:
        load_settings()
    assert f"SAFEGOV_{name}" in refused.value.detail
    assert repr(value) in refused.value.detail
    assert refused.value.mend
    assert refused.value.exit_code == 2


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGOV_PORT", "eighty")
    monkeypatch.setenv("SAFEGOV_PEOPLE", "some")
    with pytest.raises(UsageError, match=r"SAFEGOV_PORT.*SAFEGOV_PEOPLE"):
        load_settings()


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_every_bolt_uri_names_a_store(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("SAFEGOV_STORE", f"{scheme}://127.0.0.1:7687")
    assert not load_settings().embedded


def test_the_password_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGOV_STORE_PASSWORD", "northmarsh-secret")
    settings = load_settings()
    assert "northmarsh-secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    assert settings.store_password.get_secret_value() == "northmarsh-secret"


def test_settings_do_not_change_under_a_running_program() -> None:
    with pytest.raises(ValidationError):
        load_settings().port = 1  # type: ignore[misc]


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [
        ("linux", "XDG_DATA_HOME", "safegov"),
        ("win32", "LOCALAPPDATA", "safegov"),
        ("linux", None, ".local/share/safegov"),
        ("darwin", None, "Library/Application Support/safegov"),
        ("win32", None, "safegov"),
    ],
)
def test_data_lies_where_the_platform_keeps_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str | None, below: str
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    base = tmp_path / "home"
    if variable:
        base = tmp_path / "elsewhere"
        monkeypatch.setenv(variable, str(base))
    assert default_data_dir() == base / below


def test_keys_and_rate_that_docker_compose_leaves_empty_are_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGOV_KEYS_FILE", "")
    monkeypatch.setenv("SAFEGOV_RATE_PER_MINUTE", "")
    settings = load_settings()
    assert (settings.keys_file, settings.rate_per_minute) == (None, None)

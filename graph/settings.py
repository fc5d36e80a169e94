"""Settings, from the environment or a `.env` file beside the program. Passed in everywhere; nothing reads them at import."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import UsageError

EMPTY_IS_NONE = BeforeValidator(lambda value: None if value == "" else value)
"""Docker Compose hands on what is not set as an empty text."""


def default_data_dir() -> Path:
    """The platform's folder for a program's data: XDG on Linux, Application Support on macOS, LOCALAPPDATA on Windows."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "safegov"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "safegov"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "safegov"


class Settings(BaseSettings):
    """What a user may set; every field is `SAFEGOV_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="SAFEGOV_", env_file=".env", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address to serve on; only loopback without keys")
    port: int = Field(8000, ge=0, le=65535, description="Port to serve on; 0 takes a free one")
    data_dir: Path = Field(
        default_factory=default_data_dir, description="Folder of the embedded engine's files and of added documents"
    )
    store: str = Field("embedded", description="`embedded`, or a Bolt URI (bolt://, neo4j://, neo4j+s://)")
    store_user: str = Field("neo4j", description="User at the Bolt URI")
    store_password: SecretStr = Field(SecretStr(""), description="Password at the Bolt URI")
    store_database: str = Field("neo4j", description="Database at the Bolt URI")
    people: Literal["named", "roles"] = Field("named", description="`roles` withholds the names of people")
    keys_file: Annotated[Path | None, EMPTY_IS_NONE] = Field(
        None, description="API keys, hashed; with it every request needs a key"
    )
    rate_per_minute: Annotated[int | None, EMPTY_IS_NONE] = Field(
        None,
        ge=1,
        description="Requests a minute, of each key and each address; unset: 1200, and none on open loopback",
    )
    allow_open_reading: bool = Field(
        False, description="`yes` serves without keys on an interface that is not loopback"
    )
    query_seconds: float = Field(5.0, gt=0, le=600, description="Time limit of a query in seconds")
    query_rows: int = Field(10000, ge=1, le=1000000, description="Rows that a query may return")

    @property
    def embedded(self) -> bool:
        return self.store == "embedded"


def load_settings() -> Settings:
    """The settings in force. Raises UsageError naming each setting that can not be followed, and what it may be."""
    try:
        settings = Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"SAFEGOV_{str(e['loc'][0]).upper()}: {e['msg']} (is {e['input']!r})" for e in error.errors()
        )
        raise UsageError(f"Settings not understood: {faults}", "Mend them in the environment or in .env") from error
    schemes = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
    if not settings.embedded and not settings.store.startswith(schemes):
        raise UsageError(
            f"SAFEGOV_STORE is {settings.store!r}",
            f"Set it to 'embedded' or to a URI that starts with one of {', '.join(schemes)}",
        )
    return settings

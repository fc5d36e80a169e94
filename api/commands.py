"""Commands for keys and for the audit log; they need no store."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from api.audit import COMMAND_LINE, Audit
from api.keys import Key, KeyRing, Role
from graph.errors import UsageError
from graph.settings import Settings, load_settings

keys = typer.Typer(no_args_is_help=True, help="API keys: make, list, revoke.")

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for programs")]


@keys.command(name="add")
def add_key(
    name: Annotated[str, typer.Argument(help="Who or what it is for, up to 80 characters")],
    role: Annotated[Role, typer.Option(help="reader: may read; editor: may write too")],
) -> None:
    """Makes a key and shows it once. SAFEGOV_KEYS_FILE names the file in which its hash is kept."""
    settings = load_settings()
    ring = ring_of(settings)
    with Audit(settings.data_dir).noted("keys add", COMMAND_LINE) as told:
        key, secret = ring.add(name, role)
        told["key"] = key.id
    typer.echo(secret)
    typer.echo(f"This is {role} key {key.id} ({name}). It is shown this once; keep it where keys are kept.", err=True)


@keys.command(name="list")
def list_keys(as_json: AsJson = False) -> None:
    """Lists the keys, without what would let one use them."""
    found = ring_of(load_settings()).all()
    if as_json:
        typer.echo(json.dumps([shown(k) for k in found], ensure_ascii=False, indent=1))
        return
    for key in found:
        typer.echo(f"{key.id}  {key.role}  {key.name}  made {key.created}, last used {key.last_used or 'never'}")
    typer.echo(f"{len(found)} key{'' if len(found) == 1 else 's'}", err=True)


@keys.command(name="revoke")
def revoke_key(key_id: Annotated[str, typer.Argument(help="Id of the key, as `safegov keys list` shows it")]) -> None:
    """Takes a key away; a running program refuses it from its next request on."""
    settings = load_settings()
    ring = ring_of(settings)
    with Audit(settings.data_dir).noted("keys revoke", COMMAND_LINE) as told:
        told["key"] = key_id
        gone = ring.revoke(key_id)
    typer.echo(f"Key {gone.id} ({gone.name}) is revoked", err=True)


def audit(
    last: Annotated[int | None, typer.Option(min=1, help="Only so many lines, the latest ones")] = None,
    as_json: AsJson = False,
) -> None:
    """Shows who wrote what into the store."""
    for line in Audit(load_settings().data_dir).lines(last):
        if as_json:
            typer.echo(json.dumps(line, ensure_ascii=False))
            continue
        more = ", ".join(f"{k} {v}" for k, v in line.items() if k in ("key", "statements", "added", "removed"))
        docs = ", ".join(line["documents"])
        typer.echo(" ".join(x for x in (line["time"], line["who"], line["what"], line["outcome"], docs, more) if x))


def ring_of(settings: Settings) -> KeyRing:
    """The keys in the file that the settings name. Raises UsageError where they name none."""
    if settings.keys_file is None:
        raise UsageError("No file for keys is set", "Set SAFEGOV_KEYS_FILE, in the environment or in .env")
    return KeyRing(settings.keys_file)


def shown(key: Key) -> dict[str, str | None]:
    """A key as it may be seen."""
    return {
        "id": key.id, "name": key.name, "role": key.role, "created": key.created, "last_used": key.last_used,
    }  # fmt: skip

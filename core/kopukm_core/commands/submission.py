"""One giving of a command: who, which, under what key, with what input; and its claim on the key."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kopukm_core import clock
from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.commands.models import CommandRecord, RecordState
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import BadInputError, ConflictError
from kopukm_core.identity.actor import Actor
from kopukm_core.logs import request_id
from kopukm_core.privacy.vault import Vault

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Submission:
    """A command as it was given. `fingerprints` of its input: under the current key first, then the older ones."""

    declaration: CommandDeclaration
    actor: Actor
    key: str
    values: Mapping[str, Any]
    fingerprints: tuple[str, ...]
    door: str


def submission(
    vault: Vault,
    declaration: CommandDeclaration,
    actor: Actor,
    key: str | None,
    values: Mapping[str, Any],
    door: str,
    *,
    text: str | None = None,
) -> Submission:
    """The command with its key (one is made where none came), known by its values or by another `text` for them.

    Raises BadInputError for a key that cannot be stored.
    """
    known_by = canonical(declaration, values) if text is None else text
    return Submission(declaration, actor, _checked(key), values, vault.fingerprints(known_by), door)


def canonical(declaration: CommandDeclaration, values: Mapping[str, Any]) -> str:
    """The input as one JSON text that is the same for the same input; secrets are left out."""
    shown = {
        one.name: one.value_type.to_json(values[one.name])
        for one in declaration.fields
        if values.get(one.name) is not None and not one.question.secret
    }
    return json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


async def input_text(vault: Vault, given: Submission, person: str) -> str:
    """The input as JSON for the record: secrets left out, personal values sealed for their person."""
    kept: dict[str, Any] = {}
    for one in given.declaration.fields:
        value = given.values.get(one.name)
        if value is None or one.question.secret:
            continue
        as_json = one.value_type.to_json(value)
        if one.question.personal:
            as_json = {"sealed": await vault.seal(person, json.dumps(as_json))}
        kept[one.name] = as_json
    return json.dumps(kept, ensure_ascii=False)


CLAIM = ("actor", "command", "key")
"""What a record is unique by."""


def claim_of(given: Submission) -> dict[str, object]:
    """The row that claims the key, by the fields of CommandRecord; its state is still to be told."""
    return {
        "actor": given.actor.key,
        "command": given.declaration.name,
        "key": given.key,
        "input_hash": given.fingerprints[0],
        "checkpoint": 0,
        "door": given.door,
        "request_id": request_id() or None,
        "started_at": clock.now(),
    }


async def begin(given: Submission) -> int | None:
    """Claim the key by inserting the record; None where it is taken (PostgreSQL waits for whoever is inserting it)."""
    parameters = Parameters(dialect())
    row = {**claim_of(given), "person": "", "state": RecordState.RUNNING}
    inserted = await rows(
        f"INSERT INTO command_record ({', '.join(row)}) VALUES ({parameters.add_all(row.values())}) "
        f"ON CONFLICT ({', '.join(CLAIM)}) DO NOTHING RETURNING id",
        parameters,
    )
    return int(inserted[0]["id"]) if inserted else None


async def is_claimed(given: Submission) -> bool:
    """Whether a record has the key already."""
    return await CommandRecord.exists(actor=given.actor.key, command=given.declaration.name, key=given.key)


async def earlier_record(given: Submission) -> CommandRecord:
    """The record that has the key. Raises ConflictError where it was given with another input."""
    record = await CommandRecord.get(actor=given.actor.key, command=given.declaration.name, key=given.key)
    if record.input_hash not in given.fingerprints:
        raise ConflictError(
            f"Kunci {given.key!r} sudah dipakai untuk isian yang lain.",
            remedy="Pakai kunci baru untuk isian yang baru.",
        )
    return record


def _checked(key: str | None) -> str:
    if key is None:
        return secrets.token_urlsafe(24)
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable() or not key.strip():
        raise BadInputError(
            f"Kunci idempotensi harus 1 sampai {LONGEST_KEY} huruf yang dapat dicetak.",
            remedy="Pakai UUID yang baru untuk tiap isian.",
        )
    return key

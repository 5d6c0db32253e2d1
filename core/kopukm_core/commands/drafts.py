"""Inputs that somebody has begun: kept sealed until they are given or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kopukm_core import clock
from kopukm_core.commands.models import CommandDraft
from kopukm_core.commands.permission import allow
from kopukm_core.db import Parameters, dialect, execute, transaction
from kopukm_core.errors import BadInputError, NotAuthenticatedError
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.privacy.person_keys import ErasedError

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

LONGEST_NAME = 100
MOST_DRAFTS = 100
LARGEST_DRAFT = 64 * 1024
"""Letters of JSON that one draft may hold."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A begun input: JSON values by field name, possibly incomplete or wrong."""

    command: str
    name: str
    input: Mapping[str, Any]
    updated_at: datetime


async def save_draft(
    platform: Platform, actor: Actor, command: str, given: Mapping[str, Any], *, name: str = ""
) -> Draft:
    """Keep the input as it is, in place of an earlier draft of that name. Secrets are never kept."""
    _require_somebody(actor)
    declaration = platform.commands[command]
    allow(declaration, actor)
    if declaration.credential:
        raise BadInputError(
            f"Isian {declaration.title!r} tidak boleh disimpan.", remedy="Isi langsung saat dibutuhkan."
        )
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInputError(
            f"Nama draf paling panjang {LONGEST_NAME} huruf.", remedy="Pakai nama yang lebih pendek."
        )
    unknown = sorted(set(given) - set(declaration.by_name))
    if unknown:
        raise BadInputError(
            f"Draf {command}: isian {', '.join(unknown)} tidak dikenal.",
            remedy=f"Yang ada: {', '.join(declaration.by_name)}.",
        )
    kept = {key: value for key, value in given.items() if not declaration.by_name[key].question.secret}
    text = json.dumps(kept)
    if len(text) > LARGEST_DRAFT:
        raise BadInputError(f"Draf lebih besar dari {LARGEST_DRAFT} huruf.", remedy="Perpendek isiannya.")
    moment = clock.now()
    async with transaction():
        others = CommandDraft.filter(actor=actor.key).exclude(command=command, name=name)
        if await others.count() >= MOST_DRAFTS:
            raise BadInputError(
                f"Sudah ada {MOST_DRAFTS} draf.", remedy="Kirim atau buang salah satunya dahulu."
            )
        await _store(actor, command, name, await platform.vault.seal(actor.key, text), moment)
    return Draft(command, name, kept, moment)


async def drafts_of(platform: Platform, actor: Actor) -> list[Draft]:
    """The actor's own drafts, newest first; those whose key was destroyed are gone."""
    _require_somebody(actor)
    drafts = []
    for one in await CommandDraft.filter(actor=actor.key).order_by("-updated_at", "-id"):
        with suppress(ErasedError):
            text = await platform.vault.unseal(actor.key, one.input)
            drafts.append(Draft(one.command, one.name, json.loads(text), one.updated_at))
    return drafts


async def discard_draft(actor: Actor, command: str, *, name: str = "") -> bool:
    """Throw a draft away; False when there was none."""
    _require_somebody(actor)
    return bool(await CommandDraft.filter(actor=actor.key, command=command, name=name).delete())


async def _store(actor: Actor, command: str, name: str, sealed: str, moment: datetime) -> None:
    parameters = Parameters(dialect())
    places = parameters.add_all((actor.key, command, name, sealed, moment))
    await execute(
        f"INSERT INTO command_draft (actor, command, name, input, updated_at) VALUES ({places}) "
        "ON CONFLICT (actor, command, name) DO UPDATE SET input = excluded.input, updated_at = excluded.updated_at",
        parameters,
    )


def _require_somebody(actor: Actor) -> None:
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotAuthenticatedError(
            "Draf hanya untuk yang sudah masuk.", remedy="Masuk dahulu, lalu simpan draf."
        )

"""Inputs that somebody has begun: kept sealed until they are given or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kopukm_core import clock
from kopukm_core.commands.models import CommandDraft
from kopukm_core.commands.runner import allow
from kopukm_core.db import transaction
from kopukm_core.errors import BadInputError, NotAuthenticatedError
from kopukm_core.identity.actor import Actor, ActorKind

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

LARGEST_DRAFT = 64 * 1024
"""Bytes of JSON that one draft may hold."""


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
    unknown = sorted(set(given) - set(declaration.by_name))
    if unknown:
        raise BadInputError(
            f"Draf {command}: isian {', '.join(unknown)} tidak dikenal.",
            remedy=f"Yang ada: {', '.join(declaration.by_name)}.",
        )
    kept = {key: value for key, value in given.items() if not declaration.by_name[key].question.secret}
    text = json.dumps(kept, ensure_ascii=False)
    if len(text.encode()) > LARGEST_DRAFT:
        raise BadInputError(f"Draf lebih besar dari {LARGEST_DRAFT} bita.", remedy="Perpendek isiannya.")
    moment = clock.now()
    async with transaction():
        sealed = await platform.vault.seal(actor.key, text)
        await CommandDraft.update_or_create(
            defaults={"input": sealed, "updated_at": moment}, actor=actor.key, command=command, name=name
        )
    return Draft(command, name, kept, moment)


async def drafts_of(platform: Platform, actor: Actor) -> list[Draft]:
    """The actor's own drafts, newest first."""
    _require_somebody(actor)
    found = await CommandDraft.filter(actor=actor.key).order_by("-updated_at")
    return [
        Draft(
            one.command,
            one.name,
            json.loads(await platform.vault.unseal(actor.key, one.input)),
            one.updated_at,
        )
        for one in found
    ]


async def discard_draft(actor: Actor, command: str, *, name: str = "") -> bool:
    """Throw a draft away; False when there was none."""
    _require_somebody(actor)
    return bool(await CommandDraft.filter(actor=actor.key, command=command, name=name).delete())


def _require_somebody(actor: Actor) -> None:
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotAuthenticatedError(
            "Draf hanya untuk yang sudah masuk.", remedy="Masuk dahulu, lalu simpan draf."
        )

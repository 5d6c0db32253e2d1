"""Who may give a command, and for which place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError
from kopukm_core.identity.actor import CHANGE_FIRST, Actor, ActorKind


def allow(declaration: CommandDeclaration, actor: Actor) -> None:
    """Refuse an actor who holds the command's permission nowhere. Nothing of such an attempt is recorded."""
    if declaration.permission is None or actor.may(declaration.permission):
        return
    if declaration.members and actor.party_ids:
        return
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotAuthenticatedError(
            f"Perintah {declaration.name} membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi."
        )
    raise NotAllowedError(
        f"Anda tidak berwenang menjalankan {declaration.title!r}.",
        remedy=CHANGE_FIRST
        if actor.must_change_password
        else f"Minta izin {declaration.permission} kepada pengelola akun.",
    )


def require_region(declaration: CommandDeclaration, actor: Actor, values: Mapping[str, Any]) -> None:
    """Refuse where the permission is held, but not for the place that the input names.

    An input that names no place needs the permission everywhere.
    """
    if not declaration.region or declaration.permission is None:
        return
    code = values.get(declaration.region)
    held = actor.regions(declaration.permission)
    if "" in held or (code is not None and actor.may(declaration.permission, code)):
        return
    place = "tanpa wilayah" if code is None else f"untuk wilayah {code}"
    raise NotAllowedError(
        f"Anda tidak berwenang menjalankan {declaration.title!r} {place}.",
        remedy=f"Wilayah Anda: {', '.join(held) or 'belum ada'}.",
    )

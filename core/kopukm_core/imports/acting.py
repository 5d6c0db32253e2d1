"""Whose rights a run uses: those its actor holds at the moment it runs, not those at the moment it was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity import Actor, operator
from kopukm_core.identity.actor import ActorKind
from kopukm_core.identity.authentication import actor_of_account, service_actor
from kopukm_core.identity.models import AccessToken, Account, AccountState
from kopukm_core.identity.roles import RoleRegistry


async def actor_now(key: str, account_id: int | None, token_id: int | None, *, roles: RoleRegistry) -> Actor:
    """The actor of this key with what it may do now.

    Raises NotAllowedError for an account that is disabled or has a temporary password, and for a service that is
    disabled or whose token has ended.
    """
    kind, _, identity = key.partition(":")
    if kind == ActorKind.OPERATOR:
        return operator(identity)
    if kind == ActorKind.PERSON and account_id is not None:
        if await Account.exists(id=account_id, state=AccountState.ACTIVE):
            actor = await actor_of_account(account_id, roles=roles)
            if not actor.must_change_password:
                return actor
        raise _no_longer("Akun yang memintanya sudah dinonaktifkan atau harus mengganti kata sandi.")
    if kind == ActorKind.SERVICE and token_id is not None:
        row = (
            await AccessToken.filter(
                id=token_id,
                revoked_at__isnull=True,
                expires_at__gt=clock.now(),
                service__disabled_at__isnull=True,
            )
            .first()
            .values("scopes", "region_code", name="service__name")
        )
        if row is not None and row["name"] == identity:
            return service_actor(identity, row["scopes"].split(), row["region_code"], roles, token_id)
    raise _no_longer("Layanan yang memintanya tidak berlaku lagi.")


def check_rights_kept(before: Actor, now: Actor, permissions: Sequence[str]) -> None:
    """Raise NotAllowedError where the actor no longer holds one of the permissions wherever it did before."""
    for permission in permissions:
        if not all(now.may(permission, code) for code in before.regions(permission)):
            raise _no_longer("Wewenang yang memintanya dikurangi ketika impor ini berjalan.")


def _no_longer(reason: str) -> NotAllowedError:
    return NotAllowedError(reason, remedy="Minta orang yang berwenang memulainya lagi.")

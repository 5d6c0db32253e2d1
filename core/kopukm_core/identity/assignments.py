"""Giving and ending roles, with the guards that let nobody rise above what they may manage."""

from __future__ import annotations

import re

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import ConflictError, NotAllowedError, NotFoundError, Problem, ProblemsError
from kopukm_core.identity.actor import CHANGE_FIRST, Actor
from kopukm_core.identity.core_roles import MANAGE_ACCOUNTS
from kopukm_core.identity.models import (
    Account,
    AccountState,
    MembershipState,
    PartyMembership,
    RoleAssignment,
)
from kopukm_core.identity.roles import Role, RoleRegistry

_REGION = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


async def assign_role(
    actor: Actor, account: Account, role_name: str, region_code: str, *, roles: RoleRegistry
) -> RoleAssignment:
    """Give an account a role in a region subtree ("" for a role without region).

    Raises NotAllowedError unless the actor holds the permission the role is granted with there, and for
    anyone giving a role to themselves; ProblemsError for a wrong role, region, or a role already held there.
    """
    role = known_role(role_name, roles)
    check_region(role, region_code)
    _guard(actor, account, role, region_code)
    if account.state is not AccountState.ACTIVE:
        raise ProblemsError([Problem("account", "ACCOUNT_DISABLED", "Akun ini dinonaktifkan.")])
    try:
        async with transaction():
            return await RoleAssignment.create(
                account=account,
                role=role.name,
                region_code=region_code,
                granted_by=actor.key,
                granted_at=clock.now(),
            )
    except IntegrityError:
        message = f"Akun ini sudah memegang peran {role.title!r} di wilayah itu."
        raise ProblemsError([Problem("role", "ALREADY_ASSIGNED", message)]) from None


async def end_role(
    actor: Actor, account: Account, role_name: str, region_code: str, *, roles: RoleRegistry
) -> RoleAssignment:
    """End a role that an account holds; it takes what giving it takes."""
    assignment = await RoleAssignment.get_or_none(
        account_id=account.id, role=role_name, region_code=region_code, ended_at__isnull=True
    )
    if assignment is None:
        raise NotFoundError("Akun ini tidak memegang peran itu di wilayah itu.")
    _guard(actor, account, roles.get(role_name), region_code)
    ended = await RoleAssignment.filter(id=assignment.id, ended_at__isnull=True).update(
        ended_at=clock.now(), ended_by=actor.key
    )
    if not ended:
        raise ConflictError("Peran ini baru saja diakhiri orang lain.", remedy="Muat ulang.")
    await assignment.refresh_from_db()
    return assignment


async def require_manageable(actor: Actor, account: Account, *, roles: RoleRegistry) -> None:
    """Refuse to shut, open or reset an account that stands above or outside what the actor manages.

    Whoever sets an account's password can act as that account: so its every role, and every party it belongs
    to, must lie where the actor may manage them.
    """
    if actor.is_operator:
        return
    if not actor.may(MANAGE_ACCOUNTS):
        raise NotAllowedError("Anda tidak berwenang mengelola akun.")
    if actor.account_id == account.id:
        raise NotAllowedError("Akun sendiri dikelola oleh pengelola lain.")
    for assignment in await RoleAssignment.filter(account_id=account.id, ended_at__isnull=True):
        role = roles.get(assignment.role)
        place = assignment.region_code
        if not actor.may(MANAGE_ACCOUNTS, place) or not _may_grant(actor, role, place):
            raise NotAllowedError("Akun ini memegang peran di luar yang Anda kelola.")
    memberships = PartyMembership.filter(account_id=account.id, state=MembershipState.APPROVED)
    for code in await memberships.values_list("party__region_id", flat=True):
        if not actor.may(MANAGE_ACCOUNTS, str(code or "")):
            raise NotAllowedError("Akun ini anggota di luar wilayah yang Anda kelola.")


def known_role(role_name: str, roles: RoleRegistry) -> Role:
    """The role of this name; ProblemsError that lists what there is."""
    if role_name not in roles:
        known = ", ".join(sorted(role.name for role in roles))
        raise ProblemsError(
            [Problem("role", "UNKNOWN_ROLE", f"Peran {role_name!r} tidak ada. Yang ada: {known}.")]
        )
    return roles[role_name]


def check_region(role: Role, region_code: str) -> None:
    """Raise ProblemsError unless a code is given where, and only where, the role asks for one."""
    if role.scoped_by_region and not _REGION.fullmatch(region_code):
        message = f"Peran {role.title!r} berlaku per wilayah: isi kode wilayah, misalnya 32.01 atau 32.01.07."
        raise ProblemsError([Problem("region_code", "REQUIRED" if not region_code else "INVALID", message)])
    if not role.scoped_by_region and region_code:
        message = f"Peran {role.title!r} berlaku di mana saja: kosongkan kode wilayah."
        raise ProblemsError([Problem("region_code", "NOT_ASKED", message)])


def _guard(actor: Actor, account: Account, role: Role | None, region_code: str) -> None:
    if not _may_grant(actor, role, region_code):
        raise NotAllowedError(
            "Anda tidak berwenang memberi atau mengakhiri peran ini di wilayah itu.",
            remedy=CHANGE_FIRST if actor.must_change_password else "",
        )
    if actor.account_id == account.id:
        raise NotAllowedError("Peran untuk akun sendiri diberikan oleh pengelola lain.")


def _may_grant(actor: Actor, role: Role | None, region_code: str) -> bool:
    """Whether the actor holds what the role is granted with; with its plugin off: the operator alone."""
    return actor.is_operator or (role is not None and actor.may(role.granted_with, region_code))

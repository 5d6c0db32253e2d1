"""A person's membership in a party: asked for by the person, decided by an officer of that place."""

from __future__ import annotations

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import (
    ConflictError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    Problem,
    ProblemsError,
)
from kopukm_core.identity.actor import Actor
from kopukm_core.identity.core_roles import APPROVE_MEMBERSHIP
from kopukm_core.identity.models import MembershipState, PartyMembership
from kopukm_core.parties.models import Party

OPEN_REQUESTS = 5
"""How many undecided requests one person may have."""
OPEN_STATES = (MembershipState.REQUESTED, MembershipState.APPROVED)


async def request_membership(actor: Actor, party_id: int, title: str) -> PartyMembership:
    """Ask to be recognised as belonging to a party, as `title` (`Ketua`, `Manajer`, `Pemilik`)."""
    if actor.account_id is None:
        raise NotAuthenticatedError("Permintaan ini membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi.")
    if not title.strip():
        raise ProblemsError([Problem("title", "REQUIRED", "Jabatan: wajib diisi.")])
    if not await Party.exists(id=party_id):
        raise NotFoundError("Koperasi atau usaha itu tidak ada.")
    waiting = await PartyMembership.filter(
        account_id=actor.account_id, state=MembershipState.REQUESTED
    ).count()
    if waiting >= OPEN_REQUESTS:
        message = f"Paling banyak {OPEN_REQUESTS} permintaan yang menunggu keputusan."
        raise ProblemsError([Problem("", "TOO_MANY_REQUESTS_OPEN", message)])
    try:
        async with transaction():
            return await PartyMembership.create(
                account_id=actor.account_id,
                party_id=party_id,
                title=title.strip(),
                state=MembershipState.REQUESTED,
                requested_at=clock.now(),
            )
    except IntegrityError:
        message = "Anda sudah terdaftar, atau permintaan Anda masih menunggu keputusan."
        raise ProblemsError([Problem("party", "ALREADY_REQUESTED", message)]) from None


async def decide_membership(
    actor: Actor, membership_id: int, *, approve: bool, reason: str = ""
) -> PartyMembership:
    """Approve or reject a request; a rejection gives its reason to the person.

    Raises NotAllowedError without `core.approve_membership` at the party's place and for one's own request,
    ConflictError where somebody has decided already.
    """
    membership = await _in_place(actor, membership_id)
    if actor.account_id == membership.account_id:
        raise NotAllowedError("Permintaan sendiri diputuskan oleh petugas lain.")
    if not approve and not reason.strip():
        raise ProblemsError([Problem("reason", "REQUIRED", "Alasan: wajib diisi bila permintaan ditolak.")])
    state = MembershipState.APPROVED if approve else MembershipState.REJECTED
    return await _move(actor, membership, (MembershipState.REQUESTED,), state, reason)


async def end_membership(actor: Actor, membership_id: int, reason: str = "") -> PartyMembership:
    """End a membership or take a request back: by the person, or by an officer of that place."""
    own = await PartyMembership.get_or_none(id=membership_id, account_id=actor.account_id or 0)
    membership = own or await _in_place(actor, membership_id)
    return await _move(actor, membership, OPEN_STATES, MembershipState.ENDED, reason)


async def _in_place(actor: Actor, membership_id: int) -> PartyMembership:
    membership = await PartyMembership.get_or_none(id=membership_id).select_related("party")
    # One who may decide nowhere learns nothing about which requests exist.
    if membership is None or not actor.may(APPROVE_MEMBERSHIP):
        raise NotFoundError("Permintaan keanggotaan itu tidak ada.")
    if not actor.may(APPROVE_MEMBERSHIP, membership.party.region_id or ""):
        raise NotAllowedError("Anda tidak berwenang memutuskan keanggotaan di wilayah itu.")
    return membership


async def _move(
    actor: Actor,
    membership: PartyMembership,
    before: tuple[MembershipState, ...],
    after: MembershipState,
    reason: str,
) -> PartyMembership:
    moved = await PartyMembership.filter(id=membership.id, state__in=list(before)).update(
        state=after, decided_by=actor.key, decided_at=clock.now(), reason=reason.strip()
    )
    if not moved:
        raise ConflictError(
            "Permintaan ini sudah diputuskan.", remedy="Muat ulang untuk melihat keputusannya."
        )
    await membership.refresh_from_db()
    return membership

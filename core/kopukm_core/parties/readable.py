"""Who sees parties: their own members, and officers of the region they have their seat in."""

from __future__ import annotations

from kopukm_core.identity.roles import Permission, Role
from kopukm_core.parties.models import ContactPoint, Party
from kopukm_core.visibility import AnyOf, Granted, Own, Through, Visibility

READ_PARTIES = "core.read_parties"

PARTY_PERMISSIONS: tuple[Permission, ...] = (Permission(READ_PARTIES, "Melihat daftar orang dan lembaga"),)

PARTY_ROLES: tuple[Role, ...] = (
    Role("core.party_reader", "Pembaca daftar orang dan lembaga", (READ_PARTIES,)),
)

PARTY_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(Party, rows=AnyOf(Own("id"), Granted(READ_PARTIES, region="region_id"))),
    Visibility(ContactPoint, rows=Through("party_id", Party)),
)
"""A party without a region is seen by its members, and by who holds the permission everywhere."""

"""Who sees accounts, sessions, roles and memberships: the person themselves, and who manages them."""

from __future__ import annotations

from kopukm_core.identity.core_roles import APPROVE_MEMBERSHIP, MANAGE_ACCOUNTS, MANAGE_SERVICES
from kopukm_core.identity.models import (
    AccessToken,
    Account,
    PartyMembership,
    RoleAssignment,
    Service,
    ServiceContact,
)
from kopukm_core.identity.roles import MANAGE_ROLES
from kopukm_core.parties.models import Party
from kopukm_core.visibility import AllOf, AnyOf, Granted, Nobody, OwnAccount, Through, Visibility, Where

IDENTITY_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(
        Account,
        rows=AnyOf(OwnAccount("id"), Granted(MANAGE_ACCOUNTS)),
        masks={"password_hash": Nobody(), "login_name_hash": Nobody()},
    ),
    Visibility(RoleAssignment, rows=AnyOf(OwnAccount(), Granted(MANAGE_ROLES, region="region_code"))),
    Visibility(
        PartyMembership,
        rows=AnyOf(
            OwnAccount(), Through("party_id", Party, rule=Granted(APPROVE_MEMBERSHIP, region="region_id"))
        ),
    ),
    Visibility(
        AccessToken,
        rows=AnyOf(
            OwnAccount(), AllOf(Where("kind", "service"), Granted(MANAGE_SERVICES, region="region_code"))
        ),
        masks={"token_hash": Nobody()},
    ),
    Visibility(Service, rows=Granted(MANAGE_SERVICES)),
    Visibility(ServiceContact, rows=AnyOf(OwnAccount(), Granted(MANAGE_SERVICES))),
)
"""Person keys, key fingerprints and login throttling have no declaration: nothing reads them out."""

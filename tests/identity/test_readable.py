"""Who sees which accounts, sessions, roles and memberships."""

from __future__ import annotations

import pytest
from tortoise import Model

from identity.people import OPERATOR, account, member, officer, party
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.identity.actor import ANONYMOUS, Actor
from kopukm_core.identity.assignments import assign_role
from kopukm_core.identity.core_roles import APPROVE_MEMBERSHIP, MANAGE_ACCOUNTS, MANAGE_SERVICES
from kopukm_core.identity.models import AccessToken, Account, LoginThrottle, PartyMembership, RoleAssignment
from kopukm_core.identity.readable import IDENTITY_VISIBILITY
from kopukm_core.identity.roles import MANAGE_ROLES, RoleRegistry
from kopukm_core.identity.services import create_service_token
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.privacy.models import PersonKey
from kopukm_core.visibility import VisibilityRegistry

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


async def _seen(model: type[Model], actor: Actor) -> set[int]:
    parameters = Parameters(dialect())
    condition = VisibilityRegistry(IDENTITY_VISIBILITY).condition(model, actor, "t", parameters)
    found = await rows(f'SELECT t.id FROM "{model._meta.db_table}" t WHERE {condition}', parameters)
    return {row["id"] for row in found}


async def test_each_sees_their_own_and_what_they_manage(roles: RoleRegistry) -> None:
    siti, budi = await account(), await account()
    near, far = await party("32.01.07"), await party("32.02")
    memberships = [await member(near, siti), await member(far, budi)]
    given = [
        await assign_role(OPERATOR, siti, "halo.officer", "32.01.07", roles=roles),
        await assign_role(OPERATOR, budi, "halo.officer", "32.02", roles=roles),
        await assign_role(OPERATOR, budi, "core.auditor", "", roles=roles),
    ]
    sessions = [await issue_person_token(who, "Telepon") for who in (siti, budi)]
    service = await create_service_token(
        OPERATOR, "whatsapp", "uji", scopes=["halo.answer"], region_code="32.01", roles=roles
    )
    chief = officer(
        await account(),
        MANAGE_ACCOUNTS,
        MANAGE_ROLES,
        APPROVE_MEMBERSHIP,
        MANAGE_SERVICES,
        region_code="32.01",
    )

    assert await _seen(Account, ANONYMOUS) == set()
    assert await _seen(Account, officer(siti)) == {siti.id}
    assert await _seen(Account, chief) == {siti.id, budi.id, chief.account_id}
    assert await _seen(RoleAssignment, officer(budi)) == {given[1].id, given[2].id}
    assert await _seen(RoleAssignment, chief) == {given[0].id}
    assert await _seen(PartyMembership, officer(budi)) == {memberships[1].id}
    assert await _seen(PartyMembership, chief) == {memberships[0].id}
    assert await _seen(AccessToken, officer(siti)) == {sessions[0].id}
    assert await _seen(AccessToken, chief) == {service.id}
    assert await _seen(AccessToken, ANONYMOUS) == set()


async def test_hashes_are_hidden_and_keys_are_not_readable_at_all() -> None:
    registry = VisibilityRegistry(IDENTITY_VISIBILITY)
    siti = officer(await account(), MANAGE_ACCOUNTS, region_code="")

    assert registry.is_hidden(Account, "password_hash", siti)
    assert registry.is_hidden(AccessToken, "token_hash", siti)
    assert PersonKey not in registry
    assert LoginThrottle not in registry

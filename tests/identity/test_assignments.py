"""Giving roles: nobody gives what they may not manage, outside their region, or to themselves."""

from __future__ import annotations

import anyio
import pytest

from identity.people import OPERATOR, account, member, officer, party
from kopukm_core.errors import KopukmError, NotAllowedError, NotFoundError, ProblemsError
from kopukm_core.identity.accounts import disable_account
from kopukm_core.identity.assignments import assign_role, end_role, require_manageable
from kopukm_core.identity.core_roles import MANAGE_ACCOUNTS, MANAGE_SERVICES
from kopukm_core.identity.models import RoleAssignment
from kopukm_core.identity.roles import MANAGE_ROLES, RoleRegistry

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


async def test_an_administrator_gives_a_role_inside_their_region(roles: RoleRegistry) -> None:
    chief, siti = await account(), await account()

    given = await assign_role(officer(chief, MANAGE_ROLES), siti, "halo.officer", "32.01.07", roles=roles)

    assert (given.role, given.region_code, given.granted_by) == (
        "halo.officer",
        "32.01.07",
        f"person:{chief.id}",
    )


@pytest.mark.parametrize(
    ("role", "region_code"),
    [
        ("halo.officer", "32.02"),
        ("halo.officer", "32"),
        ("halo.head", "32.01.07"),
        ("core.auditor", ""),
    ],
)
async def test_a_role_outside_what_one_manages_is_not_given(
    roles: RoleRegistry, role: str, region_code: str
) -> None:
    chief, siti = await account(), await account()

    with pytest.raises(NotAllowedError):
        await assign_role(officer(chief, MANAGE_ROLES), siti, role, region_code, roles=roles)

    assert await RoleAssignment.all().count() == 0


async def test_a_plugin_says_who_gives_its_roles(roles: RoleRegistry) -> None:
    head, siti = await account(), await account()

    await assign_role(officer(head, "halo.manage_officers"), siti, "halo.head", "32.01", roles=roles)

    with pytest.raises(NotAllowedError):
        await assign_role(
            officer(head, "halo.manage_officers"), siti, "core.administrator", "32.01", roles=roles
        )


async def test_nobody_gives_themselves_a_role_or_ends_their_own(roles: RoleRegistry) -> None:
    chief = await account()
    await assign_role(OPERATOR, chief, "core.administrator", "32.01", roles=roles)
    actor = officer(chief, MANAGE_ROLES, region_code="")

    with pytest.raises(NotAllowedError, match="akun sendiri"):
        await assign_role(actor, chief, "core.personal_data_reader", "32.01", roles=roles)
    with pytest.raises(NotAllowedError, match="akun sendiri"):
        await end_role(actor, chief, "core.administrator", "32.01", roles=roles)

    assert await RoleAssignment.filter(ended_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("role", "region_code", "field"),
    [
        ("halo.tidak_ada", "32.01", "role"),
        ("halo.officer", "", "region_code"),
        ("halo.officer", "32.1", "region_code"),
        ("halo.officer", "32.01.07.20011", "region_code"),
        ("core.auditor", "32.01", "region_code"),
    ],
)
async def test_a_wrong_role_or_region_is_told_in_its_field(
    roles: RoleRegistry, role: str, region_code: str, field: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        await assign_role(OPERATOR, await account(), role, region_code, roles=roles)
    assert [problem.field for problem in caught.value.problems] == [field]


async def test_a_role_is_given_once_even_at_the_same_time_and_again_after_it_ended(
    roles: RoleRegistry,
) -> None:
    siti = await account()
    refused: list[KopukmError] = []

    async def give() -> None:
        try:
            await assign_role(OPERATOR, siti, "halo.officer", "32.01", roles=roles)
        except ProblemsError as error:
            refused.append(error)

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(give)
    assert len(refused) == 2

    await end_role(OPERATOR, siti, "halo.officer", "32.01", roles=roles)
    with pytest.raises(NotFoundError):
        await end_role(OPERATOR, siti, "halo.officer", "32.01", roles=roles)
    await give()
    assert len(refused) == 2


async def test_a_disabled_account_gets_no_role(roles: RoleRegistry) -> None:
    siti = await account()
    await disable_account(siti)
    siti = await type(siti).get(id=siti.id)

    with pytest.raises(ProblemsError, match="dinonaktifkan"):
        await assign_role(OPERATOR, siti, "halo.officer", "32.01", roles=roles)


async def test_an_account_above_or_outside_cannot_be_managed(roles: RoleRegistry) -> None:
    manager = officer(await account(), MANAGE_ACCOUNTS, MANAGE_ROLES)
    plain, inside, outside, above, member_elsewhere = [await account() for _ in range(5)]
    await assign_role(OPERATOR, inside, "halo.officer", "32.01.07", roles=roles)
    await assign_role(OPERATOR, outside, "halo.officer", "32.02", roles=roles)
    await assign_role(OPERATOR, above, "core.service_administrator", "", roles=roles)
    await member(await party("32.02"), member_elsewhere)

    for managed in (plain, inside):
        await require_manageable(manager, managed, roles=roles)
    for beyond in (outside, above, member_elsewhere):
        with pytest.raises(NotAllowedError):
            await require_manageable(manager, beyond, roles=roles)
        await require_manageable(OPERATOR, beyond, roles=roles)
    with pytest.raises(NotAllowedError):
        await require_manageable(officer(plain, MANAGE_SERVICES), inside, roles=roles)

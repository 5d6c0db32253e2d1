"""Membership in a party: asked for by the person, decided once by an officer of that place."""

from __future__ import annotations

import anyio
import pytest

from identity.people import OPERATOR, account, officer, party
from kopukm_core.errors import (
    ConflictError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ProblemsError,
)
from kopukm_core.identity.actor import ANONYMOUS, Actor
from kopukm_core.identity.authentication import actor_of_account
from kopukm_core.identity.core_roles import APPROVE_MEMBERSHIP
from kopukm_core.identity.memberships import (
    OPEN_REQUESTS,
    decide_membership,
    end_membership,
    request_membership,
)
from kopukm_core.identity.models import MembershipState, PartyMembership
from kopukm_core.identity.roles import RoleRegistry

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


async def _person() -> Actor:
    return officer(await account())


async def _approver(region_code: str = "32.01") -> Actor:
    return officer(await account(), APPROVE_MEMBERSHIP, region_code=region_code)


async def test_an_approved_request_makes_the_party_the_persons_own(roles: RoleRegistry) -> None:
    siti, mine = await _person(), await party("32.01.07")
    request = await request_membership(siti, mine.id, "Ketua")
    assert siti.account_id is not None
    assert (await actor_of_account(siti.account_id, roles=roles)).party_ids == frozenset()

    decided = await decide_membership(await _approver(), request.id, approve=True)

    assert (decided.state, decided.decided_at is None) == (MembershipState.APPROVED, False)
    assert (await actor_of_account(siti.account_id, roles=roles)).party_ids == {mine.id}
    await end_membership(siti, request.id)
    assert (await actor_of_account(siti.account_id, roles=roles)).party_ids == frozenset()


async def test_a_rejection_needs_a_reason_and_lets_the_person_ask_again() -> None:
    siti, mine, approver = await _person(), await party("32.01.07"), await _approver()
    request = await request_membership(siti, mine.id, "Ketua")
    with pytest.raises(ProblemsError, match="Alasan"):
        await decide_membership(approver, request.id, approve=False, reason=" ")

    rejected = await decide_membership(approver, request.id, approve=False, reason="Bukan pengurus")

    assert (rejected.state, rejected.reason) == (MembershipState.REJECTED, "Bukan pengurus")
    await request_membership(siti, mine.id, "Ketua")


@pytest.mark.parametrize("region_code", ["32.02", "32.01.08"])
async def test_an_officer_of_another_place_does_not_decide(region_code: str) -> None:
    request = await request_membership(await _person(), (await party("32.01.07")).id, "Ketua")

    with pytest.raises(NotAllowedError):
        await decide_membership(await _approver(region_code), request.id, approve=True)

    assert (await PartyMembership.get(id=request.id)).state is MembershipState.REQUESTED


async def test_who_decides_nowhere_learns_nothing() -> None:
    request = await request_membership(await _person(), (await party("32.01.07")).id, "Ketua")
    for actor in (ANONYMOUS, await _person()):
        with pytest.raises(NotFoundError):
            await decide_membership(actor, request.id, approve=True)
        with pytest.raises(NotFoundError):
            await end_membership(actor, request.id)


async def test_nobody_approves_their_own_request() -> None:
    approver = await _approver()
    request = await request_membership(approver, (await party("32.01.07")).id, "Ketua")

    with pytest.raises(NotAllowedError, match="sendiri"):
        await decide_membership(approver, request.id, approve=True)


async def test_two_officers_at_once_decide_once() -> None:
    request = await request_membership(await _person(), (await party("32.01.07")).id, "Ketua")
    answers: list[str] = []

    async def decide(approve: bool) -> None:
        try:
            decided = await decide_membership(OPERATOR, request.id, approve=approve, reason="alasan")
            answers.append(decided.state.value)
        except ConflictError:
            answers.append("conflict")

    async with anyio.create_task_group() as group:
        group.start_soon(decide, True)
        group.start_soon(decide, False)

    assert "conflict" in answers
    (other,) = set(answers) - {"conflict"}
    assert (await PartyMembership.get(id=request.id)).state.value == other


async def test_a_request_is_made_once_even_at_the_same_time() -> None:
    siti, mine = await _person(), await party("32.01.07")
    refused: list[str] = []

    async def ask() -> None:
        try:
            await request_membership(siti, mine.id, "Ketua")
        except ProblemsError as error:
            refused.append(error.problems[0].code)

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(ask)

    assert refused == ["ALREADY_REQUESTED"] * 2


async def test_a_person_has_few_open_requests() -> None:
    siti = await _person()
    for _ in range(OPEN_REQUESTS):
        await request_membership(siti, (await party("32.01.07")).id, "Ketua")

    with pytest.raises(ProblemsError, match="Paling banyak"):
        await request_membership(siti, (await party("32.01.07")).id, "Ketua")


async def test_who_has_no_account_or_names_no_party_cannot_ask() -> None:
    with pytest.raises(NotAuthenticatedError):
        await request_membership(ANONYMOUS, 1, "Ketua")
    with pytest.raises(NotFoundError):
        await request_membership(await _person(), 999_999, "Ketua")

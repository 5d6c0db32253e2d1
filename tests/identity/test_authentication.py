"""From a header to an actor: tokens that hold, tokens that do not, and services that speak for a contact."""

from __future__ import annotations

from datetime import timedelta

import anyio
import pytest

from identity.people import OPERATOR, PASSWORD, QUICK, account, member, party
from kopukm_core import clock
from kopukm_core.clock import MovingClock
from kopukm_core.db import rows
from kopukm_core.errors import (
    KopukmError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ProblemsError,
)
from kopukm_core.identity.accounts import disable_account, set_password
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.identity.assignments import assign_role, end_role
from kopukm_core.identity.authentication import actor_from_authorization, actor_of_account
from kopukm_core.identity.client import Client
from kopukm_core.identity.core_roles import MANAGE_SERVICES, VERIFY_CONTACTS
from kopukm_core.identity.login import log_in
from kopukm_core.identity.models import AccessToken, Account, ServiceContact
from kopukm_core.identity.roles import RoleRegistry
from kopukm_core.identity.services import create_service_token, disable_service, verify_contact
from kopukm_core.identity.tokens import (
    IssuedToken,
    forget_ended_tokens,
    issue_person_token,
    revoke_token,
    sessions_of,
)

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

CONTACT = "628123456789"


async def _session(who: Account) -> str:
    return f"Bearer {(await issue_person_token(who, 'Telepon')).text}"


async def _service(roles: RoleRegistry, *scopes: str, region_code: str = "32.01") -> str:
    issued = await create_service_token(
        OPERATOR, "whatsapp", "uji", scopes=scopes, region_code=region_code, roles=roles
    )
    return f"Bearer {issued.text}"


async def test_no_header_is_the_anonymous_actor(roles: RoleRegistry) -> None:
    assert await actor_from_authorization(None, roles=roles) is ANONYMOUS


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic c2l0aTpyYWhhc2lh", "kop_p_" + "a" * 43, "Bearer a b", "Bearer kop_p_",
     "Bearer kop_x_" + "a" * 43, "Bearer kop_p_" + "a" * 43, "Bearer kop_p_" + "a" * 43 + "\n", "Bearer ☃"],
)  # fmt: skip
async def test_a_header_that_names_no_living_token_is_never_anonymous(
    header: str, roles: RoleRegistry
) -> None:
    with pytest.raises(NotAuthenticatedError) as caught:
        await actor_from_authorization(header, roles=roles)
    assert "kop_" not in str(caught.value)


async def test_a_person_has_the_grants_of_their_roles_and_their_parties(roles: RoleRegistry) -> None:
    siti, mine = await account(), await party("32.01.07")
    await member(mine, siti)
    await assign_role(OPERATOR, siti, "halo.officer", "32.01.07", roles=roles)
    await assign_role(OPERATOR, siti, "halo.head", "32.01.08", roles=roles)
    await assign_role(OPERATOR, siti, "core.auditor", "", roles=roles)
    await end_role(OPERATOR, siti, "halo.head", "32.01.08", roles=roles)

    actor = await actor_from_authorization(await _session(siti), roles=roles)

    assert actor.key == f"person:{siti.id}"
    assert actor.grants == (Grant("core.read_audit", ""), Grant("halo.answer", "32.01.07"))
    assert actor.party_ids == {mine.id}


async def test_the_scheme_is_read_without_regard_to_case(roles: RoleRegistry) -> None:
    header = (await _session(await account())).replace("Bearer", "bearer ")

    assert (await actor_from_authorization(header, roles=roles)).kind is ActorKind.PERSON


async def test_only_the_hash_of_a_token_is_stored(roles: RoleRegistry) -> None:
    header = await _session(await account())

    (row,) = await rows("SELECT * FROM access_token")

    assert header.removeprefix("Bearer kop_p_") not in str(row)
    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(f"Bearer {row['token_hash']}", roles=roles)


async def test_a_revoked_token_stops_at_once_even_while_it_is_used(
    roles: RoleRegistry, moving_clock: MovingClock
) -> None:
    issued = await issue_person_token(await account(), "Telepon")
    answers: list[str] = []

    async def use() -> None:
        try:
            answers.append((await actor_from_authorization(f"Bearer {issued.text}", roles=roles)).kind)
        except NotAuthenticatedError:
            answers.append("refused")

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(use)
        group.start_soon(revoke_token, issued.id)
    moving_clock.move(timedelta(hours=1))
    answers.clear()
    await use()

    assert answers == ["refused"]
    assert (await AccessToken.get(id=issued.id)).revoked_at is not None
    with pytest.raises(NotFoundError):
        await revoke_token(issued.id)


async def test_a_token_lives_with_use_ends_without_it_and_ends_at_last(
    roles: RoleRegistry, moving_clock: MovingClock
) -> None:
    siti = await account()
    used, unused = await _session(siti), await _session(siti)
    for _ in range(7):
        moving_clock.move(timedelta(days=25))
        await actor_from_authorization(used, roles=roles)
    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(unused, roles=roles)
    moving_clock.move(timedelta(days=6))

    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(used, roles=roles)


async def test_use_is_written_coarsely(roles: RoleRegistry, moving_clock: MovingClock) -> None:
    siti = await account()
    header = await _session(siti)
    seen = []
    for _ in range(4):
        await actor_from_authorization(header, roles=roles)
        seen.append((await sessions_of(siti.id))[0].last_used_at)
        moving_clock.move(timedelta(minutes=4))

    assert seen[0] == seen[1] == seen[2] != seen[3]


async def test_the_list_of_sessions_shows_the_living_ones(
    roles: RoleRegistry, moving_clock: MovingClock
) -> None:
    siti = await account()
    old = await issue_person_token(siti, "Komputer lama")
    await revoke_token(old.id)
    await issue_person_token(siti, "Telepon")
    await issue_person_token(await account(), "Orang lain")
    moving_clock.move(timedelta(days=1))
    await issue_person_token(siti, "Tablet")

    assert [token.title for token in await sessions_of(siti.id)] == ["Tablet", "Telepon"]
    moving_clock.move(timedelta(days=95))
    assert await forget_ended_tokens(clock.now() - timedelta(days=90)) == 1


async def test_a_disabled_account_has_no_way_in(roles: RoleRegistry) -> None:
    siti = await account()
    header = await _session(siti)
    await disable_account(siti)
    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(header, roles=roles)

    await AccessToken.all().update(revoked_at=None)
    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(header, roles=roles)


async def test_a_service_has_its_scopes_in_its_region(roles: RoleRegistry) -> None:
    actor = await actor_from_authorization(await _service(roles, "halo.answer"), roles=roles)

    assert (actor.key, actor.grants) == ("service:whatsapp", (Grant("halo.answer", "32.01"),))
    assert not actor.may("halo.answer", "32.02")
    assert actor.party_ids == frozenset()


async def test_a_disabled_service_has_no_way_in(roles: RoleRegistry) -> None:
    header = await _service(roles, "halo.answer")
    await disable_service(OPERATOR, "whatsapp")

    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(header, roles=roles)
    with pytest.raises(ProblemsError, match="dinonaktifkan"):
        await _service(roles, "halo.answer")


async def test_a_service_token_ends(roles: RoleRegistry, moving_clock: MovingClock) -> None:
    header = await _service(roles, "halo.answer")
    moving_clock.move(timedelta(days=366))

    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(header, roles=roles)


@pytest.mark.parametrize(
    ("scopes", "region_code", "error"),
    [
        (["halo.answer"], "32.01", NotAllowedError),
        (["halo.answer", "halo.tidak_ada"], "32.01.07", ProblemsError),
        ([], "32.01.07", ProblemsError),
        (["core.read_audit"], "32.01.07", NotAllowedError),
    ],
)
async def test_nobody_hands_out_more_than_they_hold(
    roles: RoleRegistry, scopes: list[str], region_code: str, error: type[KopukmError]
) -> None:
    held = (Grant(MANAGE_SERVICES, "32.01.07"), Grant("halo.answer", "32.01.07"))
    maker = Actor(ActorKind.PERSON, "1", held, account_id=1)

    with pytest.raises(error):
        await create_service_token(
            maker, "whatsapp", "uji", scopes=scopes, region_code=region_code, roles=roles
        )
    assert await AccessToken.all().count() == 0


async def test_a_service_speaks_for_a_contact_only_after_verifying_it(roles: RoleRegistry) -> None:
    header = await _service(roles, VERIFY_CONTACTS)
    with pytest.raises(NotAuthenticatedError, match="belum terverifikasi"):
        await actor_from_authorization(header, CONTACT, roles=roles)

    contact = await verify_contact(await actor_from_authorization(header, roles=roles), CONTACT)

    actor = await actor_from_authorization(header, CONTACT, roles=roles)
    assert actor.key == f"service:whatsapp/contact:{contact.id}"
    assert actor.grants == ()
    assert CONTACT not in str(await rows("SELECT * FROM service_contact"))


async def test_a_contact_verified_by_one_service_is_none_of_another(roles: RoleRegistry) -> None:
    whatsapp = await actor_from_authorization(await _service(roles, VERIFY_CONTACTS), roles=roles)
    await verify_contact(whatsapp, CONTACT)
    other = await create_service_token(
        OPERATOR, "telegram", "uji", scopes=[VERIFY_CONTACTS], region_code="", roles=roles
    )

    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(f"Bearer {other.text}", CONTACT, roles=roles)


async def test_verifying_at_the_same_time_makes_one_contact(roles: RoleRegistry) -> None:
    service = await actor_from_authorization(await _service(roles, VERIFY_CONTACTS), roles=roles)

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(verify_contact, service, CONTACT)

    assert await ServiceContact.all().count() == 1


async def test_for_a_contact_a_service_may_only_what_both_may(roles: RoleRegistry) -> None:
    siti, mine = await account(), await party("32.01.07")
    await member(mine, siti)
    await assign_role(OPERATOR, siti, "halo.officer", "32", roles=roles)
    await assign_role(OPERATOR, siti, "core.membership_officer", "32.01.07", roles=roles)
    header = await _service(roles, "halo.answer", VERIFY_CONTACTS, region_code="32.01")
    contact = await verify_contact(await actor_from_authorization(header, roles=roles), CONTACT)
    await ServiceContact.filter(id=contact.id).update(account_id=siti.id)

    actor = await actor_from_authorization(header, CONTACT, roles=roles)

    assert actor.grants == (Grant("halo.answer", "32.01"),)
    assert actor.party_ids == {mine.id}
    assert actor.account_id == siti.id
    await disable_account(siti)
    with pytest.raises(NotAuthenticatedError):
        await actor_from_authorization(header, CONTACT, roles=roles)


async def test_only_services_speak_for_others(roles: RoleRegistry) -> None:
    for header in (None, await _session(await account())):
        with pytest.raises(NotAuthenticatedError, match="Hanya layanan"):
            await actor_from_authorization(header, CONTACT, roles=roles)
    with pytest.raises(NotAllowedError):
        await verify_contact(ANONYMOUS, CONTACT)


async def test_a_session_from_a_login_is_one_of_the_person(roles: RoleRegistry) -> None:
    await account("siti")
    issued: IssuedToken = await log_in("siti", PASSWORD, Client(), passwords=QUICK)

    actor = await actor_from_authorization(f"Bearer {issued.text}", roles=roles)

    assert actor.token_id == issued.id
    assert issued.expires_at == clock.now() + timedelta(days=30)


async def test_a_temporary_password_holds_nothing_until_it_is_changed(roles: RoleRegistry) -> None:
    siti = await account()
    await assign_role(OPERATOR, siti, "halo.officer", "32.01.07", roles=roles)
    await member(await party("32.01.07"), siti)
    await set_password(siti, siti.password_hash, must_change=True)

    held = await actor_of_account(siti.id, roles=roles)
    assert (held.grants, held.party_ids, held.must_change_password) == ((), frozenset(), True)

    await set_password(siti, siti.password_hash)
    held = await actor_of_account(siti.id, roles=roles)
    assert (len(held.grants), len(held.party_ids), held.must_change_password) == (1, 1, False)

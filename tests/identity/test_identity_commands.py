"""The commands of identity through the runner: what they answer, refuse, record, and never keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from identity.people import OPERATOR, PASSWORD, account, officer, party
from kopukm_core.commands import Outcome
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.db import rows
from kopukm_core.errors import (
    KopukmError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ThrottledError,
)
from kopukm_core.identity import ANONYMOUS, Actor, Client, actor_from_authorization, using_client
from kopukm_core.identity.core_roles import APPROVE_MEMBERSHIP, MANAGE_ACCOUNTS
from kopukm_core.identity.models import AccessToken, Account, LoginThrottle, RoleAssignment
from kopukm_core.identity.roles import MANAGE_ROLES
from kopukm_core.identity.throttle import FREE_ATTEMPTS
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.platform import Platform
from kopukm_core.privacy.person_keys import destroy

pytestmark = pytest.mark.anyio

NEW_PASSWORD = "kata sandi baru 9"  # noqa: S105


async def _give(
    platform: Platform, name: str, given: Mapping[str, Any], actor: Actor = OPERATOR, key: str | None = None
) -> Outcome:
    return await platform.runner.run(name, given, actor, key=key)


async def _log_in(platform: Platform, login_name: str, password: str = PASSWORD) -> Outcome:
    return await _give(platform, "core.log_in", {"login_name": login_name, "password": password}, ANONYMOUS)


async def _actor(platform: Platform, token: str) -> Actor:
    return await actor_from_authorization(f"Bearer {token}", roles=platform.roles)


async def test_the_way_of_an_account_from_the_operator_to_a_session_and_out(platform: Platform) -> None:
    made = await _give(
        platform,
        "core.create_account",
        {"login_name": "siti@contoh.id", "name": "Siti Aminah", "password": PASSWORD},
    )
    assert made.reference is not None
    given = {"account_id": int(made.reference.id), "role": "core.administrator", "region_code": "32.01"}
    assert (await _give(platform, "core.assign_role", given)).accepted

    with using_client(Client("203.0.113.9", "Peramban")):
        entered = await _log_in(platform, "SITI@contoh.id")

    assert entered.values is not None
    assert entered.values["must_change_password"] is True
    siti = await _actor(platform, str(entered.values["token"]))
    assert siti.must_change_password
    assert not siti.may(MANAGE_ACCOUNTS, "32.01.07")
    refused = {"login_name": "ani", "name": "Ani", "password": PASSWORD}
    with pytest.raises(NotAllowedError, match="Ganti kata sandi sementara dahulu"):
        await _give(platform, "core.create_account", refused, siti)
    changed = {"current_password": PASSWORD, "new_password": "teh manis di beranda"}
    assert (await _give(platform, "core.change_password", changed, siti)).accepted
    siti = await _actor(platform, str(entered.values["token"]))
    assert siti.may(MANAGE_ACCOUNTS, "32.01.07")
    assert not siti.must_change_password
    assert (await _give(platform, "core.log_out", {}, siti)).accepted
    with pytest.raises(NotAuthenticatedError):
        await _actor(platform, str(entered.values["token"]))


async def test_a_login_keeps_neither_input_nor_token_in_the_record(platform: Platform) -> None:
    await account("siti@contoh.id")

    entered = await _log_in(platform, "siti@contoh.id")
    await _log_in(platform, "siti@contoh.id", "salah sama sekali")

    assert entered.values is not None
    stored = str(await rows("SELECT * FROM command_record")) + str(await rows("SELECT * FROM audit_entry"))
    for secret in (PASSWORD, "salah sama sekali", "siti@contoh.id", str(entered.values["token"])):
        assert secret not in stored
    assert [record.state for record in await CommandRecord.all().order_by("id")] == ["done"]


async def test_a_failed_login_is_counted_although_the_command_is_rolled_back(platform: Platform) -> None:
    await account("siti")
    for _ in range(FREE_ATTEMPTS["account"]):
        outcome = await _log_in(platform, "siti", "salah sama sekali")
        assert [problem.code for problem in outcome.problems] == ["WRONG_LOGIN"]

    with pytest.raises(ThrottledError):
        await _log_in(platform, "siti")

    (counted,) = await LoginThrottle.filter(subject__startswith="account:")
    assert counted.failures == FREE_ATTEMPTS["account"]
    assert await CommandRecord.all().count() == 0, "guessing fills no table"


async def test_a_repeated_login_does_not_give_the_token_again(platform: Platform) -> None:
    await account("siti")
    given = {"login_name": "siti", "password": PASSWORD}
    await _give(platform, "core.log_in", given, ANONYMOUS, key="sama")

    with pytest.raises(KopukmError, match="kunci baru"):
        await _give(platform, "core.log_in", given, ANONYMOUS, key="sama")

    assert await AccessToken.all().count() == 1


async def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(platform: Platform) -> None:
    siti = await account("siti")
    here, there = [(await issue_person_token(siti, name)).text for name in ("Sini", "Sana")]
    given = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}

    outcome = await _give(platform, "core.change_password", given, await _actor(platform, here))

    assert outcome.accepted
    await _actor(platform, here)
    with pytest.raises(NotAuthenticatedError):
        await _actor(platform, there)
    assert (await _log_in(platform, "siti", NEW_PASSWORD)).accepted
    assert not (await _log_in(platform, "siti", PASSWORD)).accepted


@pytest.mark.parametrize(
    ("current", "new", "field", "code"),
    [
        ("salah sama sekali", NEW_PASSWORD, "current_password", "WRONG"),
        (PASSWORD, "pendek", "new_password", "TOO_SHORT"),
        (PASSWORD, PASSWORD, "new_password", "SAME"),
    ],
)
async def test_a_refused_change_of_password_changes_nothing(
    platform: Platform, current: str, new: str, field: str, code: str
) -> None:
    siti = await account("siti")
    before = (await Account.get(id=siti.id)).password_hash

    given = {"current_password": current, "new_password": new}
    outcome = await _give(platform, "core.change_password", given, officer(siti))

    assert [(problem.field, problem.code) for problem in outcome.problems] == [(field, code)]
    assert (await Account.get(id=siti.id)).password_hash == before


async def test_an_account_is_made_by_who_may_and_its_names_are_sealed(platform: Platform) -> None:
    manager = officer(await account(), MANAGE_ACCOUNTS)
    given = {"login_name": "budi@contoh.id", "name": "Budi Santoso", "password": PASSWORD}
    with pytest.raises(NotAllowedError):
        await _give(platform, "core.create_account", given, officer(await account()))

    made = await _give(platform, "core.create_account", given, manager)

    record = await CommandRecord.get(id=made.record_id)
    assert record.input is not None
    assert made.reference is not None
    assert "budi" not in record.input.casefold()
    assert PASSWORD not in record.input
    assert record.person == f"person:{made.reference.id}"
    assert await destroy(record.person)
    assert await AuditEntry.filter(record_id=made.record_id, action="create").count() == 1


async def test_escalation_is_refused_at_the_door_and_nothing_is_assigned(platform: Platform) -> None:
    chief, siti = await account(), await account()
    actor = officer(chief, MANAGE_ROLES, MANAGE_ACCOUNTS, region_code="32.01.07")
    for account_id, role, region in (
        (siti.id, "core.administrator", "32.01"),
        (chief.id, "core.personal_data_reader", "32.01.07"),
        (siti.id, "core.auditor", None),
    ):
        given = {"account_id": account_id, "role": role, "region_code": region}
        with pytest.raises(NotAllowedError):
            await _give(platform, "core.assign_role", given, actor)
    assert await RoleAssignment.all().count() == 0


async def test_a_manager_cannot_take_over_an_account_that_stands_higher(platform: Platform) -> None:
    chief = await account()
    role = {"account_id": chief.id, "role": "core.administrator", "region_code": "32"}
    await _give(platform, "core.assign_role", role)
    manager = officer(await account(), MANAGE_ACCOUNTS, MANAGE_ROLES)

    for command, given in (("core.reset_password", {"password": NEW_PASSWORD}), ("core.disable_account", {})):
        with pytest.raises(NotAllowedError):
            await _give(platform, command, {"account_id": chief.id, **given}, manager)

    after = await Account.get(id=chief.id)
    assert (after.password_hash, after.state) == (chief.password_hash, "active")


async def test_a_session_is_ended_by_its_owner_and_by_nobody_else(platform: Platform) -> None:
    siti, other = await account(), await account()
    session = await issue_person_token(siti, "Telepon")
    given = {"token_id": session.id}

    with pytest.raises(NotFoundError):
        await _give(platform, "core.revoke_token", given, officer(other))
    assert (await _give(platform, "core.revoke_token", given, officer(siti))).accepted

    with pytest.raises(NotAuthenticatedError):
        await _actor(platform, session.text)


async def test_a_service_token_is_shown_once_and_speaks_for_verified_contacts(platform: Platform) -> None:
    made = await _give(
        platform,
        "core.create_service_token",
        {"service": "whatsapp", "title": "uji", "scopes": ["core.verify_contacts"], "days": 30},
    )
    assert made.values is not None
    token = str(made.values["token"])
    service = await _actor(platform, token)

    assert (await _give(platform, "core.verify_contact", {"external_id": "62812"}, service)).accepted

    citizen = await actor_from_authorization(f"Bearer {token}", "62812", roles=platform.roles)
    assert citizen.key.startswith("service:whatsapp/contact:")
    with pytest.raises(NotAuthenticatedError):
        await _give(platform, "core.log_out", {}, citizen)
    assert token not in str(await rows("SELECT * FROM command_record"))
    assert (await _give(platform, "core.disable_service", {"service": "whatsapp"})).accepted
    with pytest.raises(NotAuthenticatedError):
        await _actor(platform, token)


async def test_a_membership_is_asked_for_and_decided(platform: Platform) -> None:
    siti, mine = officer(await account()), await party("32.01.07")
    asked = await _give(platform, "core.request_membership", {"party_id": mine.id, "title": "Ketua"}, siti)
    assert asked.reference is not None
    decision = {"membership_id": int(asked.reference.id), "approve": True}

    with pytest.raises(NotAllowedError):
        await _give(platform, "core.decide_membership", decision, siti)
    approver = officer(await account(), APPROVE_MEMBERSHIP)
    assert (await _give(platform, "core.decide_membership", decision, approver)).accepted

    ended = {"membership_id": int(asked.reference.id)}
    assert (await _give(platform, "core.end_membership", ended, siti)).accepted

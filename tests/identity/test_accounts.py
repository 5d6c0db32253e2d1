"""Making accounts: login names that are taken, malformed, or asked for twice at once."""

from __future__ import annotations

import anyio
import pytest

from identity.people import PASSWORD, QUICK, account
from kopukm_core.errors import NotFoundError, ProblemsError
from kopukm_core.identity.accounts import (
    create_account,
    disable_account,
    enable_account,
    find_account,
    hash_of_new_password,
)
from kopukm_core.identity.models import Account, AccountState
from kopukm_core.privacy import KeyRing, using_keys

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


async def test_an_account_is_found_by_its_login_name_in_any_case() -> None:
    made = await account("Siti.Aminah@Contoh.ID")

    found = await find_account("siti.aminah@contoh.id ")

    assert found.id == made.id
    assert str(found.login_name) == "s•••@contoh.id"
    with pytest.raises(NotFoundError):
        await find_account("orang.lain")


async def test_a_login_name_is_given_once_even_at_the_same_time() -> None:
    hashed = await hash_of_new_password(PASSWORD, "siti", passwords=QUICK)
    answers: list[str] = []

    async def make() -> None:
        try:
            await create_account("siti", "Siti", hashed, created_by="uji")
            answers.append("made")
        except ProblemsError as error:
            answers.append(error.problems[0].code)

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(make)

    assert sorted(answers) == ["TAKEN", "TAKEN", "TAKEN", "made"]


async def test_a_login_name_under_an_older_key_is_taken_too() -> None:
    await account("siti")
    with (
        using_keys(KeyRing({"k2": bytes(32), "k1": bytes(range(32))})),
        pytest.raises(ProblemsError, match="sudah dipakai"),
    ):
        await account("siti")


@pytest.mark.parametrize("login_name", ["", "si", "siti aminah", "siti@", "@contoh.id", ".siti", "a" * 300])
async def test_a_malformed_login_name_is_refused(login_name: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        await create_account(login_name, "Siti", "hash", created_by="uji")
    assert caught.value.problems[0].field == "login_name"
    assert await Account.all().count() == 0


async def test_an_account_is_shut_and_opened() -> None:
    siti = await account()

    await disable_account(siti)
    shut = await Account.get(id=siti.id)
    await enable_account(siti)

    assert (shut.state, shut.disabled_at is None) == (AccountState.DISABLED, False)
    assert (await Account.get(id=siti.id)).state is AccountState.ACTIVE

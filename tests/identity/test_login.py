"""Logging in: what is answered, what is counted, and that nothing tells whether an account exists."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta

import anyio
import pytest

from identity.people import PASSWORD, QUICK, account
from kopukm_core.clock import MovingClock
from kopukm_core.db import rows
from kopukm_core.errors import ProblemsError, ThrottledError
from kopukm_core.identity.accounts import disable_account, hash_of_new_password, set_password
from kopukm_core.identity.client import Client
from kopukm_core.identity.login import check_own_password, check_password, log_in, start_session
from kopukm_core.identity.models import AccessToken, Account
from kopukm_core.identity.passwords import Passwords
from kopukm_core.identity.throttle import FREE_ATTEMPTS, LONGEST_WAIT, forget_old_attempts, wait_after

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

HOME = Client("203.0.113.9", "Telepon Siti")


@dataclass(frozen=True)
class CountedPasswords(Passwords):
    """The real hashing, which notes what it was asked to do."""

    done: list[str] = field(default_factory=list, compare=False)

    async def verify(self, password_hash: str, password: str) -> bool:
        self.done.append(f"verify {password_hash.rpartition('$')[0].rpartition('$')[0]}")
        return await super().verify(password_hash, password)

    async def hash(self, password: str) -> str:
        self.done.append("hash")
        return await super().hash(password)


async def _fail(login_name: str, client: Client = HOME) -> ProblemsError:
    with pytest.raises(ProblemsError) as caught:
        await log_in(login_name, "salah sama sekali", client, passwords=QUICK)
    return caught.value


async def test_the_right_password_starts_a_session_named_after_the_device() -> None:
    siti = await account("Siti@Contoh.ID")

    issued = await log_in(" siti@contoh.id", PASSWORD, HOME, passwords=QUICK)

    assert issued.text.startswith("kop_p_")
    token = await AccessToken.get(id=issued.id)
    assert (token.account_id, token.title) == (siti.id, "Telepon Siti")
    assert (await Account.get(id=siti.id)).last_login_at is not None


async def test_an_unknown_name_and_a_wrong_password_are_answered_alike() -> None:
    await account("siti")

    wrong, unknown = await _fail("siti"), await _fail("tidak.ada")

    assert wrong.problems == unknown.problems
    assert await AccessToken.all().count() == 0


async def test_an_unknown_name_takes_the_same_work_as_a_known_one(caplog: pytest.LogCaptureFixture) -> None:
    await account("siti")
    counted = CountedPasswords(time_cost=1, memory_cost=8, parallelism=1)
    work: list[tuple[list[str], list[str]]] = []
    for login_name in ("siti", "tidak.ada"):
        caplog.clear()
        counted.done.clear()
        with caplog.at_level(logging.DEBUG, "tortoise.db_client"), pytest.raises(ProblemsError):
            await log_in(login_name, "salah sama sekali", Client(), passwords=counted)
        statements = [record.getMessage().partition(":")[0] for record in caplog.records]
        work.append((list(counted.done), statements))

    assert work[0] == work[1]
    assert work[0][0] == ["verify $argon2id$v=19$m=8,t=1,p=1"]
    assert len(work[0][1]) > 3


async def test_after_the_free_failures_the_account_waits_longer_each_time(moving_clock: MovingClock) -> None:
    await account("siti")
    waits: list[int] = []
    for _ in range(4):
        for _ in range(FREE_ATTEMPTS["account"] if not waits else 1):
            await _fail("siti")
        with pytest.raises(ThrottledError) as caught:
            await log_in("siti", PASSWORD, HOME, passwords=QUICK)
        waits.append(caught.value.retry_after)
        moving_clock.move(timedelta(seconds=caught.value.retry_after))

    assert waits == [2, 4, 8, 16]
    await log_in("siti", PASSWORD, HOME, passwords=QUICK)
    await _fail("siti")
    await log_in("siti", PASSWORD, HOME, passwords=QUICK)


async def test_an_unknown_account_is_throttled_as_a_known_one_is() -> None:
    for _ in range(FREE_ATTEMPTS["account"]):
        await _fail("tidak.ada")
    with pytest.raises(ThrottledError, match="Coba lagi 2 detik"):
        await log_in("tidak.ada", "salah", HOME, passwords=QUICK)


async def test_an_address_that_tries_many_names_waits_and_others_do_not() -> None:
    await account("siti")
    for number in range(FREE_ATTEMPTS["address"]):
        await _fail(f"tebakan{number}")

    with pytest.raises(ThrottledError):
        await log_in("siti", PASSWORD, HOME, passwords=QUICK)

    await log_in("siti", PASSWORD, Client("198.51.100.7"), passwords=QUICK)


async def test_attempts_at_once_do_not_slip_past_the_count() -> None:
    await account("siti")
    answers: list[str] = []

    async def attempt() -> None:
        try:
            await log_in("siti", "salah sama sekali", HOME, passwords=QUICK)
        except (ProblemsError, ThrottledError) as error:
            answers.append(type(error).__name__)

    async with anyio.create_task_group() as group:
        for _ in range(12):
            group.start_soon(attempt)

    free = FREE_ATTEMPTS["account"]
    assert sorted(answers) == ["ProblemsError"] * free + ["ThrottledError"] * (12 - free)


async def test_two_logins_at_once_give_two_sessions() -> None:
    await account("siti")
    tokens: list[str] = []

    async def attempt() -> None:
        tokens.append((await log_in("siti", PASSWORD, HOME, passwords=QUICK)).text)

    async with anyio.create_task_group() as group:
        group.start_soon(attempt)
        group.start_soon(attempt)

    assert len(set(tokens)) == 2
    assert await rows("SELECT 1 FROM login_throttle WHERE subject LIKE 'account:%'") == []


async def test_old_failures_are_forgotten(moving_clock: MovingClock) -> None:
    await account("siti")
    for _ in range(FREE_ATTEMPTS["account"] - 1):
        await _fail("siti")
    moving_clock.move(timedelta(hours=25))

    await _fail("siti")

    await log_in("siti", PASSWORD, HOME, passwords=QUICK)
    moving_clock.move(timedelta(hours=25))
    assert await forget_old_attempts() == 1


async def test_a_disabled_account_is_told_so_only_with_its_password() -> None:
    siti = await account("siti")
    await disable_account(siti)

    with pytest.raises(ProblemsError) as right:
        await log_in("siti", PASSWORD, HOME, passwords=QUICK)

    assert right.value.problems[0].code == "ACCOUNT_DISABLED"
    assert (await _fail("siti")).problems[0].code == "WRONG_LOGIN"
    assert await AccessToken.all().count() == 0


async def test_an_account_changed_between_check_and_session_gets_none() -> None:
    await account("siti")
    checked = await check_password("siti", PASSWORD, HOME, passwords=QUICK)
    await disable_account(checked)

    with pytest.raises(ProblemsError):
        await start_session(checked, HOME)

    assert await AccessToken.all().count() == 0


async def test_a_password_changed_between_check_and_session_gives_none(moving_clock: MovingClock) -> None:
    siti = await account("siti")
    checked = await check_password("siti", PASSWORD, HOME, passwords=QUICK)
    moving_clock.move(timedelta(seconds=1))
    await set_password(siti, await hash_of_new_password("kata sandi baru 9", "siti", passwords=QUICK))

    with pytest.raises(ProblemsError):
        await start_session(checked, HOME)


async def test_a_login_hashes_anew_when_the_parameters_have_changed() -> None:
    siti = await account("siti")
    stronger = Passwords(time_cost=2, memory_cost=16, parallelism=1)

    await log_in("siti", PASSWORD, HOME, passwords=stronger)

    kept = (await Account.get(id=siti.id)).password_hash
    assert "m=16,t=2,p=1" in kept
    await log_in("siti", PASSWORD, HOME, passwords=stronger)
    assert (await Account.get(id=siti.id)).password_hash == kept


async def test_the_own_password_is_throttled_too() -> None:
    siti = await account("siti")
    for _ in range(FREE_ATTEMPTS["account"]):
        with pytest.raises(ProblemsError, match="sekarang salah"):
            await check_own_password(siti, "salah sama sekali", HOME, passwords=QUICK)
    with pytest.raises(ThrottledError):
        await check_own_password(siti, PASSWORD, HOME, passwords=QUICK)


async def test_a_new_password_ends_the_other_sessions() -> None:
    siti = await account("siti")
    first, second = [await log_in("siti", PASSWORD, HOME, passwords=QUICK) for _ in range(2)]

    hashed = await hash_of_new_password("kata sandi baru 9", "siti", passwords=QUICK)
    await set_password(siti, hashed, keep_token=second.id)

    living = await AccessToken.filter(revoked_at__isnull=True)
    assert [token.id for token in living] == [second.id] != [first.id]
    await log_in("siti", "kata sandi baru 9", HOME, passwords=QUICK)


async def test_neither_logs_nor_tables_nor_errors_hold_password_name_address_or_token(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    await account("siti@contoh.id")
    error = await _fail("siti@contoh.id")
    issued = await log_in("siti@contoh.id", PASSWORD, HOME, passwords=QUICK)
    stored = ""
    for name in ("account", "access_token", "login_throttle"):
        stored += str(await rows(f"SELECT * FROM {name}"))

    everything = caplog.text + stored + str(error) + repr(issued)
    assert "INSERT INTO" in caplog.text
    for secret in (PASSWORD, "salah sama sekali", "siti@contoh.id", HOME.address, issued.text):
        assert secret not in everything


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 2), (6, 4), (10, 64), (14, 900), (1_000_000, 900)]
)
async def test_the_wait_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert wait_after(failures, 5) == timedelta(seconds=seconds) <= LONGEST_WAIT

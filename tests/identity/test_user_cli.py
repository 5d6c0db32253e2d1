"""`kopukm user`: what an operator types and reads; passwords come from standard input only."""

from __future__ import annotations

import argparse
import io

import pytest

from identity.people import PASSWORD, account
from kopukm_core.commands.models import CommandRecord
from kopukm_core.errors import NotFoundError
from kopukm_core.identity import actor_from_authorization
from kopukm_core.identity.cli import USER
from kopukm_core.identity.models import Account, RoleAssignment
from kopukm_core.platform import Platform

pytestmark = pytest.mark.anyio


async def _type(platform: Platform, *words: str) -> int:
    parser = argparse.ArgumentParser("kopukm user")
    USER.configure(parser)
    answer = USER.run(parser.parse_args(words), platform)
    return answer if isinstance(answer, int) else await answer


@pytest.fixture
def password_on_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


@pytest.mark.usefixtures("password_on_input")
async def test_the_first_administrator_is_made_in_one_line(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await _type(platform, "create", "siti", "--role", "core.administrator", "--region", "32.01") == 0

    shown = capsys.readouterr()
    assert "Akun siti dibuat" in shown.out
    assert PASSWORD not in shown.out + shown.err
    given = await RoleAssignment.get()
    assert (given.role, given.region_code) == ("core.administrator", "32.01")
    assert given.granted_by.startswith("operator:")
    assert await CommandRecord.filter(door="terminal", actor__startswith="operator:").count() == 2


async def test_the_list_masks_addresses_and_shows_roles(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    await account("siti@contoh.id")
    await account("budi")
    await _type(platform, "assign", "budi", "core.auditor")
    capsys.readouterr()

    assert await _type(platform, "list") == 0

    shown = capsys.readouterr().out
    assert "s•••@contoh.id" in shown
    assert "siti@contoh.id" not in shown
    assert "core.auditor" in next(line for line in shown.splitlines() if "budi" in line)


async def test_an_empty_list_says_how_to_begin(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await _type(platform, "list") == 0
    assert "kopukm user create" in capsys.readouterr().err


async def test_accounts_are_shut_opened_and_relieved(platform: Platform) -> None:
    siti = await account("siti")
    for words in (
        ("disable", "siti"),
        ("enable", "siti"),
        ("assign", "siti", "core.auditor"),
        ("end-role", "siti", "core.auditor"),
    ):
        assert await _type(platform, *words) == 0
    assert (await Account.get(id=siti.id)).state == "active"
    with pytest.raises(NotFoundError, match=r"orang\.lain"):
        await _type(platform, "disable", "orang.lain")


@pytest.mark.usefixtures("password_on_input")
async def test_a_reset_password_must_be_changed(platform: Platform) -> None:
    siti = await account("siti", "kata sandi lama 3")

    assert await _type(platform, "reset-password", "siti") == 0

    after = await Account.get(id=siti.id)
    assert after.must_change_password
    assert after.password_hash != siti.password_hash


async def test_a_refusal_says_why_and_fails(platform: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    await account("siti")

    assert await _type(platform, "assign", "siti", "core.tidak_ada") == 1

    assert "core.administrator" in capsys.readouterr().err


async def test_a_service_token_alone_is_on_standard_output(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await _type(platform, "token", "whatsapp", "--scope", "core.verify_contacts", "--days", "5") == 0

    token = capsys.readouterr().out.strip()
    actor = await actor_from_authorization(f"Bearer {token}", roles=platform.roles)
    assert actor.key == "service:whatsapp"


@pytest.mark.usefixtures("password_on_input")
@pytest.mark.parametrize(
    ("role", "region", "told"),
    [
        ("core.tidak_ada", "32.01", "core.administrator"),
        ("core.administrator", "32.01.08", "Yang mirip: 32.01.07"),
        ("core.administrator", "Cibinong", "Wilayah 'Cibinong' tidak ada"),
        ("core.administrator", "99.99", "Wilayah '99.99' tidak ada"),
    ],
)
async def test_nothing_is_made_with_a_wrong_role_or_place(
    platform: Platform, capsys: pytest.CaptureFixture[str], role: str, region: str, told: str
) -> None:
    assert await _type(platform, "create", "siti", "--role", role, "--region", region) == 1

    shown = capsys.readouterr().err
    assert told in shown and "Akun tidak dibuat." in shown
    assert await Account.all().count() == 0


async def test_a_role_is_not_given_for_a_region_that_is_not_loaded(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    await account("siti")

    assert await _type(platform, "assign", "siti", "core.administrator", "--region", "32.01.08") == 1

    assert "Yang mirip: 32.01.07" in capsys.readouterr().err
    assert await RoleAssignment.all().count() == 0

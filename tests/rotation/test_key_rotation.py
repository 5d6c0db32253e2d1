"""New keys for an office at work: moved while others write, killed and continued, the old key really unneeded."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import sys
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
from tortoise import Model

import filled_office
import upgraded
from filled_office import CONTACT, KEY_OF_REPEATED, KEYS, REPEATED, SOURCES, officer
from forked import ran
from kopukm_core import clock
from kopukm_core.cli import main
from kopukm_core.db import Dialect, execute
from kopukm_core.errors import ConfigurationError, ConflictError
from kopukm_core.identity.models import Account, ServiceContact
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.parties.models import ContactPoint
from kopukm_core.platform import Platform, build_platform
from kopukm_core.privacy import (
    PersonalKind,
    PersonalText,
    check_keys,
    find_by,
    parse_keys,
    using_keys,
)
from kopukm_core.privacy.key_file import load_keys
from kopukm_core.privacy.person_keys import seal, unseal
from kopukm_core.privacy.rotation import drop_key, key_uses, rotate, tables_under
from kopukm_core.settings import load_settings
from office import FREE_DOCUMENTS_ONLY

pytestmark = pytest.mark.anyio
FRESH = f"k2={base64.b64encode(bytes(range(32, 64))).decode()}"
BOTH = f"{FRESH},{KEYS}"
COMMIT = upgraded.COMMITS[0]


@pytest.fixture
async def platform(
    dialect_under_test: Dialect, empty_database_url: str, tmp_path: Path
) -> AsyncIterator[Platform]:
    """An office filled under k1, opened with k2 in front of it."""
    upgraded.load(COMMIT, dialect_under_test, empty_database_url)
    named = {"KOPUKM_HOME": str(tmp_path), "KOPUKM_DATABASE_URL": empty_database_url, "KOPUKM_KEYS": BOTH}
    settings = load_settings({**named, **FREE_DOCUMENTS_ONLY})
    async with build_platform(settings, SOURCES).open() as running:
        yield running


def models(platform: Platform) -> list[type[Model]]:
    assert platform.database.context.apps is not None
    return list(platform.database.context.apps.get_models_iterable())


async def add_contact(number: int) -> None:
    value = PersonalText(f"+62811000{number:04}", PersonalKind.PHONE)
    await ContactPoint.create(party_id=1, kind=ContactKind.PHONE, value=value, created_at=clock.now())


async def test_rotated_under_writes_killed_and_continued_the_old_key_is_needed_no_more(
    platform: Platform, dialect_under_test: Dialect
) -> None:
    old, new = parse_keys(KEYS, "k1"), parse_keys(FRESH, "k2")
    with using_keys(old):
        for number in range(12):
            await add_contact(number)
            await seal(f"party:{number}", "rahasia")
        sealed = await seal("party:1", "tetap terbaca")
    personal = await filled_office.personal_values()
    actor = officer((await Account.get()).id)
    with pytest.raises(ConflictError, match="masih diperlukan"):
        await drop_key("k1", load_keys(platform.settings))

    if dialect_under_test is Dialect.SQLITE:
        assert await asyncio.to_thread(_killed_rotation, platform) == -signal.SIGKILL
    else:
        with pytest.raises(InterruptedError):
            await rotate(models(platform), rows_at_once=2, report=_interrupt)
    uses = await key_uses(models(platform))
    assert uses["k1"].total > 0 and uses["k2"].total > 0

    async def write() -> None:
        for number in count(100):
            await add_contact(number)

    writing = asyncio.create_task(write())
    done = await rotate(models(platform), rows_at_once=2)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)

    assert done.clashes == []
    assert set(await key_uses(models(platform))) == {"k2"}
    assert await tables_under("k1") == []
    again = await platform.runner.run("siopik.register_cooperative", REPEATED, actor, key=KEY_OF_REPEATED)
    assert again.replayed
    await drop_key("k1", load_keys(platform.settings))
    with using_keys(new):
        await check_keys(new)
        told = await filled_office.personal_values()
        assert told["account"] == personal["account"]
        assert told["contact_point"][: len(personal["contact_point"])] == personal["contact_point"]
        assert await find_by(ServiceContact, "external_id", CONTACT).exists()
        assert await find_by(ContactPoint, "value", "+628110000003").exists()
        assert await unseal(sealed, "party:1") == "tetap terbaca"
        # What was given under the old key is no longer told from other input: refused, never done twice.
        with pytest.raises(ConflictError):
            await platform.runner.run("siopik.register_cooperative", REPEATED, actor, key=KEY_OF_REPEATED)
    with pytest.raises(ConfigurationError, match="sudah dilepas"):
        await check_keys(old)


def _interrupt(moved: int) -> None:
    raise InterruptedError


def _killed_rotation(platform: Platform) -> int:
    environment = {
        **os.environ,
        **platform.settings.variables,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path]),
    }
    return ran("rotation.rotating_process", env=environment)


async def test_what_cannot_be_moved_keeps_the_old_key(platform: Platform) -> None:
    with using_keys(parse_keys(KEYS, "k1")):
        await add_contact(1)
    await add_contact(1)  # entered at once on a server that has the new key
    await execute("CREATE TABLE lain_rahasia (id INT, isi VARCHAR(200))")
    await execute(f"INSERT INTO lain_rahasia VALUES (1, 'k1:{'A' * 60}')")  # of a plugin that is off

    done = await rotate(models(platform))

    assert [(one.table, one.column) for one in done.clashes] == [("contact_point", "value")]
    with pytest.raises(ConflictError, match=r"contact_point\.value, lain_rahasia\.isi"):
        await drop_key("k1", load_keys(platform.settings))


def test_the_keys_of_a_folder_are_renewed_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upgraded.load(COMMIT, Dialect.SQLITE, f"sqlite://{tmp_path / 'kopukm.sqlite3'}")
    file = tmp_path / "keys"
    file.write_text(f"{KEYS}\n")
    monkeypatch.setenv("KOPUKM_HOME", str(tmp_path))
    assert main(["migrate"]) == 0

    for words in (["keys", "new"], ["keys", "rotate"], ["keys", "drop", "k1"], ["keys"]):
        assert main(words) == 0
    shown = capsys.readouterr()

    assert "k2" in shown.out and "sudah dilepas" in shown.out
    (word,) = file.read_text().split()
    assert word.startswith("k2=") and file.stat().st_mode & 0o777 == 0o600
    assert word.partition("=")[2] not in shown.out + shown.err

    monkeypatch.setenv("KOPUKM_ENV", "production")
    monkeypatch.setenv("KOPUKM_KEYS", word)
    assert main(["keys", "new"]) == 0
    shown = capsys.readouterr()
    assert "k3=$(openssl rand -base64 32)" in shown.out
    assert word.partition("=")[2] not in shown.out + shown.err

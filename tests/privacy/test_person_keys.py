"""Values sealed for a person: readable until the person's key is destroyed, and never after."""

from __future__ import annotations

import anyio
import pytest

from kopukm_core.db import rows, transaction
from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.privacy.models import PersonKey
from kopukm_core.privacy.person_keys import ErasedError, destroy, rewrap_person_keys, seal, unseal
from kopukm_core.privacy.vault import Vault

pytestmark = pytest.mark.anyio


@pytest.mark.usefixtures("database")
async def test_a_value_sealed_for_a_person_opens_again() -> None:
    value = {"nik": "3201015506900001", "anak": [1, None, True]}

    sealed = await seal("person:12", value)

    assert "3201" not in sealed
    assert await unseal(sealed) == value


@pytest.mark.usefixtures("database")
async def test_destroying_the_key_erases_what_was_sealed_and_nothing_of_others() -> None:
    mine, yours = await seal("person:1", "saya"), await seal("person:2", "kamu")

    assert await destroy("person:1")

    with pytest.raises(ErasedError):
        await unseal(mine)
    assert await unseal(yours) == "kamu"
    assert not await destroy("person:1")
    (row,) = await rows("SELECT wrapped FROM person_key WHERE reference = 'person:1'")
    assert row["wrapped"] is None


@pytest.mark.usefixtures("database")
async def test_a_person_who_comes_back_gets_a_new_key() -> None:
    old = await seal("person:1", "dulu")
    await destroy("person:1")

    assert await unseal(await seal("person:1", "kini")) == "kini"
    with pytest.raises(ErasedError):
        await unseal(old)


@pytest.mark.usefixtures("database")
async def test_sealing_at_the_same_time_makes_one_key() -> None:
    sealed: list[str] = []

    async def one(number: int) -> None:
        async with transaction():
            sealed.append(await seal("person:1", number))

    async with anyio.create_task_group() as group:
        for number in range(6):
            group.start_soon(one, number)

    assert await PersonKey.all().count() == 1
    assert sorted([await unseal(text) for text in sealed], key=str) == list(range(6))


@pytest.mark.usefixtures("database")
async def test_an_altered_or_foreign_value_is_refused() -> None:
    sealed = await seal("person:1", "isi")
    flipped = sealed[:-2] + ("A" if sealed[-2] != "A" else "B") + sealed[-1]
    for damaged in ("", "bukan", "p999:AAAA", sealed[:-6], flipped):
        with pytest.raises(ConfigurationError, match="tersegel rusak"):
            await unseal(damaged)
    vault = Vault()
    kept = await vault.seal("person:1", '{"a": 1}')
    assert await vault.unseal("person:1", kept) == '{"a": 1}'
    with pytest.raises(ConfigurationError, match="tersegel rusak"):
        await vault.unseal("person:2", kept)


@pytest.mark.usefixtures("database")
async def test_person_keys_move_to_a_new_ring_key(rotated: KeyRing) -> None:
    sealed = await seal("person:1", "isi")
    with using_keys(rotated):
        assert await rewrap_person_keys() == 1
        assert await rewrap_person_keys() == 0
    with using_keys(KeyRing({"k2": bytes(range(32, 64))})):
        assert await unseal(sealed) == "isi"


def test_equal_inputs_have_one_fingerprint_per_key_which_hides_them() -> None:
    vault = Vault()
    (before,) = vault.fingerprints("a")

    assert (before,) == vault.fingerprints("a") != vault.fingerprints("b")
    with using_keys(KeyRing({"k1": bytes(32)})):
        assert before not in vault.fingerprints("a")
    with using_keys(KeyRing({"k2": bytes(32), "k1": bytes(range(32))})):
        assert vault.fingerprints("a")[1:] == (before,)

"""Personal columns: what the database holds, how a value is found, and that nothing prints it."""

from __future__ import annotations

import logging
import traceback

import pytest
from tortoise.exceptions import FieldError

from kopukm_core.db import Database, rows
from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy import KeyRing, PersonalKind, PersonalText, find_by, using_keys
from kopukm_core.privacy.key_check import check_keys, forget_key
from kopukm_core.privacy.reencrypt import reencrypt
from privacy.personal_models import Applicant

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NIK = "3201015506900001"
PHONE = "+6281234567890"


async def _applicant(nik: str | None = NIK) -> Applicant:
    return await Applicant.create(
        nik=None if nik is None else PersonalText(nik, PersonalKind.NIK),
        phone=PersonalText(PHONE, PersonalKind.PHONE),
    )


async def _stored() -> list[dict[str, object]]:
    return await rows("SELECT * FROM test_applicant ORDER BY id")


async def test_the_table_holds_no_personal_value() -> None:
    await _applicant()

    (row,) = await _stored()

    assert str(row["nik"]).startswith("k1:")
    assert len(str(row["nik_hash"])) == 64
    assert not any(part in str(row) for part in (NIK, NIK[4:12], PHONE, PHONE[3:]))


async def test_a_value_read_back_shows_its_mask_and_gives_itself_only_when_asked() -> None:
    stored = await _applicant()

    read = await Applicant.get(id=stored.id)

    assert (str(read.nik), read.phone.display()) == ("3201••••••••0001", "+6281••••890")
    assert read.nik.whole() == NIK


async def test_a_value_is_found_however_it_is_written() -> None:
    stored = await _applicant()
    await _applicant("3201015506900002")

    assert await find_by(Applicant, "nik", "3201 0155 0690 0001").values_list("id", flat=True) == [stored.id]
    assert not await find_by(Applicant, "nik", "3201015506900003").exists()


async def test_no_value_leaves_both_columns_empty() -> None:
    await _applicant(None)

    (row,) = await _stored()

    assert (row["nik"], row["nik_hash"]) == (None, None)


async def test_saving_what_was_read_leaves_it_as_it_was_and_a_change_is_found() -> None:
    stored = await Applicant.get(id=(await _applicant()).id)
    before = await _stored()
    await stored.save()
    assert await _stored() == before

    stored.nik = PersonalText("3201015506900009", PersonalKind.NIK)
    await stored.save()

    assert await find_by(Applicant, "nik", "3201015506900009").exists()
    assert not await find_by(Applicant, "nik", NIK).exists()


async def test_many_rows_at_once_are_encrypted_and_found() -> None:
    niks = [f"32010155069{number:05}" for number in range(20)]
    await Applicant.bulk_create([Applicant(nik=PersonalText(nik, PersonalKind.NIK)) for nik in niks])

    assert await find_by(Applicant, "nik", niks[13]).count() == 1
    assert all(str(row["nik"]).startswith("k1:") for row in await _stored())


async def test_a_plain_string_is_refused() -> None:
    with pytest.raises(FieldError, match="PersonalText") as caught:
        await Applicant.create(nik=NIK)
    assert NIK not in str(caught.value)
    stored = await _applicant()
    setattr(stored, "phone", PHONE)  # noqa: B010 - the type checker refuses it too
    with pytest.raises(FieldError, match="PersonalText"):
        await stored.save()


async def test_a_field_without_a_hash_cannot_be_searched() -> None:
    with pytest.raises(ConfigurationError, match="tidak dapat dicari"):
        find_by(Applicant, "phone", PHONE)


async def test_no_log_and_no_traceback_holds_the_value(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    stored = await _applicant()
    read = await find_by(Applicant, "nik", NIK).get()
    logging.getLogger("kopukm.test").info("%s %r %s", read.nik, read.nik, vars(read))
    try:
        raise ValueError(f"salah: {stored.nik} {stored.nik!r} {[stored.nik]}")
    except ValueError:
        text = traceback.format_exc()

    assert "INSERT INTO" in caplog.text
    assert NIK not in caplog.text + text
    assert PHONE not in caplog.text + text


async def test_rows_under_an_old_key_are_found_and_then_written_anew(rotated: KeyRing) -> None:
    for number in range(5):
        await _applicant(f"320101550690000{number}")
    with using_keys(rotated):
        newest = await _applicant("3201015506909999")
        assert await find_by(Applicant, "nik", "3201015506900003").count() == 1

        assert await reencrypt(Applicant, rows_at_once=2) == 10
        assert await reencrypt(Applicant) == 0

        assert all(str(row["nik"]).startswith("k2:") for row in await _stored())
        assert (await Applicant.get(id=newest.id)).nik.whole() == "3201015506909999"
    with using_keys(KeyRing({"k2": bytes(range(32, 64))})):
        assert await find_by(Applicant, "nik", "3201015506900003").count() == 1


async def test_the_start_notices_other_keys_under_the_same_name(ring: KeyRing, rotated: KeyRing) -> None:
    await check_keys(ring)
    await check_keys(ring)

    with pytest.raises(ConfigurationError, match="bukan kunci yang dipakai"):
        await check_keys(KeyRing({"k1": bytes(32)}))
    await check_keys(rotated)
    with pytest.raises(ConfigurationError, match="memakai kunci k2"):
        await check_keys(ring)
    await forget_key("k2")
    await check_keys(ring)


async def test_the_fields_survive_being_written_into_a_migration(database: Database) -> None:
    for name in ("nik", "nik_hash"):
        field = Applicant._meta.fields_map[name]
        path, _, options = field.deconstruct()
        again = type(field)(**options)
        assert path.startswith("kopukm_core.privacy.fields.")
        assert vars(again).keys() <= vars(field).keys()
        assert again.null

"""The registry's telephone and e-mail are ways to reach the cooperative's party. On both engines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kopukm_core.db import connection, transaction
from kopukm_core.identity.actor import operator
from kopukm_core.imports import import_at_once, import_named, undo_run
from kopukm_core.parties import ContactKind, ContactPoint, add_contact_point, contact_points_of
from kopukm_core.parties.kinds import ContactStop
from kopukm_core.platform import Platform
from kopukm_siopik.models import Cooperative
from kopukm_siopik.recording.contacts import keep_contacts
from siopik.registry import give, registered

pytestmark = pytest.mark.anyio

OLD, NEW = "+6281234567890", "+6281299999999"


async def ways(cooperative: Cooperative) -> list[tuple[ContactKind, str, bool]]:
    """Kind, value and whether it is in use, of each way to reach the cooperative."""
    return [
        (point.kind, point.value.whole(), point.stopped_at is None)
        for point in await contact_points_of(connection(), cooperative.party_id)
    ]


async def keep(*cooperatives: Cooperative) -> None:
    """Bring the contacts up to date."""
    async with transaction():
        await keep_contacts([one.id for one in cooperatives])


async def test_what_is_registered_reaches_the_party(platform: Platform) -> None:
    cooperative = await registered(platform, phone=OLD, email="Mekar@Contoh.id")
    silent = await registered(
        platform,
        name="Koperasi Tanpa Kontak",
        nik="3201010010002",
        legal_entity_number="1/BH/X/1990",
        phone=None,
    )
    await keep(cooperative, silent)
    await keep(cooperative, silent)
    assert await ways(cooperative) == [
        (ContactKind.EMAIL, "mekar@contoh.id", True),
        (ContactKind.PHONE, OLD, True),
    ]
    assert await ways(silent) == []


async def test_a_number_that_changes_is_retired_and_may_come_back(platform: Platform) -> None:
    cooperative = await registered(platform, phone=OLD)
    await keep(cooperative)
    await give(platform, "correct_cooperative", {"cooperative_id": cooperative.id, "phone": NEW})
    await keep(cooperative)
    assert await ways(cooperative) == [(ContactKind.PHONE, OLD, False), (ContactKind.PHONE, NEW, True)]
    await give(platform, "correct_cooperative", {"cooperative_id": cooperative.id, "phone": OLD})
    await keep(cooperative)
    assert await ways(cooperative) == [(ContactKind.PHONE, OLD, True), (ContactKind.PHONE, NEW, False)]


async def test_what_the_party_added_or_stopped_stays(platform: Platform) -> None:
    cooperative = await registered(platform, phone=OLD)
    async with transaction():
        await add_contact_point(connection(), cooperative.party_id, ContactKind.EMAIL, "sendiri@contoh.id")
        await add_contact_point(connection(), cooperative.party_id, ContactKind.PHONE, OLD)
    await ContactPoint.filter(kind=ContactKind.PHONE).update(
        stopped_at=cooperative.recorded_at, stopped_because=ContactStop.WRONG
    )
    await keep(cooperative)
    assert await ways(cooperative) == [
        (ContactKind.EMAIL, "sendiri@contoh.id", True),
        (ContactKind.PHONE, OLD, False),
    ]


async def test_an_import_whose_numbers_became_contacts_is_taken_back(
    platform: Platform, tmp_path: Path
) -> None:
    path = tmp_path / "koperasi.csv"
    head = "NIK,Nama Koperasi,Nomor Badan Hukum,Kecamatan,No Telp,Status Koperasi\n"
    rows = [
        f"320101001000{number},Koperasi {name},{number}/BH/2004,Cibinong,0812345678{number}{number},Aktif\n"
        for number, name in enumerate(("Melati Wangi", "Tani Subur"), 1)
    ]
    path.write_text(head + "".join(rows))
    actor = operator("siti")
    declaration = import_named(platform, "siopik.cooperatives")
    run = (await import_at_once(platform, declaration, path, date(2026, 11, 2), actor)).run
    assert run is not None
    first, second = await Cooperative.all().order_by("id")
    await keep(first, second)
    await ContactPoint.filter(party_id=second.party_id).update(verified_at=second.recorded_at)
    await platform.runner.run("core.undo_import", {"run_id": run.id}, actor)
    await undo_run(platform, run.id)
    assert [one.id for one in await Cooperative.all()] == [second.id], "its member has confirmed the number"
    assert [one.party_id for one in await ContactPoint.all()] == [second.party_id]

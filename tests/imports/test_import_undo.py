"""Taking an import back: what it made goes, what it changed returns, what others changed since stays."""

from __future__ import annotations

from datetime import date

import pytest

from imports.import_office import ANGGREK, KENANGA, MELATI, Office, table
from kopukm_core.commands import run_batch
from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.errors import NotAllowedError, NotFoundError
from kopukm_core.imports import ImportState, KeptRow, undo_run
from kopukm_core.parties import Party
from kopukm_siopik.models import Cooperative, CooperativeVersion, Officer, YearlyReport

pytestmark = pytest.mark.anyio

CHANGED = (*MELATI[:1], "KSU Melati Jaya Raya", *MELATI[2:5], "Tuti", "Tani", "Aktif")


async def chair() -> str:
    return (await Officer.get(is_current=True)).name


async def test_what_it_made_disappears_and_may_be_imported_again(office: Office) -> None:
    run = await office.imported(table(MELATI, KENANGA))
    assert (await office.undo(run)).accepted

    assert (run.state, run.undone_rows, run.kept_rows) == (ImportState.UNDONE, 2, 0)
    for model in (Cooperative, CooperativeVersion, Officer, Party):
        assert not await model.exists()
    assert await AuditEntry.filter(record_id=run.undo_record_id, action="undo").count() == 2
    again = await office.undo(run)
    assert [one.code for one in again.problems] == ["ALREADY_UNDONE"]
    assert (await office.imported(table(MELATI, KENANGA))).created == 2


async def test_what_it_changed_is_as_before_and_the_history_tells_so(office: Office) -> None:
    await office.imported(table(MELATI))
    before = await Cooperative.get().values("name", "sector", "effective_on", "search_text")
    run = await office.imported(table(CHANGED))
    assert (run.updated, (await Cooperative.get()).name, await chair()) == (1, CHANGED[1], "Tuti")
    await office.undo(run)

    assert await Cooperative.get().values("name", "sector", "effective_on", "search_text") == before
    assert (await chair(), (await Party.get()).name) == ("Siti Aminah", MELATI[1])
    assert [one.withdrawn_at is None for one in await CooperativeVersion.all().order_by("id")] == [
        True,
        False,
    ]


async def test_what_was_changed_since_is_kept_and_listed(office: Office) -> None:
    run = await office.imported(table(MELATI, KENANGA, ANGGREK))
    melati, kenanga, _ = await Cooperative.all().order_by("nik")
    given = {"cooperative_id": melati.id, "sector": "Simpan pinjam"}
    assert (await office.platform.runner.run("siopik.correct_cooperative", given, office.head)).accepted
    reported = {"cooperative_id": kenanga.id, "year": 2024, "surplus": 5}
    assert (await office.platform.runner.run("siopik.report_year", reported, office.head)).accepted
    await office.undo(run)

    assert (run.undone_rows, run.kept_rows) == (1, 2)
    assert [one.name for one in await Cooperative.all().order_by("nik")] == [MELATI[1], KENANGA[1]]
    kept = {one.name: one for one in await KeptRow.filter(run_id=run.id)}
    assert {name: one.command for name, one in kept.items()} == {
        MELATI[1]: "siopik.correct_cooperative",
        KENANGA[1]: "siopik.report_year",
    }
    assert all(one.reason and one.changed_at for one in kept.values())


async def test_of_two_imports_the_later_and_then_the_earlier_can_be_taken_back(office: Office) -> None:
    first = await office.imported(table(MELATI))
    second = await office.imported(table(CHANGED))
    await office.undo(second)
    await office.undo(first)
    assert (first.undone_rows, first.kept_rows) == (1, 0)
    assert not await Cooperative.exists()


async def test_a_report_that_was_replaced_holds_again(office: Office) -> None:
    await office.imported(table(MELATI))
    one = await Cooperative.get()
    rows = [{"cooperative_id": one.id, "year": 2023, "surplus": 5}]
    await run_batch(office.platform, "siopik.report_year", rows, office.head)
    run = await office.imported(table((MELATI[0], MELATI[1], "2023", "9"), headings=REPORT))
    assert (await YearlyReport.get(is_current=True)).surplus == 9
    await office.undo(run)
    assert [(each.surplus, each.is_current) for each in await YearlyReport.all().order_by("id")] == [
        (5, True),
        (9, False),
    ]


REPORT = ("NIK", "Nama Koperasi", "Tahun Buku", "SHU")


async def test_only_who_sees_it_and_may_give_its_commands_takes_it_back(office: Office) -> None:
    run = await office.imported(table(MELATI), office.cibinong)
    with pytest.raises(NotFoundError):
        await office.undo(run, office.stranger)
    with pytest.raises(NotAllowedError):
        await office.undo(run, office.reader)
    await run.refresh_from_db()
    assert (run.state, await Cooperative.all().count()) == (ImportState.DONE, 1)


async def test_it_goes_on_from_where_it_was_interrupted(office: Office) -> None:
    run = await office.imported(table(MELATI, KENANGA, ANGGREK))
    assert (await office.platform.runner.run("core.undo_import", {"run_id": run.id}, office.head)).accepted
    await undo_run(office.platform, run.id, chunk_size=2)
    await office.work()
    await run.refresh_from_db()
    assert (run.state, run.undone_rows, run.done, run.total) == (ImportState.UNDONE, 3, 3, 3)
    assert await AuditEntry.filter(action="undo").count() == 3
    assert run.as_of == date(2025, 11, 2)


async def test_one_that_cannot_go_on_may_be_asked_for_again(office: Office) -> None:
    run = await office.imported(table(MELATI))
    records = await CommandRecord.filter(key__startswith=run.key)
    await CommandRecord.filter(key__startswith=run.key).update(command="siopik.gone")
    await office.undo(run)
    assert (run.state, run.error_code) == (ImportState.UNDOING, "INTERNAL")
    for record in records:
        await CommandRecord.filter(id=record.id).update(command=record.command)
    assert (await office.undo(run)).accepted
    assert (run.state, run.undone_rows) == (ImportState.UNDONE, 1)

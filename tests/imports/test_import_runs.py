"""An uploaded file becomes a run: judged, stored, reported, seen by whom it concerns. On both engines."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from imports.import_office import ANGGREK, HEADINGS, KENANGA, MELATI, Office, table, told
from kopukm_core.commands import run_batch
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import transaction
from kopukm_core.errors import NotAllowedError, NotFoundError
from kopukm_core.events import subscribe
from kopukm_core.identity import ANONYMOUS
from kopukm_core.identity.accounts import account_by_id, disable_account
from kopukm_core.imports import ImportRun, ImportState
from kopukm_core.imports.acting import actor_now, check_rights_kept
from kopukm_core.imports.runs import visible_run
from kopukm_core.jobs import enqueue
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.tabular import read_sheets
from kopukm_siopik.models import Cooperative, YearlyReport
from kopukm_siopik.permissions import WRITE

pytestmark = pytest.mark.anyio

NAMELESS = ("3201010020009", "", "9/BH/2009", "Pakansari", "Cibinong", "", "", "Aktif")


async def test_a_run_tells_what_became_of_each_row(office: Office, tmp_path: Path) -> None:
    run = await office.imported(table(MELATI, KENANGA, MELATI, NAMELESS))

    assert (run.state, run.error) == (ImportState.DONE, "")
    assert (run.row_count, run.created, run.updated, run.unchanged) == (4, 2, 0, 0)
    assert (run.refused, run.repeated, run.done, run.total) == (1, 1, 4, 4)
    assert await Cooperative.all().count() == 2
    results = told(await office.report(run, tmp_path))
    assert [one for one, _ in results] == [
        "Disimpan: baru",
        "Disimpan: baru",
        "Ganda, tidak disimpan",
        "Ditolak",
    ]
    assert "baris 2" in results[2][1] and "Nama koperasi kosong" in results[3][1]


async def test_the_report_corrected_and_uploaded_again_stores_the_rest(
    office: Office, tmp_path: Path
) -> None:
    run = await office.imported(table(MELATI, NAMELESS))
    report = await office.report(run, tmp_path)
    (sheet,) = read_sheets(report)
    rows = [[str(cell) for cell in row] for row in sheet.rows]
    assert rows[0] == [*HEADINGS, "Hasil", "Alasan"]
    rows[2][1] = "KSU Kamboja"

    again = await office.imported(table(*rows[1:], headings=rows[0]))

    assert (again.created, again.unchanged, again.refused) == (1, 1, 0)
    results = told(await office.report(again, tmp_path))
    assert results == [("Sudah tercatat, tidak berubah", ""), ("Disimpan: baru", "")]


async def test_a_dry_run_stores_nothing(office: Office, tmp_path: Path) -> None:
    run = await office.imported(table(MELATI, NAMELESS), dry_run=True)
    assert (run.state, run.created, run.refused) == (ImportState.DONE, 0, 1)
    assert not await Cooperative.exists()
    results = told(await office.report(run, tmp_path))
    assert [one for one, _ in results] == ["Dapat disimpan", "Ditolak"]


async def test_rows_outside_the_officers_kecamatan_are_refused_by_themselves(office: Office) -> None:
    run = await office.imported(table(MELATI, ANGGREK), office.cibinong)
    assert (run.created, run.refused, run.region_code) == (1, 1, "32.01.01")


async def test_who_may_not_give_the_commands_starts_nothing(office: Office) -> None:
    with pytest.raises(NotAllowedError):
        await office.start(table(MELATI), office.stranger)
    file = await office.upload(table(MELATI), office.head)
    given = {"import_name": "siopik.cooperatives", "file": file.id}
    for actor in (office.cibinong, ANONYMOUS):
        outcome = await office.platform.runner.run("core.start_import", given, actor)
        assert [one.code for one in outcome.problems] == ["FILE_UNKNOWN"]
    assert not await ImportRun.exists() and not await OutboxJob.exists()


async def test_the_rights_are_those_of_the_moment_it_runs(office: Office) -> None:
    outcome = await office.start(table(MELATI), office.cibinong)
    assert outcome.reference is not None and office.cibinong.account_id is not None
    await disable_account(await account_by_id(office.cibinong.account_id))
    await office.work()
    run = await ImportRun.get()
    assert (run.state, run.error_code) == (ImportState.FAILED, "FORBIDDEN")
    assert "dinonaktifkan" in run.error
    assert not await Cooperative.exists()


async def test_a_file_that_cannot_be_read_ends_the_run_with_the_reason(office: Office) -> None:
    run = await office.imported(table(("a", "b"), headings=("x", "y")))
    assert (run.state, run.error_code) == (ImportState.FAILED, "IMPORT_FILE")
    assert "Tidak ada lembar" in run.error
    assert not await OutboxJob.exists()


async def test_it_is_seen_by_who_started_it_and_by_readers_of_the_place(office: Office) -> None:
    here = await office.imported(table(MELATI), office.cibinong)
    there = await office.imported(table(ANGGREK), office.head)
    assert (await visible_run(office.platform, here.id, office.reader)).id == here.id
    assert (await visible_run(office.platform, there.id, office.head)).id == there.id
    for run, actor in ((there, office.reader), (here, office.head), (here, office.stranger)):
        with pytest.raises(NotFoundError):
            await visible_run(office.platform, run.id, actor)


async def test_subscribers_hear_where_it_stands(office: Office) -> None:
    async with subscribe("core.import_run_changed") as events:
        run = await office.imported(table(MELATI))
        heard = [await asyncio.wait_for(anext(events), 5) for _ in range(2)]
    assert {one.payload["import_run_id"] for one in heard} == {run.id}
    assert heard[0].payload["state"] == "waiting"


async def test_two_imports_of_one_file_at_once_store_it_once(office: Office) -> None:
    for _ in range(2):
        await office.start(table(MELATI, KENANGA))
    await office.work()
    runs = await ImportRun.all().order_by("created")
    assert [(one.state.value, one.created, one.unchanged) for one in runs] == [("done", 0, 2), ("done", 2, 0)]
    assert await Cooperative.all().count() == 2


async def test_a_run_that_is_interrupted_after_storing_goes_on_as_itself(office: Office) -> None:
    """What is stored by then makes the file be judged otherwise; nothing is stored twice or forgotten."""
    first = await office.imported(table(MELATI, KENANGA))
    await ImportRun.filter(id=first.id).update(state=ImportState.RUNNING, created=0)
    async with transaction():
        await enqueue("core.run_import", {"run_id": first.id})
    await office.work()
    await first.refresh_from_db()
    assert (first.state, first.created, first.unchanged) == (ImportState.DONE, 2, 0)
    assert await Cooperative.all().count() == 2
    assert await CommandRecord.filter(command="siopik.register_cooperative").count() == 1


async def test_rights_that_end_while_it_runs_end_it_between_two_chunks(office: Office) -> None:
    account_id = office.cibinong.account_id
    assert account_id is not None
    asked: list[int] = []

    async def still_may() -> None:
        asked.append(await YearlyReport.all().count())
        if len(asked) == 2:
            await disable_account(await account_by_id(account_id))
        now = await actor_now(office.cibinong.key, account_id, None, roles=office.platform.roles)
        check_rights_kept(office.cibinong, now, [WRITE])

    await office.imported(table(MELATI))
    one = await Cooperative.get()
    rows = [{"cooperative_id": one.id, "year": year, "surplus": 5} for year in (2022, 2023)]
    with pytest.raises(NotAllowedError, match="dinonaktifkan"):
        await run_batch(
            office.platform,
            "siopik.report_year",
            rows,
            office.cibinong,
            chunk_size=1,
            before_chunk=still_may,
        )
    assert (asked, await YearlyReport.all().count()) == ([0, 1], 1)
    with pytest.raises(NotAllowedError, match="dikurangi"):
        check_rights_kept(office.head, office.cibinong, [WRITE])
    check_rights_kept(office.cibinong, office.head, [WRITE])

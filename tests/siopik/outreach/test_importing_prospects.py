"""Lists of cooperatives that nobody recorded: judged, noted, brought up to date, taken back. On both engines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kopukm_core.db import connection
from kopukm_core.identity.actor import Actor, operator
from kopukm_core.imports import ImportRun, import_at_once, import_named, undo_run
from kopukm_core.parties import contact_points_of
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_core.tabular import ImportReport
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from siopik.registry import CIBINONG, CIBINONG_OFFICER, CIRIMEKAR, CITEUREUP, PAKANSARI, give, registered

pytestmark = pytest.mark.anyio

SAMPLE = Path(__file__).parent / "calon-koperasi.csv"
"""A list as a kecamatan sends it."""
OFFICE = operator("siti")
DAY = date(2026, 11, 2)


async def imported(
    platform: Platform, path: Path = SAMPLE, actor: Actor = OFFICE, *, dry_run: bool = False
) -> tuple[ImportReport, ImportRun | None]:
    """The report of every row, and the run that can be taken back."""
    declaration = import_named(platform, "siopik.prospects")
    found = await import_at_once(platform, declaration, path, DAY, actor, dry_run=dry_run)
    return found.report, found.run


def told(report: ImportReport) -> list[tuple[str, str, list[str]]]:
    """Outcome, action and codes of each row."""
    return [
        (
            row.outcome.value,
            "" if row.action is None else row.action.value,
            [one.code for one in row.findings],
        )
        for row in report.rows
    ]


EXPECTED = [
    ("ok", "created", []),
    ("warning", "created", ["DESA_MISSING"]),
    ("duplicate", "", ["DUPLICATE_NAME"]),
    ("error", "", ["ALREADY_REGISTERED"]),
    ("error", "", ["ALREADY_REGISTERED"]),
    ("error", "", ["REGION_UNRESOLVED"]),
    ("error", "", ["NAME_MISSING"]),
    ("ok", "created", []),
]


async def test_a_list_is_judged_noted_repeated_and_taken_back(platform: Platform, tmp_path: Path) -> None:
    recorded = await registered(platform)
    trial, _ = await imported(platform, dry_run=True)
    assert [(one[0], one[2]) for one in told(trial)] == [(one[0], one[2]) for one in EXPECTED]
    assert await Prospect.all().count() == 0

    report, run = await imported(platform)
    assert [(one[0], one[2]) for one in told(report)] == [(one[0], one[2]) for one in EXPECTED]
    assert run is not None
    first, second, third = await Prospect.all().order_by("id")
    assert (first.name, first.region_id, first.told_by) == (
        "Koperasi Warga Rukun",
        PAKANSARI,
        "Pendataan 2026",
    )
    assert (second.region_id, second.told_by) == (CITEUREUP, "Daftar yang diimpor")
    assert (third.nik, third.legal_entity_key) == ("3201010019999", "77/BH/X/2009")
    assert len(await contact_points_of(connection(), first.party_id)) == 1
    assert f"(nomor {recorded.id})" in report.rows[3].findings[0].message

    again, _ = await imported(platform)
    assert {row.action.value for row in again.rows if row.action} == {"unchanged"}
    finer = tmp_path / "lagi.csv"
    finer.write_text(
        "Nama,Desa,Kecamatan,NIK,Catatan\n"
        "KSU Warga Rukun,,Cibinong,3201010018888,Ketuanya pindah\n"
        "Koperasi Bernama Baru,Pondok Rajeg,Cibinong,3201010019999,\n"
    )
    changed, later = await imported(platform, finer)
    assert [row.action.value for row in changed.rows if row.action] == ["updated", "updated"]
    await first.refresh_from_db()
    assert (first.nik, first.note, first.region_id) == ("3201010018888", "Ketuanya pindah", PAKANSARI)

    # the later list is taken back, then the first: what became a target meanwhile stays
    assert later is not None
    for one in (later, run):
        if one is run:
            second.state = ProspectState.DROPPED
            await second.save()
        outcome = await platform.runner.run("core.undo_import", {"run_id": one.id}, OFFICE)
        assert outcome.accepted, outcome.problems
        await undo_run(platform, one.id)
        if one is later:
            await first.refresh_from_db()
            assert (first.nik, first.note) == (None, "")
    assert [left.id for left in await Prospect.all()] == [second.id]
    assert not await Party.exists(id=first.party_id)
    await run.refresh_from_db()
    assert run.kept_rows == 1


async def test_rows_outside_and_rows_dropped_are_refused(platform: Platform, tmp_path: Path) -> None:
    outcome = await give(
        platform, "note_prospect", {"name": "Koperasi Tunas", "region_code": CIRIMEKAR, "told_by": "Warga"}
    )
    assert outcome.reference is not None
    given = {"prospect_id": int(outcome.reference.id), "reason": "Bukan koperasi."}
    await give(platform, "drop_prospect", given)
    path = tmp_path / "dua.csv"
    path.write_text("Nama,Desa,Kecamatan\nKoperasi Tunas,,Cibinong\nKoperasi Jauh,,Citeureup\n")
    report, _ = await imported(platform, path, CIBINONG_OFFICER)
    assert [[one.code for one in row.findings][-1] for row in report.rows] == [
        "PROSPECT_DROPPED",
        "FORBIDDEN",
    ]
    assert await Prospect.filter(state=ProspectState.OPEN).count() == 0


async def test_a_number_says_which_cooperative_a_prospect_became(platform: Platform) -> None:
    from kopukm_core.db import transaction
    from kopukm_siopik.outreach.prospects.converting import convert_recorded

    numbers = {"nik": "3201010010001", "legal_entity_number": "No. 518/BH/KWK.10/2004"}
    for name, more in (("Koperasi Sebutan Lama", numbers), ("Koperasi Orang Lain", {})):
        told_of = {"name": name, "region_code": CIBINONG, "told_by": "Kementerian", **more}
        assert (await give(platform, "note_prospect", told_of)).reference is not None
    cooperative = await registered(platform, name="KSU Sebutan Lama Sekali")
    async with transaction():
        assert await convert_recorded(DAY) == 1
    (converted,) = await Prospect.filter(state=ProspectState.CONVERTED)
    assert (converted.name, converted.cooperative_id) == ("Koperasi Sebutan Lama", cooperative.id)

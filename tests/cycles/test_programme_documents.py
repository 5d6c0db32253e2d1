"""What is loaded of programmes, what the office changes of it, and who signs on a day; on both engines."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest
from garden.programme import HARVEST, TIMELINE, WATERED

import kopukm_core
from cycles.office_of_cycles import MANAGER, OFFICER, given, refused
from kopukm_core.db import transaction
from kopukm_core.errors import ConfigurationError, NotAllowedError
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_core.programmes import DocumentSection, EvidenceKind, Paper, letterhead, official_on, signed_as
from kopukm_core.programmes.document_models import ProgrammeRevision, RevisionEntry
from kopukm_core.programmes.loading import prepare_programmes
from kopukm_core.programmes.models import OfficeProgramme, Official, Unit
from kopukm_core.programmes.registry import ProgrammeRegistry
from kopukm_core.programmes.revising import add_edition
from kopukm_core.programmes.timeline_models import ProgrammeTimeline, TimelineStep

pytestmark = pytest.mark.anyio


async def editions(programme: str) -> list[ProgrammeRevision]:
    """The editions of an SOP, oldest first."""
    row = await OfficeProgramme.get(name=programme)
    return await ProgrammeRevision.filter(programme_id=row.id).order_by("version")


async def test_the_sop_of_si_opik_sehat_is_loaded_as_it_is_written(platform: Platform) -> None:
    (edition,) = await editions("siopik")
    assert edition.title == "Pencatatan dan Pelaporan Hasil Inovasi SI OPIK SEHAT"
    assert (edition.number, edition.revision, edition.issued_on, edition.history) == ("", "", None, "")
    entries = await RevisionEntry.filter(revision_id=edition.id)
    counted = {section: sum(one.section is section for one in entries) for section in DocumentSection}
    assert list(counted.values()) == [5, 4, 6, 3, 1]
    (lapsed,) = [one for one in entries if one.note]
    assert "RPJMD Kabupaten Bogor Tahun 2018-2023" in lapsed.text
    steps = await TimelineStep.filter(timeline__programme__name="siopik").order_by("position")
    assert [(one.number, one.offset_from, one.time_from) for one in steps] == [
        ("1", -30, ""),
        ("2", 0, "08:00"),
        ("3", 0, "09:00"),
        ("4", 1, ""),
        ("5", 7, ""),
        ("6", 8, ""),
    ]
    assert steps[2].inferred == "place,parties"


async def test_loading_again_changes_nothing_and_keeps_what_the_office_edited(platform: Platform) -> None:
    unit = await Unit.get(key="garden_unit")
    await given(platform, "core.change_unit", MANAGER, unit_id=unit.id, name="Seksi Taman", steps_per_day=4)
    before = [await model.all().count() for model in (Unit, ProgrammeRevision, TimelineStep, Party)]
    await prepare_programmes(platform)
    assert [await model.all().count() for model in (Unit, ProgrammeRevision, TimelineStep, Party)] == before
    kept = await Unit.get(key="garden_unit")
    assert (kept.name, kept.steps_per_day) == ("Seksi Taman", 4)
    assert (await Party.get(id=kept.party_id)).name == "Seksi Taman"
    team = await Unit.get(key="hose")
    assert (team.is_team, team.parent_id) == (True, unit.id)


async def test_a_timeline_that_was_loaded_is_never_another(platform: Platform) -> None:
    changed = dataclasses.replace(TIMELINE, steps=TIMELINE.steps[:2])
    kept = platform.programmes
    try:
        other = dataclasses.replace(HARVEST, timelines=(changed,))
        platform.programmes = ProgrammeRegistry([("garden", other)], ["garden.write"])
        with pytest.raises(ConfigurationError, match="versi 1 berubah sesudah dimuat"):
            await prepare_programmes(platform)
        proven = [
            dataclasses.replace(one, evidence=WATERED) if one.key == "water" else one
            for one in TIMELINE.steps
        ]
        better = dataclasses.replace(HARVEST, timelines=(dataclasses.replace(TIMELINE, steps=tuple(proven)),))
        platform.programmes = ProgrammeRegistry([("garden", better)], ["garden.write"])
        await prepare_programmes(platform)
        watering = await TimelineStep.get(key="water", timeline__version=1)
        assert (watering.evidence, watering.evidence_check) == (EvidenceKind.AUTOMATIC, "garden.all_watered")
        second = dataclasses.replace(changed, version=2, effective_on=date(2099, 1, 1))
        added = dataclasses.replace(HARVEST, timelines=(TIMELINE, second))
        platform.programmes = ProgrammeRegistry([("garden", added)], ["garden.write"])
        await prepare_programmes(platform)
    finally:
        platform.programmes = kept
    versions = await ProgrammeTimeline.filter(programme__name="garden").order_by("version")
    assert [one.version for one in versions] == [1, 2]


async def test_each_revision_is_added_and_none_is_overwritten(platform: Platform) -> None:
    note = "Sudah diganti."
    (loaded,) = await editions("garden")
    await given(
        platform,
        "core.revise_programme_document",
        MANAGER,
        programme="garden",
        change_note="Diberi nomor",
        number="1/2027",
        procedure=["Mengundang, lalu menunggu", "Memanen"],
    )
    text = "Peraturan kebun nomor 1"
    fields = {"programme": "garden", "text": text, "note": "Dicabut 2027."}
    await given(platform, "core.note_legal_basis", MANAGER, **fields)
    assert (
        await refused(platform, "core.note_legal_basis", MANAGER, **{**fields, "text": "x"})
        == "NO_SUCH_BASIS"
    )
    first, second, third = await editions("garden")
    assert [one.is_current for one in (first, second, third)] == [False, False, True]
    assert (first.number, second.number, third.number, third.purpose) == (
        "",
        "1/2027",
        "1/2027",
        loaded.purpose,
    )
    notes = [
        (await RevisionEntry.get(revision_id=one.id, section=DocumentSection.POLICY)).note
        for one in (first, second, third)
    ]
    assert notes == [note, note, "Dicabut 2027."]
    procedure = await RevisionEntry.filter(revision_id=third.id, section=DocumentSection.PROCEDURE).order_by(
        "position"
    )
    assert [one.text for one in procedure] == ["Mengundang, lalu menunggu", "Memanen"]
    row = await OfficeProgramme.get(name="garden")
    async with transaction():
        await add_edition(row, dataclasses.replace(HARVEST.document, version=2, title="Panen Raya"))
    fourth = (await editions("garden"))[-1]
    assert (fourth.title, fourth.is_current) == ("Panen Raya", False)


def test_core_speaks_of_no_programme() -> None:
    core = Path(kopukm_core.__file__).parent
    names = re.compile(r"siopik|opik sehat|mba umi|kop-ukm|clean & clear|garden", re.IGNORECASE)
    for folder in ("programmes", "scheduling/cycles"):
        for file in (core / folder).rglob("*.*"):
            if file.suffix in (".py", ".json"):
                assert not names.search(file.read_text(encoding="utf-8")), file


async def test_only_the_manager_of_programmes_revises(platform: Platform) -> None:
    with pytest.raises(NotAllowedError):
        await given(
            platform, "core.revise_programme_document", OFFICER, programme="siopik", change_note="Iseng saja"
        )


async def test_who_signs_on_a_day(platform: Platform) -> None:
    today = await official_on(date(2026, 11, 2))
    assert today is not None
    assert signed_as(today) == "Plh. Kepala Dinas Koperasi, Usaha Kecil dan Menengah Kabupaten Bogor"
    early = {"name": "Asep", "title": "Kepala Dinas", "capacity": "definitive", "starts_on": "2026-12-01"}
    outcome = await given(platform, "core.record_official", MANAGER, **early, ends_on="2026-12-31")
    assert [one.code for one in outcome.remarks] == ["ANOTHER_SIGNS"]
    await given(platform, "core.end_official", MANAGER, official_id=today.id, ends_on="2026-12-31")
    holder = {"name": "Asep", "title": "Kepala Dinas", "capacity": "definitive", "starts_on": "2027-01-01"}
    await given(platform, "core.record_official", MANAGER, **holder)
    away = {"name": "Budi", "title": "Kepala Dinas", "capacity": "acting_daily"}
    await given(
        platform, "core.record_official", MANAGER, **away, starts_on="2027-03-01", ends_on="2027-03-05"
    )
    clerk = {"name": "Citra", "title": "Kepala Bidang", "capacity": "definitive", "signs": "certificate"}
    await given(platform, "core.record_official", MANAGER, **clerk, starts_on="2027-01-01")

    async def name_on(day: date, paper: Paper = Paper.ALL) -> str:
        found = await official_on(day, paper)
        return found.name if found else ""

    assert await name_on(date(2026, 12, 31)) == "Dr. Riny Kusumawati SP MM"
    assert await name_on(date(2027, 1, 1)) == "Asep"
    assert await name_on(date(2027, 3, 5), Paper.LETTER) == "Budi"
    assert await name_on(date(2027, 3, 6)) == "Asep"
    assert await name_on(date(2027, 3, 5), Paper.CERTIFICATE) == "Citra"
    wrong = {**holder, "ends_on": "2026-01-01"}
    assert await refused(platform, "core.record_official", MANAGER, **wrong) == "INVALID"
    # Who signs for the head is not the head, also where the head is named for one kind of paper.
    letters = {**holder, "name": "Asep", "signs": "letter"}
    await given(platform, "core.record_official", MANAGER, **letters)
    assert await name_on(date(2027, 3, 5), Paper.LETTER) == "Budi"
    assert await name_on(date(2027, 3, 6), Paper.LETTER) == "Asep"


async def test_two_who_would_sign_the_same_papers_on_a_day_are_refused(platform: Platform) -> None:
    head = {"title": "Kepala UPTD", "capacity": "definitive", "signs": "report"}
    first = {"name": "Dedi", **head, "starts_on": "2030-01-01"}
    dedi = (await given(platform, "core.record_official", MANAGER, **first)).reference
    assert dedi is not None
    second = {"name": "Euis", **head, "starts_on": "2030-06-01"}
    outcome = await platform.runner.run("core.record_official", second, MANAGER)
    assert [(one.field, one.code, one.message) for one in outcome.problems] == [
        (
            "starts_on",
            "OVERLAPS",
            "Dedi (Kepala UPTD, definitif) menandatangani naskah yang sama sejak 1 Januari 2030. "
            "Akhiri dahulu masanya.",
        )
    ]
    assert not await Official.exists(name="Euis")
    await given(platform, "core.end_official", MANAGER, official_id=int(dedi.id), ends_on="2030-05-31")
    both = await asyncio.gather(
        *(
            platform.runner.run("core.record_official", {**second, "name": name}, MANAGER)
            for name in ("Euis", "Fajar")
        )
    )
    assert sorted(one.accepted for one in both) == [False, True]
    longer = {"official_id": int(dedi.id), "ends_on": "2030-06-01"}
    assert await refused(platform, "core.end_official", MANAGER, **longer) == "OVERLAPS"
    assert (await Official.get(id=dedi.id)).ends_on == date(2030, 5, 31)
    away = {"name": "Gita", **head, "capacity": "acting_temporary", "starts_on": "2030-02-01"}
    await given(platform, "core.record_official", MANAGER, **away, ends_on="2030-02-10")
    daily = {**away, "capacity": "acting_daily"}
    assert await refused(platform, "core.record_official", MANAGER, **daily) == "OVERLAPS"


async def test_the_letterhead_of_a_day(platform: Platform) -> None:
    fields = {"name": "Dinas Koperasi", "address": "Jalan Baru 1", "effective_on": "2028-01-01"}
    await given(platform, "core.record_letterhead", MANAGER, **fields)
    before, after = await letterhead(date(2027, 12, 31)), await letterhead(date(2028, 1, 1))
    assert before is not None
    assert after is not None
    assert before.address.startswith("Jalan KSR Dadi Kusmayadi")
    assert after.address == "Jalan Baru 1"

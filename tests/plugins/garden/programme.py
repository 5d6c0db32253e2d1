"""The harvest week: a programme with a team, a daily step, a weekly step, and a step that follows another."""

from __future__ import annotations

from datetime import date

from kopukm_core.programmes import (
    Anchor,
    CycleFigure,
    DayUnit,
    EvidenceCheck,
    EvidenceFound,
    LegalBasis,
    Programme,
    ProgrammeDocument,
    ProgrammeUnit,
    StepTemplate,
    Timeline,
)
from kopukm_core.scheduling.calendar import SeededHours


async def all_watered(cycle_id: int) -> EvidenceFound:
    """Whether each garden was watered."""
    from garden.models import Garden

    dry = await Garden.filter(watered_on=None).count()
    return EvidenceFound(dry == 0, f"{dry} kebun belum disiram.")


async def figures(cycle_id: int) -> list[CycleFigure]:
    """The figures of an evaluation."""
    from garden.models import Garden

    return [CycleFigure("gardens", "Kebun", str(await Garden.all().count()), "Kebun yang tercatat.")]


WATERED = EvidenceCheck("garden.all_watered", "Semua kebun sudah disiram", all_watered)

TIMELINE = Timeline(
    version=1,
    effective_on=date(2026, 1, 1),
    source="Buku kebun, halaman 3",
    steps=(
        StepTemplate(
            key="invite", number="1", phase="Sebelum", title="Mengundang", offset_from=-3, offset_to=-2
        ),
        StepTemplate(
            key="water", number="2", phase="Panen", title="Menyiram", anchor=Anchor.WORKDAY, team="hose"
        ),
        StepTemplate(
            key="harvest", number="3", phase="Panen", title="Memanen", time_from="07:00", time_to="09:00"
        ),
        StepTemplate(
            key="share",
            number="4",
            phase="Sesudah",
            title="Membagi",
            anchor=Anchor.STEP,
            after_step="harvest",
            offset_from=2,
            offset_to=2,
            unit_of_offset=DayUnit.WORKING,
        ),
        StepTemplate(
            key="report",
            number="5",
            phase="Sesudah",
            title="Melapor",
            anchor=Anchor.LAST_WORKDAY_OF_WEEK,
            offset_from=1,
            offset_to=1,
            evidence=WATERED,
        ),
    ),
)

HARVEST = Programme(
    name="garden",
    title="Pekan Panen",
    unit=ProgrammeUnit("garden_unit", "Seksi Kebun"),
    teams=(ProgrammeUnit("hose", "Regu Selang", is_team=True, parent="garden_unit"),),
    permission="garden.write",
    document=ProgrammeDocument(
        version=1,
        title="Pekan Panen",
        source="Buku kebun",
        purpose="Panen bersama.",
        policies=(LegalBasis("Peraturan kebun nomor 1", "Sudah diganti."),),
        procedure=("Mengundang", "Memanen"),
    ),
    timelines=(TIMELINE,),
    figures=figures,
    opening_hours=(
        SeededHours(
            "garden.stall", "garden.stall", "Warung kebun", "36", "06:00", "10:00", "Buku kebun, halaman 4"
        ),
    ),
)

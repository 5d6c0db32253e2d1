"""Opening the records of an activity's participants for guided completion, and measuring them afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.programmes import require_programme
from kopukm_core.scheduling.activities import Activity, ActivityState
from kopukm_core.values import RecordIdType
from kopukm_siopik.outreach.guidance.measuring import measure_records, open_records
from kopukm_siopik.outreach.guidance.participants import cooperatives_of

PROGRAMME = "siopik"
ActivityId = Annotated[int, RecordIdType("Activity")]


@dataclass(frozen=True, slots=True)
class GuidanceCount:
    """Banyaknya data yang dibuka atau diukur, dan peserta yang koperasinya belum tercatat."""

    records: int = field(metadata={"description": "Banyaknya koperasi yang datanya dibuka atau diukur."})
    not_recorded: int = field(metadata={"description": "Peserta yang koperasinya belum tercatat."})


@command("siopik.open_guidance", title="Buka bimbingan pendataan", permission=None, returns=GuidanceCount)
class OpenGuidance:
    """Membuka data peserta bimbingan: kelengkapan setiap koperasi dicatat sebelum diperbaiki. Boleh diulang untuk
    peserta yang datang kemudian; yang sudah dibuka tidak berubah."""

    activity_id: ActivityId = ask("Nomor kegiatan")

    async def run(self, context: CommandContext) -> GuidanceCount:
        activity = await guidance_activity(context, self.activity_id)
        recorded, not_recorded = await cooperatives_of(activity.id)
        opened = await open_records(activity.id, recorded, context.today, context.actor.key)
        await context.audit("open_guidance", activity)
        return GuidanceCount(opened, not_recorded)


@command("siopik.measure_guidance", title="Ukur hasil bimbingan", permission=None, returns=GuidanceCount)
class MeasureGuidance:
    """Mencatat kelengkapan data peserta bimbingan sekarang, untuk dibandingkan dengan sebelum bimbingan."""

    activity_id: ActivityId = ask("Nomor kegiatan")

    async def run(self, context: CommandContext) -> GuidanceCount:
        activity = await guidance_activity(context, self.activity_id)
        _, not_recorded = await cooperatives_of(activity.id)
        measured = await measure_records(activity.id, context.today)
        if not measured:
            context.refuse(
                "activity_id", "NOT_OPENED", "Bimbingan kegiatan ini belum dibuka. Buka dahulu datanya."
            )
        await context.audit("measure_guidance", activity)
        return GuidanceCount(measured, not_recorded)


async def guidance_activity(context: CommandContext, activity_id: int) -> Activity:
    """The activity of the programme, if the actor may run that in its region and it was not cancelled."""
    activity = await Activity.get_or_none(id=activity_id, programme=PROGRAMME)
    if activity is None:
        context.refuse("activity_id", "NOT_FOUND", f"Kegiatan SI OPIK SEHAT nomor {activity_id} tidak ada.")
    require_programme(context, PROGRAMME, activity.region_id)
    if activity.state is ActivityState.CANCELLED:
        context.refuse("activity_id", "CANCELLED", "Kegiatan ini dibatalkan.")
    return activity

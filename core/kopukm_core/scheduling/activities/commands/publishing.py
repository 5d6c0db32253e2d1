"""Telling those concerned that an activity takes registrations."""

from __future__ import annotations

from dataclasses import dataclass, field

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.activities.access import run_activity
from kopukm_core.scheduling.activities.choices import ActivityState
from kopukm_core.scheduling.activities.commands.fields import ActivityId
from kopukm_core.scheduling.activities.publishing import concerned, tell_published
from kopukm_core.values import RegionCode


@dataclass(frozen=True, slots=True)
class ActivityAnnounced:
    """Banyaknya pihak yang dituju, dan yang dikirimi pesan sekarang."""

    concerned: int = field(metadata={"description": "Banyaknya pihak yang dituju."})
    told: int = field(
        metadata={"description": "Yang dikirimi pesan sekarang; yang lain sudah, atau tidak tercapai."}
    )


@command("core.announce_activity", title="Umumkan kegiatan", permission=None, returns=ActivityAnnounced)
class AnnounceActivity:
    """Mengabari kelompok yang boleh mendaftar bahwa pendaftaran dibuka, kecuali yang sudah diundang atau terdaftar.

    Setiap pihak dikabari satu kali, walau perintah ini diulang.
    """

    activity_id: ActivityId = ask("Kegiatan")
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti wilayah kegiatannya.")

    async def run(self, context: CommandContext) -> ActivityAnnounced:
        activity = await run_activity(context, self.activity_id)
        if activity.state is not ActivityState.OPEN:
            context.refuse("activity_id", "ACTIVITY_STATE", "Buka dahulu kegiatannya, lalu umumkan.")
        if activity.audience not in context.platform.audiences:
            context.refuse(
                "activity_id",
                "NO_AUDIENCE",
                "Kegiatan ini terbuka bagi semua: tidak ada kelompok yang dapat dikabari. Undang sasarannya.",
            )
        parties = await concerned(context, activity, self.region_code or activity.region_id)
        told = await tell_published(context, activity, parties)
        await context.audit("announce", activity, {"told": (None, told)})
        return ActivityAnnounced(len(parties), told)

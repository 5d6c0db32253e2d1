"""Setting a status over the computed one, and ending that."""

from __future__ import annotations

from datetime import date

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_siopik.commands.fields import EARLIEST, LATEST, CooperativeId
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.figures.models import StatusOverride
from kopukm_siopik.figures.permissions import OVERRIDE
from kopukm_siopik.models import Cooperative
from kopukm_siopik.recording.announcing import announce


@command(
    "siopik.override_status", title="Tetapkan status koperasi", permission=OVERRIDE, returns=StatusOverride
)
class OverrideStatus:
    """Menetapkan status keaktifan di atas hasil hitungan, dengan alasan. Hasil hitungannya tetap terlihat.

    Penetapan sebelumnya yang masih berlaku berakhir karenanya.
    """

    cooperative_id: CooperativeId = ask("Nomor koperasi")
    status: ComputedStatus = ask("Status")
    reason: str = ask(
        "Alasan",
        help="Tanpa nama orang.",
        example="RAT dihadiri petugas, berita acara menyusul",
        minimum_length=5,
        maximum_length=500,
    )
    effective_on: date | None = ask(
        "Berlaku sejak", help="Kosong berarti hari ini.", minimum=EARLIEST, maximum=LATEST
    )
    until: date | None = ask(
        "Sampai dengan", help="Kosong: sampai diakhiri.", minimum=EARLIEST, maximum=LATEST
    )

    async def run(self, context: CommandContext) -> StatusOverride:
        cooperative = await held_cooperative(context, self.cooperative_id)
        since = self.effective_on or context.today
        if since > context.today:
            context.refuse("effective_on", "IN_THE_FUTURE", "Tanggal ini belum tiba.")
        if self.until is not None and self.until < since:
            context.refuse("until", "BEFORE_BEGINNING", "Hari terakhirnya sebelum hari pertamanya.")
        moment = clock.now()
        await in_force_of(cooperative.id, since).update(ended_on=since, ended_at=moment)
        made = await StatusOverride.create(
            cooperative_id=cooperative.id,
            status=self.status,
            reason=self.reason,
            effective_on=since,
            until=self.until,
            set_by=context.actor.key,
            recorded_at=moment,
            command_record_id=context.record_id,
        )
        await context.audit("create", made)
        await announce([(cooperative.id, cooperative.region_id)])
        return made


@command(
    "siopik.end_status_override",
    title="Akhiri penetapan status",
    permission=OVERRIDE,
    returns=StatusOverride,
)
class EndStatusOverride:
    """Mengakhiri penetapan status mulai hari ini: yang berlaku kembali hasil hitungan."""

    cooperative_id: CooperativeId = ask("Nomor koperasi")

    async def run(self, context: CommandContext) -> StatusOverride:
        cooperative = await held_cooperative(context, self.cooperative_id)
        present = await in_force_of(cooperative.id, context.today).order_by("-id").first()
        if present is None:
            context.refuse("cooperative_id", "NOT_OVERRIDDEN", "Tidak ada penetapan status yang berlaku.")
        present.ended_on, present.ended_at = context.today, clock.now()
        await present.save(update_fields=["ended_on", "ended_at"])
        await context.audit("update", present, {"ended_on": (None, present.ended_on)})
        await announce([(cooperative.id, cooperative.region_id)])
        return present


async def held_cooperative(context: CommandContext, cooperative_id: int) -> Cooperative:
    """The cooperative, held until the transaction ends, where the actor may set its status."""
    found = await Cooperative.select_for_update().get_or_none(id=cooperative_id)
    if found is None:
        context.refuse("cooperative_id", "NOT_FOUND", f"Koperasi nomor {cooperative_id} tidak ada.")
    context.require(OVERRIDE, found.region_id or "")
    return found


def in_force_of(cooperative_id: int, day: date) -> QuerySet[StatusOverride]:
    """The overrides of a cooperative that hold on the day or later."""
    return StatusOverride.filter(
        Q(until__isnull=True) | Q(until__gte=day), cooperative_id=cooperative_id, ended_on__isnull=True
    )

"""Recording how far an outlet is, and withdrawing one that was recorded by mistake."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import search_text
from kopukm_core.values import RecordIdType
from kopukm_siopik.choices import CooperativeProgramme
from kopukm_siopik.commands.fields import FIRST_DAY, CooperativeId
from kopukm_siopik.outlets.choices import OutletKind, OutletStatus
from kopukm_siopik.outlets.models import Outlet, OutletState
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.finding import writable_cooperative

OutletId = Annotated[int, RecordIdType("Outlet")]
VILLAGE_PROGRAMMES = (CooperativeProgramme.KDMP, CooperativeProgramme.KKMP)


@command(
    "siopik.record_outlet",
    title="Catat keadaan gerai",
    permission=WRITE,
    members=True,
    returns=Outlet,
    updates=True,
)
class RecordOutlet:
    """Mencatat gerai koperasi Merah Putih: jenisnya, dan keadaannya sejak suatu hari. Riwayatnya tersimpan.

    Gerai yang sama (jenis dan nama) tidak menjadi dua: yang dicatat ialah keadaannya yang baru.
    """

    cooperative_id: CooperativeId = ask("Nomor koperasi")
    kind: OutletKind = ask("Jenis gerai")
    name: str | None = ask(
        "Nama gerai",
        help="Wajib untuk jenis lainnya, dan bila ada lebih dari satu yang sejenis.",
        example="Pangkalan LPG RW 03",
        maximum_length=200,
    )
    status: OutletStatus = ask("Keadaan")
    effective_on: date | None = ask("Sejak", help="Kosong berarti hari ini.", minimum=FIRST_DAY)
    note: str | None = ask("Catatan", help="Tanpa nama orang.", maximum_length=500)

    async def run(self, context: CommandContext) -> Outlet:
        cooperative = await writable_cooperative(context, self.cooperative_id)
        if cooperative.programme_category not in VILLAGE_PROGRAMMES:
            context.refuse(
                "cooperative_id",
                "NOT_A_VILLAGE_COOPERATIVE",
                "Gerai dicatat bagi koperasi berkategori KDMP atau KKMP: perbaiki dahulu kategori programnya.",
            )
        name = (self.name or "").strip()
        if self.kind is OutletKind.OTHER and not search_text(name):
            context.refuse("name", "OUTLET_UNNAMED", "Gerai jenis lainnya harus bernama.")
        since = self.effective_on or context.today
        if since > context.today:
            context.refuse("effective_on", "IN_THE_FUTURE", "Tanggal ini belum tiba.")
        key = search_text(name)[:200]
        known = await Outlet.get_or_none(
            cooperative_id=cooperative.id, kind=self.kind, name_key=key, is_current=True
        )
        moment = clock.now()
        outlet = known or await Outlet.create(
            cooperative_id=cooperative.id,
            kind=self.kind,
            name=name,
            name_key=key,
            status=self.status,
            effective_on=since,
            recorded_at=moment,
        )
        if known is not None and (known.status, known.effective_on) == (self.status, since) and not self.note:
            return known
        await OutletState.create(
            outlet_id=outlet.id,
            cooperative_id=cooperative.id,
            status=self.status,
            note=self.note or "",
            effective_on=since,
            recorded_at=moment,
            command_record_id=context.record_id,
        )
        if known is None:
            await context.audit("create", outlet)
        elif since < known.effective_on:
            await context.audit("update", outlet, {f"status {since.isoformat()}": (None, self.status)})
        else:
            await context.audit("update", outlet, {"status": (known.status, self.status)})
            outlet.status, outlet.effective_on, outlet.recorded_at = self.status, since, moment
            await outlet.save(update_fields=["status", "effective_on", "recorded_at"])
        await announce([(cooperative.id, cooperative.region_id)])
        return outlet


@command(
    "siopik.withdraw_outlet",
    title="Tarik gerai yang keliru tercatat",
    permission=WRITE,
    members=True,
    returns=Outlet,
)
class WithdrawOutlet:
    """Menarik gerai yang tidak pernah ada. Gerai yang berhenti bukan ditarik: catat keadaannya sebagai tutup."""

    outlet_id: OutletId = ask("Nomor gerai")
    reason: str = ask("Alasan", help="Tanpa nama orang.", minimum_length=5, maximum_length=500)

    async def run(self, context: CommandContext) -> Outlet:
        outlet = await Outlet.get_or_none(id=self.outlet_id, is_current=True)
        if outlet is None:
            context.refuse("outlet_id", "NOT_FOUND", f"Gerai nomor {self.outlet_id} tidak ada.")
        cooperative = await writable_cooperative(context, outlet.cooperative_id)
        if not await Outlet.filter(id=outlet.id, is_current=True).update(is_current=False):
            context.refuse("outlet_id", "NOT_FOUND", f"Gerai nomor {self.outlet_id} tidak ada.")
        outlet.is_current = False
        await OutletState.filter(outlet_id=outlet.id, withdrawn_at__isnull=True).update(
            withdrawn_at=clock.now(), is_current=False
        )
        await context.audit("update", outlet, {"is_current": (True, False), "reason": (None, self.reason)})
        await announce([(cooperative.id, cooperative.region_id)])
        return outlet


COMMANDS = (RecordOutlet, WithdrawOutlet)

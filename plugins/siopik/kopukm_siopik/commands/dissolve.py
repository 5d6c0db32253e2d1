"""Recording that a cooperative has been dissolved."""

from __future__ import annotations

from datetime import date

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.values import short_date
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.commands.fields import FIRST_DAY, CooperativeId
from kopukm_siopik.models import FACTS, Cooperative
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.correcting import correct
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.recording.finding import writable_cooperative
from kopukm_siopik.recording.matching import hold_registry


@command("siopik.dissolve_cooperative", title="Catat pembubaran", permission=WRITE, returns=Cooperative)
class DissolveCooperative:
    """Mencatat bahwa koperasi telah dibubarkan (UU 25/1992 pasal 46–48). Catatannya tetap disimpan."""

    cooperative_id: CooperativeId = ask("Nomor koperasi")
    dissolved_on: date = ask("Tanggal pembubaran", example="12 Mei 2026", minimum=FIRST_DAY)

    async def run(self, context: CommandContext) -> Cooperative:
        await hold_registry()
        cooperative = await writable_cooperative(context, self.cooperative_id)
        if cooperative.dissolved_on is not None:
            context.refuse(
                "cooperative_id",
                "ALREADY_DISSOLVED",
                f"Koperasi ini sudah tercatat bubar sejak {short_date(cooperative.dissolved_on)}.",
            )
        if self.dissolved_on > context.today:
            context.refuse("dissolved_on", "IN_THE_FUTURE", "Tanggal pembubaran belum tiba.")
        if cooperative.legal_entity_date is not None and self.dissolved_on < cooperative.legal_entity_date:
            context.refuse(
                "dissolved_on", "BEFORE_FOUNDING", "Tanggal pembubaran sebelum tanggal badan hukum."
            )
        told = dict.fromkeys(FACTS) | {
            "status": CooperativeStatus.DISSOLVED,
            "dissolved_on": self.dissolved_on,
        }
        await correct(context, cooperative, Entry(told, None, {}, self.dissolved_on), lasting=True)
        await announce([(cooperative.id, cooperative.region_id)])
        return cooperative

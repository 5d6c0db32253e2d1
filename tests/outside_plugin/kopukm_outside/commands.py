"""What changes data in the plugin."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.events import Event, publish
from kopukm_core.values import RecordIdType, RegionCode
from kopukm_outside.models import FieldVisit
from kopukm_outside.permissions import WRITE

VISIT_RECORDED = "outside.visit_recorded"


@command(
    "outside.record_visit",
    title="Catat kunjungan",
    permission=WRITE,
    region="region_code",
    returns=FieldVisit,
)
class RecordVisit:
    """Mencatat kunjungan lapangan yang akan dilakukan."""

    region_code: RegionCode = ask("Wilayah", example="Tajur, Citeureup")
    purpose: str = ask("Tujuan", minimum_length=3, maximum_length=200)
    visited_on: date = ask("Tanggal", example="23 November 2026")
    party_id: Annotated[int, RecordIdType("Party")] | None = ask("Nomor koperasi atau usaha")
    note: str | None = ask("Catatan", maximum_length=500)

    async def run(self, context: CommandContext) -> FieldVisit:
        visit = await FieldVisit.create(
            region_id=self.region_code,
            party_id=self.party_id,
            purpose=self.purpose,
            visited_on=self.visited_on,
            note=self.note,
            greeting=context.platform.plugins["outside"].settings["greeting"],
        )
        await context.audit("create", visit)
        await publish(Event(VISIT_RECORDED, {"visit_id": visit.id, "region_code": self.region_code}))
        await context.enqueue("outside.confirm_visit", visit_id=visit.id)
        return visit


COMMANDS = (RecordVisit,)

"""Adding the next in turn to an outreach that is being prepared."""

from __future__ import annotations

from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.activities.access import refuse_ended
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.values import RecordIdType, RegionCode
from kopukm_siopik.outreach.cohort import AT_H
from kopukm_siopik.outreach.guidance.commands import guidance_activity
from kopukm_siopik.outreach.targeting.order import TargetOrder
from kopukm_siopik.outreach.targeting.proposing import ListFilled, fill_list

ORDER_HELP = "Kosong: belum tercatat, lalu kelengkapan terendah, lalu paling lama tidak diundang."


@command("siopik.propose_next", title="Usulkan giliran berikutnya", permission=None, returns=ListFilled)
class ProposeNext:
    """Mengusulkan sekian sasaran berikutnya menurut giliran, misalnya pengganti yang menolak atau tidak dapat dicapai.
    Yang sudah ada di daftar siklus itu tidak diusulkan lagi."""

    activity_id: Annotated[int, RecordIdType("Activity")] = ask("Nomor kegiatan")
    places: int = ask("Banyaknya sasaran", minimum=1, maximum=10_000)
    region_code: RegionCode | None = ask("Wilayah", help="Kosong berarti wilayah kegiatannya.")
    order: list[TargetOrder] | None = ask("Urutan", help=ORDER_HELP)

    async def run(self, context: CommandContext) -> ListFilled:
        activity = await guidance_activity(context, self.activity_id)
        refuse_ended(context, activity)
        if activity.cycle_id is None or activity.kind not in AT_H:
            context.refuse("activity_id", "NOT_OF_A_CYCLE", "Kegiatan ini bukan penyuluhan sebuah siklus.")
        region = self.region_code or activity.region_id
        filled = await fill_list(context, activity, region, self.places, self.order or ())
        await announce(context, activity)
        return filled

"""Noting prospects, and ending them: recorded, or not to be followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, RowResult, UndoEntry, UndoResult, ask, command
from kopukm_core.values import EmailAddress, PhoneNumber, RecordIdType, RegionCode
from kopukm_siopik.commands.fields import CooperativeId, name_fault
from kopukm_siopik.outreach.prospects.converting import convert
from kopukm_siopik.outreach.prospects.finding import noted_as, recorded_as
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.outreach.prospects.storing import already_registered, hold_prospects, note_many, note_one
from kopukm_siopik.outreach.prospects.telling import Told
from kopukm_siopik.outreach.prospects.undoing import prospect_names, undo_prospects
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.finding import writable_cooperative

ProspectId = Annotated[int, RecordIdType("Prospect")]


@command(
    "siopik.note_prospect",
    title="Catat calon koperasi",
    permission=WRITE,
    region="region_code",
    returns=Prospect,
)
class NoteProspect:
    """Mencatat koperasi yang diketahui ada tetapi belum tercatat, agar ikut menjadi sasaran penyuluhan."""

    name: str = ask(
        "Nama koperasi", example="KSU Mekar Jaya", minimum_length=3, maximum_length=200, check=name_fault
    )
    region_code: RegionCode = ask(
        "Desa, kelurahan, atau kecamatan", help="Kecamatan cukup bila desanya belum diketahui."
    )
    told_by: str = ask("Diketahui dari", example="Pendataan kecamatan 2026", maximum_length=200)
    phone: PhoneNumber | None = ask("Nomor telepon", personal=True)
    email: EmailAddress | None = ask("Email", personal=True, maximum_length=200)
    note: str | None = ask("Catatan", maximum_length=500)

    nik: str | None = ask(
        "NIK koperasi",
        help="Nomor Induk Koperasi: 13 angka, bila diketahui.",
        pattern="[0-9]{13}",
        pattern_help="NIK terdiri atas 13 angka",
    )
    legal_entity_number: str | None = ask("Nomor badan hukum", help="Bila diketahui.", maximum_length=100)

    async def run(self, context: CommandContext) -> Prospect:
        told = Told.of(self)
        await hold_prospects()
        (same,) = await recorded_as([told], context.today)
        if same is not None:
            context.refuse("name", "ALREADY_REGISTERED", already_registered(same))
        (known,) = await noted_as([told])
        if known is not None and known.state is ProspectState.OPEN:
            context.refuse(
                "name", "ALREADY_NOTED", f"Calon ini sudah dicatat: {known.name!r} (nomor {known.id})."
            )
        return await note_one(context, told)

    @classmethod
    async def run_batch(cls, inputs: Sequence[NoteProspect], context: CommandContext) -> list[RowResult]:
        """Each row is noted, or tells a known prospect what it did not know; a blank cell erases nothing."""
        return await note_many(context, [Told.of(one) for one in inputs])

    @classmethod
    async def undo_many(cls, context: CommandContext, entries: Sequence[UndoEntry]) -> list[UndoResult]:
        """What was noted disappears; what was told anew is as before."""
        return await undo_prospects(context, entries)

    @classmethod
    async def undo_names(cls, entries: Sequence[UndoEntry]) -> list[str]:
        """What each is known by."""
        return await prospect_names(entries)


@command("siopik.convert_prospect", title="Tandai calon sudah tercatat", permission=WRITE, returns=Prospect)
class ConvertProspect:
    """Menyatakan bahwa calon ini ialah koperasi yang kini tercatat; undangan dan riwayatnya ikut berpindah."""

    prospect_id: ProspectId = ask("Nomor calon koperasi")
    cooperative_id: CooperativeId = ask("Nomor koperasi")

    async def run(self, context: CommandContext) -> Prospect:
        prospect = await _writable(context, self.prospect_id)
        cooperative = await writable_cooperative(context, self.cooperative_id)
        await convert(prospect, cooperative, "Dinyatakan petugas.")
        await context.audit("convert", prospect, {"cooperative_id": (None, cooperative.id)})
        return await Prospect.get(id=prospect.id)


@command("siopik.drop_prospect", title="Hentikan calon koperasi", permission=WRITE, returns=Prospect)
class DropProspect:
    """Menghentikan calon yang ternyata bukan koperasi, sudah bubar, atau tidak ditemukan."""

    prospect_id: ProspectId = ask("Nomor calon koperasi")
    reason: str = ask("Alasan", minimum_length=3, maximum_length=500)

    async def run(self, context: CommandContext) -> Prospect:
        prospect = await _writable(context, self.prospect_id)
        prospect.state, prospect.ended_at = ProspectState.DROPPED, clock.now()
        prospect.ended_because = self.reason
        await prospect.save(update_fields=["state", "ended_at", "ended_because"])
        await context.audit("drop", prospect)
        return prospect


async def _writable(context: CommandContext, prospect_id: int) -> Prospect:
    """The open prospect, held until the transaction ends, if the actor may write in its region."""
    prospect = await Prospect.select_for_update().get_or_none(id=prospect_id)
    if prospect is None:
        context.refuse("prospect_id", "NOT_FOUND", f"Calon koperasi nomor {prospect_id} tidak ada.")
    context.require(WRITE, prospect.region_id)
    if prospect.state is not ProspectState.OPEN:
        context.refuse(
            "prospect_id", "NOT_OPEN", f"Calon ini sudah berakhir: {prospect.state.label.lower()}."
        )
    return prospect

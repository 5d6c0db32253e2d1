"""Noting prospects, and ending them: recorded, or not to be followed."""

from __future__ import annotations

from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import connection, search_text, sort_key
from kopukm_core.parties import ContactKind, PartyKind, add_contact_point, create_party
from kopukm_core.values import EmailAddress, PhoneNumber, RecordIdType, RegionCode
from kopukm_siopik.commands.fields import CooperativeId, name_fault
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outreach.prospects.converting import convert
from kopukm_siopik.outreach.prospects.finding import lies_near, open_prospects, recorded_like
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.rules.names import name_key

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

    async def run(self, context: CommandContext) -> Prospect:
        same = await recorded_like(self.name, self.region_code)
        if same is not None:
            context.refuse(
                "name",
                "ALREADY_REGISTERED",
                f"Di kecamatan ini sudah tercatat {same.name!r} (nomor {same.id}). Bila itu koperasi lain, "
                "tambahkan pembeda pada namanya.",
            )
        for known in await open_prospects([self.name]):
            if lies_near(known, self.region_code):
                context.refuse(
                    "name", "ALREADY_NOTED", f"Calon ini sudah dicatat: {known.name!r} (nomor {known.id})."
                )
        party = await create_party(
            connection(),
            kind=PartyKind.ORGANISATION,
            name=self.name,
            region_code=self.region_code,
            plugin="siopik",
        )
        if self.phone:
            await add_contact_point(connection(), party.id, ContactKind.PHONE, self.phone)
        if self.email:
            await add_contact_point(connection(), party.id, ContactKind.EMAIL, self.email)
        prospect = await Prospect.create(
            party_id=party.id,
            region_id=self.region_code,
            name=party.name,
            name_key=name_key(party.name),
            sort_key=sort_key(party.name),
            search_text=search_text(party.name),
            told_by=self.told_by,
            note=self.note or "",
            noted_at=clock.now(),
        )
        await context.audit("create", prospect)
        return prospect


@command("siopik.convert_prospect", title="Tandai calon sudah tercatat", permission=WRITE, returns=Prospect)
class ConvertProspect:
    """Menyatakan bahwa calon ini ialah koperasi yang kini tercatat; undangan dan riwayatnya ikut berpindah."""

    prospect_id: ProspectId = ask("Nomor calon koperasi")
    cooperative_id: CooperativeId = ask("Nomor koperasi")

    async def run(self, context: CommandContext) -> Prospect:
        prospect = await _writable(context, self.prospect_id)
        cooperative = await Cooperative.get_or_none(id=self.cooperative_id)
        if cooperative is None:
            context.refuse("cooperative_id", "NOT_FOUND", f"Koperasi nomor {self.cooperative_id} tidak ada.")
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

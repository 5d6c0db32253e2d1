"""Commands on the ways to reach a party."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, StoredRecord, ask, command
from kopukm_core.db import connection, hold
from kopukm_core.messaging.commands.parties import ContactPointId, PartyId, writable_party, writable_point
from kopukm_core.messaging.readable import MANAGE_CONTACTS
from kopukm_core.parties.contacts import add_contact_point, contact_points_of
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.parties.models import ContactPoint

MOST_POINTS = 20


@command(
    "core.add_contact_point",
    title="Tambah kontak",
    permission=MANAGE_CONTACTS,
    members=True,
    returns=ContactPoint,
)
class AddContactPoint:
    """Mencatat cara mencapai seseorang atau sebuah lembaga. Yang pernah dihentikan dipakai lagi."""

    party_id: PartyId = ask("Nomor pihak")
    kind: ContactKind = ask("Jenis kontak")
    value: str = ask(
        "Nomor atau alamat", example="+6281234567890", maximum_length=200, personal=True, synonyms=("Kontak",)
    )
    verified: bool = ask("Sudah dipastikan miliknya", default=False)

    async def run(self, context: CommandContext) -> ContactPoint:
        party = await writable_party(context, self.party_id)
        await hold(f"core.contacts {party.id}")
        points = await contact_points_of(connection(), party.id)
        if len(points) >= MOST_POINTS:
            context.refuse(
                "value", "TOO_MANY", f"Paling banyak {MOST_POINTS} kontak; hapus yang tidak dipakai."
            )
        point = await add_contact_point(connection(), party.id, self.kind, self.value)
        point.stopped_at = point.stopped_because = None
        if self.verified and context.actor.may(MANAGE_CONTACTS, party.region_id or ""):
            point.verified_at = point.verified_at or clock.now()
        await point.save(update_fields=["stopped_at", "stopped_because", "verified_at"])
        await context.audit("create", point, {"kind": ("", self.kind.value)})
        return point


@command("core.remove_contact_point", title="Hapus kontak", permission=MANAGE_CONTACTS, members=True)
class RemoveContactPoint:
    """Menghapus sebuah kontak; pesan yang sudah dikirim ke sana tetap tercatat tanpa alamatnya."""

    contact_point_id: ContactPointId = ask("Nomor kontak")

    async def run(self, context: CommandContext) -> None:
        point = await writable_point(context, self.contact_point_id)
        await ContactPoint.filter(id=point.id).delete()
        await context.audit("delete", StoredRecord(ContactPoint, point.id), {"kind": (point.kind.value, "")})


@command(
    "core.prefer_contact_point",
    title="Utamakan kontak",
    permission=MANAGE_CONTACTS,
    members=True,
    returns=ContactPoint,
)
class PreferContactPoint:
    """Menjadikan sebuah kontak yang pertama dicoba."""

    contact_point_id: ContactPointId = ask("Nomor kontak")

    async def run(self, context: CommandContext) -> ContactPoint:
        point = await writable_point(context, self.contact_point_id)
        others = [one for one in await contact_points_of(connection(), point.party_id) if one.id != point.id]
        for rank, one in enumerate((point, *others)):
            if one.rank != rank:
                await ContactPoint.filter(id=one.id).update(rank=rank)
        point.rank = 0
        await context.audit("prefer", point)
        return point

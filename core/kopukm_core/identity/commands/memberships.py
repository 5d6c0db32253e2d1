"""Commands on the membership of a person in a party."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.identity.commands.fields import MembershipId, PartyId
from kopukm_core.identity.core_roles import APPROVE_MEMBERSHIP
from kopukm_core.identity.memberships import decide_membership, end_membership, request_membership
from kopukm_core.identity.models import PartyMembership


@command(
    "core.request_membership", title="Minta diakui sebagai anggota", permission=None, returns=PartyMembership
)
class RequestMembership:
    """Meminta dinas mengakui Anda sebagai pengurus atau pemilik sebuah koperasi atau usaha."""

    party_id: PartyId = ask("Nomor koperasi atau usaha")
    title: str = ask("Jabatan", help="Misalnya Ketua, Manajer, Pemilik.", maximum_length=120)

    async def run(self, context: CommandContext) -> PartyMembership:
        membership = await request_membership(context.actor, self.party_id, self.title)
        await context.audit("request", membership)
        return membership


@command(
    "core.decide_membership", title="Putuskan permintaan keanggotaan", permission=APPROVE_MEMBERSHIP,
    returns=PartyMembership,
)  # fmt: skip
class DecideMembership:
    """Menyetujui atau menolak permintaan keanggotaan; penolakan disertai alasan."""

    membership_id: MembershipId = ask("Nomor permintaan")
    approve: bool = ask("Disetujui?")
    reason: str | None = ask("Alasan", help="Wajib bila ditolak.", maximum_length=500)

    async def run(self, context: CommandContext) -> PartyMembership:
        membership = await decide_membership(
            context.actor, self.membership_id, approve=self.approve, reason=self.reason or ""
        )
        await context.audit("decide", membership, {"state": ("requested", membership.state.value)})
        return membership


@command("core.end_membership", title="Akhiri keanggotaan", permission=None, returns=PartyMembership)
class EndMembership:
    """Mengakhiri keanggotaan, atau menarik kembali permintaan sendiri."""

    membership_id: MembershipId = ask("Nomor keanggotaan")
    reason: str | None = ask("Alasan", maximum_length=500)

    async def run(self, context: CommandContext) -> PartyMembership:
        membership = await end_membership(context.actor, self.membership_id, self.reason or "")
        await context.audit("end", membership)
        return membership

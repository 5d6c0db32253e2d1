"""Commands on what a party agreed to receive."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import hold
from kopukm_core.messaging.commands.parties import PartyId, writable_party
from kopukm_core.messaging.kinds import MessagePurpose
from kopukm_core.messaging.models import MessageConsent
from kopukm_core.messaging.readable import MANAGE_CONTACTS
from kopukm_core.privacy import PersonalText


@command(
    "core.give_consent",
    title="Catat persetujuan",
    permission=MANAGE_CONTACTS,
    members=True,
    returns=MessageConsent,
)
class GiveConsent:
    """Mencatat persetujuan menerima undangan atau promosi, dengan pemberitahuan yang dibaca dan buktinya."""

    party_id: PartyId = ask("Nomor pihak")
    purpose: MessagePurpose = ask("Untuk apa")
    notice_version: str = ask("Versi pemberitahuan yang dibaca", example="2026-1", maximum_length=60)
    proof: str | None = ask(
        "Bukti",
        help="Kata-kata persetujuannya, atau tempat formulirnya disimpan.",
        maximum_length=1000,
        personal=True,
    )

    async def run(self, context: CommandContext) -> MessageConsent:
        party = await writable_party(context, self.party_id)
        _refuse_service(context, self.purpose)
        await hold(f"core.consent {party.id}")
        living = await MessageConsent.get_or_none(party_id=party.id, purpose=self.purpose, withdrawn_at=None)
        if living is not None:
            if living.notice_version == self.notice_version:
                return living
            await _withdraw(context, living)
        consent = await MessageConsent.create(
            party_id=party.id,
            purpose=self.purpose,
            notice_version=self.notice_version,
            proof=PersonalText(self.proof) if self.proof else None,
            given_at=clock.now(),
            given_through=context.door[:60],
            given_by=context.actor.key,
        )
        await context.audit("give", consent, {"purpose": ("", self.purpose.value)})
        return consent


@command(
    "core.withdraw_consent",
    title="Tarik persetujuan",
    permission=MANAGE_CONTACTS,
    members=True,
    returns=MessageConsent,
)
class WithdrawConsent:
    """Menarik persetujuan menerima undangan atau promosi, atau berkeberatan menerima undangan."""

    party_id: PartyId = ask("Nomor pihak")
    purpose: MessagePurpose = ask("Untuk apa")

    async def run(self, context: CommandContext) -> MessageConsent:
        party = await writable_party(context, self.party_id)
        _refuse_service(context, self.purpose)
        await hold(f"core.consent {party.id}")
        latest = await MessageConsent.filter(party_id=party.id, purpose=self.purpose).order_by("-id").first()
        if latest is None:
            latest = MessageConsent(party_id=party.id, purpose=self.purpose)
        if latest.withdrawn_at is None:
            await _withdraw(context, latest)
        return latest


def _refuse_service(context: CommandContext, purpose: MessagePurpose) -> None:
    if purpose is MessagePurpose.SERVICE:
        context.refuse(
            "purpose",
            "NEEDS_NO_CONSENT",
            "Pesan layanan tidak memerlukan persetujuan; hentikan kanalnya dengan perintah Hentikan pesan.",
        )


async def _withdraw(context: CommandContext, consent: MessageConsent) -> None:
    consent.withdrawn_at = clock.now()
    consent.withdrawn_through, consent.withdrawn_by = context.door[:60], context.actor.key
    await consent.save()
    await context.audit("withdraw", consent, {"purpose": (consent.purpose.value, "")})

"""Commands on single messages: not to be sent after all, or to be tried again."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotFoundError
from kopukm_core.messaging.addressing import addressed
from kopukm_core.messaging.commands.parties import MessageId
from kopukm_core.messaging.kinds import MessageStatus
from kopukm_core.messaging.models import PRIORITY_WORDS, OutboundMessage
from kopukm_core.messaging.readable import MANAGE_CONTACTS
from kopukm_core.messaging.waking import wake
from kopukm_core.parties.models import Party


@command("core.cancel_message", title="Batalkan pesan", permission=MANAGE_CONTACTS, returns=OutboundMessage)
class CancelMessage:
    """Membatalkan pesan yang belum dikirim."""

    message_id: MessageId = ask("Nomor pesan")

    async def run(self, context: CommandContext) -> OutboundMessage:
        message = await _writable(context, self.message_id)
        changed = await OutboundMessage.filter(
            id=message.id, status__in=[MessageStatus.QUEUED, MessageStatus.HELD]
        ).update(status=MessageStatus.CANCELLED, ended_at=clock.now())
        if not changed:
            context.refuse("message_id", "NOT_WAITING", "Pesan itu tidak sedang menunggu.")
        await message.refresh_from_db()
        await context.audit("cancel", message)
        return message


@command("core.retry_message", title="Kirim lagi pesan", permission=MANAGE_CONTACTS, returns=OutboundMessage)
class RetryMessage:
    """Mengantrekan lagi pesan yang gagal, ke alamat yang sekarang; pengenalnya bagi penerima tetap sama."""

    message_id: MessageId = ask("Nomor pesan")

    async def run(self, context: CommandContext) -> OutboundMessage:
        message = await _writable(context, self.message_id)
        if message.status is not MessageStatus.FAILED:
            context.refuse("message_id", "NOT_FAILED", "Hanya pesan yang gagal dapat dikirim lagi.")
        messaging = context.platform.messaging
        priority = PRIORITY_WORDS[message.priority]
        place = (await addressed(messaging, [message.party_id], message.purpose, priority))[message.party_id]
        if place.fault is not None:
            context.refuse("message_id", "UNREACHABLE", f"{place.fault.label}.")
        now = clock.now()
        # Of two at once, or of a report that it arrived after all, one comes first.
        again = await OutboundMessage.filter(id=message.id, status=MessageStatus.FAILED).update(
            status=MessageStatus.QUEUED,
            party_id=place.party_id,
            channel=place.channel,
            contact_point_id=place.contact_point_id,
            attempts=0,
            due_at=now,
            next_attempt_at=now,
            fault=None,
            error="",
            ended_at=None,
        )
        if not again:
            context.refuse("message_id", "NOT_FAILED", "Hanya pesan yang gagal dapat dikirim lagi.")
        await wake(messaging, [place.channel])
        await message.refresh_from_db()
        await context.audit("retry", message)
        return message


async def _writable(context: CommandContext, message_id: int) -> OutboundMessage:
    message = await OutboundMessage.get_or_none(id=message_id) if 0 < message_id < 2**63 else None
    if message is None:
        raise NotFoundError("Pesan itu tidak ada.", remedy="Periksa nomornya.")
    party = await Party.get(id=message.party_id)
    context.require(MANAGE_CONTACTS, party.region_id or "")
    return message

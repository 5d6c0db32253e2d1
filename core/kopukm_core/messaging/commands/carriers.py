"""Commands of outside programs that carry the messages of a channel: take some, tell what became of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, audit_many, command
from kopukm_core.messaging.carrying import LEASE
from kopukm_core.messaging.commands.parties import MessageId
from kopukm_core.messaging.kinds import MessageFault, MessageStatus
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.messaging.readable import CARRY_MESSAGES
from kopukm_core.messaging.recording import Failure, record_arrival, record_failure
from kopukm_core.messaging.status import REPORTED
from kopukm_core.messaging.taking import take

MOST_TAKEN = 100


@dataclass(frozen=True, slots=True)
class MessageLease:
    """Pesan yang diambil untuk dibawa."""

    lease: str = field(metadata={"description": "Kunci untuk membaca pesannya dengan messagesToCarry."})
    messages: int = field(metadata={"description": "Banyaknya pesan yang diambil."})
    until: datetime = field(
        metadata={
            "description": "Yang belum dilaporkan sampai saat ini dapat diambil lagi, dengan attempt bertambah."
        }
    )
    again_at: datetime | None = field(
        metadata={"description": "Kapan patut mengambil lagi; kosong: bila ada yang baru antre."}
    )


@command("core.take_messages", title="Ambil pesan", permission=CARRY_MESSAGES, returns=MessageLease)
class TakeMessages:
    """Mengambil pesan yang menunggu di satu kanal untuk dibawa program luar, menurut laju dan jam tenang kanal itu.

    Ulangi dengan kunci idempotensi yang sama bila jawabannya hilang: yang diambil tetap yang itu.
    """

    channel: str = ask("Kanal", maximum_length=60)
    limit: int = ask("Paling banyak", default=20, minimum=1, maximum=MOST_TAKEN)

    async def run(self, context: CommandContext) -> MessageLease:
        context.require(CARRY_MESSAGES, context.settings.region_code)
        channel = context.platform.messaging.channels.get(self.channel)
        if channel is None or not channel.is_carried_outside:
            context.refuse(
                "channel", "NO_SUCH_CHANNEL", "Tidak ada kanal bernama itu yang dibawa program luar."
            )
        lease = uuid4().hex
        taken = await take(context.platform.messaging, channel.name, self.limit, lease, LEASE)
        await audit_many(context, "carry", OutboundMessage, taken.keys)
        return MessageLease(lease, len(taken.keys), clock.now() + LEASE, taken.again_at)


@command("core.report_message_status", title="Laporkan status pesan", permission=CARRY_MESSAGES)
class ReportMessageStatus:
    """Melaporkan apa yang terjadi pada sebuah pesan. Urutan dan pengulangan laporan tidak berpengaruh.

    Pesan disebut dengan nomornya, atau dengan kanal dan nomornya pada penyedia. Kegagalan yang bersifat sementara
    membuat pesan dicoba lagi.
    """

    message_id: MessageId | None = ask("Nomor pesan")
    channel: str | None = ask("Kanal", maximum_length=60)
    provider_message_id: str | None = ask("Nomor pada penyedia", maximum_length=200)
    lease: str | None = ask("Kunci pengambilan", help="Untuk kegagalan pengiriman.", maximum_length=40)
    status: MessageStatus = ask("Status", help="SENT, DELIVERED, READ, atau FAILED.")
    reported_at: datetime | None = ask("Kapan terjadi")
    fault: MessageFault | None = ask("Sebab gagal", when=lambda answers: answers.get("status") == "failed")
    error: str | None = ask("Kode galat penyedia", help="Tanpa data pribadi.", maximum_length=300)
    retry_after: int | None = ask("Coba lagi sesudah, dalam detik", minimum=1, maximum=86_400)

    async def run(self, context: CommandContext) -> None:
        context.require(CARRY_MESSAGES, context.settings.region_code)
        if self.status not in REPORTED:
            words = ", ".join(one.label for one in REPORTED)
            context.refuse("status", "NOT_REPORTED", f"Yang dapat dilaporkan: {words}.")
        message = await self._message(context)
        if self.status is MessageStatus.FAILED:
            pause = None if self.retry_after is None else timedelta(seconds=self.retry_after)
            failure = Failure(self.fault or MessageFault.PERMANENT, self.error or "", pause)
            await record_failure(context.platform.messaging, message.id, failure, lease=self.lease)
        else:
            at = min(self.reported_at or clock.now(), clock.now())
            await record_arrival(
                message.id, self.status, provider_message_id=self.provider_message_id or "", at=at
            )
        await context.audit("report", message, {"status": ("", self.status.value)})

    async def _message(self, context: CommandContext) -> OutboundMessage:
        found = None
        if self.message_id is not None:
            found = await OutboundMessage.get_or_none(id=self.message_id)
        elif self.channel and self.provider_message_id:
            sought = OutboundMessage.filter(
                channel=self.channel, provider_message_id=self.provider_message_id
            )
            found = await sought.order_by("-id").first()
        if found is None or not _is_carried(context, found.channel):
            context.refuse(
                "message_id", "NO_SUCH_MESSAGE", "Tidak ada pesan seperti itu yang dibawa program luar."
            )
        return found


def _is_carried(context: CommandContext, channel: str) -> bool:
    known = context.platform.messaging.channels.get(channel)
    return known is not None and known.is_carried_outside

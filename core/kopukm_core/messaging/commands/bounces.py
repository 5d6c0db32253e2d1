"""The command on a mail that a server reported on after it had taken it."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.messaging.commands.parties import ContactPointId, MessageId
from kopukm_core.messaging.kinds import MessageFault, MessageStatus
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.messaging.readable import CARRY_MESSAGES
from kopukm_core.messaging.recording import Failure, record_arrival, record_failure, stop_address


@command("core.report_bounce", title="Catat surel balik", permission=CARRY_MESSAGES, own_door=True)
class ReportBounce:
    """Mencatat laporan server surel yang datang sesudah surelnya dikirim: gagal, atau sampai."""

    message_id: MessageId = ask("Nomor pesan")
    contact_point_id: ContactPointId | None = ask("Kontak yang dikirimi")
    fault: MessageFault | None = ask("Sebab gagal", help="Kosong: sampai.")
    error: str | None = ask("Kode server", maximum_length=300)

    async def run(self, context: CommandContext) -> None:
        context.require(CARRY_MESSAGES, context.settings.region_code)
        message = await OutboundMessage.get(id=self.message_id)
        if self.fault is None:
            await record_arrival(message.id, MessageStatus.DELIVERED)
        elif message.contact_point_id == self.contact_point_id:
            failure = Failure(self.fault, self.error or "")
            await record_failure(context.platform.messaging, message.id, failure)
        elif self.fault is MessageFault.CONTACT_STOPPED:
            # It has gone to another address since, which has nothing to do with this.
            await stop_address(self.contact_point_id)
        await context.audit("report", message, {"error": ("", self.error or "")})

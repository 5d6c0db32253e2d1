"""Commands on queue numbers: given, called, ended."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.slots.access import known_service, officers_ticket, require_officer
from kopukm_core.scheduling.slots.commands.arguments import ClientId, TicketId
from kopukm_core.scheduling.slots.queue_models import QueueTicket, TicketState
from kopukm_core.scheduling.slots.tickets import give_ticket, move_ticket
from kopukm_core.values import RegionCode


@command("core.give_queue_number", title="Beri nomor antrean", permission=None, returns=QueueTicket)
class GiveQueueNumber:
    """Memberi nomor antrean hari ini kepada yang datang langsung."""

    service: str = ask("Layanan", maximum_length=60)
    region_code: RegionCode = ask("Wilayah")
    name: str | None = ask("Nama panggilan", maximum_length=200, personal=True)
    client_id: ClientId | None = ask("Klien")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)

    async def run(self, context: CommandContext) -> QueueTicket:
        service = await known_service(context, self.service)
        require_officer(context, service.programme, self.region_code)
        if self.client_id is not None and not await Party.exists(id=self.client_id):
            context.refuse("client_id", "NO_SUCH_PARTY", "Klien itu tidak ada.")
        if self.client_id is not None:
            context.person = f"party:{self.client_id}"
        return await give_ticket(
            context,
            service.programme,
            service.name,
            self.region_code,
            name=self.name or "",
            client_id=self.client_id,
            topic=self.topic or "",
        )


@command("core.call_queue_number", title="Panggil nomor antrean", permission=None, returns=QueueTicket)
class CallQueueNumber:
    """Memanggil sebuah nomor antrean."""

    ticket_id: TicketId = ask("Nomor antrean")

    async def run(self, context: CommandContext) -> QueueTicket:
        ticket = await officers_ticket(context, self.ticket_id)
        return await move_ticket(context, ticket, (TicketState.WAITING,), TicketState.CALLED)


@command("core.close_queue_number", title="Akhiri nomor antrean", permission=None, returns=QueueTicket)
class CloseQueueNumber:
    """Mengakhiri nomor antrean: sudah dilayani, atau pergi sebelum dilayani."""

    ticket_id: TicketId = ask("Nomor antrean")
    served: bool = ask("Sudah dilayani?")

    async def run(self, context: CommandContext) -> QueueTicket:
        ticket = await officers_ticket(context, self.ticket_id)
        after = TicketState.SERVED if self.served else TicketState.LEFT
        return await move_ticket(context, ticket, (TicketState.WAITING, TicketState.CALLED), after)


QUEUE_COMMANDS: tuple[type, ...] = (GiveQueueNumber, CallQueueNumber, CloseQueueNumber)

"""Queue numbers: given without gaps, moved on, told to the boards of the queue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.events import Event
from kopukm_core.privacy import PersonalText
from kopukm_core.scheduling.slots.queue_models import QueueTicket, TicketState
from kopukm_core.scheduling.slots.telling import TICKET_TOPIC

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


async def next_number(service: str, region_code: str, day: date) -> int:
    """The next queue number; the counter's row stays locked until the transaction ends, so none is left out."""
    given = Parameters(dialect())
    values = ", ".join(given.add(value) for value in (service, region_code, day))
    found = await rows(
        f"INSERT INTO queue_counter (service, region_code, day, last_number) VALUES ({values}, 1)"
        " ON CONFLICT (service, region_code, day) DO UPDATE SET last_number = queue_counter.last_number + 1"
        " RETURNING last_number",
        given,
    )
    return int(found[0]["last_number"])


async def give_ticket(
    context: CommandContext,
    programme: str,
    service: str,
    region_code: str,
    *,
    name: str = "",
    client_id: int | None = None,
    booking_id: int | None = None,
    topic: str = "",
) -> QueueTicket:
    """A ticket with the next number of today."""
    now, day = clock.now(), clock.today(context.settings.time_zone)
    ticket = await QueueTicket.create(
        programme=programme,
        service=service,
        region_code=region_code,
        day=day,
        number=await next_number(service, region_code, day),
        name=PersonalText(name) if name else None,
        client_id=client_id,
        booking_id=booking_id,
        topic=topic,
        given_at=now,
        changed_at=now,
    )
    await context.audit("create", ticket)
    await tell_queue(context, ticket)
    return ticket


async def tell_queue(context: CommandContext, ticket: QueueTicket) -> None:
    """Let the boards of the queue read the ticket afresh."""
    payload = {"ticket_id": ticket.id, "region_code": ticket.region_code}
    await context.publish(Event(TICKET_TOPIC, payload))


async def move_ticket(
    context: CommandContext, ticket: QueueTicket, before: tuple[TicketState, ...], after: TicketState
) -> QueueTicket:
    """Move the ticket on, if it still is in one of these states."""
    changed = await QueueTicket.filter(id=ticket.id, state__in=list(before)).update(
        state=after, changed_at=clock.now()
    )
    moved = await QueueTicket.get(id=ticket.id)
    if not changed:
        context.refuse("ticket_id", "WRONG_STATE", f"Nomor antrean ini {moved.state.label.lower()}.")
    await context.audit("update", ticket, {"state": (ticket.state, after)})
    await tell_queue(context, moved)
    return moved

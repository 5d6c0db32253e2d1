"""Many want the same few seats at once: one client each, one answer each; killed half-way nothing is half."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry
from kopukm_core.db import transaction
from kopukm_core.errors import BusyError
from kopukm_core.scheduling.slots.models import LIVING, Booking, BookingState, Slot, SlotState
from kopukm_core.scheduling.slots.queue_models import QueueTicket
from kopukm_core.scheduling.slots.seating import swap
from slots.desk import REGION, Desk, officer, person

pytestmark = pytest.mark.anyio


async def test_sixty_at_once_for_five_seats(desk: Desk) -> None:
    seats = await desk.seats(5)
    clients = [await desk.client() for _ in range(60)]
    actors = {client: person(client) for client in clients}

    async def want(place: int, client: int, again: int) -> str:
        given = {"slot_id": seats[place % 5].id, "client_id": client}
        while True:
            try:
                outcome = await desk.platform.runner.run(
                    "core.book_slot", given, actors[client], key=f"want {client}"
                )
            except BusyError:
                continue
            return outcome.problems[0].code if outcome.problems else f"booked {outcome.reference}"

    # Each asks twice at the same moment, under the same key.
    answers = await asyncio.gather(
        *(want(place, client, again) for place, client in enumerate(clients) for again in (0, 1))
    )
    pairs = list(zip(answers[::2], answers[1::2], strict=True))
    assert all(first == second for first, second in pairs)
    told = Counter(first.split()[0] for first, _ in pairs)
    assert told == {"booked": 5, "SLOT_TAKEN": 55}
    living = await Booking.filter(slot_id__in=[one.id for one in seats], state__in=list(LIVING))
    assert sorted(one.slot_id for one in living) == sorted(one.id for one in seats)
    assert await Slot.filter(service=desk.service, state=SlotState.BOOKED).count() == 5
    keys = [str(one.id) for one in living]
    assert await AuditEntry.filter(subject_model="core.Booking", subject_id__in=keys).count() == 5


async def test_two_who_change_places_with_a_third_never_share_a_seat(desk: Desk) -> None:
    first, second, free = await desk.seats(3)
    bookings = [await desk.book(first), await desk.book(second)]

    async def move(booking: Booking) -> bool:
        given = {"booking_id": booking.id, "slot_id": free.id}
        while True:
            try:
                outcome = await desk.platform.runner.run(
                    "core.reschedule_booking", given, person(booking.client_id)
                )
                return outcome.accepted
            except BusyError:
                continue

    assert sorted(await asyncio.gather(*(move(one) for one in bookings))) == [False, True]
    places = [(await Booking.get(id=one.id)).slot_id for one in bookings]
    assert len(set(places)) == 2 and free.id in places


async def test_whoever_read_a_booking_before_it_moved_changes_nothing(desk: Desk) -> None:
    old, new = await desk.seats(2)
    read = await desk.book(old)
    await desk.give("reschedule_booking", person(read.client_id), booking_id=read.id, slot_id=new.id)
    async with transaction():
        assert not await swap(read, (BookingState.BOOKED,), BookingState.CANCELLED)
    assert (await Booking.get(id=read.id)).state is BookingState.BOOKED
    assert (await Slot.get(id=new.id)).state is SlotState.BOOKED


async def test_queue_numbers_have_no_gaps_and_no_doubles(desk: Desk) -> None:
    async def take(number: int) -> None:
        while True:
            try:
                await desk.give(
                    "give_queue_number",
                    officer(),
                    service=desk.service,
                    region_code=REGION,
                    name=f"Bu {number}",
                )
                return
            except BusyError:
                continue

    async def fail() -> None:
        from kopukm_core.scheduling.slots.tickets import next_number

        with pytest.raises(RuntimeError):
            async with transaction():
                today = clock.today(desk.platform.settings.time_zone)
                await next_number(desk.service, REGION, today)
                raise RuntimeError

    await asyncio.gather(*(take(number) for number in range(12)), fail(), fail())
    tickets = await QueueTicket.filter(service=desk.service).order_by("number")
    assert [one.number for one in tickets] == list(range(1, 13))

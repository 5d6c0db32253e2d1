"""Many want the same few seats at once: one client each, one answer each; killed half-way nothing is half."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry
from kopukm_core.db import transaction
from kopukm_core.errors import BusyError
from kopukm_core.identity.actor import Actor
from kopukm_core.scheduling.slots.models import LIVING, Booking, BookingState, Slot, SlotState
from kopukm_core.scheduling.slots.queue_models import QueueTicket, TicketState
from kopukm_core.scheduling.slots.seating import swap
from slots.desk import REGION, Desk, officer, person

pytestmark = pytest.mark.anyio


async def told(desk: Desk, command: str, actor: Actor, /, **given: Any) -> str:
    """What the command was told: "done", or the code of the problem; asked again while the office is busy."""
    while True:
        try:
            outcome = await desk.platform.runner.run(f"core.{command}", given, actor)
        except BusyError:
            continue
        return outcome.problems[0].code if outcome.problems else "done"


async def one_client_a_seat(desk: Desk) -> dict[int, Booking]:
    """Slot → its living booking; each such slot says that it is taken, and each other that it is not."""
    slots = await Slot.filter(service=desk.service)
    living = await Booking.filter(service=desk.service, state__in=list(LIVING))
    seated = {one.slot_id: one for one in living}
    assert len(seated) == len(living)
    taken = {one.id for one in slots if one.state in (SlotState.BOOKED, SlotState.HELD)}
    assert taken == set(seated)
    return seated


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
    heard = Counter(first.split()[0] for first, _ in pairs)
    assert heard == {"booked": 5, "SLOT_TAKEN": 55}
    living = await Booking.filter(slot_id__in=[one.id for one in seats], state__in=list(LIVING))
    assert sorted(one.slot_id for one in living) == sorted(one.id for one in seats)
    assert await Slot.filter(service=desk.service, state=SlotState.BOOKED).count() == 5
    keys = [str(one.id) for one in living]
    assert await AuditEntry.filter(subject_model="core.Booking", subject_id__in=keys).count() == 5


async def test_two_who_change_places_with_a_third_never_share_a_seat(desk: Desk) -> None:
    first, second, free = await desk.seats(3)
    bookings = [await desk.book(first), await desk.book(second)]

    moves = [
        told(desk, "reschedule_booking", person(one.client_id), booking_id=one.id, slot_id=free.id)
        for one in bookings
    ]
    assert sorted(await asyncio.gather(*moves)) == ["SLOT_TAKEN", "done"]
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
        given = {"service": desk.service, "region_code": REGION, "name": f"Bu {number}"}
        assert await told(desk, "give_queue_number", officer(), **given) == "done"

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


async def test_two_officers_give_one_seat_to_two_who_wait(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    tickets = []
    for _ in range(2):
        given: dict[str, Any] = {
            "service": desk.service,
            "region_code": REGION,
            "client_id": await desk.client(),
        }
        tickets.append(await desk.give("give_queue_number", officer(), **given))
    refills = [told(desk, "refill_slot", officer(), slot_id=slot.id, ticket_id=one) for one in tickets]
    assert sorted(await asyncio.gather(*refills)) == ["SLOT_TAKEN", "done"]
    assert set(await one_client_a_seat(desk)) == {slot.id}
    states = [one.state for one in await QueueTicket.filter(id__in=tickets).order_by("state")]
    assert states == [TicketState.CALLED, TicketState.WAITING]


async def test_a_hold_that_ends_while_it_is_confirmed_has_one_owner(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    slots = await desk.seats(4)
    mine, others = [[await desk.client() for _ in slots] for _ in range(2)]
    holders = [person(client) for client in mine]
    holds = [
        await desk.give("hold_slot", holder, slot_id=slot.id, client_id=client)
        for slot, client, holder in zip(slots, mine, holders, strict=True)
    ]

    async def time_passes() -> None:
        for _ in range(25):
            await asyncio.sleep(0)
        moving_clock.move(timedelta(minutes=11))

    async def come(slot: Slot, client: int) -> str:
        while (
            answer := await told(desk, "book_slot", person(client), slot_id=slot.id, client_id=client)
        ) != "done":
            booking = await Booking.filter(slot_id=slot.id, state__in=list(LIVING)).first()
            if booking is not None and booking.state is BookingState.BOOKED:
                break
        return answer

    confirms = [
        told(desk, "confirm_booking", holder, booking_id=hold)
        for hold, holder in zip(holds, holders, strict=True)
    ]
    comes = [come(slot, client) for slot, client in zip(slots, others, strict=True)]
    answers = await asyncio.gather(*confirms, *comes, time_passes())
    seated = await one_client_a_seat(desk)
    for place, slot in enumerate(slots):
        confirmed, came = answers[place], answers[place + 4]
        assert (confirmed, came) in (("done", "SLOT_TAKEN"), ("HOLD_ENDED", "done"), ("WRONG_STATE", "done"))
        assert seated[slot.id].client_id == (mine if confirmed == "done" else others)[place]
        assert seated[slot.id].state is BookingState.BOOKED


async def test_moved_and_cancelled_at_once_no_seat_is_left_taken(desk: Desk) -> None:
    slots = await desk.seats(8)
    bookings = [await desk.book(slot) for slot in slots[:4]]
    moves = [
        told(desk, "reschedule_booking", person(one.client_id), booking_id=one.id, slot_id=new.id)
        for one, new in zip(bookings, slots[4:], strict=True)
    ]
    ends = [told(desk, "cancel_booking", officer(), booking_id=one.id) for one in bookings]
    answers = await asyncio.gather(*(each for pair in zip(moves, ends, strict=True) for each in pair))
    seated = await one_client_a_seat(desk)
    for place, booking in enumerate(bookings):
        moved, ended = answers[2 * place : 2 * place + 2]
        now = await Booking.get(id=booking.id)
        assert (now.state is BookingState.CANCELLED) == (ended == "done")
        assert (now.slot_id == slots[place + 4].id) == (moved == "done")
        assert (now.slot_id in seated) == (ended != "done") and "done" in (moved, ended)


async def test_a_seat_that_closes_while_it_is_booked_has_nobody_in_it(desk: Desk) -> None:
    expert = await desk.expert()
    shut, *ill = await desk.seats(5, expert=expert)
    clients = [await desk.client() for _ in range(5)]
    given: dict[str, Any] = {
        "first_day": "2027-02-01",
        "last_day": "2027-02-01",
        "time_from": "09:30",
        "time_to": "23:00",
    }
    answers = await asyncio.gather(
        told(desk, "close_slot", officer(), slot_id=shut.id, reason="Rapat."),
        *(
            told(desk, "book_slot", person(client), slot_id=slot.id, client_id=client)
            for slot, client in zip([shut, *ill], clients, strict=True)
        ),
        told(desk, "set_availability_exception", officer(), bookable_id=expert.id, kind="absent", **given),
    )
    assert sorted(answers[:2]) in (["SLOT_CLOSED", "done"], ["SLOT_TAKEN", "done"], ["WRONG_STATE", "done"])
    assert set(answers[2:6]) <= {"done", "SLOT_CLOSED"} and answers[6] == "done"
    assert not set(await one_client_a_seat(desk)) & {one.id for one in ill}
    assert {(await Slot.get(id=one.id)).state for one in ill} == {SlotState.CLOSED}
    cancelled = await Booking.filter(slot_id__in=[one.id for one in ill], state=BookingState.CANCELLED)
    assert len(cancelled) == answers[2:6].count("done")


async def test_an_assignment_is_whole_or_refused_while_people_come_and_go(desk: Desk) -> None:
    await Slot.filter(state=SlotState.FREE).update(state=SlotState.CLOSED)
    week = {"region_code": REGION, "day": "2027-02-01"}
    slots = await desk.seats(4)
    await Slot.filter(service=desk.service).update(round_key="desk:2027-W05")
    clients = [await desk.client() for _ in range(6)]
    asked = {"service": desk.service, **week}
    requests = [
        await desk.give("request_seat", person(client), client_id=client, **asked) for client in clients[:3]
    ]
    proposal = await desk.give("propose_assignment", officer(), programme="desk", **week)
    approved, withdrew, booked, *registered = await asyncio.gather(
        told(desk, "approve_assignment", officer(), proposal_id=proposal),
        told(desk, "withdraw_seat_request", person(clients[0]), request_id=requests[0]),
        told(desk, "book_slot", person(clients[3]), slot_id=slots[0].id, client_id=clients[3]),
        *(told(desk, "request_seat", person(one), client_id=one, **asked) for one in clients[4:]),
    )
    assert registered == ["done", "done"]
    seated = {one.client_id for one in (await one_client_a_seat(desk)).values()}
    if approved == "done":
        assert (withdrew, booked) == ("WRONG_STATE", "SLOT_TAKEN")
        assert seated == set(clients[:3])
    else:
        assert (approved, withdrew, booked) == ("WORLD_CHANGED", "done", "done")
        assert seated == {clients[3]}

"""The counter and the jobs around it: arrivals, no-shows, refills, release of invited seats, reminders, absences."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kopukm_core import clock
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import rows
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.scheduling.calendar.models import OpeningHours
from kopukm_core.scheduling.feeds import CalendarEntryStatus
from kopukm_core.scheduling.slots import tasks
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import AvailabilityException, BookableService
from kopukm_core.scheduling.slots.feed import own_seats
from kopukm_core.scheduling.slots.models import (
    Booking,
    BookingKind,
    BookingState,
    Quota,
    Slot,
    SlotState,
)
from kopukm_core.scheduling.slots.queue_models import QueueTicket, TicketState
from slots.desk import REGION, Desk, officer, person
from statements import recorded_statements

pytestmark = pytest.mark.anyio


class Job:
    """What these tasks use of a job."""

    def __init__(self, desk: Desk) -> None:
        self.settings = desk.platform.settings


async def run(task: object, desk: Desk) -> None:
    """The task's function, as the worker calls it."""
    await task.function(Job(desk))  # type: ignore[attr-defined]


async def test_arrival_gives_a_number_and_service_ends_it(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    (slot,) = await desk.seats(1)
    booking = await desk.book(slot)
    moving_clock.set(slot.starts_at)
    ticket = await desk.give("check_in_booking", officer(), booking_id=booking.id)
    assert (await QueueTicket.get(id=ticket)).number == 1
    assert await desk.refused("check_in_booking", officer(), booking_id=booking.id) == "WRONG_STATE"
    await desk.give("call_queue_number", officer(), ticket_id=ticket)
    await desk.give("fulfil_booking", officer(), booking_id=booking.id)
    assert (await Booking.get(id=booking.id)).state is BookingState.FULFILLED
    assert (await QueueTicket.get(id=ticket)).state is TicketState.SERVED


async def test_a_no_show_after_the_grace_makes_room_for_the_queue(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    (slot,) = await desk.seats(1)
    booking = await desk.book(slot)
    walk_in = await desk.client()
    moving_clock.set(slot.starts_at + timedelta(minutes=14))
    await desk.give("give_queue_number", officer(), service=desk.service, region_code=REGION, name="Bu Tini")
    second = await desk.give(
        "give_queue_number", officer(), service=desk.service, region_code=REGION, client_id=walk_in
    )
    assert await desk.refused("mark_no_show", officer(), booking_id=booking.id) == "TOO_EARLY"
    assert await desk.refused("refill_slot", officer(), slot_id=slot.id) == "SLOT_TAKEN"
    moving_clock.move(timedelta(minutes=1))
    await desk.give("mark_no_show", officer(), booking_id=booking.id)
    taken = await Booking.get(id=await desk.give("refill_slot", officer(), slot_id=slot.id))
    assert (taken.kind, taken.state, taken.client_id) == (BookingKind.WALK_IN, BookingState.ARRIVED, walk_in)
    ticket = await QueueTicket.get(id=second)
    assert (ticket.number, ticket.booking_id, ticket.state) == (2, taken.id, TicketState.CALLED)
    assert (await Booking.get(id=booking.id)).state is BookingState.NOSHOW


async def test_who_comes_after_all_has_the_seat_unless_it_was_filled(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    slots = [(await desk.seats(1))[0] for _ in range(3)]
    late, too_late, much_too_late = [await desk.book(slot) for slot in slots]
    moving_clock.set(slots[0].starts_at + timedelta(minutes=15))
    for booking in (late, too_late, much_too_late):
        await desk.give("mark_no_show", officer(), booking_id=booking.id)
    await Slot.filter(id=too_late.slot_id).update(state=SlotState.BOOKED)
    await desk.give("check_in_booking", officer(), booking_id=late.id)
    assert (await Booking.get(id=late.id)).state is BookingState.ARRIVED
    assert (await Slot.get(id=late.slot_id)).state is SlotState.BOOKED
    assert await desk.refused("check_in_booking", officer(), booking_id=too_late.id) == "SLOT_TAKEN"
    moving_clock.move(timedelta(minutes=15))
    assert await desk.refused("check_in_booking", officer(), booking_id=much_too_late.id) == "SLOT_PAST"


async def test_an_empty_seat_goes_to_the_waiting_list(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    client = await desk.client()
    assert await desk.refused("refill_slot", officer(), slot_id=slot.id) == "NOBODY_WAITS"
    request = await desk.give(
        "request_seat",
        person(client),
        service=desk.service,
        region_code=REGION,
        client_id=client,
        day="2027-02-01",
    )
    await SeatRequest.filter(id=request).update(round_key=slot.round_key)
    taken = await Booking.get(id=await desk.give("refill_slot", officer(), slot_id=slot.id))
    known = await SeatRequest.get(id=request)
    assert (known.state, known.booking_id) == (RequestState.SEATED, taken.id)


async def test_who_has_a_seat_of_the_round_is_passed_over(desk: Desk) -> None:
    taken, empty, other = await desk.seats(3)
    seated = (await desk.book(taken)).client_id
    holding, third = await desk.client(), await desk.client()
    given = {"service": desk.service, "region_code": REGION}
    await desk.give("hold_slot", person(holding), slot_id=other.id, client_id=holding)
    for client in (holding, third):
        await SeatRequest.create(
            programme="desk", service=desk.service, region_code=REGION, round_key=empty.round_key,
            client_id=client, requested_at=clock.now(), waiting_since=clock.now(), requested_by="test",
        )  # fmt: skip
    await Slot.filter(id=empty.id).update(day=clock.today(desk.platform.settings.time_zone))
    await desk.give("give_queue_number", officer(), **given, client_id=seated)
    filled = await Booking.get(id=await desk.give("refill_slot", officer(), slot_id=empty.id))
    assert (filled.client_id, filled.kind) == (third, BookingKind.PUBLIC)


async def test_the_waiting_list_gives_no_seat_elsewhere_or_on_a_day_that_is_impossible(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    for region, days in (("32.02", None), (REGION, ["2027-02-03"])):
        client = await desk.client()
        request = await desk.give(
            "request_seat",
            person(client),
            service=desk.service,
            region_code=region,
            client_id=client,
            day="2027-02-01",
            possible_days=days,
        )
        await SeatRequest.filter(id=request).update(round_key=slot.round_key)
    assert await desk.refused("refill_slot", officer(), slot_id=slot.id) == "NOBODY_WAITS"


async def test_free_invited_seats_go_to_the_public_from_seven_to_two_days_before(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    free, taken = await desk.seats(2, quota=Quota.INVITED)
    await desk.book(taken, officer())
    client = await desk.client()
    request = await desk.give(
        "request_seat",
        person(client),
        service=desk.service,
        region_code=REGION,
        client_id=client,
        day="2027-02-01",
    )
    await SeatRequest.filter(id=request).update(round_key=free.round_key)
    for days, quota in ((8, Quota.INVITED), (1, Quota.INVITED), (7, Quota.PUBLIC)):
        moving_clock.set(free.starts_at - timedelta(days=days))
        await run(tasks.release_invited_seats, desk)
        assert (await Slot.get(id=free.id)).quota is quota, days
    assert (await Slot.get(id=taken.id)).quota is Quota.INVITED
    assert await OutboundMessage.filter(party_id=client, template="core.seats_released").count() == 1
    await run(tasks.release_invited_seats, desk)
    assert await OutboundMessage.filter(party_id=client, template="core.seats_released").count() == 1


async def test_reminders_come_once_the_day_and_the_hour_before(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    (slot,) = await desk.seats(1)
    booking = await desk.book(slot)

    async def reminded() -> int:
        await run(tasks.remind_bookings, desk)
        await run(tasks.remind_bookings, desk)
        return await OutboundMessage.filter(
            party_id=booking.client_id, template="core.booking_reminder"
        ).count()

    assert await reminded() == 0
    moving_clock.set(slot.starts_at - timedelta(hours=23))
    assert await reminded() == 1
    moving_clock.set(slot.starts_at - timedelta(minutes=59))
    assert await reminded() == 2


async def test_reminders_that_went_out_are_not_looked_at_one_by_one(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    slots = await desk.seats(8)
    for slot in slots:
        await desk.book(slot)
    moving_clock.set(slots[0].starts_at - timedelta(hours=20))
    await run(tasks.remind_bookings, desk)
    with recorded_statements() as statements:
        await run(tasks.remind_bookings, desk)
    assert len(statements) <= 6, statements


async def test_the_sweeper_frees_what_ended(desk: Desk, moving_clock: clock.MovingClock) -> None:
    (slot,) = await desk.seats(1)
    client = await desk.client()
    held = await desk.give("hold_slot", person(client), slot_id=slot.id, client_id=client)
    await run(tasks.expire_holds, desk)
    assert (await Booking.get(id=held)).state is BookingState.HELD
    moving_clock.move(timedelta(minutes=10))
    await run(tasks.expire_holds, desk)
    assert (await Booking.get(id=held)).state is BookingState.EXPIRED
    assert (await Slot.get(id=slot.id)).state is SlotState.FREE


async def test_an_absence_closes_seats_and_sends_clients_back_to_waiting(desk: Desk) -> None:
    expert = await desk.expert()
    early, late = await desk.seats(2, expert=expert)
    booking = await desk.book(late)
    request = await SeatRequest.create(
        programme="desk",
        service=desk.service,
        region_code=REGION,
        round_key=late.round_key,
        client_id=booking.client_id,
        requested_at=clock.now(),
        waiting_since=clock.now(),
        requested_by="person:1",
        state=RequestState.SEATED,
        booking_id=booking.id,
    )
    await desk.give(
        "set_availability_exception",
        officer(),
        bookable_id=expert.id,
        kind="absent",
        first_day="2027-02-01",
        last_day="2027-02-01",
        time_from="09:30",
        time_to="12:00",
        reason="Sakit.",
    )
    assert (await Slot.get(id=early.id)).state is SlotState.FREE
    assert (await Slot.get(id=late.id)).state is SlotState.CLOSED
    assert (await Booking.get(id=booking.id)).state is BookingState.CANCELLED
    assert (await SeatRequest.get(id=request.id)).state is RequestState.WAITING

    ill = await AvailabilityException.get(bookable_id=expert.id)
    other = {"bookable_id": expert.id, "kind": "absent", "first_day": "2027-02-01", "last_day": "2027-02-02"}
    second = await desk.give(
        "set_availability_exception", officer(), **other, time_from="10:00", time_to="11:00"
    )
    (last,) = await desk.seats(1, expert=expert, begins=late.ends_at)
    await Slot.filter(id=last.id).update(state=SlotState.CLOSED, absence_id=ill.id)
    await desk.give("withdraw_availability_exception", officer(), exception_id=ill.id)
    assert [(await Slot.get(id=one.id)).state for one in (late, last)] == [SlotState.FREE, SlotState.CLOSED]
    await desk.give("withdraw_availability_exception", officer(), exception_id=second)
    assert (await Slot.get(id=last.id)).state is SlotState.FREE
    again = await desk.refused("withdraw_availability_exception", officer(), exception_id=ill.id)
    assert again == "ALREADY_WITHDRAWN"


async def test_a_seat_keeps_its_uid_in_calendars(desk: Desk) -> None:
    old, new = await desk.seats(2)
    booking = await desk.book(old)
    client = person(booking.client_id)
    (before,) = await own_seats(client, {})
    await desk.give("reschedule_booking", client, booking_id=booking.id, slot_id=new.id)
    (after,) = await own_seats(client, {})
    assert before.uid == after.uid and after.sequence > before.sequence and after.starts == new.starts_at
    await desk.give("cancel_booking", client, booking_id=booking.id)
    (gone,) = await own_seats(client, {})
    assert gone.status is CalendarEntryStatus.CANCELLED and gone.sequence > after.sequence
    assert await own_seats(person(await desk.client()), {}) == []


async def test_slots_are_where_availability_meets_opening_hours(desk: Desk) -> None:
    expert = await desk.give(
        "make_bookable", officer(), programme="desk", kind="expert", title="Pak Budi", region_code=REGION
    )
    await OpeningHours.create(
        service=desk.service,
        title="Meja",
        source="Buku meja",
        recorded_by="test",
        weekdays="12345",
        opens="09:00",
        closes="12:00",
        valid_from=date(2027, 1, 1),
        recorded_at=clock.now(),
    )
    for weekday in (1, 2):
        await desk.give(
            "set_availability",
            officer(),
            bookable_id=expert,
            weekday=weekday,
            time_from="09:30",
            time_to="11:15",
            effective_from="2027-01-01",
        )
    given = {
        "service": desk.service,
        "region_code": REGION,
        "first_day": "2027-02-01",
        "last_day": "2027-02-07",
    }
    outcome = await desk.platform.runner.run("core.generate_slots", given, officer())
    assert outcome.values == {"created": 6, "unchanged": 0, "invited": 0}
    slots = await Slot.filter(service=desk.service).order_by("starts_at")
    zone = desk.platform.settings.time_zone
    assert [f"{one.starts_at.astimezone(zone):%a %H:%M}" for one in slots] == [
        "Mon 09:30", "Mon 10:00", "Mon 10:30", "Tue 09:30", "Tue 10:00", "Tue 10:30",
    ]  # fmt: skip
    assert {one.round_key for one in slots} == {"desk:2027-W05"}
    again = await desk.platform.runner.run("core.generate_slots", given, officer())
    assert again.values == {"created": 0, "unchanged": 6, "invited": 0}
    await BookableService.filter(name=desk.service).update(most_seats_per_day=2)
    next_week = {**given, "first_day": "2027-02-08", "last_day": "2027-02-14"}
    fewer = await desk.platform.runner.run("core.generate_slots", next_week, officer())
    assert fewer.values == {"created": 4, "unchanged": 0, "invited": 0}


async def test_a_name_at_the_counter_is_sealed_and_forgotten_the_next_day(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    given = {"service": desk.service, "region_code": REGION, "name": "Bu Suminten"}
    outcome = await desk.platform.runner.run("core.give_queue_number", given, officer())
    assert outcome.accepted
    assert "Suminten" not in (await CommandRecord.get(id=outcome.record_id)).input
    (stored,) = await rows(f"SELECT name FROM queue_ticket WHERE service = '{desk.service}'")
    assert stored["name"].startswith("k1:") and "Suminten" not in stored["name"]
    for days in (0, 1):
        moving_clock.move(timedelta(days=days))
        await run(tasks.forget_queue_names, desk)
        name = (await QueueTicket.get(service=desk.service)).name
        assert (name.whole() if name else None) == (None if days else "Bu Suminten")

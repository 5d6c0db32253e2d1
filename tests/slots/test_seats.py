"""Seats: held, booked, confirmed, cancelled, moved; never two in one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry
from kopukm_core.db import transaction
from kopukm_core.errors import NotAllowedError, NotFoundError
from kopukm_core.identity.actor import ANONYMOUS, Actor
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.scheduling.slots.assignment_models import SeatRequest
from kopukm_core.scheduling.slots.bookable_models import Bookable, BookableExpertise
from kopukm_core.scheduling.slots.free import free_seats
from kopukm_core.scheduling.slots.models import Booking, BookingKind, BookingState, Quota, Slot, SlotState
from slots.desk import REGION, Desk, desk_service, officer, person

pytestmark = pytest.mark.anyio


async def test_a_booked_seat_is_refused_to_others_in_clear_words(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    booking = await desk.book(slot)
    client = await desk.client()
    outcome = await desk.platform.runner.run(
        "core.book_slot", {"slot_id": slot.id, "client_id": client}, person(client)
    )
    (problem,) = outcome.problems
    assert (problem.field, problem.code) == ("slot_id", "SLOT_TAKEN")
    assert "Pilih kursi lain" in problem.message
    assert (await Slot.get(id=slot.id)).state is SlotState.BOOKED
    assert await AuditEntry.filter(subject_model="core.Booking", subject_id=str(booking.id)).count() == 1
    assert await OutboundMessage.filter(about=f"core.Booking:{booking.id}").count() == 1


async def test_a_repeat_under_the_same_key_is_the_same_seat(desk: Desk) -> None:
    slot, _ = await desk.seats(2)
    client = await desk.client()
    asking = person(client)
    given = {"slot_id": slot.id, "client_id": client}
    first = await desk.platform.runner.run("core.book_slot", given, asking, key="k")
    again = await desk.platform.runner.run("core.book_slot", given, asking, key="k")
    assert first.reference == again.reference and again.replayed
    assert await Booking.filter(slot_id=slot.id).count() == 1


async def test_a_client_has_one_seat_in_a_round(desk: Desk) -> None:
    first, second = await desk.seats(2)
    booking = await desk.book(first)
    refused = await desk.refused(
        "hold_slot", person(booking.client_id), slot_id=second.id, client_id=booking.client_id
    )
    assert refused == "CLIENT_HAS_SEAT"
    assert (await Slot.get(id=second.id)).state is SlotState.FREE


async def test_a_hold_is_the_holders_until_it_ends(desk: Desk, moving_clock: clock.MovingClock) -> None:
    (slot,) = await desk.seats(1)
    mine, other = await desk.client(), await desk.client()
    holder = person(mine)
    held = await desk.give("hold_slot", holder, slot_id=slot.id, client_id=mine)
    assert await desk.give("hold_slot", holder, slot_id=slot.id, client_id=mine) == held
    assert await desk.refused("book_slot", person(other), slot_id=slot.id, client_id=other) == "SLOT_TAKEN"
    moving_clock.move(timedelta(minutes=11))
    # Nobody swept: the hold is over all the same.
    assert await desk.refused("confirm_booking", holder, booking_id=held) == "HOLD_ENDED"
    taken = await desk.give("book_slot", person(other), slot_id=slot.id, client_id=other)
    assert (await Booking.get(id=held)).state is BookingState.EXPIRED
    assert (await Booking.get(id=taken)).state is BookingState.BOOKED


async def test_an_ended_hold_does_not_keep_its_client_from_another_seat(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    first, second = await desk.seats(2)
    client = await desk.client()
    await desk.give("hold_slot", person(client), slot_id=first.id, client_id=client)
    moving_clock.move(timedelta(minutes=11))
    await desk.give("book_slot", person(client), slot_id=second.id, client_id=client)


async def test_a_hold_is_confirmed_by_its_holder_alone(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    client = await desk.client()
    holder = person(client)
    held = await desk.give("hold_slot", holder, slot_id=slot.id, client_id=client)
    for stranger in (person(client), person(await desk.client())):
        with pytest.raises(NotFoundError):
            await desk.platform.runner.run("core.confirm_booking", {"booking_id": held}, stranger)
    await desk.give("confirm_booking", holder, booking_id=held)
    booking = await Booking.get(id=held)
    assert (booking.state, booking.hold_until) == (BookingState.BOOKED, None)
    assert (await Slot.get(id=slot.id)).state is SlotState.BOOKED


async def test_booking_the_seat_that_one_holds_confirms_it(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    client = await desk.client()
    holder = person(client)
    held = await desk.give("hold_slot", holder, slot_id=slot.id, client_id=client)
    assert await desk.give("book_slot", holder, slot_id=slot.id, client_id=client) == held


async def test_a_cancelled_seat_is_free_again_and_its_client_is_told(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    booking = await desk.book(slot)
    with pytest.raises(NotFoundError):
        await desk.platform.runner.run(
            "core.cancel_booking", {"booking_id": booking.id}, person(await desk.client())
        )
    await desk.give("cancel_booking", officer(), booking_id=booking.id, reason="Kantor tutup.")
    assert (await Slot.get(id=slot.id)).state is SlotState.FREE
    told = await OutboundMessage.filter(about=f"core.Booking:{booking.id}").order_by("id")
    assert [one.template for one in told] == ["core.booking_confirmed", "core.booking_cancelled"]
    await desk.book(slot)
    assert await desk.refused("cancel_booking", officer(), booking_id=booking.id) == "WRONG_STATE"
    # The refusal has not freed the seat of the other.
    assert (await Slot.get(id=slot.id)).state is SlotState.BOOKED


async def test_moving_takes_the_new_seat_and_frees_the_old_one_or_nothing(desk: Desk) -> None:
    old, new, taken = await desk.seats(3)
    booking = await desk.book(old)
    await desk.book(taken)
    client = person(booking.client_id)
    given = {"booking_id": booking.id, "slot_id": taken.id}
    assert await desk.refused("reschedule_booking", client, **given) == "SLOT_TAKEN"
    assert (await Slot.get(id=old.id)).state is SlotState.BOOKED
    await desk.give("reschedule_booking", client, booking_id=booking.id, slot_id=new.id)
    moved = await Booking.get(id=booking.id)
    assert (moved.slot_id, moved.starts_at, moved.sequence) == (new.id, new.starts_at, 1)
    assert (await Slot.get(id=old.id)).state is SlotState.FREE
    assert (await Slot.get(id=new.id)).state is SlotState.BOOKED


async def test_seats_of_the_invited_are_not_the_publics(desk: Desk) -> None:
    (slot,) = await desk.seats(1, quota=Quota.INVITED)
    client = await desk.client()
    assert await desk.refused("book_slot", person(client), slot_id=slot.id, client_id=client) == "FOR_INVITED"
    await desk.give("book_slot", officer(), slot_id=slot.id, client_id=client)


async def test_any_free_seat_is_the_earliest(desk: Desk) -> None:
    first, second = await desk.seats(2)
    await desk.book(first)
    client = await desk.client()
    held = await desk.give(
        "hold_any_slot",
        person(client),
        service=desk.service,
        region_code="32",
        day="2027-02-01",
        client_id=client,
    )
    assert (await Booking.get(id=held)).slot_id == second.id
    last = await desk.client()
    given = {"service": desk.service, "day": "2027-02-01", "client_id": last, "region_code": REGION}
    assert await desk.refused("hold_any_slot", person(last), **given) == "NO_SEAT_FREE"


async def test_any_free_seat_is_of_that_place_and_nobody_sits_across_it(desk: Desk) -> None:
    elsewhere, across, free = await desk.seats(3)
    await Slot.filter(id=elsewhere.id).update(region_code="32.02")
    longer = Desk(desk.platform, (await desk_service(f"{desk.service}.longer")).name)
    begins, expert = across.starts_at + timedelta(minutes=10), await Bookable.get(id=across.bookable_id)
    await longer.seats(1, begins=begins, expert=expert)
    client, other = await desk.client(), await desk.client()
    await desk.give("hold_slot", person(other), slot_id=across.id, client_id=other)
    given: dict[str, Any] = {"day": "2027-02-01", "client_id": client, "region_code": REGION}
    refused = await longer.refused("hold_any_slot", person(client), service=longer.service, **given)
    assert refused == "NO_SEAT_FREE"
    held = await desk.give("hold_any_slot", person(client), service=desk.service, **given)
    assert (await Booking.get(id=held)).slot_id == free.id


async def test_any_free_seat_is_of_who_knows_the_topic_then_of_who_has_the_fewest_clients(desk: Desk) -> None:
    experts = [await desk.expert() for _ in range(3)]
    await BookableExpertise.create(bookable_id=experts[2].id, field="modal", points=2)
    for expert in experts:
        await desk.seats(2, expert=expert)
    given = {"service": desk.service, "region_code": REGION, "day": "2027-02-01"}

    async def taken(**more: str) -> int:
        client = await desk.client()
        held = await desk.give("hold_any_slot", person(client), client_id=client, **given, **more)
        return (await Booking.get(id=held)).bookable_id

    first, second, third = (one.id for one in experts)
    assert [await taken(topic="modal"), await taken(), await taken(), await taken()] == [
        third,
        first,
        second,
        first,
    ]


async def test_free_seats_are_the_publics_ones_own_holds_and_ones_invitation(desk: Desk) -> None:
    public, invited, other, taken = await desk.seats(4)
    await Slot.filter(id__in=[invited.id]).update(quota=Quota.INVITED)
    await desk.book(taken)
    client = await desk.client()
    someone, holder = person(client), person(await desk.client())
    await desk.give("hold_slot", holder, slot_id=other.id, client_id=next(iter(holder.party_ids)))

    async def seen(actor: Actor) -> dict[int, int]:
        day = taken.day
        return {row["id"]: row["held"] for row in await free_seats(actor, desk.service, day, day, most=9)}

    assert await seen(someone) == {public.id: 0}
    assert await seen(holder) == {public.id: 0, other.id: 1}
    await SeatRequest.create(
        programme="desk", service=desk.service, round_key=invited.round_key, client_id=client, invited=True,
        requested_at=clock.now(), waiting_since=clock.now(), requested_by="test",
    )  # fmt: skip
    assert await seen(someone) == {public.id: 0, invited.id: 0}
    assert await seen(ANONYMOUS) == {public.id: 0}


async def test_what_has_begun_is_the_offices(desk: Desk, moving_clock: clock.MovingClock) -> None:
    first, second, later = await desk.seats(3)
    booking = await desk.book(first)
    client, holding = person(booking.client_id), await desk.client()
    moving_clock.set(second.starts_at - timedelta(minutes=5))
    holder = person(holding)
    held = await desk.give("hold_slot", holder, slot_id=second.id, client_id=holding)
    moving_clock.set(second.starts_at)
    assert await desk.refused("confirm_booking", holder, booking_id=held) == "SLOT_PAST"
    moves = {"booking_id": booking.id, "slot_id": later.id}
    assert await desk.refused("cancel_booking", client, booking_id=booking.id) == "BOOKING_BEGUN"
    assert await desk.refused("reschedule_booking", client, **moves) == "BOOKING_BEGUN"
    await desk.give("reschedule_booking", officer(), **moves)
    moving_clock.set(later.starts_at)
    await desk.give("cancel_booking", officer(), booking_id=booking.id)


async def test_past_closed_and_foreign_seats_are_refused(desk: Desk, moving_clock: clock.MovingClock) -> None:
    past, closed = await desk.seats(2)
    client = await desk.client()
    with pytest.raises(NotAllowedError):
        await desk.platform.runner.run(
            "core.close_slot", {"slot_id": closed.id, "reason": "Rapat."}, officer("32.02")
        )
    await desk.give("close_slot", officer(), slot_id=closed.id, reason="Rapat.")
    given = {"slot_id": closed.id, "client_id": client}
    assert await desk.refused("book_slot", person(client), **given) == "SLOT_CLOSED"
    with pytest.raises(NotFoundError):
        await desk.platform.runner.run("core.book_slot", {**given, "slot_id": past.id}, person())
    moving_clock.set(past.starts_at)
    assert await desk.refused("book_slot", person(client), slot_id=past.id, client_id=client) == "SLOT_PAST"


async def test_the_database_itself_refuses_a_second_booking_and_an_overlap(desk: Desk) -> None:
    (slot,) = await desk.seats(1)
    booking = await desk.book(slot)
    row: dict[str, Any] = {
        "slot_id": slot.id,
        "bookable_id": slot.bookable_id,
        "programme": "desk",
        "service": desk.service,
        "round_key": "other",
        "kind": BookingKind.PUBLIC,
        "state": BookingState.BOOKED,
        "holder": "person:1",
        "made_at": clock.now(),
        "changed_at": clock.now(),
    }
    for begins, ends in ((0, 30), (15, 45), (-15, 5), (10, 20)):
        with pytest.raises(IntegrityError):
            async with transaction():
                await Booking.create(
                    **row,
                    client_id=await desk.client(),
                    starts_at=slot.starts_at + timedelta(minutes=begins),
                    ends_at=slot.starts_at + timedelta(minutes=ends),
                )
    row |= {"starts_at": slot.ends_at, "ends_at": slot.ends_at + timedelta(minutes=45)}
    next_to = await Booking.create(**row, client_id=await desk.client())
    with pytest.raises(IntegrityError):
        async with transaction():
            await Booking.filter(id=next_to.id).update(starts_at=slot.starts_at + timedelta(minutes=5))
    with pytest.raises(IntegrityError):
        async with transaction():
            later = {
                "starts_at": slot.ends_at + timedelta(hours=5),
                "ends_at": slot.ends_at + timedelta(hours=6),
            }
            same_round = {**row, **later, "round_key": booking.round_key}
            await Booking.create(**same_round, client_id=booking.client_id)


async def test_a_booking_that_moves_to_another_place_is_seen_by_its_officers(desk: Desk) -> None:
    old, new = await desk.seats(2)
    booking = await desk.book(old)
    await Slot.filter(id=new.id).update(region_code="32.02")
    await desk.give("reschedule_booking", person(booking.client_id), booking_id=booking.id, slot_id=new.id)
    assert (await Booking.get(id=booking.id)).region_code == "32.02"
    assert await desk.give("cancel_booking", officer("32.02"), booking_id=booking.id)

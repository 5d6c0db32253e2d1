"""Proposals of an assignment: looked at, compared, approved while the world is as it was, repaired with few moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.errors import NotAllowedError
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.scheduling.slots.assigning import verify_written
from kopukm_core.scheduling.slots.assignment_models import (
    AssignmentProposal,
    AssignmentRow,
    ProposalState,
    RequestState,
    SeatRequest,
)
from kopukm_core.scheduling.slots.bookable_models import AvailabilityException, BookableExpertise
from kopukm_core.scheduling.slots.models import Booking, BookingState, Quota, Slot, SlotState
from kopukm_core.scheduling.slots.telling_assigned import tell_assigned_clients
from slots.desk import REGION, Desk, officer, person
from statements import recorded_statements

pytestmark = pytest.mark.anyio


async def wanting(desk: Desk, number: int, **more: Any) -> list[SeatRequest]:
    """So many clients who ask for a seat in the week of the seats, through the command."""
    found = []
    for _ in range(number):
        client = await desk.client()
        made = await desk.give(
            "request_seat",
            person(client),
            service=desk.service,
            region_code=REGION,
            client_id=client,
            day="2027-02-01",
            **more,
        )
        found.append(await SeatRequest.get(id=made))
    return found


async def alone(desk: Desk) -> None:
    """Nothing of other tests is in the round of the desk's week."""
    await SeatRequest.all().update(state=RequestState.WITHDRAWN)
    await Slot.filter(state=SlotState.FREE).update(state=SlotState.CLOSED)


async def in_the_week(desk: Desk) -> None:
    """The desk's seats belong to the programme's week."""
    await Slot.filter(service=desk.service).update(round_key="desk:2027-W05")


PROPOSE = {"programme": "desk", "region_code": REGION, "day": "2027-02-01"}


async def test_a_proposal_changes_nothing_until_it_is_approved(desk: Desk) -> None:
    await alone(desk)
    expert = await desk.expert()
    await BookableExpertise.create(bookable_id=expert.id, field="izin", points=2)
    seats = await desk.seats(2, expert=expert)
    await in_the_week(desk)
    asking = await wanting(desk, 3, topic="izin")
    with pytest.raises(NotAllowedError):
        await desk.platform.runner.run("core.propose_assignment", PROPOSE, person())
    first = await desk.give("propose_assignment", officer(), **PROPOSE)
    second = await desk.give("propose_assignment", officer(), order="window_first", **PROPOSE)
    proposal = await AssignmentProposal.get(id=first)
    assert (proposal.clients, proposal.seats, proposal.served, proposal.gap) == (3, 2, 2, 0)
    assert (proposal.topic_points, proposal.goals) == (4, "serve topic window load")
    assert verify_written(proposal.certificate).proved
    rows = await AssignmentRow.filter(proposal_id=first)
    (without,) = [row for row in rows if row.slot_id is None]
    assert without.reason.startswith("Semua kursi")
    assert await Booking.filter(service=desk.service).count() == 0

    await desk.give("approve_assignment", officer(), proposal_id=first)
    bookings = await Booking.filter(service=desk.service, state=BookingState.BOOKED)
    assert sorted(one.slot_id for one in bookings) == sorted(one.id for one in seats)
    states = sorted([(await SeatRequest.get(id=one.id)).state for one in asking])
    assert states == [RequestState.SEATED, RequestState.SEATED, RequestState.WAITING]
    assert (await AssignmentProposal.get(id=second)).state is ProposalState.REPLACED
    assert await desk.refused("approve_assignment", officer(), proposal_id=first) == "WRONG_STATE"


async def test_seats_of_the_invited_wait_for_them_and_who_gets_none_is_told_once(desk: Desk) -> None:
    await alone(desk)
    await desk.seats(2, quota=Quota.INVITED)
    await in_the_week(desk)
    (public,) = await wanting(desk, 1)
    (invited,) = await wanting(desk, 1)
    await SeatRequest.filter(id=invited.id).update(invited=True)

    async def approved() -> set[int]:
        proposal = await desk.give("propose_assignment", officer(), **PROPOSE)
        await desk.give("approve_assignment", officer(), proposal_id=proposal)
        for _ in range(2):
            await tell_assigned_clients(proposal)
        return {one.client_id for one in await Booking.filter(service=desk.service)}

    for _ in range(2):
        assert await approved() == {invited.client_id}
    still = await SeatRequest.get(id=public.id)
    assert (still.state, still.unserved_because) == (RequestState.WAITING, "Tidak ada kursi yang cocok.")
    told = OutboundMessage.filter(party_id=public.client_id, template="core.seat_still_awaited")
    assert await told.count() == 1
    confirmed = OutboundMessage.filter(party_id=invited.client_id, template="core.booking_confirmed")
    assert await confirmed.count() == 1
    await Slot.filter(service=desk.service).update(quota=Quota.PUBLIC)
    assert await approved() == {invited.client_id, public.client_id}
    assert (await SeatRequest.get(id=public.id)).unserved_because == ""


async def test_who_got_none_waits_on_in_the_next_round_since_the_first_day(
    desk: Desk, moving_clock: clock.MovingClock
) -> None:
    await alone(desk)
    (slot,) = await desk.seats(1)
    await in_the_week(desk)
    first, second, third = await wanting(desk, 3, possible_days=["2027-02-01"])
    since = first.waiting_since
    next_week: dict[str, Any] = {"service": desk.service, "region_code": REGION, "day": "2027-02-08"}

    async def carried() -> Mapping[str, Any] | None:
        return (await desk.platform.runner.run("core.carry_seat_requests", next_week, officer())).values

    assert await carried() == {"carried": 0, "asked_already": 0}
    early = await desk.give("request_seat", person(second.client_id), client_id=second.client_id, **next_week)
    moving_clock.set(slot.starts_at)
    own = await desk.give("request_seat", person(third.client_id), client_id=third.client_id, **next_week)
    assert await carried() == {"carried": 1, "asked_already": 1}
    assert await carried() == {"carried": 0, "asked_already": 0}
    anew = await SeatRequest.get(client_id=first.client_id, round_key="desk:2027-W06")
    assert (anew.waiting_since, anew.possible_days, anew.requested_by) == (since, "", first.requested_by)
    assert anew.requested_at == clock.now()
    for number in (early, own):
        assert (await SeatRequest.get(id=number)).waiting_since < slot.starts_at
    earlier = await SeatRequest.filter(id__in=[first.id, second.id, third.id])
    assert {one.state for one in earlier} == {RequestState.CARRIED}
    with pytest.raises(NotAllowedError):
        await desk.platform.runner.run("core.carry_seat_requests", next_week, person(first.client_id))


async def test_an_approval_is_a_few_statements_and_who_holds_a_seat_is_left_to_it(desk: Desk) -> None:
    await alone(desk)
    await desk.seats(9)
    await in_the_week(desk)
    await wanting(desk, 9)
    (_, spare) = await desk.seats(2)
    (holding,) = await wanting(desk, 1)
    client = person(holding.client_id)
    await desk.give("hold_slot", client, slot_id=spare.id, client_id=holding.client_id)
    await Booking.filter(client_id=holding.client_id).update(round_key="desk:2027-W05")
    proposal = await desk.give("propose_assignment", officer(), **PROPOSE)
    with recorded_statements() as statements:
        await desk.give("approve_assignment", officer(), proposal_id=proposal)
    assert len(statements) <= 32
    assert await Booking.filter(service=desk.service, state=BookingState.BOOKED).count() == 9


async def test_a_changed_world_refuses_the_approval(desk: Desk) -> None:
    await alone(desk)
    (slot, _) = await desk.seats(2)
    await in_the_week(desk)
    await wanting(desk, 1)
    proposal = await desk.give("propose_assignment", officer(), **PROPOSE)
    client = await desk.client()
    await desk.give("book_slot", person(client), slot_id=slot.id, client_id=client)
    assert await desk.refused("approve_assignment", officer(), proposal_id=proposal) == "WORLD_CHANGED"
    assert (await AssignmentProposal.get(id=proposal)).state is ProposalState.PROPOSED
    await desk.give("reject_assignment", officer(), proposal_id=proposal)


async def test_after_an_illness_few_move_and_it_is_shown_who(desk: Desk) -> None:
    await alone(desk)
    ill, well = await desk.expert("Ibu Ratna"), await desk.expert("Pak Budi")
    await desk.seats(2, expert=ill)
    await desk.seats(3, expert=well)
    await in_the_week(desk)
    await wanting(desk, 4)
    await desk.give(
        "approve_assignment",
        officer(),
        proposal_id=await desk.give("propose_assignment", officer(), **PROPOSE),
    )
    before = {one.client_id: one.slot_id for one in await Booking.filter(service=desk.service)}
    await desk.give(
        "set_availability_exception",
        officer(),
        bookable_id=ill.id,
        kind="absent",
        first_day="2027-02-01",
        last_day="2027-02-01",
    )
    again = await desk.give("propose_assignment", officer(), **PROPOSE)
    proposal = await AssignmentProposal.get(id=again)
    assert (proposal.clients, proposal.seats, proposal.served, proposal.kept, proposal.moved) == (
        4,
        3,
        3,
        2,
        0,
    )
    await desk.give("approve_assignment", officer(), proposal_id=again)
    now = {
        one.client_id: one.slot_id
        for one in await Booking.filter(service=desk.service, state=BookingState.BOOKED)
    }
    assert len(now) == 3
    stayed = [client for client, slot in now.items() if before.get(client) == slot]
    assert len(stayed) == 2


async def test_who_must_change_places_does_so_in_one_step(desk: Desk) -> None:
    await alone(desk)
    first, second = await desk.seats(2)
    await in_the_week(desk)
    asking = await wanting(desk, 2)
    proposal = await desk.give("propose_assignment", officer(), **PROPOSE)
    await desk.give("approve_assignment", officer(), proposal_id=proposal)
    places = {one.id: one.slot_id for one in await Booking.filter(service=desk.service)}
    # A proposal by which the two change places, as an exchange of experts would ask for.
    swapped = await AssignmentProposal.get(id=await desk.give("propose_assignment", officer(), **PROPOSE))
    for row in await AssignmentRow.filter(proposal_id=swapped.id):
        other = second.id if row.slot_id == first.id else first.id
        await AssignmentRow.filter(id=row.id).update(slot_id=other, moved=True)
    await desk.give("approve_assignment", officer(), proposal_id=swapped.id)
    now = {one.id: one.slot_id for one in await Booking.filter(service=desk.service)}
    assert set(now) == set(places) and all(now[key] != places[key] for key in now)
    assert await Slot.filter(service=desk.service, state=SlotState.BOOKED).count() == 2
    assert {(await SeatRequest.get(id=one.id)).state for one in asking} == {RequestState.SEATED}


async def test_a_request_is_made_once_and_can_be_withdrawn(desk: Desk) -> None:
    (request,) = await wanting(desk, 1)
    client = person(request.client_id)
    given: dict[str, Any] = {
        "service": desk.service,
        "region_code": REGION,
        "client_id": request.client_id,
        "day": "2027-02-03",
    }
    assert await desk.refused("request_seat", client, **given) == "ALREADY_REQUESTED"
    assert await desk.refused("request_seat", client, **{**given, "invited": True}) == "INVALID"
    await desk.give("withdraw_seat_request", client, request_id=request.id)
    assert await desk.refused("withdraw_seat_request", client, request_id=request.id) == "WRONG_STATE"
    await desk.give("request_seat", client, **given)


async def test_asked_when_available_the_answer_becomes_extra_time(desk: Desk) -> None:
    expert = await desk.expert()
    asked: dict[str, Any] = {"bookable_id": expert.id, "first_day": "2027-02-01", "last_day": "2027-02-05"}
    question = await desk.give("ask_availability", officer(), **asked)
    wrong: dict[str, Any] = {"question_id": question, "times": ["2027-03-01 09:00-12:00"]}
    assert await desk.refused("answer_availability", officer(), **wrong) == "INVALID"
    answer: dict[str, Any] = {
        "question_id": question,
        "times": ["2027-02-01 09:00-12:00", "2027-02-03 13:00-16:00"],
    }
    await desk.give("answer_availability", officer(), **answer)
    assert await desk.refused("answer_availability", officer(), **answer) == "ALREADY_ANSWERED"
    assert await AvailabilityException.filter(bookable_id=expert.id).count() == 2


async def test_the_rules_of_a_service_are_the_whole_offices(desk: Desk) -> None:
    given: dict[str, Any] = {"name": desk.service, "programme": "desk", "title": "Meja", "hold_minutes": 1}
    with pytest.raises(NotAllowedError):
        await desk.platform.runner.run("core.set_bookable_service", given, officer(f"{REGION}.01"))
    await desk.give("set_bookable_service", officer(), **given)


async def test_a_round_is_of_a_cycle_of_the_programme(desk: Desk) -> None:
    client = await desk.client()
    given = {"service": desk.service, "region_code": REGION, "cycle_id": 999_999}
    assert await desk.refused("request_seat", person(client), client_id=client, **given) == "NO_SUCH_CYCLE"
    days = {"first_day": "2027-02-01", "last_day": "2027-02-02"}
    assert await desk.refused("generate_slots", officer(), **given, **days) == "NO_SUCH_CYCLE"

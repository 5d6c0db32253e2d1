"""The world that an assignment is made from, read from the tables: waiting clients, seats, experts, earlier loads."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.scheduling.slots.assigning import Client, Expert, Seat
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.bookable_models import BookableExpertise, BookableService
from kopukm_core.scheduling.slots.models import Booking, BookingState, Quota, Slot, SlotState
from kopukm_core.scheduling.slots.occupied import clients_seated, occupied


@dataclass(frozen=True, slots=True)
class World:
    """Clients by the number of their request, seats by slot, experts by bookable, seats that clients have already."""

    clients: tuple[Client, ...]
    seats: tuple[Seat, ...]
    experts: tuple[Expert, ...]
    previous: dict[int, int]
    fingerprint: str


async def read_world(programme: str, region_code: str, round_key: str, now: datetime) -> World:
    """What counts at the moment, with a fingerprint that changes when any of it does."""
    requests = await SeatRequest.filter(
        programme=programme,
        region_code=region_code,
        round_key=round_key,
        state__in=[RequestState.WAITING, RequestState.SEATED],
    ).order_by("id")
    slots = await Slot.filter(
        programme=programme, region_code=region_code, round_key=round_key, starts_at__gt=now
    ).order_by("starts_at", "bookable_id")
    bookings = {
        one.id: one
        for one in await Booking.filter(
            id__in=[one.booking_id for one in requests if one.booking_id], state=BookingState.BOOKED
        )
    }
    coming = {slot.id for slot in slots}
    previous = {
        one.id: bookings[one.booking_id].slot_id
        for one in requests
        if one.booking_id in bookings and bookings[one.booking_id].slot_id in coming
    }
    seated_already = await clients_seated(round_key, now)
    open_requests = [
        one
        for one in requests
        if one.id in previous or (one.state is RequestState.WAITING and one.client_id not in seated_already)
    ]
    seats = await _seats(slots, set(previous.values()), now)
    kept = {slot.id for slot in seats if slot.quota is Quota.INVITED}
    clients = tuple(_client(one, now, one.invited or previous.get(one.id) in kept) for one in open_requests)
    services = BookableService.filter(name__in=sorted({slot.service for slot in seats}))
    weeks = max([one.carried_weeks for one in await services], default=0)
    since = now - timedelta(weeks=weeks)
    experts = await _experts(sorted({slot.bookable_id for slot in seats}), list(bookings), since, now)
    seated = tuple(
        Seat(
            slot.id,
            slot.bookable_id,
            slot.service,
            slot.day.isoformat(),
            Quota.INVITED.value if slot.id in kept else "",
        )
        for slot in seats
    )
    return World(clients, seated, experts, previous, _fingerprint(clients, seated, previous))


async def _seats(slots: list[Slot], ours: set[int], now: datetime) -> list[Slot]:
    """Those that can be given: ours, and the free; of several that lie across each other the first."""
    given = Parameters(dialect())
    moment = given.add(now)
    across = {
        int(row["id"])
        for row in await rows(
            f"SELECT s.id FROM slot s WHERE s.id IN ({given.add_all(one.id for one in slots)})"
            f" AND {occupied('s', moment)}",
            given,
        )
    }
    free = (
        slot
        for slot in slots
        if slot.id in ours
        or (
            slot.id not in across
            and (
                slot.state is SlotState.FREE
                or (slot.state is SlotState.HELD and slot.held_until is not None and slot.held_until <= now)
            )
        )
    )
    ends: dict[int, datetime] = {}
    found = []
    for slot in free:
        if slot.id in ours or slot.starts_at >= ends.get(slot.bookable_id, slot.starts_at):
            found.append(slot)
            ends[slot.bookable_id] = max(slot.ends_at, ends.get(slot.bookable_id, slot.ends_at))
    return found


def _client(request: SeatRequest, now: datetime, of_invited: bool) -> Client:
    """Whom the office took a seat from stands first, then the invited, first visits, and who waits longest.

    Seats of the invited that were not released yet are for the invited alone, and for whoever sits there already.
    """
    weeks = max(0, (now - request.waiting_since).days // 7)
    return Client(
        request.id,
        (int(request.displaced_at is not None), int(request.invited), int(request.first_visit), weeks),
        request.service,
        request.topic,
        frozenset(request.possible_days.split()),
        frozenset(request.preferred_days.split()),
        frozenset({Quota.INVITED.value} if of_invited else ()),
    )


async def _experts(keys: list[int], besides: list[int], since: datetime, now: datetime) -> tuple[Expert, ...]:
    """Points by topic, and the clients since then, of this round those that are not assigned here.

    Who had no seats in these weeks begins at the others' average: a new expert is not flooded.
    """
    points: dict[int, dict[str, int]] = {key: {} for key in keys}
    for row in await BookableExpertise.filter(bookable_id__in=keys):
        points[row.bookable_id][row.field] = row.points
    loads = Counter(await _bookable_counts("booking", keys, since, now, besides))
    were_there = set(await _bookable_counts("slot", keys, since, now, []))
    known = [loads[key] for key in keys if key in were_there]
    average = sum(known) // len(known) if known else 0
    return tuple(Expert(key, points[key], loads[key] + (0 if key in were_there else average)) for key in keys)


async def _bookable_counts(
    table: str, keys: list[int], since: datetime, now: datetime, besides: list[int]
) -> dict[int, int]:
    """Bookable → its bookings since then and the coming ones, or its slots since then until now."""
    given = Parameters(dialect())
    chosen = f"bookable_id IN ({given.add_all(keys)}) AND starts_at > {given.add(since)}"
    if table == "booking":
        chosen += " AND state IN ('booked', 'arrived', 'fulfilled')"
        if besides:
            chosen += f" AND id NOT IN ({given.add_all(besides)})"
    else:
        chosen += f" AND starts_at <= {given.add(now)}"
    found = await rows(
        f"SELECT bookable_id, COUNT(*) AS n FROM {table} WHERE {chosen} GROUP BY bookable_id", given
    )
    return {int(row["bookable_id"]): int(row["n"]) for row in found}


def _fingerprint(clients: tuple[Client, ...], seats: tuple[Seat, ...], previous: dict[int, int]) -> str:
    """Waiting time aside, which passes by itself."""
    told: list[Any] = [
        [
            [one.key, one.priority[:3], one.service, one.topic, sorted(one.possible), sorted(one.preferred)]
            for one in clients
        ],
        [[one.key, one.expert, one.quota] for one in seats],
        sorted(previous.items()),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()

"""Who sits where: across a slot's time, as slots of one bookable may be of several lengths; in a round."""

from __future__ import annotations

from datetime import datetime

from tortoise.expressions import Q

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.scheduling.slots.models import LIVING, Booking, Slot

_LIVING = ", ".join(f"'{state}'" for state in LIVING)


def occupied(slot: str, now: str) -> str:
    """SQL: a living booking of the bookable lies across the time of the slot of that alias.

    `now` is a placeholder: a hold that has ended by then occupies nothing.
    """
    return (
        f"EXISTS (SELECT 1 FROM booking o WHERE o.bookable_id = {slot}.bookable_id AND o.state IN ({_LIVING})"
        f" AND o.starts_at < {slot}.ends_at AND o.ends_at > {slot}.starts_at"
        f" AND (o.hold_until IS NULL OR o.hold_until > {now}))"
    )


async def overlapped(slot: Slot, besides: int = 0) -> bool:
    """Whether another living booking of the bookable lies across the slot's time."""
    given = Parameters(dialect())
    found = await rows(
        f"SELECT id FROM booking WHERE bookable_id = {given.add(slot.bookable_id)} AND state IN ({_LIVING})"
        f" AND starts_at < {given.add(slot.ends_at)} AND ends_at > {given.add(slot.starts_at)}"
        f" AND id <> {given.add(besides)} LIMIT 1",
        given,
    )
    return bool(found)


async def clients_seated(round_key: str, now: datetime) -> set[int]:
    """The clients who have a seat of the round, or hold one."""
    lasting = Q(hold_until__isnull=True) | Q(hold_until__gt=now)
    living = Booking.filter(lasting, round_key=round_key, state__in=list(LIVING))
    return {one.client_id for one in await living.only("id", "client_id")}

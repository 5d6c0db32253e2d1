"""Many clients seated at once, in a few statements for each hundred: what an approved assignment does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.commands import audit_many
from kopukm_core.db import Parameters, dialect, execute, rows
from kopukm_core.scheduling.slots.models import Booking, Slot
from kopukm_core.scheduling.slots.occupied import occupied
from kopukm_core.scheduling.slots.seating import Taker, booking_row, insert_bookings

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext

_AT_ONCE = 100


async def take_many(context: CommandContext, pairs: Sequence[tuple[Slot, Taker]]) -> bool:
    """Book each slot for its taker; False as soon as one cannot be had, and then the transaction must not stay."""
    for first in range(0, len(pairs), _AT_ONCE):
        chunk = pairs[first : first + _AT_ONCE]
        now = clock.now()
        numbers = [slot.id for slot, _ in chunk]
        given = Parameters(dialect())
        taken = await execute(
            f"UPDATE slot SET state = 'booked', held_until = NULL WHERE id IN ({given.add_all(numbers)})"
            f" AND (state = 'free' OR (state = 'held' AND held_until <= {given.add(now)}))",
            given,
        )
        given = Parameters(dialect())
        moment = given.add(now)
        await execute(
            f"UPDATE booking SET state = 'expired', changed_at = {moment}, sequence = sequence + 1"
            f" WHERE state = 'held' AND hold_until <= {moment}"
            f" AND (bookable_id IN ({given.add_all({slot.bookable_id for slot, _ in chunk})})"
            f" OR client_id IN ({given.add_all(taker.client_id for _, taker in chunk)}))",
            given,
        )
        given = Parameters(dialect())
        moment = given.add(now)
        across = await rows(
            f"SELECT s.id FROM slot s WHERE s.id IN ({given.add_all(numbers)})"
            f" AND {occupied('s', moment)} LIMIT 1",
            given,
        )
        if taken < len(chunk) or across:
            return False
        made = await insert_bookings([booking_row(context, slot, taker, now) for slot, taker in chunk])
        if len(made) < len(chunk):
            return False
        await audit_many(context, "create", Booking, made)
    return True

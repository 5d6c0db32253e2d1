"""Seats: taken, given back and offered on, always under the lock of their one row."""

from __future__ import annotations

from kopukm_core.db import Dialect, Parameters, dialect, execute, rows
from kopukm_core.scheduling.activities.choices import AttendanceMode
from kopukm_core.scheduling.activities.models import ActivitySeats


async def hold_seats(activity_id: int, mode: AttendanceMode) -> bool:
    """Hold the row of these seats until the transaction ends; False where the activity has none of the kind.

    Whoever changes registrations takes this first, so that all come in the same order and none waits for another.
    """
    parameters = Parameters(dialect())
    locked = " FOR UPDATE" if dialect() is Dialect.POSTGRES else ""
    found = await rows(
        f"SELECT id FROM activity_seats WHERE activity_id = {parameters.add(activity_id)}"
        f" AND mode = {parameters.add(mode)}{locked}",
        parameters,
    )
    return bool(found)


async def take_seat(activity_id: int, mode: AttendanceMode) -> bool:
    """Take one seat, if there is one: the statement that changes the count is the one that looks at the capacity."""
    parameters = Parameters(dialect())
    return bool(
        await execute(
            "UPDATE activity_seats SET taken = taken + 1"
            f" WHERE activity_id = {parameters.add(activity_id)} AND mode = {parameters.add(mode)}"
            " AND (capacity IS NULL OR taken < capacity)",
            parameters,
        )
    )


async def give_back(activity_id: int, mode: AttendanceMode) -> None:
    """One seat fewer is taken."""
    parameters = Parameters(dialect())
    await execute(
        "UPDATE activity_seats SET taken = taken - 1"
        f" WHERE activity_id = {parameters.add(activity_id)} AND mode = {parameters.add(mode)} AND taken > 0",
        parameters,
    )


async def seats_taken(activity_id: int, mode: AttendanceMode) -> int:
    """How many seats are taken."""
    return (await ActivitySeats.get(activity_id=activity_id, mode=mode)).taken


async def change_capacity(activity_id: int, mode: AttendanceMode, capacity: int | None) -> bool:
    """Another capacity (None: no limit); False where more seats are taken already."""
    parameters = Parameters(dialect())
    wanted = parameters.add(capacity)
    fits = "" if capacity is None else f" AND taken <= {wanted}"
    return bool(
        await execute(
            f"UPDATE activity_seats SET capacity = {wanted}"
            f" WHERE activity_id = {parameters.add(activity_id)} AND mode = {parameters.add(mode)}{fits}",
            parameters,
        )
    )

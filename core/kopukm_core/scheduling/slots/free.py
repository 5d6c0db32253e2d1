"""Seats that somebody can take now: whether or not ended holds were swept, their own holds among them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kopukm_core import clock
from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.scheduling.slots.occupied import occupied
from kopukm_core.visibility.expressions import within_region

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor

_LOAD = (
    "(SELECT COUNT(*) FROM slot t WHERE t.bookable_id = s.bookable_id AND t.day = s.day"
    " AND t.state IN ('held', 'booked'))"
)


async def free_seats(
    actor: Actor,
    service: str,
    first_day: date,
    last_day: date,
    *,
    region_code: str | None = None,
    topic: str | None = None,
    most: int,
) -> list[dict[str, Any]]:
    """Seats of the public that nobody has, of the invited for whom the actor acts, and those that the actor holds."""
    given = Parameters(dialect())
    now, holder = given.add(clock.now()), given.add(actor.key)
    held = (
        f"EXISTS (SELECT 1 FROM booking b WHERE b.slot_id = s.id AND b.state = 'held' AND b.holder = {holder}"
        f" AND {holder} <> 'anonymous' AND b.hold_until > {now})"
    )
    invited = (
        "EXISTS (SELECT 1 FROM seat_request r WHERE r.round_key = s.round_key AND r.invited"
        f" AND r.client_id IN ({given.add_all(sorted(actor.party_ids))}))"
    )
    takable = (
        f"(s.quota = 'public' OR {invited}) AND (s.state = 'free' OR s.held_until <= {now})"
        f" AND NOT {occupied('s', now)}"
    )
    chosen = [
        f"s.service = {given.add(service)}",
        "s.state IN ('free', 'held')",
        f"s.starts_at > {now}",
        f"s.day >= {given.add(first_day)}",
        f"s.day <= {given.add(last_day)}",
        f"(({takable}) OR {held})",
    ]
    if region_code:
        chosen.append(f"s.region_code = {given.add(region_code)}")
    if topic:
        chosen.append(
            "EXISTS (SELECT 1 FROM bookable_expertise e WHERE e.bookable_id = s.bookable_id"
            f" AND e.field = {given.add(topic)})"
        )
    return await rows(
        "SELECT s.id, s.service, s.day, s.starts_at, s.ends_at, k.title, k.place,"
        f" CASE WHEN {held} THEN 1 ELSE 0 END AS held FROM slot s JOIN bookable k ON k.id = s.bookable_id"
        f" WHERE {' AND '.join(chosen)} ORDER BY s.starts_at, s.id LIMIT {given.add(most)}",
        given,
    )


async def earliest_free_seat(service: str, region_code: str, day: date, topic: str) -> int | None:
    """The public's earliest free slot of the day, in that place or below it.

    Of several at once that of the bookable who knows the topic best, then of the one who has the fewest clients that
    day. On PostgreSQL the row is locked: whoever comes at the same moment passes over it and gets the next one.
    """
    given = Parameters(dialect())
    now = given.add(clock.now())
    passing = " FOR UPDATE OF s SKIP LOCKED" if dialect() is Dialect.POSTGRES else ""
    found = await rows(
        f"SELECT s.id FROM slot s WHERE s.service = {given.add(service)} AND s.day = {given.add(day)}"
        f" AND {within_region('s.region_code', region_code, given)}"
        f" AND s.quota = 'public' AND s.starts_at > {now}"
        f" AND (s.state = 'free' OR (s.state = 'held' AND s.held_until <= {now}))"
        f" AND NOT {occupied('s', now)}"
        " ORDER BY s.starts_at, COALESCE((SELECT e.points FROM bookable_expertise e"
        f" WHERE e.bookable_id = s.bookable_id AND e.field = {given.add(topic)}), 0) DESC, {_LOAD}, s.id"
        f" LIMIT 1{passing}",
        given,
    )
    return int(found[0]["id"]) if found else None

"""Who got no seat in a round that is over waits on in a later one, from the day on which they began to wait."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


async def left_waiting(
    service: str,
    round_key: str,
    now: datetime,
    *,
    client_id: int | None = None,
    region_code: str | None = None,
) -> list[SeatRequest]:
    """The requests of the service that wait in other rounds all of whose seats have begun, the longest first."""
    waiting = SeatRequest.filter(service=service, state=RequestState.WAITING).exclude(round_key=round_key)
    if client_id is not None:
        waiting = waiting.filter(client_id=client_id)
    if region_code is not None:
        waiting = waiting.filter(region_code=region_code)
    found = await waiting.select_for_update().order_by("waiting_since", "id")
    over = await _rounds_over(service, {one.round_key for one in found}, now)
    return [one for one in found if one.round_key in over]


async def _rounds_over(service: str, keys: set[str], now: datetime) -> set[str]:
    if not keys:
        return set()
    given = Parameters(dialect())
    found = await rows(
        f"SELECT round_key FROM slot WHERE round_key IN ({given.add_all(sorted(keys))})"
        f" AND service = {given.add(service)} GROUP BY round_key HAVING MAX(starts_at) <= {given.add(now)}",
        given,
    )
    return {str(row["round_key"]) for row in found}


async def carry_over(
    context: CommandContext, service: str, region_code: str, round_key: str
) -> tuple[int, int]:
    """Bring them into the round; how many came, and how many clients had asked there themselves already."""
    now = clock.now()
    carried = asked = 0
    for one in await left_waiting(service, round_key, now, region_code=region_code):
        open_states = [RequestState.WAITING, RequestState.SEATED]
        known = await SeatRequest.get_or_none(
            client_id=one.client_id, round_key=round_key, state__in=open_states
        )
        await end_carried(context, one)
        if known is not None:
            asked += 1
            earliest = min(known.waiting_since, one.waiting_since)
            await SeatRequest.filter(id=known.id).update(waiting_since=earliest)
            continue
        carried += 1
        made = await SeatRequest.create(
            programme=one.programme,
            service=service,
            region_code=region_code,
            round_key=round_key,
            client_id=one.client_id,
            topic=one.topic,
            invited=one.invited,
            first_visit=one.first_visit,
            requested_at=now,
            waiting_since=one.waiting_since,
            requested_by=one.requested_by,
        )
        await context.audit("create", made)
    return carried, asked


async def end_carried(context: CommandContext, request: SeatRequest) -> None:
    """The earlier request waits no more: a later one does in its place."""
    await SeatRequest.filter(id=request.id).update(state=RequestState.CARRIED)
    await context.audit("update", request, {"state": (request.state, RequestState.CARRIED)})

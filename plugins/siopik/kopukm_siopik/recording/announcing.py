"""Telling whoever listens that cooperatives changed, once the change is committed, and having them judged anew."""

from __future__ import annotations

from collections.abc import Iterable

from kopukm_core.events import Event, publish
from kopukm_core.jobs import enqueue

REFRESH = "siopik.refresh_standings"
"""The task that computes status, categories and completeness of changed cooperatives anew."""

TOPIC = "siopik.cooperative_changed"
"""Payload: `cooperative_id` and `region_code` (null where its place is unknown)."""

MOST = 20
"""More than so many changes at once are told as one: many changed in this region."""


async def announce(cooperatives: Iterable[tuple[int, str | None]]) -> None:
    """Tell of each cooperative (key, region code); one that moved is named with both its regions.

    Many are told in one event whose `cooperative_id` is null: listeners read afresh what they show.
    """
    told = list(dict.fromkeys(cooperatives))
    if told:
        await enqueue(REFRESH, {"cooperative_ids": sorted({key for key, _ in told})})
    if len(told) > MOST:
        places = [code for _, code in told]
        told_region = None if None in places else _common_region([code for code in places if code])
        await publish(Event(TOPIC, {"cooperative_id": None, "region_code": told_region}))
        return
    for key, code in told:
        await publish(changed(key, code))


async def await_standing() -> None:
    """Have a new cooperative, whose key is not known yet, judged: the job looks for those that have no standing."""
    await enqueue(REFRESH, {"cooperative_ids": []}, unique_key=f"{REFRESH} new")


def changed(key: int, region_code: str | None) -> Event:
    """What is told of one cooperative."""
    return Event(TOPIC, {"cooperative_id": key, "region_code": region_code})


def _common_region(codes: list[str]) -> str | None:
    """The smallest region that holds them all; None where there is none."""
    parts = [code.split(".") for code in codes]
    shared = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared) or None

"""Telling whoever listens that cycles changed."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.events import Event

TOPIC = "core.cycle_changed"
"""Payload: `cycle_id` (null where many changed) and `region_code`."""


def cycles_changed(ids: Sequence[int], region_code: str | None) -> Event:
    """What is told of these cycles: the one, or that many changed in the region."""
    return Event(TOPIC, {"cycle_id": ids[0] if len(ids) == 1 else None, "region_code": region_code})

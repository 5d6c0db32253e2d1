"""The history of a cooperative: one row per state, with both times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.db import NewKey, copy_rows, reserve_ids
from kopukm_siopik.models import FACTS, CooperativeVersion


@dataclass(frozen=True, slots=True)
class Version:
    """A cooperative's facts, in the order of FACTS, from a day on."""

    cooperative_id: int | NewKey
    effective_on: date
    region_code: str | None
    facts: tuple[object, ...]


Facts = Mapping[str, Any]
"""The facts of FACTS and the `region_code`, by name."""


def version_of(cooperative_id: int, effective_on: date, facts: Facts) -> Version:
    """The version that holds these facts."""
    return Version(cooperative_id, effective_on, facts["region_code"], tuple(facts[name] for name in FACTS))


async def state_on(cooperative_id: int, day: date) -> Facts:
    """What is known today of the cooperative as it was on that day; of a day before all others, the first state."""
    states = await _states(cooperative_id)
    return next((facts for since, facts in reversed(states) if since <= day), states[0][1])


async def later_states(cooperative_id: int, day: date) -> list[tuple[date, Facts]]:
    """The states that began after that day, oldest first, each as it is known today."""
    return [(since, facts) for since, facts in await _states(cooperative_id) if since > day]


async def _states(cooperative_id: int) -> list[tuple[date, Facts]]:
    """One state per day of effect: the one recorded last."""
    versions = await CooperativeVersion.filter(
        cooperative_id=cooperative_id, withdrawn_at__isnull=True
    ).order_by("effective_on", "id")
    return list(
        {
            one.effective_on: {**{name: getattr(one, name) for name in FACTS}, "region_code": one.region_code}
            for one in versions
        }.items()
    )


async def add_versions(context: CommandContext, versions: Sequence[Version]) -> None:
    """Keep the states in this transaction."""
    if not versions:
        return
    keys = await reserve_ids(CooperativeVersion, len(versions))
    stored = [version_row(context, version) for version in versions]
    await copy_rows(
        CooperativeVersion,
        ("id", *stored[0]),
        [(key, *row.values()) for key, row in zip(keys, stored, strict=True)],
    )


def version_row(context: CommandContext, version: Version) -> dict[str, object]:
    """The state as its table keeps it, by field name."""
    return {
        "cooperative_id": version.cooperative_id,
        "region_code": version.region_code,
        "effective_on": version.effective_on,
        "recorded_at": clock.now(),
        "command_record_id": context.record_id,
        **dict(zip(FACTS, version.facts, strict=True)),
    }

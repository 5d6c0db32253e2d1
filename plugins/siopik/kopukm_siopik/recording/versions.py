"""The history of a cooperative: one row per state, with both times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_siopik.models import FACTS, CooperativeVersion


@dataclass(frozen=True, slots=True)
class Version:
    """A cooperative's facts, in the order of FACTS, from a day on."""

    cooperative_id: int
    effective_on: date
    region_code: str | None
    facts: tuple[object, ...]


async def add_versions(context: CommandContext, versions: Sequence[Version]) -> None:
    """Keep the states in this transaction."""
    moment = clock.now()
    keys = await reserve_ids(CooperativeVersion, len(versions))
    columns = (
        "id",
        "cooperative_id",
        "region_code",
        "effective_on",
        "recorded_at",
        "command_record_id",
        *FACTS,
    )
    await copy_rows(
        CooperativeVersion,
        columns,
        [
            (
                key,
                version.cooperative_id,
                version.region_code,
                version.effective_on,
                moment,
                context.record_id,
                *version.facts,
            )
            for key, version in zip(keys, versions, strict=True)
        ],
    )

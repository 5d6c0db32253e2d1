"""How long it takes until all is as before: looked at several times a second, from outside."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import asyncpg

from proofs.kills.faults import Fault, Faults
from proofs.kills.reading import Reader
from proofs.kills.supervised import Supervised

_LOOK_SECONDS = 0.25


async def watch_recovery(faults: Faults, servers: Sequence[Supervised], reader: Reader) -> None:
    """Note for each fault when it was recovered from, until cancelled."""
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        try:
            (row,) = await reader.rows(
                "SELECT MIN(id) AS oldest, MAX(id) AS newest FROM outbox_job WHERE status <> 'dead'"
            )
        except (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            continue
        now = faults.events.now()
        faults.last_job = max(faults.last_job, row["newest"] or 0)
        for fault in faults.put_in:
            if fault.ended < 0:
                continue
            if fault.served < 0 and all(one.last_answer_begun > fault.ended for one in servers):
                fault.served = max(one.last_answered for one in servers)
            if fault.caught_up < 0 and (row["oldest"] is None or row["oldest"] > fault.last_job):
                fault.caught_up = now


@dataclass(frozen=True, slots=True)
class Recovery:
    """Seconds after the end of faults of one kind. `alone`: only those that no other fault came upon."""

    kind: str
    count: int
    served_median: float
    served_max: float
    jobs_median: float
    jobs_max: float
    alone: int
    served_alone_median: float | None
    served_alone_max: float | None
    jobs_alone_median: float | None
    jobs_alone_max: float | None

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def recoveries(faults: Sequence[Fault]) -> list[Recovery]:
    """One for each kind, by name. Faults that were not recovered from are not in it: the books name them."""
    found = []
    for kind in sorted({one.kind for one in faults}):
        done = [one for one in faults if one.kind == kind and one.served >= 0 and one.caught_up >= 0]
        if not done:
            continue
        served = [max(0.0, one.served - one.ended) for one in done]
        jobs = [max(0.0, one.caught_up - one.ended) for one in done]
        alone = [one for one in done if not one.was_disturbed]
        served_alone = [max(0.0, one.served - one.ended) for one in alone]
        jobs_alone = [max(0.0, one.caught_up - one.ended) for one in alone]
        found.append(
            Recovery(
                kind,
                len(done),
                round(statistics.median(served), 1),
                round(max(served), 1),
                round(statistics.median(jobs), 1),
                round(max(jobs), 1),
                len(alone),
                round(statistics.median(served_alone), 1) if alone else None,
                round(max(served_alone), 1) if alone else None,
                round(statistics.median(jobs_alone), 1) if alone else None,
                round(max(jobs_alone), 1) if alone else None,
            )
        )
    return found

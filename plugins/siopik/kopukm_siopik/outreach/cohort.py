"""The cooperatives of a cycle: who was there on the day H, and what became of them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.scheduling.activities import Activity, ActivityKind, ActivityState, RegistrationState

AT_H = (ActivityKind.OUTREACH, ActivityKind.GUIDANCE)
"""The activities of the day H: penyuluhan and bimbingan."""
AFTER = (ActivityKind.TRAINING, ActivityKind.EVENT)
"""What is held for the cohort until H+7: "rangkaian kegiatan acara dan pelatihan"."""

_PRESENT = """
SELECT DISTINCT COALESCE(p.merged_into_id, p.id) AS party_id
FROM registration r
JOIN activity a ON a.id = r.activity_id
JOIN party p ON p.id = r.party_id
WHERE a.cycle_id = {cycle} AND a.kind IN ({kinds}) AND r.state = {attended}
"""


@dataclass(frozen=True, slots=True)
class CohortMember:
    """A party of the cohort, and the cooperative that it is once that is recorded."""

    party_id: int
    name: str
    cooperative_id: int | None


async def parties_present(
    cycle_id: int, kinds: Sequence[ActivityKind] = AT_H, *, before: datetime | None = None
) -> set[int]:
    """The parties that attended an activity of these kinds of the cycle, begun before the moment where one is told.

    Merged parties count as what they were merged into.
    """
    parameters = Parameters(dialect())
    begun = "" if before is None else f" AND a.starts_at < {parameters.add(before)}"
    found = await rows(_present(cycle_id, kinds, parameters) + begun, parameters)
    return {int(row["party_id"]) for row in found}


async def cohort_of(cycle_id: int) -> list[CohortMember]:
    """Who attended on the day H, by name: one statement."""
    parameters = Parameters(dialect())
    found = await rows(
        f"SELECT p.id, p.name, c.id AS cooperative_id FROM ({_present(cycle_id, AT_H, parameters)}) present"
        " JOIN party p ON p.id = present.party_id"
        " LEFT JOIN siopik_cooperative c ON c.party_id = p.id ORDER BY p.sort_key, p.id",
        parameters,
    )
    return [CohortMember(int(row["id"]), row["name"], row["cooperative_id"]) for row in found]


async def ended_activities(cycle_id: int, kind: ActivityKind) -> list[str]:
    """The titles of the cycle's activities of this kind that are over, the earliest first."""
    held = Activity.filter(cycle_id=cycle_id, kind=kind, ends_at__lte=clock.now())
    drafts = (ActivityState.CANCELLED, ActivityState.DRAFT)
    found = (
        await held.exclude(state__in=list(drafts)).order_by("starts_at", "id").values_list("title", flat=True)
    )
    return [str(title) for title in found]


async def began_at(cycle_id: int) -> datetime | None:
    """When the first activity of the day H began; None where none is planned."""
    first = (
        await Activity.filter(cycle_id=cycle_id, kind__in=list(AT_H))
        .exclude(state=ActivityState.CANCELLED)
        .order_by("starts_at")
        .first()
    )
    return first.starts_at if first else None


async def updated_since(cooperative_ids: Sequence[int], moment: datetime) -> set[int]:
    """Those of which anything was recorded from the moment on: facts, a yearly report, a RAT. One statement."""
    if not cooperative_ids:
        return set()
    parameters = Parameters(dialect())
    listed, since = parameters.add_all(list(cooperative_ids)), parameters.add(moment)
    told = " UNION ".join(
        f"SELECT cooperative_id FROM {table} WHERE cooperative_id IN ({listed}) AND recorded_at >= {since}"
        for table in ("siopik_cooperative_version", "siopik_yearly_report", "siopik_annual_meeting")
    )
    return {int(row["cooperative_id"]) for row in await rows(told, parameters)}


def _present(cycle_id: int, kinds: Sequence[ActivityKind], parameters: Parameters) -> str:
    return _PRESENT.format(
        cycle=parameters.add(cycle_id),
        kinds=parameters.add_all([kind.value for kind in kinds]),
        attended=parameters.add(RegistrationState.ATTENDED.value),
    )

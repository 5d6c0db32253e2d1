"""What happened to a cooperative, or to those of a region, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.values import Choice
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.figures.watching import day_of
from kopukm_siopik.health.choices import HealthPredicate

MOST = 500


class EventKind(Choice):
    """What happened."""

    FOUNDED = "founded", "Berdiri"
    AMENDED = "amended", "Anggaran dasar diubah"
    MEETING = "meeting", "RAT"
    REPORTED = "reported", "Melaporkan tahun buku"
    ASSESSED = "assessed", "Hasil pemeriksaan kesehatan"
    STATUS_CHANGED = "status_changed", "Status dinyatakan"
    STATUS_OVERRIDDEN = "status_overridden", "Status ditetapkan"
    DISSOLVED = "dissolved", "Dibubarkan"


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One thing that happened on a day, in words."""

    day: date
    kind: EventKind
    cooperative_id: int
    cooperative_name: str
    text: str


_EVENTS = """
SELECT c.legal_entity_date AS day, 'founded' AS kind, c.id AS id, NULL AS detail
FROM siopik_cooperative c WHERE c.legal_entity_date IS NOT NULL
UNION ALL SELECT c.dissolved_on, 'dissolved', c.id, NULL FROM siopik_cooperative c WHERE c.dissolved_on IS NOT NULL
UNION ALL SELECT v.legal_amended_on, 'amended', v.cooperative_id, NULL FROM siopik_cooperative_version v
WHERE v.legal_amended_on IS NOT NULL AND v.withdrawn_at IS NULL GROUP BY v.cooperative_id, v.legal_amended_on
UNION ALL SELECT m.held_on, 'meeting', m.cooperative_id, CAST(m.year AS VARCHAR(100))
FROM siopik_annual_meeting m WHERE m.is_current
UNION ALL SELECT {recorded}, 'reported', r.cooperative_id, CAST(r.year AS VARCHAR(100))
FROM siopik_yearly_report r WHERE r.is_current
UNION ALL SELECT h.effective_on, 'assessed', h.cooperative_id, h.predicate FROM siopik_health_assessment h
WHERE h.approved_at IS NOT NULL AND h.withdrawn_at IS NULL
UNION ALL SELECT s.effective_on, 'status_changed', s.cooperative_id, s.status FROM (
SELECT v.effective_on, v.cooperative_id, v.status, LAG(v.status) OVER (
PARTITION BY v.cooperative_id ORDER BY v.effective_on, v.id) AS former
FROM siopik_cooperative_version v WHERE v.withdrawn_at IS NULL) s
WHERE s.status IS NOT NULL AND (s.former IS NULL OR s.former <> s.status)
UNION ALL SELECT o.effective_on, 'status_overridden', o.cooperative_id, o.status FROM siopik_status_override o
"""


async def timeline(
    first_day: date,
    last_day: date,
    *,
    cooperative_id: int | None = None,
    within: str = "",
    first: int = 100,
) -> list[TimelineEvent]:
    """The latest events of the span, the newest first; by what is known now. One statement."""
    parameters = Parameters(dialect())
    is_sqlite = parameters.dialect.value == "sqlite"
    recorded = "substr(r.recorded_at, 1, 10)" if is_sqlite else "(r.recorded_at AT TIME ZONE 'UTC')::date"
    conditions = [f"e.day >= {parameters.add(first_day)}", f"e.day <= {parameters.add(last_day)}"]
    if cooperative_id is not None:
        conditions.append(f"e.id = {parameters.add(cooperative_id)}")
    if within:
        conditions.append(within_region("c.region_code", within, parameters))
    found = await rows(
        f"SELECT e.day, e.kind, e.id, e.detail, c.name FROM ({_EVENTS.format(recorded=recorded)}) e "
        f"JOIN siopik_cooperative c ON c.id = e.id WHERE {' AND '.join(conditions)} "
        f"ORDER BY e.day DESC, e.id, e.kind LIMIT {parameters.add(min(first, MOST))}",
        parameters,
    )
    return [
        TimelineEvent(
            day_of(row["day"]) or first_day,
            kind := EventKind(row["kind"]),
            row["id"],
            row["name"],
            _words(kind, row["detail"]),
        )
        for row in found
    ]


def _words(kind: EventKind, detail: str | None) -> str:
    if detail is None:
        return kind.label
    if kind is EventKind.MEETING:
        return f"RAT tahun buku {detail}"
    if kind is EventKind.REPORTED:
        return f"Laporan tahun buku {detail} dicatat"
    if kind is EventKind.ASSESSED:
        return f"{kind.label}: {HealthPredicate(detail).label}"
    if kind is EventKind.STATUS_CHANGED:
        return f"{kind.label}: {CooperativeStatus(detail).label}"
    return f"{kind.label}: {ComputedStatus(detail).label}"

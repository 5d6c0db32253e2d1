"""What happened to a cooperative, or to those of a region, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tortoise.models import Model

from kopukm_core import clock
from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.identity.actor import Actor
from kopukm_core.platform import Platform
from kopukm_core.scheduling.activities import ActivityKind, Registration, RegistrationState
from kopukm_core.values import Choice
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.health.choices import HealthPredicate
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.models import YearlyReport
from kopukm_siopik.outreach.guidance.models import GuidedCompletion

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
    PARTICIPATED = "participated", "Mengikuti kegiatan"
    GUIDED = "guided", "Bimbingan pendataan"
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
FROM siopik_yearly_report r WHERE r.is_current AND {sees_reports}
UNION ALL SELECT h.effective_on, 'assessed', h.cooperative_id, h.predicate FROM siopik_health_assessment h
WHERE h.approved_at IS NOT NULL AND h.withdrawn_at IS NULL AND {sees_assessments}
UNION ALL SELECT s.effective_on, 'status_changed', s.cooperative_id, s.status FROM (
SELECT v.effective_on, v.cooperative_id, v.status, LAG(v.status) OVER (
PARTITION BY v.cooperative_id ORDER BY v.effective_on, v.id) AS former
FROM siopik_cooperative_version v WHERE v.withdrawn_at IS NULL) s
WHERE s.status IS NOT NULL AND (s.former IS NULL OR s.former <> s.status)
UNION ALL SELECT {held}, 'participated', c.id, MIN(a.kind || ' ' || a.title)
FROM registration n JOIN activity a ON a.id = n.activity_id JOIN party p ON p.id = n.party_id
JOIN siopik_cooperative c ON c.party_id = COALESCE(p.merged_into_id, p.id)
WHERE n.state = {attended} AND {sees_registrations} GROUP BY a.id, a.starts_at, c.id
UNION ALL SELECT {guided}, 'guided', g.cooperative_id, CAST(g.before AS VARCHAR(10))
|| CASE WHEN g.after IS NULL THEN '' ELSE ' → ' || CAST(g.after AS VARCHAR(10)) END
FROM siopik_guided_completion g WHERE {sees_guidance}
UNION ALL SELECT o.effective_on, 'status_overridden', o.cooperative_id, o.status FROM siopik_status_override o
"""


async def timeline(
    platform: Platform,
    actor: Actor,
    first_day: date,
    last_day: date,
    *,
    cooperative_id: int | None = None,
    within: str = "",
    first: int = 100,
) -> list[TimelineEvent]:
    """The latest events of the span that the actor may know of, the newest first; by what is known now.

    What a row tells that is not everybody's (a report, a result, taking part) is told to who sees that row. One
    statement.
    """
    parameters = Parameters(dialect())

    def seen(model: type[Model], alias: str) -> str:
        return platform.visibility.condition(model, actor, alias, parameters)

    zone = platform.settings.time_zone
    events = _EVENTS.format(
        recorded=_local_day("r.recorded_at", zone, parameters),
        held=_local_day("a.starts_at", zone, parameters),
        guided=_local_day("g.opened_at", zone, parameters),
        attended=parameters.add(RegistrationState.ATTENDED.value),
        sees_reports=seen(YearlyReport, "r"),
        sees_assessments=seen(HealthAssessment, "h"),
        sees_registrations=seen(Registration, "n"),
        sees_guidance=seen(GuidedCompletion, "g"),
    )
    conditions = [f"e.day >= {parameters.add(first_day)}", f"e.day <= {parameters.add(last_day)}"]
    if cooperative_id is not None:
        conditions.append(f"e.id = {parameters.add(cooperative_id)}")
    if within:
        conditions.append(within_region("c.region_code", within, parameters))
    found = await rows(
        f"SELECT e.day, e.kind, e.id, e.detail, c.name FROM ({events}) e "
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


def _local_day(column: str, zone: ZoneInfo, parameters: Parameters) -> str:
    """SQL: the day of a moment at the office, whose zone has no summer time."""
    if parameters.dialect is Dialect.SQLITE:
        offset = clock.now().astimezone(zone).utcoffset() or timedelta()
        return f"date({column}, '{int(offset.total_seconds()):+d} seconds')"
    return f"({column} AT TIME ZONE {parameters.add(zone.key)})::date"


def _words(kind: EventKind, detail: str | None) -> str:
    if detail is None:
        return kind.label
    if kind is EventKind.MEETING:
        return f"RAT tahun buku {detail}"
    if kind is EventKind.REPORTED:
        return f"Laporan tahun buku {detail} dicatat"
    if kind is EventKind.ASSESSED:
        return f"{kind.label}: {HealthPredicate(detail).label}"
    if kind is EventKind.PARTICIPATED:
        what, _, title = detail.partition(" ")
        return f"{kind.label}: {title} ({ActivityKind(what).label.lower()})"
    if kind is EventKind.GUIDED:
        return f"{kind.label}: kelengkapan {detail}"
    if kind is EventKind.STATUS_CHANGED:
        return f"{kind.label}: {CooperativeStatus(detail).label}"
    return f"{kind.label}: {ComputedStatus(detail).label}"

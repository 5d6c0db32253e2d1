"""Steps as entries of a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kopukm_core import clock
from kopukm_core.db import Parameters as SqlParameters
from kopukm_core.db import dialect, rows
from kopukm_core.db.conversion import day_of, moment_of
from kopukm_core.scheduling.cycles.models import CycleStep
from kopukm_core.scheduling.cycles.readable import CYCLE_VISIBILITY
from kopukm_core.scheduling.feeds import CalendarEntry, CalendarEntryStatus, FeedSource, Parameters, entry_uid
from kopukm_core.settings import load_settings
from kopukm_core.visibility import VisibilityRegistry

if TYPE_CHECKING:
    from kopukm_core.identity.actor import Actor

PAST = timedelta(days=400)
"""Steps that were due longer ago are in no calendar."""

_WORDS = {"done": "Selesai: ", "waived": "Dikecualikan: "}


async def cycle_entries(actor: Actor, parameters: Parameters) -> list[CalendarEntry]:
    """The steps that the actor sees, of a programme or of a unit where told; cancelled cycles' as cancelled.

    Those that were due long ago are left out.
    """
    settings = load_settings()
    given = SqlParameters(dialect())
    seen = VisibilityRegistry(CYCLE_VISIBILITY).condition(CycleStep, actor, "s", given)
    since = clock.today(settings.time_zone) - PAST
    conditions = [f"({seen})", f"s.due_until >= {given.add(since)}"]
    if parameters.get("programme"):
        conditions.append(f"p.name = {given.add(parameters['programme'])}")
    if parameters.get("unit"):
        conditions.append(f"u.key = {given.add(parameters['unit'])}")
    found = await rows(
        "SELECT s.id, s.sequence, s.due_from, s.due_until, s.why, s.is_estimated, s.changed_at, s.done_at, s.waived_at,"
        " s.waived_reason, c.title AS cycle, c.state, c.changed_at AS cycle_changed_at, t.title, t.place, t.parties,"
        " t.tools, t.time_from, t.time_to, u.name AS unit"
        " FROM cycle_step s JOIN programme_cycle c ON c.id = s.cycle_id JOIN programme p ON p.id = c.programme_id"
        " JOIN timeline_step t ON t.id = s.template_id JOIN unit u ON u.id = s.unit_id"
        f" WHERE {' AND '.join(conditions)} ORDER BY s.due_from, s.id",
        given,
    )
    return [_entry(row, settings.region_code, settings.time_zone) for row in found]


def _entry(row: Mapping[str, Any], installation: str, time_zone: ZoneInfo) -> CalendarEntry:
    begins, ends = day_of(row["due_from"]), day_of(row["due_until"])
    told = {
        "Unit": row["unit"],
        "Pihak": row["parties"],
        "Alat": row["tools"],
        "Mengapa tanggal ini": row["why"],
    }
    if row["waived_at"] is not None:
        told["Dikecualikan"] = row["waived_reason"]
    is_cancelled = row["state"] == "cancelled" or row["waived_at"] is not None
    state = "waived" if row["waived_at"] is not None else "done" if row["done_at"] is not None else ""
    status = CalendarEntryStatus.TENTATIVE if row["is_estimated"] else CalendarEntryStatus.CONFIRMED
    timed = bool(row["time_from"]) and begins == ends
    return CalendarEntry(
        uid=entry_uid("langkah", int(row["id"]), installation),
        sequence=int(row["sequence"]),
        starts=_moment(begins, row["time_from"], time_zone) if timed else begins,
        ends=_moment(ends, row["time_to"] or row["time_from"], time_zone) if timed else ends,
        summary=f"{_WORDS.get(state, '')}{row['cycle']}: {row['title']}",
        description="\n".join(f"{label}: {value}" for label, value in told.items() if value),
        location=row["place"],
        status=CalendarEntryStatus.CANCELLED if is_cancelled else status,
        changed_at=moment_of(row["changed_at"]),
    )


def _moment(day: date, clock_time: str, time_zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock_time), tzinfo=time_zone)


CYCLE_FEEDS: tuple[FeedSource, ...] = (
    FeedSource(
        "core.cycle_steps",
        "Langkah siklus program",
        cycle_entries,
        {"programme": "Nama program", "unit": "Kunci unit"},
    ),
)

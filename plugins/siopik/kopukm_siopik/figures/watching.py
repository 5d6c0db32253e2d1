"""The RAT watch: who has held no RAT over a book year, who held it late, whose certificate is about to lapse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.values import Choice
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.figures.rule_book import RuleBook

MOST = 500


class WatchState(Choice):
    """Where a cooperative stands with the RAT of a book year."""

    NOT_HELD = "not_held", "Belum RAT", "Batas waktunya belum lewat."
    OVERDUE = "overdue", "Belum RAT, terlambat", "Batas waktunya sudah lewat."
    HELD = "held", "Sudah RAT tepat waktu"
    HELD_LATE = "held_late", "Sudah RAT, terlambat"


@dataclass(frozen=True, slots=True)
class Watched:
    """One cooperative of the list."""

    cooperative_id: int
    name: str
    region_code: str | None
    state: WatchState
    held_on: date | None
    last_meeting_on: date | None


@dataclass(frozen=True, slots=True)
class WatchCount:
    """How many cooperatives of a kecamatan are in each state; `lapsing` certificates beside them."""

    region_code: str | None
    not_held: int
    overdue: int
    held: int
    held_late: int
    lapsing: int


def _owing(year: int, today: date, within: str, parameters: Parameters) -> str:
    """Cooperatives that owe the RAT of the book year, with the meeting if it was held by the day: founded by the
    year's end, and not dissolved."""
    place = f" AND {within_region('c.region_code', within, parameters)}" if within else ""
    end = parameters.add(date(year, 12, 31))
    return (
        "FROM siopik_cooperative c LEFT JOIN siopik_annual_meeting m ON m.cooperative_id = c.id AND m.is_current "
        f"AND m.year = {parameters.add(year)} AND m.held_on <= {parameters.add(today)} "
        "WHERE (c.status IS NULL OR c.status <> 'dissolved') "
        f"AND c.dissolved_on IS NULL AND (c.legal_entity_date IS NULL OR c.legal_entity_date <= {end}){place}"
    )


def _state(rules: RuleBook, year: int, today: date, parameters: Parameters) -> str:
    deadline = parameters.add(rules.meeting.deadline(year))
    missing = WatchState.OVERDUE if rules.meeting.is_overdue(year, today) else WatchState.NOT_HELD
    return (
        f"CASE WHEN m.held_on IS NULL THEN '{missing.value}' WHEN m.held_on > {deadline} THEN "
        f"'{WatchState.HELD_LATE.value}' ELSE '{WatchState.HELD.value}' END"
    )


async def watch_counts(rules: RuleBook, year: int, today: date, within: str = "") -> list[WatchCount]:
    """The counts by kecamatan, in order of codes; one statement."""
    parameters = Parameters(dialect())
    state = _state(rules, year, today, parameters)
    sums = ", ".join(
        f"SUM(CASE WHEN w.state = '{one.value}' THEN 1 ELSE 0 END) AS {one.value}" for one in WatchState
    )
    first = parameters.add(today)
    last = parameters.add(date.fromordinal(today.toordinal() + rules.certificate_days))
    found = await rows(
        f"SELECT w.region, {sums}, "
        f"SUM(CASE WHEN w.until >= {first} AND w.until <= {last} THEN 1 ELSE 0 END) AS lapsing "
        f"FROM (SELECT substr(c.region_code, 1, 8) AS region, c.certificate_until AS until, {state} AS state "
        f"{_owing(year, today, within, parameters)}) w GROUP BY w.region",
        parameters,
    )
    counted = [
        WatchCount(
            row["region"],
            *(int(row[name]) for name in ("not_held", "overdue", "held", "held_late", "lapsing")),
        )
        for row in found
    ]
    return sorted(counted, key=lambda one: one.region_code or "~")


async def watch_list(
    rules: RuleBook,
    year: int,
    today: date,
    *,
    within: str = "",
    states: tuple[WatchState, ...] = (WatchState.NOT_HELD, WatchState.OVERDUE),
    first: int = 100,
    offset: int = 0,
) -> list[Watched]:
    """Those in the states, in order of names; at most MOST at once."""
    parameters = Parameters(dialect())
    state = _state(rules, year, today, parameters)
    wanted = parameters.add_all(states)
    found = await rows(
        f"SELECT w.* FROM (SELECT c.id, c.name, c.sort_key, c.region_code, m.held_on, {state} AS state, "
        "(SELECT MAX(l.held_on) FROM siopik_annual_meeting l "
        f"WHERE l.cooperative_id = c.id AND l.is_current AND l.held_on <= {parameters.add(today)}) AS last_on "
        f"{_owing(year, today, within, parameters)}) w WHERE w.state IN ({wanted}) "
        f"ORDER BY w.sort_key, w.id LIMIT {parameters.add(min(first, MOST))} OFFSET {parameters.add(offset)}",
        parameters,
    )
    return [
        Watched(
            row["id"],
            row["name"],
            row["region_code"],
            WatchState(row["state"]),
            day_of(row["held_on"]),
            day_of(row["last_on"]),
        )
        for row in found
    ]

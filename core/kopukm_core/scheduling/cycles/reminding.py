"""The morning's message: what is late, due today and due next, one to each unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.messaging import send_message
from kopukm_core.scheduling.cycles.telling import DUE, listed, step_words


async def remind_units(today: date, next_day: date, programmes: Iterable[str]) -> int:
    """Tell each unit with something late, due on `today` or until `next_day`; how many were told.

    Only of these programmes: nobody can end a step of one whose plugin is switched off. Once for each day, however
    often it is called.
    """
    by_unit: dict[int, list[Mapping[str, Any]]] = {}
    for row in await _open_steps(next_day, sorted(programmes)):
        by_unit.setdefault(row["party_id"], []).append(row)
    for party_id, found in by_unit.items():
        late = [row for row in found if day_of(row["due_until"]) < today]
        due = [row for row in found if day_of(row["due_until"]) >= today and day_of(row["due_from"]) <= today]
        coming = [row for row in found if day_of(row["due_from"]) > today]
        lines = [
            *(f"TERLAMBAT: {_words(row)}" for row in late),
            *(f"Hari ini: {_words(row)}" for row in due),
            *(f"Berikutnya: {_words(row)}" for row in coming),
        ]
        await send_message(
            party_id,
            DUE,
            {
                "unit": found[0]["unit_name"],
                "day": today,
                "late": len(late),
                "due": len(due),
                "coming": len(coming),
                "steps": listed(lines),
            },
            deduplicate=f"{DUE}:{today.isoformat()}:{party_id}",
        )
    return len(by_unit)


async def _open_steps(until: date, programmes: Sequence[str]) -> list[dict[str, Any]]:
    if not programmes:
        return []
    given = Parameters(dialect())
    return await rows(
        "SELECT u.party_id, u.name AS unit_name, c.title, t.title AS step, s.due_from, s.due_until"
        " FROM cycle_step s JOIN programme_cycle c ON c.id = s.cycle_id"
        " JOIN programme p ON p.id = c.programme_id"
        " JOIN timeline_step t ON t.id = s.template_id JOIN unit u ON u.id = s.unit_id"
        " WHERE s.done_at IS NULL AND s.waived_at IS NULL AND c.state <> 'cancelled'"
        f" AND p.name IN ({given.add_all(programmes)})"
        f" AND s.due_from <= {given.add(until)} ORDER BY u.id, s.due_until, s.id",
        given,
    )


def _words(row: Mapping[str, Any]) -> str:
    return step_words(row["title"], row["step"], day_of(row["due_from"]), day_of(row["due_until"]))

"""Messages to units: one for each change of dates, and one on a morning with something due or late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kopukm_core.messaging import MessageTemplate, send_message
from kopukm_core.programmes.models import Unit
from kopukm_core.scheduling.cycles.loads import pile_ups_of_moves
from kopukm_core.scheduling.cycles.models import CycleStep
from kopukm_core.scheduling.cycles.redating import Move
from kopukm_core.scheduling.cycles.why import window_days

REDATED, DUE, ASSIGNED = "core.steps_redated", "core.steps_due", "core.steps_assigned"
MOST_LETTERS = 600
"""Of the steps in one message: it stays one bubble on a telephone."""

CYCLE_MESSAGES: tuple[MessageTemplate, ...] = (
    MessageTemplate(
        REDATED,
        "Tanggal langkah berubah",
        "Kepada {unit}: {count} langkah program berganti tanggal. Sebab: {cause}\n{steps}\n\n"
        "Mohon sesuaikan rencana kerja; semuanya terlihat di papan program.\n{office}",
        {
            "unit": "Tim Acara",
            "count": 2,
            "cause": "hari libur berubah.",
            "steps": "- Konsultasi, Evaluasi: Senin 5 April 2027 menjadi Selasa 6 April 2027",
        },
        subject="Tanggal {count} langkah berubah",
    ),
    MessageTemplate(
        DUE,
        "Langkah yang jatuh tempo",
        "Kepada {unit}, {day}.\nLangkah program: {late} terlambat, {due} jatuh tempo hari ini, {coming} pada hari "
        "kerja berikutnya.\n{steps}\n\nYang sudah selesai, mohon dicatat dengan buktinya di papan program.\n{office}",
        {
            "unit": "Tim Acara",
            "day": date(2027, 4, 5),
            "late": 1,
            "due": 2,
            "coming": 0,
            "steps": "- TERLAMBAT: Konsultasi, Evaluasi (Jumat 2 April 2027)",
        },
        subject="Langkah program: {late} terlambat, {due} jatuh tempo",
    ),
    MessageTemplate(
        ASSIGNED,
        "Langkah dialihkan",
        "Kepada {unit}: {count} langkah program dialihkan dari {former} kepada {present}.\n{steps}\n\n"
        "Semuanya terlihat di papan program.\n{office}",
        {
            "unit": "Tim Acara",
            "count": 2,
            "former": "Tim Humas",
            "present": "Tim Acara",
            "steps": "- Konsultasi, Evaluasi (Senin 5 April 2027)",
        },
        subject="{count} langkah dialihkan kepada {present}",
    ),
)


async def tell_units(moves: Iterable[Move], cause: str, key: str) -> list[str]:
    """One message to each unit whose steps got other days; the names of the units. `key` names the change.

    Days that become crowded by it stand first.
    """
    by_unit: dict[int, list[Move]] = {}
    for move in moves:
        by_unit.setdefault(move.unit_id, []).append(move)
    units = await Unit.filter(id__in=sorted(by_unit)).order_by("name")
    crowded = await pile_ups_of_moves(move for own in by_unit.values() for move in own)
    for unit in units:
        own = by_unit[unit.id]
        await send_message(
            unit.party_id,
            REDATED,
            {
                "unit": unit.name,
                "count": len(own),
                "cause": cause,
                "steps": listed(
                    [
                        *(f"MENUMPUK: {one.words}" for one in crowded if one.who == unit.name),
                        *map(_words, own),
                    ]
                ),
            },
            deduplicate=f"{REDATED}:{key}:{unit.id}",
        )
    return [unit.name for unit in units]


async def tell_assigned(steps: Sequence[int], former: Unit, present: Unit, key: str) -> None:
    """One message to each of the two units, about the steps that one has given to the other."""
    found = await CycleStep.filter(id__in=list(steps)).select_related("cycle", "template")
    lines = [
        step_words(step.cycle.title, step.template.title, step.due_from, step.due_until)
        for step in sorted(found, key=lambda one: (one.due_until, one.id))
    ]
    for unit in (former, present):
        values: dict[str, str | int] = {
            "unit": unit.name,
            "count": len(lines),
            "former": former.name,
            "present": present.name,
            "steps": listed(lines),
        }
        await send_message(unit.party_id, ASSIGNED, values, deduplicate=f"{ASSIGNED}:{key}:{unit.id}")


def step_words(cycle: str, title: str, begins: date, ends: date) -> str:
    """One step with its days, on one line."""
    return f"{cycle}: {title[:80]} ({window_days(begins, ends)})"


def listed(lines: Sequence[str]) -> str:
    """The first lines as a list, with how many more there are."""
    shown: list[str] = []
    for line in lines:
        if shown and sum(len(one) + 3 for one in [*shown, line]) > MOST_LETTERS:
            break
        shown.append(line)
    written = [f"- {line}" for line in shown]
    if len(shown) < len(lines):
        written.append(f"dan {len(lines) - len(shown)} langkah lagi.")
    return "\n".join(written)


def _words(move: Move) -> str:
    old = window_days(*move.old) if move.old else "belum ada"
    new = window_days(*move.new) if move.new else "ditiadakan"
    return f"{move.cycle.title}: {move.title[:80]}: {old} menjadi {new}"

"""How a step stands on a day: told whenever somebody looks, never stored."""

from __future__ import annotations

from datetime import date

from kopukm_core.scheduling.cycles.choices import StepColour

DEFINITION = (
    "Selesai: ditandai selesai. Dikecualikan: tidak dikerjakan, dengan alasan. Terlambat: masih terbuka sesudah akhir "
    "tenggatnya. Jatuh tempo: masih terbuka dan hari ini di dalam tenggatnya. Akan datang: tenggatnya belum mulai."
)


def colour_of(*, done: bool, waived: bool, due_from: date, due_until: date, today: date) -> StepColour:
    """The colour on the day `today`."""
    if done:
        return StepColour.DONE
    if waived:
        return StepColour.WAIVED
    if due_until < today:
        return StepColour.LATE
    return StepColour.DUE if due_from <= today else StepColour.COMING

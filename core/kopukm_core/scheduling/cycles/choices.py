"""Closed lists of cycles."""

from __future__ import annotations

from kopukm_core.values import Choice


class CycleState(Choice):
    """How far a cycle is."""

    RUNNING = "running", "Berjalan"
    EVALUATED = "evaluated", "Sudah dievaluasi"
    CANCELLED = "cancelled", "Dibatalkan"


class StepColour(Choice):
    """How a step stands on a day; told anew whenever somebody looks, never stored."""

    DONE = "done", "Selesai"
    WAIVED = "waived", "Dikecualikan"
    LATE = "late", "Terlambat"
    DUE = "due", "Jatuh tempo"
    COMING = "coming", "Akan datang"


class ChangeCause(Choice):
    """Why a step got other dates."""

    CALENDAR = "calendar", "Hari libur berubah"
    MOVED = "moved", "Hari H dipindah"
    STEP_DONE = "step_done", "Langkah yang mendahuluinya selesai"

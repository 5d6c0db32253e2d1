"""How a due day is counted and where it goes when it falls on a day off."""

from __future__ import annotations

from kopukm_core.values import Choice


class DayUnit(Choice):
    """What an offset of days counts."""

    CALENDAR = "calendar", "Hari kalender"
    WORKING = "working", "Hari kerja"


class Roll(Choice):
    """Where a day goes that is no working day."""

    EARLIER = "earlier", "Maju ke hari kerja sebelumnya"
    LATER = "later", "Mundur ke hari kerja berikutnya"
    NONE = "none", "Tetap"

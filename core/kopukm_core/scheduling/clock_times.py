"""Clock times as people write them: `9.00`, `09.00` and `09:00` are the same."""

from __future__ import annotations

CLOCK_TIME = r"([01]?\d|2[0-3])[.:][0-5]\d"
CLOCK_TIME_HELP = "Tulis jam dan menit, misalnya 08.00."


def clock_time(text: str) -> str:
    """`HH:MM`, as it is stored."""
    return text.replace(".", ":").rjust(5, "0")

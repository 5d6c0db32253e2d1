"""A day off: what it is called, of which kind, and how sure its date is."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core.values import Choice


class DayOffKind(Choice):
    """Who gave the day off."""

    NATIONAL = "national", "Libur nasional"
    COLLECTIVE_LEAVE = "collective_leave", "Cuti bersama"
    LOCAL = "local", "Libur setempat"


@dataclass(frozen=True, slots=True)
class DayOff:
    """One day on which the office does not work, besides the weekend.

    `estimated`: the date rests on a computation, not on a decree, and may still move by a day or two.
    """

    name: str
    kind: DayOffKind = DayOffKind.NATIONAL
    estimated: bool = False
    source: str = ""
    """The decree, or the library with its version."""

    @property
    def facts(self) -> tuple[str, DayOffKind, bool]:
        """What is said of the day, whoever says it."""
        return self.name, self.kind, self.estimated

    @property
    def words(self) -> str:
        """As people read it: `Hari Raya Idul Fitri (perkiraan)`."""
        return f"{self.name} (perkiraan)" if self.estimated else self.name

"""What one row says of a cooperative, free of the door it came through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_siopik.choices import OfficerPosition
from kopukm_siopik.commands.fields import OFFICERS
from kopukm_siopik.models import FACTS
from kopukm_siopik.rules import legal_entity_key

DEGREES = ("latitude", "longitude")
LEGAL_ID_MISSING = "Isi NIK koperasi atau nomor badan hukum: salah satu wajib."


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts that were given; None is "not told", and erases nothing."""

    facts: Mapping[str, Any]
    region_code: str | None
    officers: Mapping[OfficerPosition, str]
    effective_on: date
    is_imported: bool = False
    """A row of an export tells the place as far as it could be read: it makes a stored one finer, never wider."""

    @property
    def legal_entity_key(self) -> str | None:
        """What two writings of one number of badan hukum share."""
        number = self.facts["legal_entity_number"]
        return legal_entity_key(number) if number else None

    @staticmethod
    def of(command: Any, today: date, *, is_imported: bool = False) -> Entry:
        """The entry that a command's input holds."""
        facts: dict[str, Any] = {name: getattr(command, name, None) for name in FACTS}
        facts |= {name: float(facts[name]) for name in DEGREES if facts[name] is not None}
        officers = {
            position: name for field, position in OFFICERS.items() if (name := getattr(command, field, None))
        }
        return Entry(facts, command.region_code, officers, command.effective_on or today, is_imported)

    def changes(self, current: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Field → (before, after) for what was told and differs from `current`."""
        told = {**self.facts, "region_code": self.region_code}
        if self.is_imported and _is_finer(current["region_code"], self.region_code):
            told["region_code"] = None
            # An office outside has no region: where the row has none, it does not say that the stored one is wrong.
            told["office_outside"] = None if self.region_code is None else told["office_outside"]
        return {
            name: (current[name], value)
            for name, value in told.items()
            if value is not None and value != current[name]
        }


def _is_finer(stored: str | None, told: str | None) -> bool:
    """Whether the stored place lies inside the told one, or is known where none is told."""
    return stored is not None and (told is None or stored.startswith(f"{told}."))

"""What somebody tells of a prospect, free of the door it came through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kopukm_siopik.models import FACTS
from kopukm_siopik.recording.entry import Entry
from kopukm_siopik.rules import legal_entity_key, legal_entity_number


@dataclass(frozen=True, slots=True)
class Told:
    """A name and a place with what else is known; None is "not told", and erases nothing."""

    name: str
    region_code: str
    told_by: str
    nik: str | None = None
    legal_entity_number: str | None = None
    phone: str | None = None
    email: str | None = None
    note: str | None = None

    @property
    def legal_entity_key(self) -> str | None:
        """What two writings of one number of badan hukum share."""
        return legal_entity_key(self.legal_entity_number) if self.legal_entity_number else None

    @staticmethod
    def of(command: Any) -> Told:
        """What a command's input holds."""
        number = command.legal_entity_number
        return Told(
            command.name,
            command.region_code,
            command.told_by,
            command.nik,
            legal_entity_number(number) if number else None,
            command.phone,
            command.email,
            command.note,
        )

    def entry(self, day: date) -> Entry:
        """The same as the registry is asked whether it holds it: its own rules decide."""
        facts: dict[str, Any] = dict.fromkeys(FACTS)
        facts |= {
            "name": self.name,
            "nik": self.nik,
            "legal_entity_number": self.legal_entity_number,
        }
        return Entry(facts, self.region_code, {}, day)

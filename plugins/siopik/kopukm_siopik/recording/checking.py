"""What an entry may not tell, whatever door it came through."""

from __future__ import annotations

from datetime import date

from kopukm_core.commands import CommandContext
from kopukm_siopik.recording.entry import Entry

FUTURE = "Tanggal ini belum tiba."
TOO_WIDE = "Sebutkan desa atau kelurahannya, setidaknya kecamatannya."
WIDEST_CODE = len("32.01.07")
"""A kecamatan: the widest place that an office can be said to be in."""


def check_days(context: CommandContext, entry: Entry) -> None:
    """Refuse days that have not come."""
    field = day_fault(entry, context.today)
    if field is not None:
        context.refuse(field, "IN_THE_FUTURE", FUTURE)


def day_fault(entry: Entry, today: date) -> str | None:
    """The field whose day has not come."""
    told = {
        "legal_entity_date": entry.facts["legal_entity_date"],
        "legal_amended_on": entry.facts["legal_amended_on"],
        "savings_licence_date": entry.facts["savings_licence_date"],
        "effective_on": entry.effective_on,
    }
    return next((field for field, day in told.items() if day is not None and day > today), None)


def check_region(context: CommandContext, entry: Entry) -> None:
    """Refuse a place too wide to be an address."""
    if is_too_wide(entry):
        context.refuse("region_code", "REGION_TOO_WIDE", TOO_WIDE)


def is_too_wide(entry: Entry) -> bool:
    """Whether the place told is wider than a kecamatan."""
    return entry.region_code is not None and len(entry.region_code) < WIDEST_CODE

"""What an entry may not tell, whatever door it came through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core.commands import CommandContext
from kopukm_core.regions.models import Region
from kopukm_siopik.recording.entry import Entry

FUTURE = "Tanggal ini belum tiba."
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
        "effective_on": entry.effective_on,
    }
    return next((field for field, day in told.items() if day is not None and day > today), None)


async def check_region(context: CommandContext, entry: Entry) -> None:
    """Refuse a place that is not among the regions, or too wide to be an address."""
    message = (await region_faults([entry])).get(entry.region_code or "")
    if message is not None:
        context.refuse("region_code", "REGION_UNKNOWN", message)


async def region_faults(entries: Sequence[Entry]) -> dict[str, str]:
    """Region code → what is wrong with it, for the codes that cannot be taken."""
    told = {entry.region_code for entry in entries if entry.region_code is not None}
    known = {region.code for region in await Region.filter(code__in=sorted(told)).only("code")}
    faults = {code: f"Wilayah {code} tidak ada di daftar wilayah." for code in told - known}
    wide = {code for code in known if len(code) < WIDEST_CODE}
    return faults | dict.fromkeys(wide, "Sebutkan desa atau kelurahannya, setidaknya kecamatannya.")

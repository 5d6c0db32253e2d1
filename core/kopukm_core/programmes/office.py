"""The office's own data that is known beforehand: units, who signs, letterhead; each with its source."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from kopukm_core import clock
from kopukm_core.programmes.choices import Capacity, Paper
from kopukm_core.programmes.models import Letterhead, Official, Unit

Entries = Sequence[Mapping[str, Any]]


def office_data(region_code: str) -> Mapping[str, Entries]:
    """What is known of the office of a kabupaten or kota; nothing for most."""
    found = files(__package__).joinpath("data", f"office_{region_code}.json")
    if not found.is_file():
        return {}
    known: dict[str, Entries] = json.loads(found.read_text(encoding="utf-8"))
    return known


async def load_office(region_code: str) -> None:
    """Enter what is known, of each kind only where the office has nothing yet."""
    from kopukm_core.programmes.loading import new_unit

    known = office_data(region_code)
    for unit in known.get("units", ()):
        if not await Unit.exists(key=unit["key"]):
            await new_unit(unit["key"], unit["name"], is_team=unit["is_team"], parent_id=None)
    if known and not await Official.exists():
        for one in known.get("officials", ()):
            await Official.create(
                **{**one, "capacity": Capacity(one["capacity"]), "signs": Paper(one["signs"])},
                recorded_at=clock.now(),
            )
    if known and not await Letterhead.exists():
        for one in known.get("letterheads", ()):
            given = {name: value for name, value in one.items() if name != "region_code"}
            await Letterhead.create(**given, region_id=one["region_code"], recorded_at=clock.now())

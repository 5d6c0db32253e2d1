"""The office's own data that is known beforehand: units, who signs, letterhead, hours; each with its source."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from kopukm_core import clock
from kopukm_core.db import connection
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.register import create_party
from kopukm_core.programmes.choices import Capacity, Paper
from kopukm_core.programmes.models import Letterhead, Official, Unit
from kopukm_core.scheduling.calendar.seeded_hours import SeededHours

Entries = Sequence[Mapping[str, Any]]


def office_data(region_code: str) -> Mapping[str, Entries]:
    """What is known of the office of a kabupaten or kota; nothing for most."""
    found = files(__package__).joinpath("data", f"office_{region_code}.json")
    if not found.is_file():
        return {}
    known: dict[str, Entries] = json.loads(found.read_text(encoding="utf-8"))
    return known


def office_hours(region_code: str) -> list[SeededHours]:
    """The opening hours that the district decreed, as far as they are known beforehand."""
    return [
        SeededHours(
            **{
                **one,
                "valid_from": date.fromisoformat(one["valid_from"]),
                "valid_until": date.fromisoformat(one["valid_until"]),
            }
        )
        for one in office_data(region_code).get("hours", ())
    ]


async def load_office(region_code: str) -> None:
    """Enter what is known, of each kind only where the office has nothing yet; hours once each."""
    from kopukm_core.scheduling.calendar.seeding import seed_hours

    known = office_data(region_code)
    for unit in known.get("units", ()):
        if not await Unit.exists(key=unit["key"]):
            await new_unit(unit["key"], unit["name"], is_team=unit["is_team"], parent_id=None)
    await seed_hours(office_hours(region_code))
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


async def new_unit(key: str, name: str, *, is_team: bool, parent_id: int | None) -> Unit:
    """Enter a unit with its party."""
    party = await create_party(connection(), kind=PartyKind.ORGANISATION, name=name)
    return await Unit.create(
        key=key, name=name, is_team=is_team, parent_id=parent_id, party_id=party.id, recorded_at=clock.now()
    )

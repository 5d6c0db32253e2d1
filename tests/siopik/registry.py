"""Regions, people and short ways to give the registry's commands, for its tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.platform import Platform
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region
from kopukm_siopik.models import Cooperative

WRITE = "siopik.write"
CIBINONG, CITEUREUP = "32.01.01", "32.01.03"
PAKANSARI, CIRIMEKAR, PUSPANEGARA = "32.01.01.1001", "32.01.01.1002", "32.01.03.1001"

OFFICER = Actor(ActorKind.PERSON, "1", (Grant(WRITE),), account_id=1)
CIBINONG_OFFICER = Actor(ActorKind.PERSON, "2", (Grant(WRITE, CIBINONG),), account_id=2)
TODAY = date(2026, 11, 2)

GIVEN: dict[str, Any] = {
    "name": "KSU Mekar Jaya",
    "nik": "3201010010001",
    "legal_entity_number": "518/BH/KWK.10/2004",
    "region_code": PAKANSARI,
    "phone": "+6281234567890",
    "chair": "Siti Aminah",
}


async def make_regions() -> None:
    """The district with two kecamatan and three kelurahan, as the tests name them."""
    names = {
        "32": "Jawa Barat",
        "32.01": "Bogor",
        CIBINONG: "Cibinong",
        CITEUREUP: "Citeureup",
        PAKANSARI: "Pakansari",
        CIRIMEKAR: "Cirimekar",
        PUSPANEGARA: "Puspanegara",
    }
    levels = {
        2: (RegionLevel.PROVINCE, RegionKind.PROVINCE),
        5: (RegionLevel.REGENCY, RegionKind.REGENCY),
        8: (RegionLevel.DISTRICT, RegionKind.DISTRICT),
        13: (RegionLevel.VILLAGE, RegionKind.URBAN_VILLAGE),
    }
    for code, name in names.items():
        level, kind = levels[len(code)]
        await Region.create(
            code=code,
            name=name,
            level=level,
            kind=kind,
            sort_key=name.lower(),
            search_text=name.lower(),
            parent_id=code.rpartition(".")[0] or None,
            loaded_at=clock.now(),
        )


async def give(
    platform: Platform, verb: str, given: dict[str, Any], actor: Actor = OFFICER, key: str | None = None
) -> Outcome:
    """Give one of the registry's commands."""
    return await platform.runner.run(f"siopik.{verb}", given, actor, key=key)


async def registered(platform: Platform, **told: Any) -> Cooperative:
    """A cooperative registered with these facts besides the usual ones."""
    outcome = await give(platform, "register_cooperative", {**GIVEN, **told})
    assert outcome.reference is not None, outcome.problems
    return await Cooperative.get(id=int(outcome.reference.id))


def codes(outcome: Outcome) -> list[tuple[str, str]]:
    """Field and code of each problem."""
    return [(one.field, one.code) for one in outcome.problems]

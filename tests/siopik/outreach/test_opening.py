"""What the day H of a cycle asks for before it is opened, and what it makes. On both engines."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from kopukm_core.commands import Outcome
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.platform import Platform
from kopukm_core.scheduling.activities import Activity, ActivityMode, ActivitySession
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from siopik.registry import CIBINONG, CIRIMEKAR, CITEUREUP, PAKANSARI, codes

pytestmark = pytest.mark.anyio


def runner_of(region_code: str) -> Actor:
    """Somebody who runs the programme in that region."""
    return Actor(
        ActorKind.PERSON,
        region_code,
        (Grant("siopik.run_programme", region_code),),
        account_id=len(region_code),
    )


OFFICE = runner_of("")
AULA: dict[str, Any] = {"place": "Aula", "seats_in_person": 40}


async def planned(platform: Platform) -> ProgrammeCycle:
    """A cycle of Cibinong, on Tuesday 12 January 2027."""
    given = {"programme": "siopik", "held_on": "2027-01-12", "region_code": CIBINONG}
    outcome = await platform.runner.run("core.plan_cycle", given, OFFICE)
    assert outcome.reference is not None, outcome.problems
    return await ProgrammeCycle.get(id=int(outcome.reference.id))


async def opened(platform: Platform, actor: Actor = OFFICE, **given: Any) -> Outcome:
    """The answer to opening the day H."""
    return await platform.runner.run("siopik.open_outreach", given, actor)


async def test_the_hours_are_those_of_the_sop(office: Platform) -> None:
    cycle = await planned(office)
    outcome = await opened(
        office, cycle_id=cycle.id, place="Aula", link="https://rapat.contoh.id", seats_online=40
    )
    assert not outcome.problems
    zone = office.settings.time_zone
    hours = [
        (one.starts_at.astimezone(zone).isoformat(), one.ends_at.astimezone(zone).isoformat())
        for one in await ActivitySession.all().order_by("starts_at")
    ]
    assert hours == [
        ("2027-01-12T08:00:00+07:00", "2027-01-12T09:00:00+07:00"),
        ("2027-01-12T09:00:00+07:00", "2027-01-12T10:00:00+07:00"),
    ]
    assert {one.mode for one in await Activity.all()} == {ActivityMode.BOTH}


async def test_a_place_or_a_link_is_needed(office: Platform) -> None:
    cycle = await planned(office)
    assert codes(await opened(office, cycle_id=cycle.id)) == [("place", "PLACE_MISSING")]
    unlimited = await opened(office, cycle_id=cycle.id, place="Aula", region_code=CIRIMEKAR)
    assert codes(unlimited) == [("invitations", "PLACES_MISSING")]
    elsewhere = await opened(office, cycle_id=cycle.id, place="Aula", region_code=CITEUREUP, invitations=3)
    assert codes(elsewhere) == [("region_code", "OUTSIDE_CYCLE")]
    assert await Activity.all().count() == 0


async def test_two_at_once_open_it_once(office: Platform) -> None:
    cycle = await planned(office)
    outcomes = await asyncio.gather(*(opened(office, cycle_id=cycle.id, **AULA) for _ in range(3)))
    assert sorted(len(one.problems) for one in outcomes) == [0, 1, 1]
    assert await Activity.all().count() == 2


async def test_one_month_may_be_held_in_several_places(office: Platform) -> None:
    cycle = await planned(office)
    for village in (CIRIMEKAR, PAKANSARI):
        assert not (
            await opened(
                office, cycle_id=cycle.id, place=f"Balai {village}", region_code=village, invitations=5
            )
        ).problems
    again = await opened(office, cycle_id=cycle.id, place="Aula", region_code=PAKANSARI, invitations=5)
    assert codes(again) == [("region_code", "ALREADY_OPEN")]
    wider = await opened(office, cycle_id=cycle.id, place="Aula", invitations=5)
    assert codes(wider) == [("cycle_id", "ALREADY_OPEN")]
    assert len(set(await Activity.all().values_list("title", flat=True))) == 4


async def test_a_cancelled_or_unknown_cycle_is_refused(office: Platform) -> None:
    cycle = await planned(office)
    given = {"cycle_id": cycle.id, "reason": "Diganti."}
    assert not (await office.runner.run("core.cancel_cycle", given, OFFICE)).problems
    assert codes(await opened(office, cycle_id=cycle.id, **AULA)) == [("cycle_id", "CANCELLED")]
    assert codes(await opened(office, cycle_id=999, **AULA)) == [("cycle_id", "NOT_FOUND")]


async def test_another_kecamatan_may_not(office: Platform) -> None:
    cycle = await planned(office)
    with pytest.raises(NotAllowedError):
        await opened(office, runner_of(CITEUREUP), cycle_id=cycle.id, **AULA)

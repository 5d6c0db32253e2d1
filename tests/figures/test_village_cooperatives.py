"""Merah Putih cooperatives: their outlets with history, villages with one and without, as of any day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from figures.asking import Asking
from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.papers.report import ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outlets.models import Outlet, OutletState
from kopukm_siopik.outlets.reports import REPORTS
from siopik.registry import give

pytestmark = pytest.mark.anyio

HEAD = Actor(
    ActorKind.PERSON,
    "1",
    (Grant("siopik.write", ""), Grant("siopik.read_reports", "")),
    account_id=1,
)
NEIGHBOUR = Actor(ActorKind.PERSON, "2", (Grant("siopik.write", "32.01.03"),), account_id=2)
KELURAHAN = "32.01.01.1001"


@pytest.fixture(scope="module")
async def cooperative(platform: Platform) -> Cooperative:
    """The KKMP of Pondok Rajeg, in office since 2025."""
    told = {
        "name": "KKMP Pondok Rajeg",
        "legal_entity_number": "AHU-1.AH.01.29.2025",
        "legal_entity_date": "2025-06-12",
        "effective_on": "2025-06-12",
        "region_code": KELURAHAN,
        "programme_category": "kkmp",
        "served_village_code": KELURAHAN,
    }
    made = await give(platform, "register_cooperative", told, HEAD)
    assert made.reference is not None, made.problems
    return await Cooperative.get(id=int(made.reference.id))


async def recorded(platform: Platform, one: Cooperative, actor: Actor = HEAD, **told: Any) -> Outcome:
    return await give(platform, "record_outlet", {"cooperative_id": one.id, **told}, actor)


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def test_an_outlet_has_one_row_and_every_state_of_its_history(
    platform: Platform, asked: Asking, cooperative: Cooperative, office_clock: clock.MovingClock
) -> None:
    groceries: dict[str, Any] = {"kind": "groceries"}
    for status, since in (
        ("planned", "2025-07-01"),
        ("operating", "2026-01-05"),
        ("operating", "2026-01-05"),
    ):
        assert (
            await recorded(platform, cooperative, status=status, effective_on=since, **groceries)
        ).accepted
    before = clock.now()
    office_clock.move(timedelta(minutes=1))
    late: dict[str, Any] = {"status": "prepared", "effective_on": "2025-10-01"}
    assert (await recorded(platform, cooperative, **late, **groceries)).accepted
    outlet = await Outlet.get(cooperative_id=cooperative.id, kind="groceries")
    assert (outlet.status.value, outlet.effective_on) == ("operating", date(2026, 1, 5))
    assert await OutletState.filter(outlet_id=outlet.id).count() == 3, "the same state told again is none"

    async def on(day: str, **known: Any) -> Any:
        document = """query($day: Date!, $known: DateTime, $level: RegionLevel!) { siopik {
          villageCooperatives(asOf: $day, knownAt: $known, within: "32.01.01", level: $level) {
            total { villages served unserved unlinked outlets { kind status count } }
            rows { regionCode served } } } }"""
        answer = await asked.data(document, HEAD, day=day, **{"level": "VILLAGE", **known})
        return answer["villageCooperatives"]

    assert (await on("2025-06-11"))["total"]["served"] == 0, "it did not exist"
    first = await on("2025-07-01")
    assert (first["total"]["villages"], first["total"]["served"]) == (first["total"]["unserved"] + 1, 1)
    assert [row["served"] for row in first["rows"] if row["regionCode"] == KELURAHAN] == [1]
    assert first["total"]["outlets"] == [{"kind": "GROCERIES", "status": "PLANNED", "count": 1}]
    assert (await on("2025-12-31"))["total"]["outlets"][0]["status"] == "PREPARED"
    then = await on("2025-12-31", known=before.isoformat())
    assert then["total"]["outlets"][0]["status"] == "PLANNED", "the correction was not known yet"
    assert (await on("2026-11-02"))["total"]["outlets"][0]["status"] == "OPERATING"


async def test_what_is_no_outlet_is_refused_and_nothing_is_stored(
    platform: Platform, cooperative: Cooperative
) -> None:
    before = await OutletState.all().count()
    clinic: dict[str, Any] = {"kind": "clinic", "status": "planned"}
    assert codes(await recorded(platform, cooperative, kind="other", status="planned")) == ["OUTLET_UNNAMED"]
    assert codes(await recorded(platform, cooperative, effective_on="2026-11-03", **clinic)) == [
        "IN_THE_FUTURE"
    ]
    with pytest.raises(NotAllowedError):
        await recorded(platform, cooperative, NEIGHBOUR, **clinic)
    plain = {
        "name": "KSU Biasa",
        "nik": "3201010010099",
        "legal_entity_number": "7/BH/KWK.10/1999",
        "region_code": KELURAHAN,
    }
    made = await give(platform, "register_cooperative", plain, HEAD)
    assert made.reference is not None
    other = await Cooperative.get(id=int(made.reference.id))
    assert codes(await recorded(platform, other, **clinic)) == ["NOT_A_VILLAGE_COOPERATIVE"]
    assert await OutletState.all().count() == before


async def test_a_withdrawn_outlet_counts_no_more_but_did_until_then(
    platform: Platform, asked: Asking, cooperative: Cooperative, office_clock: clock.MovingClock
) -> None:
    made = await recorded(platform, cooperative, kind="other", name="Pangkalan LPG", status="operating")
    assert made.reference is not None
    known = clock.now()
    office_clock.move(timedelta(minutes=1))
    told = {"outlet_id": int(made.reference.id), "reason": "milik koperasi lain"}
    with pytest.raises(NotAllowedError):
        await give(platform, "withdraw_outlet", told, NEIGHBOUR)
    assert (await give(platform, "withdraw_outlet", told, HEAD)).accepted
    assert codes(await give(platform, "withdraw_outlet", told, HEAD)) == ["NOT_FOUND"]
    document = """query($known: DateTime) { siopik { villageCooperatives(knownAt: $known) {
      total { outlets { kind } } } outlets(first: 9) { nodes { kind name states { status } } } } }"""
    now = await asked.data(document, HEAD)
    assert {"kind": "OTHER"} not in now["villageCooperatives"]["total"]["outlets"]
    assert "OTHER" not in [one["kind"] for one in now["outlets"]["nodes"]]
    then = await asked.data(document, HEAD, known=known.isoformat())
    assert {"kind": "OTHER"} in then["villageCooperatives"]["total"]["outlets"]
    again = await recorded(platform, cooperative, kind="other", name="pangkalan lpg", status="planned")
    assert again.accepted, "what was withdrawn may be recorded anew"


async def test_the_report_lists_villages_without_a_cooperative(
    platform: Platform, asked: Asking, cooperative: Cooperative
) -> None:
    (report,) = REPORTS
    request = ReportRequest(date(2026, 11, 2), date(2026, 11, 2), "32.01.01")
    by_district, without = [
        one for one in await report.build(platform, HEAD, request) if isinstance(one, Table)
    ]
    assert by_district.total is not None
    villages, served, unserved = by_district.total[1:4]
    assert (served, unserved) == (1, len(without.rows))
    assert villages == len(without.rows) + 1
    assert KELURAHAN not in [row[0] for row in without.rows]
    listed = await asked.data(
        """{ siopik { unservedVillages(within: "32.01.01", first: 2, offset: 1) { regionCode } } }""", HEAD
    )
    assert [one["regionCode"] for one in listed["unservedVillages"]] == [row[0] for row in without.rows[1:3]]

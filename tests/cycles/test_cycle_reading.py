"""Who sees which cycles; the board, the workloads, the feed, and what listens; on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cycles.office_of_cycles import BOGOR, CIBINONG, GARDENER, given, planned, steps
from kopukm_core.events import subscribe
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.platform import Platform
from kopukm_core.programmes.models import Unit
from kopukm_core.scheduling.cycles.announcing import TOPIC
from kopukm_core.scheduling.cycles.feed import cycle_entries
from kopukm_core.scheduling.feeds import write_calendar
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext

pytestmark = pytest.mark.anyio

CIBINONG_READER = Actor(ActorKind.PERSON, "5", (Grant("core.read_programmes", CIBINONG),), account_id=5)


@pytest.fixture(scope="module")
async def schema(platform: Platform) -> Any:
    """The composed contract."""
    return compose_contract(platform)


@pytest.fixture(scope="module")
async def cycles(platform: Platform) -> tuple[int, int]:
    """A cycle in Bogor with a late, a done and a waived step, and one in Cibinong."""
    first = await planned(platform, "2026-10-30", region_code=BOGOR)
    found = await steps(first)
    await given(platform, "core.complete_step", step_id=found["harvest"][0].id, evidence_text="Panen")
    await given(platform, "core.waive_step", step_id=found["water"][0].id, reason="Hujan")
    return first, await planned(platform, "2026-11-03", region_code=CIBINONG)


async def asked(platform: Platform, schema: Any, document: str, actor: Actor) -> Any:
    """The data of an answer without errors."""
    answer = await schema.execute(document, context_value=RequestContext(actor, platform.settings, platform))
    assert answer.errors is None, answer.errors
    return answer.data


BOARD = """{ programmeBoard(year: 2026) { late cycles { title late steps { number colour } } }
  unitWorkloads { unit late due coming } programmeCycles { totalCount } cycleSteps { totalCount } }"""


async def test_the_board_shows_each_actor_its_own(
    platform: Platform, schema: Any, cycles: tuple[int, int]
) -> None:
    seen = await asked(platform, schema, BOARD, GARDENER)
    board = seen["programmeBoard"]
    assert board["late"] == 2
    assert [(one["number"], one["colour"]) for one in board["cycles"][0]["steps"]] == [
        ("1", "LATE"),
        ("2", "WAIVED"),
        ("3", "DONE"),
        ("4", "COMING"),
        ("5", "DUE"),
    ]
    assert {one["unit"]: (one["late"], one["due"], one["coming"]) for one in seen["unitWorkloads"]} == {
        "Seksi Kebun": (2, 1, 4),
        "Regu Selang": (0, 0, 1),
    }
    mine = await asked(platform, schema, BOARD, CIBINONG_READER)
    assert [one["title"] for one in mine["programmeBoard"]["cycles"]] == ["Pekan Panen, 3 November 2026"]
    assert (mine["programmeCycles"]["totalCount"], mine["cycleSteps"]["totalCount"]) == (1, 5)
    nobody = await asked(platform, schema, BOARD, ANONYMOUS)
    assert (nobody["programmeBoard"]["cycles"], nobody["unitWorkloads"]) == ([], [])
    team = await Unit.get(key="hose")
    member = Actor(ActorKind.PERSON, "6", party_ids=frozenset({team.party_id}), account_id=6)
    own = await asked(platform, schema, BOARD, member)
    assert (own["cycleSteps"]["totalCount"], own["programmeCycles"]["totalCount"]) == (2, 0)


async def test_an_sop_is_public_and_a_number_of_a_civil_servant_is_not(
    platform: Platform, schema: Any
) -> None:
    document = """{ programme(name: "garden") { document { number revision issuedOnWords entries { text note } } }
      programmeFlow(programme: "garden") { mermaid nodes { key after } } officials { name nip }
      officeOnDay(day: "2026-11-02") { signedBy } }"""
    seen = await asked(platform, schema, document, ANONYMOUS)
    (edition,) = seen["programme"]["document"]
    assert (edition["number"], edition["revision"], edition["issuedOnWords"]) == ("belum diisi",) * 3
    assert {"text": "Peraturan kebun nomor 1", "note": "Sudah diganti."} in edition["entries"]
    flow = seen["programmeFlow"]
    assert [one["after"] for one in flow["nodes"]] == [None, "invite", "water", "harvest", "share"]
    assert "  step_water --> step_harvest" in flow["mermaid"].split("\n")
    assert '    step_invite["1. Mengundang"]' in flow["mermaid"].split("\n")
    assert seen["officials"] == [{"name": "Dr. Riny Kusumawati SP MM", "nip": "•••"}]
    assert seen["officeOnDay"]["signedBy"] == "Dr. Riny Kusumawati SP MM"


async def test_the_feed_holds_what_the_actor_sees_with_stable_names(
    platform: Platform, cycles: tuple[int, int]
) -> None:
    everything = await cycle_entries(GARDENER, {"programme": "garden"})
    assert len(everything) == 10
    mine = await cycle_entries(CIBINONG_READER, {})
    assert len(mine) == 5
    assert await cycle_entries(CIBINONG_READER, {"unit": "kpk"}) == []
    (harvest,) = [one for one in mine if one.summary.endswith("Memanen")]
    assert str(harvest.starts) == "2026-11-03 07:00:00+07:00"
    waived = [one for one in everything if one.status == "cancelled"]
    assert [one.summary for one in waived] == ["Dikecualikan: Pekan Panen, 30 Oktober 2026: Menyiram"]
    before = {one.uid: one.sequence for one in mine}
    await given(platform, "core.move_cycle", cycle_id=cycles[1], held_on="2026-11-05")
    after = {one.uid: one.sequence for one in await cycle_entries(CIBINONG_READER, {})}
    assert set(before) < set(after)
    assert after[harvest.uid] == before[harvest.uid] + 1
    assert b"SEQUENCE:1" in write_calendar("Langkah", await cycle_entries(CIBINONG_READER, {}))


async def test_what_would_move_is_told_before_it_is_done(
    platform: Platform, schema: Any, cycles: tuple[int, int]
) -> None:
    cycle = await planned(platform, "2027-11-03")
    document = '{ holidayEffect(day: "2027-11-05") { step unit oldUntil newUntil why } }'
    (move,) = [
        one
        for one in (await asked(platform, schema, document, GARDENER))["holidayEffect"]
        if one["step"] == "Membagi"
    ]
    assert (move["unit"], move["oldUntil"], move["newUntil"]) == ("Seksi Kebun", "2027-11-05", "2027-11-08")
    assert (await asked(platform, schema, document, CIBINONG_READER))["holidayEffect"] == []
    assert (await steps(cycle))["share"][0].due_until == date(2027, 11, 5)
    answer = await schema.execute(
        document, context_value=RequestContext(ANONYMOUS, platform.settings, platform)
    )
    assert [one.original_error.code for one in answer.errors] == ["FORBIDDEN"]


@pytest.mark.parametrize(
    "days", ['day: "0001-01-01"', 'day: "9999-12-31"', 'day: "2027-11-05", movedFrom: "9999-12-31"']
)
async def test_a_day_without_a_calendar_is_refused(platform: Platform, schema: Any, days: str) -> None:
    answer = await schema.execute(
        f"{{ holidayEffect({days}) {{ step }} }}",
        context_value=RequestContext(GARDENER, platform.settings, platform),
    )
    (error,) = answer.errors
    assert error.original_error.code == "BAD_USER_INPUT"
    assert error.original_error.remedy == "Kirim hari dalam tahun 1991 sampai 2198."


async def test_a_change_is_told_with_its_region(platform: Platform, cycles: tuple[int, int]) -> None:
    async with subscribe(TOPIC) as events:
        await given(platform, "core.move_cycle", cycle_id=cycles[1], held_on="2026-11-06")
        event = await anext(aiter(events))
    assert event.payload == {"cycle_id": cycles[1], "region_code": CIBINONG}

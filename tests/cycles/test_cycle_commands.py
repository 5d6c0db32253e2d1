"""Planning, finishing and evaluating cycles, on both engines."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from garden.models import Garden

from cycles.conftest import MONDAY
from cycles.office_of_cycles import (
    BOGOR,
    CIBINONG,
    GARDENER,
    MANAGER,
    OFFICER,
    given,
    planned,
    refused,
    steps,
)
from kopukm_core.clock import MovingClock
from kopukm_core.db import transaction
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError, NotFoundError
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.platform import Platform
from kopukm_core.programmes.models import Unit
from kopukm_core.programmes.timeline import Anchor
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.cycles.checking import check_open_steps
from kopukm_core.scheduling.cycles.choices import ChangeCause, CycleState
from kopukm_core.scheduling.cycles.evaluation_models import Evaluation, EvaluationFigure
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle, StepChange

pytestmark = pytest.mark.anyio


async def test_a_cycle_gets_its_steps_with_the_reason_for_each_date(platform: Platform) -> None:
    cycle = await planned(platform, "2027-01-06", last_session_on="2027-01-08")
    found = await steps(cycle)
    (invite,) = found["invite"]
    assert (invite.due_from, invite.due_until) == (date(2026, 12, 31), date(2027, 1, 4))
    assert invite.why == (
        "H-3 = Minggu 3 Januari 2027, hari libur; dimajukan ke Kamis 31 Desember 2026; "
        "sampai H-2 = Senin 4 Januari 2027"
    )
    assert [one.due_from.day for one in found["water"]] == [6, 7, 8]
    (share,) = found["share"]
    assert share.due_until == date(2027, 1, 8)
    assert (
        share.why
        == "2 hari kerja sesudah langkah 3 (direncanakan Rabu 6 Januari 2027) = Jumat 8 Januari 2027"
    )
    (report,) = found["report"]
    assert report.why == (
        "1 hari sesudah hari kerja terakhir pekan itu (Jumat 8 Januari 2027) = Sabtu 9 Januari 2027, hari libur; "
        "diundurkan ke Senin 11 Januari 2027"
    )


async def test_the_same_day_is_planned_once_also_at_the_same_time(platform: Platform) -> None:
    both = await asyncio.gather(
        *(
            platform.runner.run("core.plan_cycle", {"programme": "garden", "held_on": "2027-02-02"}, GARDENER)
            for _ in range(2)
        )
    )
    assert sorted(outcome.accepted for outcome in both) == [False, True]
    assert (
        await refused(platform, "core.plan_cycle", programme="garden", held_on="2027-02-02")
        == "ALREADY_PLANNED"
    )
    assert await planned(platform, "2027-02-02", region_code=CIBINONG)


async def test_only_who_may_run_the_programme_there_plans_and_finishes(platform: Platform) -> None:
    given_ = {"programme": "garden", "held_on": "2027-02-04", "region_code": BOGOR}
    elsewhere = Actor(ActorKind.PERSON, "9", (Grant("garden.write", CIBINONG),))
    for actor in (ANONYMOUS, OFFICER, elsewhere):
        with pytest.raises((NotAllowedError, NotAuthenticatedError)):
            await platform.runner.run("core.plan_cycle", given_, actor)
    with pytest.raises(NotFoundError):
        await platform.runner.run("core.plan_cycle", {**given_, "programme": "kebun"}, GARDENER)
    step = (await steps(await planned(platform, "2027-02-04")))["harvest"][0]
    with pytest.raises(NotAllowedError):
        await platform.runner.run("core.waive_step", {"step_id": step.id, "reason": "tidak perlu"}, elsewhere)


async def test_a_step_is_done_once_with_evidence_and_moves_what_follows_it(platform: Platform) -> None:
    cycle = await planned(platform, "2026-10-29")
    found = await steps(cycle)
    harvest, share = found["harvest"][0], found["share"][0]
    assert await refused(platform, "core.complete_step", step_id=harvest.id) == "EVIDENCE_MISSING"
    future = {"step_id": harvest.id, "done_on": "2026-11-03", "evidence_text": "Panen"}
    assert await refused(platform, "core.complete_step", **future) == "IN_THE_FUTURE"
    both = await asyncio.gather(
        *(
            platform.runner.run(
                "core.complete_step", {"step_id": harvest.id, "evidence_text": f"Panen {number}"}, GARDENER
            )
            for number in range(2)
        )
    )
    assert sorted(outcome.accepted for outcome in both) == [False, True]
    moved = await CycleStep.get(id=share.id)
    assert (share.due_until, moved.due_until) == (date(2026, 11, 2), date(2026, 11, 4))
    assert (
        moved.why == "2 hari kerja sesudah langkah 3 (selesai Senin 2 November 2026) = Rabu 4 November 2026"
    )
    assert moved.sequence == 1
    assert [one.cause for one in await StepChange.filter(step_id=share.id)] == [ChangeCause.STEP_DONE]
    await given(platform, "core.reopen_step", step_id=harvest.id, reason="Keliru")
    assert (await CycleStep.get(id=share.id)).due_until == date(2026, 11, 2)
    before = (await CycleStep.get(id=share.id)).sequence
    await given(platform, "core.waive_step", step_id=share.id, reason="Hasilnya habis")
    assert (await CycleStep.get(id=share.id)).sequence == before + 1
    assert await refused(platform, "core.complete_step", step_id=share.id, evidence_text="x") == "STEP_ENDED"
    await given(platform, "core.reopen_step", step_id=share.id, reason="Ada lagi")
    assert (await CycleStep.get(id=share.id)).sequence == before + 2


async def test_a_step_is_given_to_another_unit_and_both_are_told(platform: Platform) -> None:
    found = await steps(await planned(platform, "2026-12-09"))
    (share,), (harvest,), water = found["share"], found["harvest"], found["water"]
    beds, hose = await Unit.get(key="garden_unit"), await Unit.get(key="hose")
    given_ = {"step_id": share.id, "unit_id": hose.id}
    assert await refused(platform, "core.assign_step", **{**given_, "unit_id": beds.id}) == "SAME_UNIT"
    assert await refused(platform, "core.assign_step", **{**given_, "unit_id": 987_654}) == "NO_SUCH_UNIT"
    with pytest.raises(NotAllowedError):
        await platform.runner.run("core.assign_step", given_, OFFICER)
    await given(platform, "core.assign_step", **given_)
    assert ((await CycleStep.get(id=share.id)).unit_id, harvest.unit_id) == (hose.id, beds.id)
    texts = {
        one.party_id: one.text.whole() for one in await OutboundMessage.filter(template="core.steps_assigned")
    }
    assert texts.keys() == {beds.party_id, hose.party_id}
    assert "1 langkah program dialihkan dari Seksi Kebun kepada Regu Selang." in texts[hose.party_id]
    assert "- Pekan Panen, 9 Desember 2026: Membagi (Jumat 11 Desember 2026)" in texts[beds.party_id]
    # What a changed day moves afterwards stays with the unit that has it now.
    await given(platform, "core.move_cycle", cycle_id=share.cycle_id, held_on="2026-12-16")
    assert (await CycleStep.get(id=share.id)).unit_id == hose.id
    other = {"step_id": water[0].id, "unit_id": beds.id}
    assert await refused(platform, "core.assign_step", **other) == "STEP_ENDED"


async def test_what_a_unit_still_has_to_do_is_handed_over_whole(platform: Platform) -> None:
    cycle = await planned(platform, "2026-12-23", last_session_on="2026-12-24")
    hose = await Unit.get(key="hose")
    closed = await given(platform, "core.change_unit", MANAGER, unit_id=hose.id, closed_on="2026-12-20")
    assert [one.code for one in closed.remarks] == ["STEPS_LEFT"]
    crew = await given(platform, "core.add_unit", MANAGER, key="crew", name="Regu Ember", is_team=True)
    assert crew.reference is not None
    over = {"unit_id": hose.id, "to_unit_id": int(crew.reference.id)}
    assert await refused(platform, "core.hand_over_steps", OFFICER, **over) == "NOTHING_TO_HAND_OVER"
    open_steps = await CycleStep.filter(unit_id=hose.id, done_at=None, waived_at=None).exclude(
        cycle__state=CycleState.CANCELLED
    )
    outcome = await given(platform, "core.hand_over_steps", **over)
    assert outcome.values == {"step_count": len(open_steps)}
    assert {one.unit_id for one in (await steps(cycle))["water"]} == {int(crew.reference.id)}
    assert await refused(platform, "core.hand_over_steps", **over) == "NOTHING_TO_HAND_OVER"
    # A working day that comes to be falls to the unit that has the others.
    await given(
        platform, "core.move_cycle", cycle_id=cycle, held_on="2026-12-28", last_session_on="2026-12-30"
    )
    assert {one.unit_id for one in (await steps(cycle))["water"]} == {int(crew.reference.id)}
    later = await given(platform, "core.plan_cycle", GARDENER, programme="garden", held_on="2027-01-20")
    assert "UNIT_CLOSED" in [one.code for one in later.remarks]
    back = {"unit_id": int(crew.reference.id), "to_unit_id": hose.id}
    await Unit.filter(id=hose.id).update(closed_on=date(2026, 11, 1))
    assert await refused(platform, "core.hand_over_steps", **back) == "UNIT_CLOSED"
    await Unit.filter(id=hose.id).update(closed_on=None)


async def test_evidence_that_the_records_give(platform: Platform) -> None:
    step = (await steps(await planned(platform, "2026-10-14")))["report"][0]
    garden = await Garden.create(name="Kebun Mawar", region_id=CIBINONG)
    assert await refused(platform, "core.check_step", step_id=step.id) == "NOT_DONE_YET"
    garden.watered_on = date(2026, 10, 14)
    await garden.save()
    await given(platform, "core.check_step", step_id=step.id)
    done = await CycleStep.get(id=step.id)
    assert done.is_automatic
    assert done.evidence_text == "0 kebun belum disiram."


async def test_what_the_records_end_moves_what_follows_it(platform: Platform) -> None:
    await Garden.filter(watered_on=None).update(watered_on=date(2026, 10, 14))
    found = await steps(await planned(platform, "2026-10-22"))
    harvest = TimelineStep.filter(id=found["harvest"][0].template_id)
    await harvest.update(evidence_check="garden.all_watered")
    try:
        async with transaction():
            await check_open_steps(platform.programmes, date(2026, 11, 2), platform.settings.time_zone)
    finally:
        await harvest.update(evidence_check="")
    assert (await CycleStep.get(id=found["harvest"][0].id)).done_on == date(2026, 11, 2)
    assert (await CycleStep.get(id=found["share"][0].id)).due_until == date(2026, 11, 4)


async def test_a_step_that_is_opened_again_has_the_days_of_now(platform: Platform) -> None:
    given_cycle = {"programme": "siopik", "held_on": "2026-10-06"}
    outcome = await given(platform, "core.plan_cycle", OFFICER, **given_cycle)
    assert outcome.reference is not None
    cycle = int(outcome.reference.id)
    assert not await TimelineStep.exists(cycle_steps__cycle_id=cycle, anchor=Anchor.STEP)
    (evaluation,) = (await steps(cycle))["evaluation"]
    await CycleStep.filter(id=evaluation.id).update(done_at=MONDAY, done_on=date(2026, 10, 14), done_by="2")
    await given(platform, "core.move_cycle", OFFICER, cycle_id=cycle, held_on="2026-10-13")
    assert (await CycleStep.get(id=evaluation.id)).due_until == date(2026, 10, 14)
    await given(platform, "core.reopen_step", OFFICER, step_id=evaluation.id, reason="Keliru")
    assert (await CycleStep.get(id=evaluation.id)).due_until == date(2026, 10, 21)


async def test_moving_a_cycle_moves_only_what_is_open(platform: Platform) -> None:
    cycle = await planned(platform, "2026-11-04")
    before = await steps(cycle)
    await given(platform, "core.complete_step", step_id=before["invite"][0].id, evidence_text="Sudah")
    await given(platform, "core.move_cycle", cycle_id=cycle, held_on="2026-11-11")
    after = await steps(cycle)
    assert after["invite"][0].due_from == before["invite"][0].due_from
    assert after["harvest"][0].due_from == date(2026, 11, 11)
    assert after["harvest"][0].sequence == 1
    (old, new) = after["water"]
    assert old.waived_reason == "Harinya tidak lagi termasuk siklus ini."
    assert new.due_from == date(2026, 11, 11)
    changed = await ProgrammeCycle.get(id=cycle)
    assert (changed.first_session_on, changed.last_session_on) == (date(2026, 11, 11), date(2026, 11, 11))


async def test_a_cancelled_cycle_takes_no_more_changes(platform: Platform) -> None:
    cycle = await planned(platform, "2026-11-18")
    await given(platform, "core.cancel_cycle", cycle_id=cycle, reason="Hujan terus")
    assert (
        await refused(platform, "core.move_cycle", cycle_id=cycle, held_on="2026-11-25") == "CYCLE_CANCELLED"
    )
    assert {one.sequence for some in (await steps(cycle)).values() for one in some} == {1}
    assert await planned(platform, "2026-11-18") != cycle


async def test_an_evaluation_fills_in_figures_and_names_the_next_cycle(
    platform: Platform, moving_clock: MovingClock
) -> None:
    cycle = await planned(platform, "2026-10-21")
    following = await planned(platform, "2026-12-02")
    found = await steps(cycle)
    await given(
        platform,
        "core.complete_step",
        step_id=found["invite"][0].id,
        done_on="2026-10-19",
        evidence_text="Surat",
    )
    await given(platform, "core.complete_step", step_id=found["harvest"][0].id, evidence_text="Terlambat")
    await given(platform, "core.waive_step", step_id=found["water"][0].id, reason="Hujan")
    said: dict[str, Any] = {
        "cycle_id": cycle,
        "participants": ["Seksi Kebun", "Regu Selang"],
        "minutes": "Panen baik.",
        "decision": "Diulang.",
    }
    assert await refused(platform, "core.record_evaluation", **said, next_cycle_id=cycle) == "NOT_LATER"
    await given(platform, "core.record_evaluation", **said)
    await given(platform, "core.record_evaluation", **said, next_cycle_id=following)
    former, current = await Evaluation.filter(cycle_id=cycle).order_by("id")
    assert (former.is_current, current.is_current, current.next_cycle_id) == (False, True, following)
    figures = await EvaluationFigure.filter(evaluation_id=current.id).order_by("position")
    values = {one.name: one.value for one in figures}
    assert values["gardens"] == str(await Garden.all().count())
    assert {name: values[name] for name in values if name != "gardens"} == {
        "steps": "5",
        "steps_on_time": "1",
        "steps_after_time": "1",
        "steps_waived": "1",
        "steps_late": "1",
    }
    assert (await ProgrammeCycle.get(id=cycle)).state is CycleState.EVALUATED

"""One whole cycle of SI OPIK SEHAT, H-30 to H+8, with a moving clock. On both engines."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from figures.asking import Asking, document
from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.events import open_events, subscribe
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from kopukm_core.scheduling.activities import Activity, ActivitySession, ActivityTarget, Registration
from kopukm_core.scheduling.cycles.announcing import TOPIC
from kopukm_core.scheduling.cycles.evaluation_models import Evaluation, EvaluationFigure
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.node import global_id
from kopukm_siopik.outreach.guidance.models import GuidedCompletion
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from kopukm_siopik.permissions import ROLES
from siopik.registry import CIBINONG, CIRIMEKAR, CITEUREUP, registered

pytestmark = pytest.mark.anyio

FAST = JobTiming(lease=5.0, beat=0.1, poll=0.02, grace=0.2)
H = date(2027, 1, 12)
(ROLE,) = (role for role in ROLES if role.name == "siopik.officer")
OFFICER = Actor(ActorKind.PERSON, "1", tuple(Grant(str(name)) for name in ROLE.permissions), account_id=1)
"""One role suffices for the whole month."""
ATTENDEES = "query($activityId: ID!) { attendees(activityId: $activityId) { name } }"
TRAININGS = "query { activities(first: 9, where: {kind: {equals: TRAINING}}) { nodes { title } } }"
NEIGHBOUR = Actor(
    ActorKind.PERSON, "2", tuple(Grant(str(name), CITEUREUP) for name in ROLE.permissions), account_id=2
)
READER = Actor(
    ActorKind.PERSON, "3", (Grant("core.read_activities"), Grant("core.read_parties")), account_id=3
)


class Days:
    """The programme on a clock that is moved from day to day."""

    def __init__(self, platform: Platform, moving: clock.MovingClock) -> None:
        self.platform = platform
        self._moving = moving

    def on(self, days: int, at: str = "08:00") -> None:
        """It is H plus so many days."""
        zone = self.platform.settings.time_zone
        self._moving.set(datetime.combine(H + timedelta(days=days), time.fromisoformat(at), zone))

    async def give(self, command: str, **given: Any) -> Outcome:
        """Give the command; it must not be refused."""
        outcome = await self.platform.runner.run(command, given, OFFICER)
        assert not outcome.problems, (command, outcome.problems)
        return outcome

    async def refused(self, command: str, actor: Actor = OFFICER, **given: Any) -> str:
        """Give the command; the code it is refused with."""
        outcome = await self.platform.runner.run(command, given, actor)
        assert outcome.problems, command
        return outcome.problems[0].code

    async def work(self) -> None:
        """Let every job that waits be done."""
        async with running_jobs(self.platform, FAST), asyncio.timeout(10):
            while await OutboxJob.exists():  # noqa: ASYNC110 - it waits for another task
                await asyncio.sleep(0.01)

    async def step(self, key: str) -> CycleStep:
        """The step of the cycle by its key in the timeline."""
        return await CycleStep.get(template__key=key)


async def test_a_whole_cycle(office: Platform, moving_clock: clock.MovingClock) -> None:
    days = Days(office, moving_clock)
    days.on(-40)
    known = await registered(office, name="KSU Mekar Jaya", nik="3201010010001")
    other = await registered(
        office,
        name="Koperasi Tani Subur",
        nik="3201010010002",
        region_code=CIRIMEKAR,
        legal_entity_number="77/BH/X/2009",
    )
    await days.give(
        "siopik.note_prospect",
        name="Koperasi Warga Rukun",
        region_code=CIBINONG,
        told_by="Pendataan kecamatan",
        email="rukun@contoh.id",
    )
    prospect = await Prospect.get()

    await days.work()

    # planned for a Tuesday
    await days.give("core.plan_cycle", programme="siopik", held_on=H.isoformat(), region_code=CIBINONG)
    cycle = await ProgrammeCycle.get()
    assert [step.due_until - H for step in await CycleStep.all().order_by("position")] == [
        timedelta(days=n) for n in (-32, 0, 0, 1, 7, 8)
    ], "H-30 is a Sunday and rolls to the Friday before"

    # H-30: the site
    days.on(-32)
    site = await days.step("website")
    assert await days.refused("core.complete_step", step_id=site.id) == "EVIDENCE_MISSING"
    await days.give("core.complete_step", step_id=site.id, evidence_link="https://siopik.contoh.id")

    # the day H is prepared: targets are those without complete records, and the prospect
    days.on(-14)
    told = {"cycle_id": cycle.id, "place": "Aula Kecamatan Cibinong", "seats_in_person": 40}
    opened = await days.give("siopik.open_outreach", **told)
    assert await days.refused("siopik.open_outreach", **told) == "ALREADY_OPEN"
    outreach, guidance = await Activity.all().order_by("id")
    assert (outreach.cycle_id, guidance.cycle_id) == (cycle.id, cycle.id)
    assert opened.values is not None and opened.values["targets"] == 3
    proposed = {one.party_id for one in await ActivityTarget.filter(activity_id=outreach.id)}
    assert proposed == {known.party_id, other.party_id, prospect.party_id}
    for activity in (outreach, guidance):
        await days.give("core.open_activity", activity_id=activity.id)
    await days.give("core.invite_targets", activity_id=outreach.id)

    # they say who comes
    for activity in (outreach, guidance):
        for number, party in enumerate((known.party_id, prospect.party_id)):
            await days.give(
                "core.register_participant",
                activity_id=activity.id,
                party_id=party,
                person_name=f"Peserta {number}",
                person_role="management",
            )

    # H: names are found at the desk by who runs it; attendance, and records opened with what is missing
    days.on(0)
    asking = Asking(office, compose_contract(office))
    step = await days.step("data_entered")
    assert await days.refused("core.check_step", step_id=step.id) == "NOT_DONE_YET"
    for activity, at in ((outreach, "08:10"), (guidance, "09:05")):
        days.on(0, at)
        names = {"activityId": global_id("Activity", activity.id)}
        at_the_desk = (await asking.answer(ATTENDEES, OFFICER, **names)).data["attendees"]
        assert [one["name"] for one in at_the_desk] == ["Peserta 0", "Peserta 1"]
        for stranger in (NEIGHBOUR, READER):
            assert (await asking.answer(ATTENDEES, stranger, **names)).data == {"attendees": None}
        session = await ActivitySession.get(activity_id=activity.id)
        coming = await Registration.filter(activity_id=activity.id).values_list("id", flat=True)
        await days.give("core.record_attendance", session_id=session.id, registration_ids=list(coming))
    held = await days.step("outreach")
    await days.give("core.check_step", step_id=held.id)
    assert (await days.step("outreach")).evidence_text.startswith("2 pihak tercatat hadir di penyuluhan")
    guiding = await days.step("guidance")
    assert await days.refused("core.check_step", step_id=guiding.id) == "NOT_DONE_YET", "it is not over"
    await days.give("core.complete_step", step_id=guiding.id, evidence_text="Daftar hadir.")
    guided = await days.give("siopik.open_guidance", activity_id=guidance.id)
    assert guided.values == {"records": 1, "not_recorded": 1}

    # guided completion: one corrects its record, the prospect is recorded
    days.on(0, "09:40")
    await days.give(
        "siopik.correct_cooperative", cooperative_id=known.id, kind="service", address="Jalan Raya 1"
    )
    step = await days.step("data_entered")
    assert await days.refused("core.check_step", step_id=step.id) == "NOT_DONE_YET", "one of two has updated"
    recorded = await registered(
        office, name="KSU Warga Rukun", nik="3201010010003", legal_entity_number="78/BH/X/2010"
    )
    await days.give("siopik.convert_prospect", prospect_id=prospect.id, cooperative_id=recorded.id)
    await prospect.refresh_from_db()
    assert prospect.state is ProspectState.CONVERTED

    # H+1: the evidence is in the records
    days.on(1)
    async with open_events(""), subscribe(TOPIC) as board:
        reported = {"cooperative_id": recorded.id, "year": 2026, "members_male": 20, "members_female": 22}
        await days.give("siopik.report_year", **reported)
        await days.work()
        heard = await anext(aiter(board))
    assert heard.payload == {"cycle_id": cycle.id, "region_code": CIBINONG}, "the board hears of it at once"
    step = await days.step("data_entered")
    assert step.is_automatic
    assert "2 dari 2 peserta" in step.evidence_text
    await days.give("siopik.measure_guidance", activity_id=guidance.id)
    one = await GuidedCompletion.get()
    assert one.after is not None and one.after > one.before

    # H+7: the cohort goes to a training, which is open to those recorded
    days.on(2)
    await days.give(
        "core.create_activity",
        kind="training",
        title="Pelatihan pembukuan",
        region_code=CIBINONG,
        mode="in_person",
        starts_at=f"{H + timedelta(days=7)}T09:00:00+07:00",
        ends_at=f"{H + timedelta(days=7)}T12:00:00+07:00",
        place="PLUT",
        programme="siopik",
        cycle_id=cycle.id,
        audience="siopik.cohort",
        audience_parameters=[f"cycle={cycle.id}"],
    )
    training = await Activity.get(title="Pelatihan pembukuan")
    assert await days.refused("core.announce_activity", activity_id=training.id) == "ACTIVITY_STATE"
    await days.give("core.open_activity", activity_id=training.id)
    announced = await days.give("core.announce_activity", activity_id=training.id)
    assert announced.values == {"concerned": 2, "told": 2}, "the cohort, and nobody else"
    again = await days.give("core.announce_activity", activity_id=training.id)
    assert again.values == {"concerned": 2, "told": 0}, "nobody is told twice"
    listed = (await asking.answer(TRAININGS, ANONYMOUS)).data["activities"]["nodes"]
    assert [one["title"] for one in listed] == ["Pelatihan pembukuan"], (
        "everybody sees which trainings there are"
    )
    assert await days.refused(
        "core.register_participant",
        Actor(ActorKind.PERSON, "9", party_ids=frozenset({other.party_id}), account_id=9),
        activity_id=training.id,
        party_id=other.party_id,
        person_name="Orang Lain",
        person_role="member",
    )
    await days.give(
        "core.register_participant",
        activity_id=training.id,
        party_id=recorded.party_id,
        person_name="Peserta 1",
        person_role="management",
    )
    guest = {"activity_id": training.id, "party_id": other.party_id, "person_role": "member"}
    by_staff = await days.give("core.register_participant", **guest, person_name="Tamu")
    assert [one.code for one in by_staff.remarks] == ["NOT_IN_AUDIENCE"], "staff may, and are told"
    assert by_staff.reference is not None
    await days.give("core.cancel_registration", registration_id=int(by_staff.reference.id))
    days.on(7, "09:10")
    session = await ActivitySession.get(activity_id=training.id)
    coming = await Registration.filter(activity_id=training.id, party_id=recorded.party_id).values_list(
        "id", flat=True
    )
    await days.give("core.record_attendance", session_id=session.id, registration_ids=list(coming))
    days.on(7, "12:30")
    await days.give("core.check_step", step_id=(await days.step("training")).id)
    assert "1 dari 2 peserta" in (await days.step("training")).evidence_text

    # the history of the cooperative that was a prospect tells all three, to those who may know
    tale = {"cooperativeId": global_id("Cooperative", recorded.id), "firstDay": "2027-01-01"}
    events = (await asking("CooperativeTimeline", OFFICER, **tale))["timeline"]
    assert [(one["day"], one["text"]) for one in events if one["kind"] in ("PARTICIPATED", "GUIDED")] == [
        ("2027-01-19", "Mengikuti kegiatan: Pelatihan pembukuan (pelatihan)"),
        ("2027-01-12", f"Mengikuti kegiatan: {outreach.title} (penyuluhan)"),
        ("2027-01-12", f"Mengikuti kegiatan: {guidance.title} (bimbingan)"),
    ]
    tale = {"cooperativeId": global_id("Cooperative", known.id), "firstDay": "2027-01-01"}
    events = (await asking("CooperativeTimeline", OFFICER, **tale))["timeline"]
    assert f"Bimbingan pendataan: kelengkapan {one.before} → {one.after}" in [each["text"] for each in events]
    public = (await asking("CooperativeTimeline", ANONYMOUS, **tale))["timeline"]
    assert not {"PARTICIPATED", "GUIDED"} & {each["kind"] for each in public}
    history = await asking("CooperativeParticipations", OFFICER, id=global_id("Cooperative", recorded.id))
    assert history["cooperative"]["participations"]["totalCount"] == 3
    member = Actor(ActorKind.PERSON, "8", party_ids=frozenset({recorded.party_id}), account_id=8)
    own = await asking("CooperativeParticipations", member, id=global_id("Cooperative", recorded.id))
    assert own["cooperative"]["participations"]["totalCount"] == 3
    public = await asking("CooperativeParticipations", id=global_id("Cooperative", recorded.id))
    assert public["cooperative"]["participations"]["totalCount"] == 0

    # H+8: the evaluation is filled in, and decides the next cycle
    days.on(8)
    await days.give(
        "core.plan_cycle", programme="siopik", held_on=date(2027, 2, 9).isoformat(), region_code=CIBINONG
    )
    following = await ProgrammeCycle.get(held_on=date(2027, 2, 9))
    await days.give(
        "core.record_evaluation",
        cycle_id=cycle.id,
        participants=["Bidang KPK"],
        minutes="Dua koperasi hadir.",
        decision="Penyuluhan berikutnya di Citeureup.",
        next_cycle_id=following.id,
    )
    counted = {"cycle": global_id("ProgrammeCycle", cycle.id)}
    told = {one["name"]: one for one in (await asking("CycleFigures", OFFICER, **counted))["cycleFigures"]}
    assert (told["trained_in_time"]["count"], told["trained_in_time"]["of"]) == (1, 2)
    assert told["trained_in_time"]["share"] == 0.5
    assert told["completeness"]["text"] == f"{one.before} → {one.after}"
    answer = await asking.answer(document("CycleFigures"), ANONYMOUS, **counted)
    assert answer.errors, "cycles are for those who may read programmes"
    results = await asking.answer(document("GuidanceResults"), OFFICER, id=global_id("Activity", guidance.id))
    (result,) = results.data["activity"]["guidedCompletions"]["nodes"]
    assert (result["before"], result["after"]) == (one.before, one.after)
    by_name = {each["field"]: each for each in result["fields"]}
    assert by_name["address"]["isFilled"] and by_name["address"]["label"] == "Alamat"
    assert by_name["held_on"]["command"] == "siopik.report_annual_meeting"
    assert not by_name["held_on"]["isFilled"]
    assert any(each.startswith("RAT: ") and "held_on=…" in each for each in result["stillToDo"])
    assert not any(each.startswith("Alamat") for each in result["stillToDo"])
    figures = {one.name: one.value for one in await EvaluationFigure.all()}
    assert figures["attended"] == "2"
    assert figures["recorded"] == figures["updated"] == "2 dari 2 (100 %)"
    assert figures["trained"] == "1 dari 2 (50 %)"
    assert figures["targets"] == figures["invited"] == "3"
    evaluation = await Evaluation.get()
    assert evaluation.next_cycle_id == following.id
    await days.give(
        "core.complete_step",
        step_id=(await CycleStep.get(cycle_id=cycle.id, template__key="evaluation")).id,
        evidence_text="Notulen evaluasi.",
    )
    assert await CycleStep.filter(cycle_id=cycle.id, done_at=None, waived_at=None).count() == 0

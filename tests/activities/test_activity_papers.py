"""The attendance list and the certificates. On both engines."""

from __future__ import annotations

from datetime import timedelta

import pypdf
import pytest

from activities.gathering import CIBINONG, ENDS, STARTS, Office
from jobs.job_samples import until
from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry
from kopukm_core.db import transaction
from kopukm_core.errors import NotAllowedError
from kopukm_core.files import StoredFile, local_copy, readable_file
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.papers.issuing import check_paper
from kopukm_core.papers.models import IssuedPaper, PrintedReport
from kopukm_core.parties import NewParty, PartyKind, create_parties
from kopukm_core.privacy import PersonalKind, PersonalText
from kopukm_core.programmes import Capacity, Paper
from kopukm_core.programmes.models import Official
from kopukm_core.scheduling.activities import (
    ActivitySession,
    AttendanceMode,
    PersonRole,
    Registration,
    RegistrationState,
)
from kopukm_core.scheduling.activities.codes import new_code
from statements import recorded_statements

pytestmark = pytest.mark.anyio

FAST = JobTiming(lease=1.0, beat=0.1, poll=0.02)


async def text_of(office: Office, key: int) -> str:
    async with local_copy(office.platform, await StoredFile.get(id=key)) as path:
        return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


async def _is_worked_off() -> bool:
    return not await OutboxJob.filter(task="core.make_certificates").exists()


async def _is_printed() -> bool:
    return not await OutboxJob.filter(task="core.set_certificates").exists()


async def test_the_list_has_a_line_for_everybody_with_a_seat_and_none_for_who_waits(office: Office) -> None:
    activity = await office.opened(seats_in_person=1)
    await office.registered(activity, "Koperasi A", "Siti Aminah")
    await office.registered(activity, "Koperasi B", "Budi Waluyo")
    with pytest.raises(NotAllowedError):
        await office.give("core.print_attendance_list", office.member("Koperasi A"), activity_id=activity)
    key = await office.made("core.print_attendance_list", activity_id=activity)
    text = await text_of(office, key)
    assert "Siti Aminah" in text and "Koperasi A" in text and "Cibinong" in text
    assert "Budi Waluyo" not in text


async def test_who_attended_enough_is_given_a_numbered_certificate_that_can_be_checked(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    for name, signs in (("Ratna", Paper.ALL), ("Citra", Paper.CERTIFICATE)):
        await Official.create(
            name=name, title=name, capacity=Capacity.DEFINITIVE, signs=signs, recorded_at=clock.now()
        )
    activity = await office.opened(kind="training", title="Pembukuan")
    other_activity = await office.opened()
    for day in range(1, 5):
        await office.made(
            "core.add_session",
            activity_id=activity,
            starts_at=(STARTS + timedelta(days=day)).isoformat(),
            ends_at=(ENDS + timedelta(days=day)).isoformat(),
        )
    diligent = await office.registered(activity, "Koperasi A", "Siti Aminah")
    absent = await office.registered(activity, "Koperasi B", "Budi Waluyo")
    sessions = await ActivitySession.filter(activity_id=activity).order_by("starts_at")
    assert len(sessions) == 5
    # A training asks for four fifths of its sessions: 4 of 5 are enough, 3 are not.
    for number, session in enumerate(sessions[:4]):
        there = [diligent] if number == 3 else [diligent, absent]
        moving_clock.set(session.starts_at)
        await office.give("core.record_attendance", session_id=session.id, registration_ids=there)
    early = await office.give("core.issue_certificates", activity_id=activity)
    assert [problem.code for problem in early.problems] == ["ACTIVITY_AHEAD"], (
        "not before the last session is over"
    )
    moving_clock.set(ENDS + timedelta(days=4))
    issued = await office.give("core.issue_certificates", activity_id=activity)
    assert issued.values == {"count": 1}
    assert (await office.give("core.issue_certificates", activity_id=activity)).values == {"count": 0}
    async with running_jobs(office.platform, FAST):
        await until(_is_worked_off)

    registration = await Registration.get(id=diligent)
    assert registration.certificate_number and registration.certificate_id
    own = await readable_file(office.platform, registration.certificate_id, office.member("Koperasi A"))
    text = await text_of(office, own.id)
    assert "Siti Aminah" in text and "Koperasi A" in text and registration.certificate_number in text
    assert "Citra" in text and "Ratna" not in text, "signed by who signs certificates"
    paper = await IssuedPaper.get(about=f"core.Registration:{diligent}")
    checked = await check_paper(paper.code)
    assert checked is not None and checked.is_valid
    assert (checked.name, checked.number) == ("S••• A•••", registration.certificate_number)
    printed = await office.made("core.print_certificates", office.operator, activity_id=activity)
    async with running_jobs(office.platform, FAST):
        await until(_is_printed)
    whole = (await PrintedReport.get(id=printed)).file_id
    assert whole is not None and registration.certificate_number in await text_of(office, whole)
    none = await office.give("core.print_certificates", activity_id=other_activity)
    assert [problem.code for problem in none.problems] == ["NO_CERTIFICATES"]
    other = await Registration.get(id=absent)
    assert (other.certificate_number, other.certificate_id) == ("", None)


async def test_a_training_of_hundreds_is_entered_and_numbered_with_a_few_statements(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened(kind="training", title="Pelatihan besar")
    keys = await many_registered(activity)
    session = await ActivitySession.get(activity_id=activity)
    moving_clock.set(ENDS + timedelta(hours=1))
    counts = []
    for command, given in (
        ("core.record_attendance", {"session_id": session.id, "registration_ids": keys}),
        ("core.issue_certificates", {"activity_id": activity}),
    ):
        with recorded_statements() as statements:
            assert (await office.give(command, **given)).values == {"count": 100}
        counts.append(len(statements))
    assert max(counts) < 40, counts
    issued = await IssuedPaper.filter(subject="Pelatihan besar").order_by("sequence")
    numbers = [one.sequence for one in issued]
    assert numbers == list(range(numbers[0], numbers[0] + 100))
    written = (
        await Registration.filter(activity_id=activity).order_by("id").values_list("id", "certificate_number")
    )
    assert [tuple(each) for each in written] == [
        (int(one.about.partition(":")[2]), one.number) for one in issued
    ]
    assert await AuditEntry.filter(subject_model="core.Attendance").count() >= 100
    await OutboxJob.filter(task="core.make_certificates").delete()


async def many_registered(activity: int) -> list[int]:
    """The numbers of registrations of as many parties."""
    new = [NewParty(f"Koperasi besar {number}", CIBINONG) for number in range(100)]
    async with transaction():
        parties = await create_parties(PartyKind.ORGANISATION, "gathering", new)
        rows = [
            Registration(
                activity_id=activity,
                party_id=party,
                region_code=CIBINONG,
                person_name=PersonalText(f"Orang ke {party}", PersonalKind.NAME),
                person_role=PersonRole.MANAGEMENT,
                party_seat=1,
                mode=AttendanceMode.IN_PERSON,
                state=RegistrationState.CONFIRMED,
                check_in_code=new_code(),
                answer_code=new_code(),
                registered_by="uji",
                registered_at=clock.now(),
                changed_at=clock.now(),
            )
            for party in parties
        ]
        await Registration.bulk_create(rows)
    return [
        int(str(key))
        for key in await Registration.filter(activity_id=activity).order_by("id").values_list("id", flat=True)
    ]

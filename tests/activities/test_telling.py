"""What people are told: invitations with a calendar, confirmations with a code, reminders. On both engines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import icalendar
import pytest

from activities.gathering import JONGGOL, OFFICER, STARTS, Office, codes_of
from identity.people import account, member
from jobs.job_samples import until
from kopukm_core import clock
from kopukm_core.errors import NotAllowedError, NotFoundError
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.messaging import Attachment
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.messaging.reading import readable_attachment
from kopukm_core.papers import qr_png, shown_code
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.activities import ActivityTarget, Registration, TargetState
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.tasks import send_reminders
from kopukm_core.scheduling.activities.unreached import unreached_parties

pytestmark = pytest.mark.anyio

FAST = JobTiming(lease=1.0, beat=0.1, poll=0.02)


@pytest.fixture(scope="module")
async def reached(office: Office) -> Office:
    """The office, where cooperatives A and B have members who read their party's messages."""
    for letter in "AB":
        await member(
            await Party.get(id=office.parties[f"Koperasi {letter}"]), await account(f"tini.{letter}")
        )
    return office


async def worked_off(office: Office) -> None:
    """Run the jobs of activities that wait."""
    async with running_jobs(office.platform, FAST):
        await until(_is_worked_off)


async def _is_worked_off() -> bool:
    waiting = OutboxJob.filter(task="core.send_invitations")
    return not await waiting.exists()


async def messages(activity: int, template: str) -> list[OutboundMessage]:
    return await OutboundMessage.filter(about=f"core.Activity:{activity}", template=template).order_by(
        "party_id"
    )


async def attached(office: Office, message: OutboundMessage, place: int = 1) -> Attachment:
    """What the message brings along, as somebody who may everything downloads it."""
    return await readable_attachment(office.platform, office.operator, message.id, place)


async def event_of(office: Office, message: OutboundMessage) -> Any:
    """The one entry of the message's calendar."""
    (event,) = icalendar.Calendar.from_ical((await attached(office, message)).content).walk("VEVENT")
    return event


async def test_targets_are_proposed_chosen_invited_and_answer(reached: Office) -> None:
    activity = await reached.opened(link="https://temu.contoh.id/rahasia")
    given = {"activity_id": activity, "audience": "gathering.recorded"}
    proposed = await reached.give("core.propose_targets", **given)
    assert proposed.values == {"count": 8, "left_over": 0}
    assert (await reached.give("core.propose_targets", **given)).values == {"count": 0, "left_over": 0}
    targets = {one.party_id: one for one in await ActivityTarget.filter(activity_id=activity)}
    first = targets[reached.parties["Koperasi A"]]
    assert first.reason == "Namanya Koperasi A."
    off = [targets[reached.parties[f"Koperasi {letter}"]].id for letter in "DEFGH"]
    assert (await reached.give("core.drop_targets", activity_id=activity, target_ids=off)).values == {
        "count": 5
    }
    assert (await reached.give("core.propose_targets", **given)).values == {"count": 0, "left_over": 0}
    await reached.made("core.add_target", activity_id=activity, party_id=reached.parties["Usaha Tini"])
    assert (await reached.give("core.invite_targets", activity_id=activity)).values == {"count": 4}
    await worked_off(reached)

    sent = await messages(activity, "core.activity_invitation")
    assert [one.party_id for one in sent if one.fault is None] == [
        reached.parties["Koperasi A"],
        reached.parties["Koperasi B"],
    ]
    text = sent[0].text.whole()
    assert "Koperasi A" in text and "Namanya Koperasi A." in text and shown_code(first.answer_code) in text
    assert "rahasia" not in text
    event = await event_of(reached, sent[0])
    assert (event.decoded("DTSTART"), event["STATUS"], event["SEQUENCE"]) == (STARTS, "TENTATIVE", 0)
    assert "URL" not in event
    reachable = await ActivityTarget.filter(activity_id=activity, is_reachable=True).count()
    assert reachable == 2

    answered = await reached.give("core.decline_invitation", ANONYMOUS, answer_code=first.answer_code)
    assert answered.accepted
    assert (await ActivityTarget.get(id=first.id)).state is TargetState.DECLINED
    proposed_only = await ActivityTarget.get(id=off[0])
    refused = await reached.give("core.decline_invitation", ANONYMOUS, answer_code=proposed_only.answer_code)
    assert codes_of(refused) == ["INVITATION_ENDED"]


async def test_inviting_again_writes_only_to_who_was_added_since(reached: Office) -> None:
    activity = await reached.opened()
    for letter in "AB":
        await reached.made(
            "core.add_target", activity_id=activity, party_id=reached.parties[f"Koperasi {letter}"]
        )
        assert (await reached.give("core.invite_targets", activity_id=activity)).values == {"count": 1}
        await worked_off(reached)
    assert len(await messages(activity, "core.activity_invitation")) == 2


async def test_only_who_runs_the_activity_proposes_and_only_whom_they_see(reached: Office) -> None:
    activity = await reached.opened()
    with pytest.raises(NotAllowedError):
        await reached.give(
            "core.propose_targets",
            reached.member("Koperasi A"),
            activity_id=activity,
            audience="gathering.recorded",
        )
    far = await reached.give(
        "core.propose_targets",
        OFFICER,
        activity_id=activity,
        audience="gathering.recorded",
        region_code=JONGGOL,
    )
    assert far.values == {"count": 0, "left_over": 0}


async def test_a_place_is_confirmed_with_a_qr_and_a_calendar_that_its_party_may_read(reached: Office) -> None:
    activity = await reached.opened(link="https://temu.contoh.id/rahasia", seats_in_person=1)
    key = await reached.registered(activity, "Koperasi A", "Siti Aminah")
    await reached.registered(activity, "Koperasi B", "Budi")
    await worked_off(reached)
    (confirmed,) = await messages(activity, "core.activity_confirmation")
    (waiting,) = await messages(activity, "core.activity_waitlisted")
    registration = await Registration.get(id=key)
    text = confirmed.text.whole()
    assert "Siti Aminah" in text and shown_code(registration.check_in_code) in text and "rahasia" in text
    assert "rahasia" not in waiting.text.whole()
    event = await event_of(reached, confirmed)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 2)
    assert "rahasia" in event["URL"]
    waits = await event_of(reached, waiting)
    assert (waits["STATUS"], waits["SEQUENCE"], waits["UID"]) == ("TENTATIVE", 0, event["UID"])
    assert "URL" not in waits
    own = await readable_attachment(reached.platform, reached.member("Koperasi A"), confirmed.id, 2)
    assert (own.media_type, own.content) == ("image/png", qr_png(registration.check_in_code))
    for actor, place in ((reached.member("Koperasi B"), 2), (reached.member("Koperasi A"), 3)):
        with pytest.raises(NotFoundError, match="bukan untuk Anda"):
            await readable_attachment(reached.platform, actor, confirmed.id, place)


async def test_participants_are_reminded_once_a_day_and_once_an_hour_before(
    reached: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await reached.opened()
    await reached.registered(activity, "Koperasi A", "Siti")
    await reached.registered(activity, "Koperasi A", "Budi")
    told = []
    for before in (
        timedelta(hours=24, minutes=1),
        timedelta(hours=24),
        timedelta(hours=12),
        timedelta(hours=1),
        timedelta(minutes=50),
        timedelta(0),
    ):
        moving_clock.set(STARTS - before)
        await send_reminders()
        told.append(len(await messages(activity, "core.activity_reminder")))
    assert told == [0, 1, 1, 2, 2, 2]


async def test_a_moved_session_is_told_reminded_of_anew_and_has_a_higher_sequence(
    reached: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await reached.opened()
    await reached.registered(activity, "Koperasi A", "Siti")
    moving_clock.set(STARTS - timedelta(hours=20))
    await send_reminders()
    session = await ActivitySession.get(activity_id=activity)
    later = (STARTS + timedelta(days=1)).isoformat()
    ends = (STARTS + timedelta(days=1, hours=1)).isoformat()
    await reached.made("core.change_session", session_id=session.id, starts_at=later, ends_at=ends)
    (told,) = await messages(activity, "core.activity_moved")
    assert "21 Januari 2027" in told.text.whole()
    assert (await ActivitySession.get(id=session.id)).sequence == 1
    moving_clock.set(STARTS + timedelta(hours=4))
    await send_reminders()
    assert len(await messages(activity, "core.activity_reminder")) == 2
    last = await reached.give("core.drop_session", session_id=session.id)
    assert codes_of(last) == ["LAST_SESSION"]


async def test_who_came_to_one_session_is_reminded_of_the_next_and_told_when_it_is_cancelled(
    reached: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await reached.opened()
    later = STARTS + timedelta(days=7)
    times = {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()}
    await reached.made("core.add_session", activity_id=activity, **times)
    came = await reached.registered(activity, "Koperasi A", "Siti")
    await reached.registered(activity, "Koperasi C", "Tono")
    first = await ActivitySession.filter(activity_id=activity).order_by("starts_at").first()
    assert first is not None
    moving_clock.set(STARTS)
    await reached.give("core.record_attendance", session_id=first.id, registration_ids=[came])
    moving_clock.set(later - timedelta(hours=20))
    await send_reminders()
    reminded = [one.party_id for one in await messages(activity, "core.activity_reminder")]
    assert reminded == [reached.parties["Koperasi A"], reached.parties["Koperasi C"]]

    await reached.made("core.cancel_activity", activity_id=activity, reason="Banjir.")
    told = await messages(activity, "core.activity_cancelled")
    assert [one.party_id for one in told] == reminded
    unreached = await unreached_parties(reached.platform.messaging, await Activity.get(id=activity))
    assert [one.party_id for one in unreached] == [reached.parties["Koperasi C"]], "the office calls them up"

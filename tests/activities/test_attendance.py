"""Who was there: by code, by name, from a list, by oneself; walk-ins and no-shows. On both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from activities.gathering import ENDS, OFFICER, STARTS, Office, codes_of
from kopukm_core import clock
from kopukm_core.commands.models import CommandRecord
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.scheduling.activities import (
    Activity,
    ActivitySession,
    ActivityState,
    Attendance,
    Registration,
    RegistrationState,
)
from kopukm_core.scheduling.activities.models import ActivitySeats
from kopukm_core.scheduling.activities.settling import settle_activities

pytestmark = pytest.mark.anyio


async def session_of(activity: int) -> int:
    return int((await ActivitySession.get(activity_id=activity)).id)


async def state_of(registration: int) -> str:
    return str((await Registration.get(id=registration)).state)


async def test_a_code_records_attendance_once_at_the_session_that_is_on(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened()
    key = await office.registered(activity, "Koperasi A", "Siti")
    code = (await Registration.get(id=key)).check_in_code
    assert codes_of(await office.give("core.check_in", check_in_code=code)) == ["NO_SESSION_NOW"]
    moving_clock.set(STARTS - timedelta(minutes=30))
    told = []
    for _ in range(2):
        outcome = await office.give("core.check_in", check_in_code=code.lower())
        assert outcome.accepted
        told.append([remark.message for remark in outcome.remarks])
    assert told == [[], ["Orang ini sudah tercatat hadir pada sesi ini, pukul 07.30."]], "a copied QR is seen"
    assert await state_of(key) == "attended"
    (attendance,) = await Attendance.filter(registration_id=key)
    assert (attendance.method, attendance.mode) == ("code", "in_person")
    assert codes_of(await office.give("core.check_in", check_in_code="A" * 16)) == ["CODE_UNKNOWN"]
    with pytest.raises(NotAllowedError):
        await office.give("core.check_in", office.member("Koperasi A"), check_in_code=code)


async def test_a_code_holds_on_the_day_of_its_session_alone(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened()
    key = await office.registered(activity, "Koperasi A", "Siti")
    given = {
        "check_in_code": (await Registration.get(id=key)).check_in_code,
        "session_id": await session_of(activity),
    }
    for moment, code in (
        (STARTS - timedelta(days=1), "SESSION_AHEAD"),
        (STARTS - timedelta(minutes=61), "SESSION_AHEAD"),
        (ENDS + timedelta(hours=15), "SESSION_PAST"),
    ):
        moving_clock.set(moment)
        assert codes_of(await office.give("core.check_in", **given)) == [code]
        assert await state_of(key) == "confirmed"
    moving_clock.set(ENDS + timedelta(hours=14))
    assert (await office.give("core.check_in", **given)).accepted, "23.00 of the same day"


async def test_a_name_records_attendance_and_two_of_one_name_are_told_apart(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened()
    first = await office.registered(activity, "Koperasi A", "Siti Aminah")
    second = await office.registered(activity, "Koperasi B", "Siti Aminah")
    session = await session_of(activity)
    given = {"session_id": session, "person_name": "siti aminah"}
    assert codes_of(await office.give("core.check_in_by_name", **given)) == ["SEVERAL_OF_NAME"]
    await office.made("core.check_in_by_name", **given, party_id=office.parties["Koperasi B"])
    assert (await state_of(first), await state_of(second)) == ("confirmed", "attended")
    unknown = await office.give("core.check_in_by_name", session_id=session, person_name="Nobody")
    assert codes_of(unknown) == ["NAME_UNKNOWN"]


async def test_a_paper_list_is_entered_whole_or_not_at_all(office: Office) -> None:
    activity, other = await office.opened(mode="both"), await office.opened()
    ways = {"A": "in_person", "B": "in_person", "C": "online"}
    keys = [
        await office.registered(activity, f"Koperasi {letter}", "Siti", mode=mode)
        for letter, mode in ways.items()
    ]
    foreign = await office.registered(other, "Koperasi A", "Siti")
    session = await session_of(activity)
    wrong = await office.give(
        "core.record_attendance", session_id=session, registration_ids=[keys[0], foreign]
    )
    assert codes_of(wrong) == ["NO_SUCH_REGISTRATION"]
    assert await state_of(keys[0]) == "confirmed"
    for listed, mode in (([keys[0], keys[2]], None), (keys[:2], "online"), (keys, None)):
        given = {"session_id": session, "registration_ids": listed, "mode": mode}
        assert (await office.give("core.record_attendance", **given)).values == {"count": len(listed)}
    counted = Attendance.filter(session_id=session).order_by("registration_id")
    assert [str(one.mode) for one in await counted] == ["in_person", "online", "online"], (
        "each once, in the way first told: the second came to the room's link"
    )
    elsewhere = await session_of(other)
    given = {"session_id": elsewhere, "registration_ids": [foreign], "mode": "online"}
    assert codes_of(await office.give("core.record_attendance", **given)) == ["MODE_NOT_OFFERED"]


async def test_who_waits_has_no_place_and_who_was_offered_one_takes_it_by_coming(office: Office) -> None:
    activity = await office.opened(seats_in_person=1)
    first = await office.registered(activity, "Koperasi A", "Siti")
    second = await office.registered(activity, "Koperasi B", "Budi")
    session = await session_of(activity)
    given = {"session_id": session, "registration_ids": [second]}
    assert codes_of(await office.give("core.record_attendance", **given)) == ["NOT_CONFIRMED"]
    await office.made("core.cancel_registration", registration_id=first)
    assert (await office.give("core.record_attendance", **given)).accepted
    assert await state_of(second) == "attended"


async def test_a_mistaken_attendance_is_taken_back(office: Office) -> None:
    activity = await office.opened()
    key = await office.registered(activity, "Koperasi A", "Siti")
    session = await session_of(activity)
    await office.give("core.record_attendance", session_id=session, registration_ids=[key])
    attendance = await Attendance.get(registration_id=key)
    await office.made("core.withdraw_attendance", attendance_id=attendance.id)
    assert await state_of(key) == "confirmed"
    again = await office.give("core.withdraw_attendance", attendance_id=attendance.id)
    assert codes_of(again) == ["ATTENDANCE_WITHDRAWN"]
    assert (await office.give("core.record_attendance", session_id=session, registration_ids=[key])).accepted


async def test_the_code_in_the_room_lets_people_record_themselves_while_it_lasts(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened(mode="both")
    keys = [
        await office.registered(activity, "Koperasi A", "Siti", mode="in_person"),
        await office.registered(activity, "Koperasi B", "Budi", mode="in_person"),
    ]
    session = await session_of(activity)
    early = await office.give("core.show_session_code", session_id=session, mode="in_person")
    assert codes_of(early) == ["NO_SESSION_NOW"]
    moving_clock.set(STARTS)
    shown = await office.give("core.show_session_code", session_id=session, mode="online")
    assert shown.values is not None
    code = shown.values["code"]
    assert (await office.give("core.check_in_self", office.member("Koperasi A"), session_code=code)).accepted
    nobody = await office.give("core.check_in_self", ANONYMOUS, session_code=code)
    assert codes_of(nobody) == ["REQUIRED"]
    own = (await Registration.get(id=keys[1])).check_in_code
    assert (await office.give("core.check_in_self", ANONYMOUS, session_code=code, check_in_code=own)).accepted
    assert [await state_of(key) for key in keys] == ["attended", "attended"]
    assert await Attendance.filter(session_id=session, method="self", mode="online").count() == 2
    moving_clock.move(timedelta(minutes=16))
    late = await office.give("core.check_in_self", office.member("Koperasi A"), session_code=code)
    assert codes_of(late) == ["CODE_UNKNOWN"]


async def test_who_comes_unannounced_takes_a_free_seat_or_is_told_that_there_is_none(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened(seats_in_person=2)
    session = await session_of(activity)
    await office.registered(activity, "Koperasi A", "Siti")
    given = {"session_id": session, "person_role": "member", "mode": "in_person"}
    moving_clock.set(STARTS)
    key = await office.made(
        "core.register_walk_in", **given, person_name="Budi", party_id=office.parties["Koperasi B"]
    )
    walk_in = await Registration.get(id=key)
    assert (walk_in.state, walk_in.is_walk_in) == (RegistrationState.ATTENDED, True)
    record = await CommandRecord.filter(command="core.register_walk_in").order_by("-id").first()
    assert record is not None and record.person == f"party:{walk_in.party_id}"
    assert codes_of(await office.give("core.register_walk_in", **given, person_name="Tono")) == [
        "ACTIVITY_FULL"
    ]
    await office.made("core.set_seats", activity_id=activity, mode="in_person", capacity=3)
    alone = await Registration.get(id=await office.made("core.register_walk_in", **given, person_name="Tono"))
    assert alone.party_id not in office.parties.values()
    assert (await ActivitySeats.get(activity_id=activity)).taken == 3


async def test_nobody_is_called_absent_before_the_grace_or_without_any_list(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity, unlisted = await office.opened(), await office.opened()
    came = await office.registered(activity, "Koperasi A", "Siti")
    absent = await office.registered(activity, "Koperasi B", "Budi")
    unknown = await office.registered(unlisted, "Koperasi B", "Budi")
    session = await session_of(activity)
    early = await office.give("core.mark_no_shows", activity_id=activity)
    assert codes_of(early) == ["ACTIVITY_NOT_OVER"]
    moving_clock.set(ENDS + timedelta(hours=23))
    await office.give("core.record_attendance", session_id=session, registration_ids=[came])
    await settle_activities()
    assert await state_of(absent) == "confirmed"
    moving_clock.set(ENDS + timedelta(hours=24))
    await settle_activities()
    assert (await state_of(came), await state_of(absent), await state_of(unknown)) == (
        "attended",
        "no_show",
        "confirmed",
    )
    assert (await Activity.get(id=activity)).state is ActivityState.HELD
    assert codes_of(await office.give("core.mark_no_shows", activity_id=unlisted)) == ["NO_ATTENDANCE"]


async def test_an_activity_to_which_all_came_is_held_too(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened()
    came = await office.registered(activity, "Koperasi A", "Siti")
    moving_clock.set(ENDS)
    await office.give(
        "core.record_attendance", session_id=await session_of(activity), registration_ids=[came]
    )
    moving_clock.set(ENDS + timedelta(hours=24))
    await settle_activities()
    assert (await Activity.get(id=activity)).state is ActivityState.HELD


async def test_the_clock_does_not_call_absent_again_who_was_excused(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened()
    came, absent = [await office.registered(activity, f"Koperasi {one}", "Siti") for one in "AB"]
    moving_clock.set(ENDS + timedelta(hours=25))
    await office.give(
        "core.record_attendance", session_id=await session_of(activity), registration_ids=[came]
    )
    await settle_activities()
    assert await state_of(absent) == "no_show"
    await office.made("core.undo_no_show", registration_id=absent, reason="Daftarnya keliru.")
    moving_clock.move(timedelta(hours=1))
    await settle_activities()
    assert await state_of(absent) == "confirmed"


async def test_a_no_show_is_taken_back_by_hand_or_by_the_list(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened()
    keys = [await office.registered(activity, f"Koperasi {letter}", "Siti") for letter in "ABC"]
    session = await session_of(activity)
    moving_clock.set(ENDS)
    await office.give("core.record_attendance", session_id=session, registration_ids=keys[:1])
    marked = await office.give("core.mark_no_shows", activity_id=activity)
    assert marked.values == {"count": 2}
    await office.made("core.undo_no_show", registration_id=keys[1], reason="Ada di daftar kedua.")
    await office.give("core.record_attendance", session_id=session, registration_ids=keys[2:])
    assert [await state_of(key) for key in keys] == ["attended", "confirmed", "attended"]
    with pytest.raises(NotAllowedError):
        await office.give("core.undo_no_show", office.member("Koperasi A"), registration_id=keys[1])
    assert codes_of(await office.give("core.undo_no_show", OFFICER, registration_id=keys[1])) == [
        "NOT_ABSENT"
    ]

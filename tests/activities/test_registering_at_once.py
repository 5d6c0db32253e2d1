"""Many people at once: the seats hold, nobody is in twice, and no answer is lost. On both engines."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import pytest

from activities.gathering import ENDS, OFFICER, STARTS, Office
from activities.registering_process import registering_process
from kopukm_core.commands.outcome import Outcome
from kopukm_core.errors import BusyError
from kopukm_core.parties import parties_in_use
from kopukm_core.scheduling.activities import Registration
from kopukm_core.scheduling.activities.models import ActivitySeats, ActivitySession
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio

SEATS, PEOPLE = 7, 40


async def states(activity: int) -> Counter[str]:
    found = await Registration.filter(activity_id=activity).values_list("state", flat=True)
    return Counter(str(one) for one in found)


async def taken(activity: int) -> int:
    return (await ActivitySeats.get(activity_id=activity)).taken


async def patiently(office: Office, activity: int, party: str, person: str) -> Outcome:
    """Register, asking again as long as the answer is that the database is busy."""
    while True:
        try:
            return await office.register(activity, party, person, OFFICER)
        except BusyError:
            continue


async def test_forty_at_once_for_seven_seats(office: Office) -> None:
    await office.made(
        "core.set_activity_rule", office.operator, kind="event", effective_on="2026-01-01", persons_per_party=PEOPLE,
        offer_hours=24, no_show_grace_hours=24, check_in_minutes=60, session_code_minutes=15,
        certificate_percent=100, source="Uji.",
    )  # fmt: skip
    activity = await office.opened(kind="event", seats_in_person=SEATS)
    outcomes = await asyncio.gather(
        *(
            patiently(office, activity, f"Koperasi {'ABCDEFGH'[each % 8]}", f"Orang {each}")
            for each in range(PEOPLE)
        )
    )
    assert all(one.accepted for one in outcomes), [one.problems for one in outcomes if one.problems]
    assert await states(activity) == {"confirmed": SEATS, "waitlisted": PEOPLE - SEATS}
    assert await taken(activity) == SEATS


async def test_one_person_registered_ten_times_at_once_is_in_once(office: Office) -> None:
    activity = await office.opened(seats_in_person=SEATS)
    outcomes = await asyncio.gather(
        *(patiently(office, activity, "Koperasi A", "Siti Aminah") for _ in range(10))
    )
    codes = Counter(one.problems[0].code if one.problems else "" for one in outcomes)
    assert codes == {"": 1, "ALREADY_REGISTERED": 9}
    assert await taken(activity) == 1


async def test_many_of_one_party_at_once_are_as_many_as_the_rule_says(office: Office) -> None:
    activity = await office.opened(seats_in_person=SEATS)
    outcomes = await asyncio.gather(
        *(patiently(office, activity, "Koperasi A", f"Orang {each}") for each in range(8))
    )
    codes = Counter(one.problems[0].code if one.problems else "" for one in outcomes)
    assert codes == {"": 2, "TOO_MANY_PERSONS": 6}


async def test_giving_up_and_registering_at_once_leaves_no_seat_lost_and_none_too_many(
    office: Office,
) -> None:
    activity = await office.opened(seats_in_person=3)
    held = [await office.registered(activity, f"Koperasi {letter}", "Siti", OFFICER) for letter in "ABC"]

    async def give_up(key: int) -> Outcome:
        while True:
            try:
                return await office.give("core.cancel_registration", registration_id=key)
            except BusyError:
                continue

    await asyncio.gather(
        *(give_up(key) for key in held),
        *(patiently(office, activity, f"Koperasi {letter}", "Budi") for letter in "DEFGH"),
    )
    found = await states(activity)
    assert found["cancelled"] == 3
    assert found["confirmed"] + found["offered"] == 3 == await taken(activity)
    assert found["waitlisted"] == 2


async def test_two_processes_at_once_share_the_seats(office: Office, office_settings: Settings) -> None:
    activity = await office.opened(seats_in_person=SEATS)
    with ExitStack() as stack:
        started = [
            stack.enter_context(registering_process(office_settings, activity, letters))
            for letters in ("ABCD", "EFGH")
        ]
        assert [process.line() for process in started] == ["ready", "ready"]
        for process in started:
            process.tell("")
        told = [process.line().split() for process in started]
    assert [len(one) for one in told] == [8, 8]
    assert Counter(state for one in told for state in one) == {"confirmed": SEATS, "waitlisted": 16 - SEATS}
    assert await states(activity) == {"confirmed": SEATS, "waitlisted": 16 - SEATS}
    assert await taken(activity) == SEATS


async def test_of_two_sessions_dropped_at_once_one_stays(office: Office) -> None:
    activity = await office.opened()
    later = {
        "starts_at": (STARTS + timedelta(days=1)).isoformat(),
        "ends_at": (ENDS + timedelta(days=1)).isoformat(),
    }
    await office.made("core.add_session", activity_id=activity, **later)
    keys = await ActivitySession.filter(activity_id=activity).values_list("id", flat=True)

    async def dropped(key: object) -> bool:
        while True:
            try:
                return (await office.give("core.drop_session", OFFICER, session_id=key)).accepted
            except BusyError:
                continue

    assert sorted(await asyncio.gather(*(dropped(key) for key in keys))) == [False, True]
    assert await ActivitySession.filter(activity_id=activity, dropped_at=None).count() == 1


async def test_a_party_that_is_a_target_is_dealt_with(office: Office) -> None:
    key = office.parties["Usaha Tini"]
    assert await parties_in_use([key]) == set()
    await office.made("core.add_target", activity_id=await office.draft(), party_id=key)
    assert await parties_in_use([key]) == {key}

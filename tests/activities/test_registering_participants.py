"""Registering, waiting, offers and giving up a place. On both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from activities.gathering import OFFICER, STARTS, Office, codes_of
from kopukm_core import clock
from kopukm_core.db import rows
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.scheduling.activities import Registration, RegistrationState
from kopukm_core.scheduling.activities.models import ActivitySeats
from kopukm_core.scheduling.activities.waitlist import expire_offers, offer_all_free_seats

pytestmark = pytest.mark.anyio

CONFIRMED, WAITLISTED, OFFERED = "confirmed", "waitlisted", "offered"


async def states(activity: int) -> list[str]:
    found = await Registration.filter(activity_id=activity).order_by("id").values_list("state", flat=True)
    return [str(one) for one in found]


async def taken(activity: int) -> int:
    return (await ActivitySeats.get(activity_id=activity, mode="in_person")).taken


async def test_a_member_registers_until_the_seats_are_full_and_then_waits(office: Office) -> None:
    activity = await office.opened(seats_in_person=2)
    for letter in "ABC":
        await office.registered(activity, f"Koperasi {letter}", f"Siti {letter}")
    assert await states(activity) == [CONFIRMED, CONFIRMED, WAITLISTED]
    assert await taken(activity) == 2


async def test_nobody_is_registered_twice_however_the_name_is_written(office: Office) -> None:
    activity = await office.opened(seats_in_person=10)
    await office.registered(activity, "Koperasi A", "Siti Aminah")
    again = await office.register(activity, "Koperasi A", "  siti   AMINAH ")
    assert codes_of(again) == ["ALREADY_REGISTERED"]
    assert await taken(activity) == 1


async def test_a_party_sends_as_many_as_the_rule_says(office: Office) -> None:
    activity = await office.opened(seats_in_person=10)
    await office.registered(activity, "Koperasi A", "Siti")
    second = await office.registered(activity, "Koperasi A", "Budi")
    assert codes_of(await office.register(activity, "Koperasi A", "Tono")) == ["TOO_MANY_PERSONS"]
    await office.made("core.cancel_registration", office.member("Koperasi A"), registration_id=second)
    await office.registered(activity, "Koperasi A", "Tono")
    assert await taken(activity) == 2


async def test_a_name_is_stored_sealed(office: Office) -> None:
    activity = await office.opened()
    key = await office.registered(activity, "Koperasi A", "Siti Rahasia")
    (row,) = await rows(f"SELECT person_name, person_name_hash FROM registration WHERE id = {key}")
    assert "Rahasia" not in str(row)
    (record,) = await rows("SELECT input FROM command_record ORDER BY id DESC LIMIT 1")
    assert "Rahasia" not in str(record)


async def test_only_the_party_itself_or_staff_registers(office: Office) -> None:
    activity = await office.opened()
    with pytest.raises(NotAllowedError, match="bukan anggota"):
        await office.register(activity, "Koperasi A", "Siti", office.member("Koperasi B"))
    with pytest.raises(NotAuthenticatedError):
        await office.register(activity, "Koperasi A", "Siti", ANONYMOUS)
    staffed = await office.register(activity, "Koperasi A", "Siti", OFFICER)
    assert staffed.accepted


@pytest.mark.parametrize(
    ("more", "moved", "code"),
    [
        (
            {"registration_opens_at": (STARTS - timedelta(days=1)).isoformat()},
            timedelta(),
            "REGISTRATION_NOT_YET_OPEN",
        ),
        (
            {"registration_closes_at": (STARTS - timedelta(days=10)).isoformat()},
            timedelta(days=8),
            "REGISTRATION_CLOSED",
        ),
        ({}, timedelta(days=30), "ACTIVITY_OVER"),
    ],
)
async def test_times_hold_for_members_and_not_for_staff_before_the_end(
    office: Office, moving_clock: clock.MovingClock, more: dict[str, str], moved: timedelta, code: str
) -> None:
    activity = await office.opened(**more)
    moving_clock.move(moved)
    assert codes_of(await office.register(activity, "Koperasi A", "Siti")) == [code]
    staffed = await office.register(activity, "Koperasi A", "Siti", OFFICER)
    assert staffed.accepted is (code != "ACTIVITY_OVER")


async def test_registration_is_for_the_audience_that_the_activity_names(office: Office) -> None:
    activity = await office.opened(audience="gathering.recorded")
    assert codes_of(await office.register(activity, "Usaha Tini", "Tini")) == ["NOT_IN_AUDIENCE"]
    await office.registered(activity, "Koperasi A", "Siti")
    assert (await office.register(activity, "Usaha Tini", "Tini", OFFICER)).accepted
    narrow = await office.opened(audience="gathering.recorded", audience_parameters=["word=Koperasi B"])
    assert codes_of(await office.register(narrow, "Koperasi A", "Siti")) == ["NOT_IN_AUDIENCE"]


async def test_a_draft_is_unknown_to_members_and_not_open_for_staff(office: Office) -> None:
    draft = await office.draft()
    assert codes_of(await office.register(draft, "Koperasi A", "Siti")) == ["NO_SUCH_ACTIVITY"]
    assert codes_of(await office.register(draft, "Koperasi A", "Siti", OFFICER)) == ["REGISTRATION_NOT_OPEN"]


async def test_a_seat_that_is_given_up_goes_to_who_has_waited_longest_until_all_let_it_pass(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened(seats_in_person=1)
    first = await office.registered(activity, "Koperasi A", "Siti")
    second = await office.registered(activity, "Koperasi B", "Budi")
    await office.registered(activity, "Koperasi C", "Tono")
    await office.made("core.cancel_registration", office.member("Koperasi A"), registration_id=first)
    assert await states(activity) == ["cancelled", OFFERED, WAITLISTED]
    offered = await Registration.get(id=second)
    assert offered.offer_expires_at == clock.now() + timedelta(hours=24)

    moving_clock.move(timedelta(hours=23, minutes=59))
    await expire_offers()
    assert await states(activity) == ["cancelled", OFFERED, WAITLISTED]
    moving_clock.move(timedelta(minutes=1))
    assert await expire_offers() >= 1
    assert await states(activity) == ["cancelled", "expired", OFFERED]
    late = await office.give("core.answer_offer", ANONYMOUS, answer_code=offered.answer_code, accept=True)
    assert codes_of(late) == ["OFFER_ENDED"]

    moving_clock.move(timedelta(hours=24))
    assert await expire_offers() >= 1
    assert await taken(activity) == 0
    await office.registered(activity, "Koperasi B", "Budi")
    assert (await states(activity))[-1] == CONFIRMED


async def test_an_offer_is_accepted_or_refused_with_its_code(office: Office) -> None:
    activity = await office.opened(seats_in_person=1)
    first = await office.registered(activity, "Koperasi A", "Siti")
    for letter in "BC":
        await office.registered(activity, f"Koperasi {letter}", "Budi")
    await office.made("core.cancel_registration", office.member("Koperasi A"), registration_id=first)
    _, second, third = await Registration.filter(activity_id=activity).order_by("id")
    written = f"{second.answer_code[:4].lower()} {second.answer_code[4:]}"
    refused = await office.give("core.answer_offer", ANONYMOUS, answer_code=written, accept=False)
    assert refused.accepted
    accepted = await office.give("core.answer_offer", ANONYMOUS, answer_code=third.answer_code, accept=True)
    assert accepted.accepted
    assert await states(activity) == ["cancelled", "declined", CONFIRMED]
    assert await taken(activity) == 1
    unknown = await office.give("core.answer_offer", ANONYMOUS, answer_code="X" * 16, accept=True)
    assert codes_of(unknown) == ["CODE_UNKNOWN"]


async def test_more_seats_are_offered_to_who_waits_and_fewer_than_are_taken_are_refused(
    office: Office,
) -> None:
    activity = await office.opened(seats_in_person=1)
    for letter in "ABC":
        await office.registered(activity, f"Koperasi {letter}", "Siti")
    await office.made("core.set_seats", activity_id=activity, mode="in_person", capacity=2)
    assert await states(activity) == [CONFIRMED, OFFERED, WAITLISTED]
    less = await office.give("core.set_seats", activity_id=activity, mode="in_person", capacity=1)
    assert codes_of(less) == ["SEATS_TAKEN"]
    await office.made("core.set_seats", activity_id=activity, mode="in_person", capacity=None)
    assert await states(activity) == [CONFIRMED, OFFERED, OFFERED]
    assert await taken(activity) == 3


async def test_a_seat_that_stayed_free_although_somebody_waits_is_offered_by_the_sweep(
    office: Office,
) -> None:
    activity = await office.opened(seats_in_person=1)
    await office.registered(activity, "Koperasi A", "Siti")
    await office.registered(activity, "Koperasi B", "Budi")
    await Registration.filter(activity_id=activity, state=CONFIRMED).update(state=RegistrationState.CANCELLED)
    await ActivitySeats.filter(activity_id=activity).update(taken=0)
    assert await offer_all_free_seats() >= 1
    assert (await states(activity))[-1] == OFFERED


async def test_no_offer_outlasts_the_beginning_and_none_is_made_after_it(
    office: Office, moving_clock: clock.MovingClock
) -> None:
    activity = await office.opened(seats_in_person=1)
    first = await office.registered(activity, "Koperasi A", "Siti")
    second = await office.registered(activity, "Koperasi B", "Budi")
    third = await office.registered(activity, "Koperasi C", "Tono")
    moving_clock.set(STARTS - timedelta(hours=2))
    await office.made("core.cancel_registration", office.member("Koperasi A"), registration_id=first)
    assert (await Registration.get(id=second)).offer_expires_at == STARTS
    moving_clock.set(STARTS)
    assert await expire_offers() >= 1
    assert (await Registration.get(id=second)).state is RegistrationState.EXPIRED
    assert (await Registration.get(id=third)).state is RegistrationState.WAITLISTED
    assert await taken(activity) == 0


async def test_each_mode_has_its_own_seats(office: Office) -> None:
    activity = await office.opened(mode="both", seats_in_person=1, seats_online=None)
    assert codes_of(await office.register(activity, "Koperasi A", "Siti")) == ["REQUIRED"]
    await office.registered(activity, "Koperasi A", "Siti", mode="in_person")
    await office.registered(activity, "Koperasi B", "Budi", mode="in_person")
    await office.registered(activity, "Koperasi C", "Tono", mode="online")
    assert await states(activity) == [CONFIRMED, WAITLISTED, CONFIRMED]
    single = await office.opened()
    assert codes_of(await office.register(single, "Koperasi A", "Siti", mode="online")) == [
        "MODE_NOT_OFFERED"
    ]


async def test_cancelling_an_activity_ends_every_place_and_tells_everybody_once(office: Office) -> None:
    activity = await office.opened(seats_in_person=2)
    for letter, name in (("A", "Siti"), ("A", "Budi"), ("B", "Tono")):
        await office.registered(activity, f"Koperasi {letter}", name)
    await office.made("core.cancel_activity", activity_id=activity, reason="Narasumber sakit.")
    assert await states(activity) == ["cancelled"] * 3
    assert await taken(activity) == 0
    told = await OutboundMessage.filter(
        about=f"core.Activity:{activity}", template="core.activity_cancelled"
    ).order_by("party_id")
    assert [one.party_id for one in told] == [office.parties["Koperasi A"], office.parties["Koperasi B"]]
    assert "Narasumber sakit." in told[0].text.whole()
    again = await office.give("core.cancel_activity", activity_id=activity, reason="Sekali lagi.")
    assert codes_of(again) == ["ACTIVITY_STATE"]

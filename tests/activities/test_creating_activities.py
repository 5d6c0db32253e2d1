"""Making an activity: what is refused, and who may. On both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from activities.gathering import ENDS, JONGGOL, STARTS, Office, codes_of
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.scheduling.activities import Activity, ActivityState
from kopukm_core.scheduling.activities.models import ActivitySeats, ActivitySession

pytestmark = pytest.mark.anyio


async def test_a_draft_has_its_session_its_seats_and_the_rule_of_its_kind(office: Office) -> None:
    key = await office.draft(mode="both", seats_in_person=30, link="https://temu.contoh.id/1")
    activity = await Activity.get(id=key).select_related("rule")
    assert (activity.state, activity.is_public) == (ActivityState.DRAFT, False)
    assert (activity.starts_at, activity.ends_at) == (STARTS, ENDS)
    assert activity.rule.kind == "outreach"
    seats = (
        await ActivitySeats.filter(activity_id=key).order_by("id").values_list("mode", "capacity", "taken")
    )
    assert seats == [("in_person", 30, 0), ("online", None, 0)]
    assert await ActivitySession.filter(activity_id=key).count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ends_at": STARTS.isoformat()}, "ENDS_BEFORE_START"),
        ({"ends_at": (STARTS + timedelta(days=2)).isoformat()}, "SESSION_TOO_LONG"),
        ({"link": "javascript:alert(1)"}, "LINK_INVALID"),
        (
            {
                "registration_opens_at": ENDS.isoformat(),
                "registration_closes_at": STARTS.isoformat(),
            },
            "CLOSES_BEFORE_OPENING",
        ),
        ({"audience_parameters": ["tahun"]}, "WRONG_FORMAT"),
    ],
)
async def test_what_cannot_be_is_refused(office: Office, given: dict[str, object], code: str) -> None:
    before = await Activity.all().count()
    outcome = await office.give(
        "core.create_activity",
        **{
            "kind": "training",
            "title": "Pelatihan",
            "region_code": "32.01.01",
            "mode": "in_person",
            "starts_at": STARTS.isoformat(),
            "ends_at": ENDS.isoformat(),
            **given,
        },
    )
    assert codes_of(outcome) == [code]
    assert await Activity.all().count() == before


async def test_only_who_may_makes_one_and_only_in_their_region(office: Office) -> None:
    with pytest.raises(NotAllowedError):
        await office.draft(region_code=JONGGOL)
    given = {"kind": "event", "title": "Acara", "region_code": "32.01.01", "mode": "online"}
    times = {"starts_at": STARTS.isoformat(), "ends_at": ENDS.isoformat()}
    with pytest.raises(NotAuthenticatedError):
        await office.give("core.create_activity", ANONYMOUS, **given, **times)

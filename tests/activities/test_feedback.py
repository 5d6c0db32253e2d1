"""Feedback: one sheet each, paper as well, and what it comes to. On both engines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from activities.gathering import Office, codes_of
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import ANONYMOUS, operator
from kopukm_core.scheduling.activities import ActivitySession, Registration
from kopukm_core.scheduling.activities.feedback import feedback_result
from kopukm_core.scheduling.activities.feedback_models import FeedbackForm, FeedbackQuestion

pytestmark = pytest.mark.anyio

NINE = 9


async def attended(office: Office, *letters: str) -> tuple[int, list[Registration]]:
    """An activity with these cooperatives' people present."""
    activity = await office.opened()
    keys = [await office.registered(activity, f"Koperasi {letter}", "Siti") for letter in letters]
    session = await ActivitySession.get(activity_id=activity)
    await office.give("core.record_attendance", session_id=session.id, registration_ids=keys)
    return activity, await Registration.filter(id__in=keys).order_by("id")


async def test_who_attended_answers_once_with_their_code_or_their_account(office: Office) -> None:
    activity, (first, second) = await attended(office, "A", "B")
    given = {"scores": [4] * NINE, "remark": "Bagus."}
    assert (
        await office.give("core.give_feedback", ANONYMOUS, check_in_code=first.check_in_code, **given)
    ).accepted
    again = await office.give("core.give_feedback", ANONYMOUS, check_in_code=first.check_in_code, **given)
    assert codes_of(again) == ["ALREADY_ANSWERED"]
    own = office.member("Koperasi B")
    assert (await office.give("core.give_feedback", own, registration_id=second.id, **given)).accepted
    other = await office.give("core.give_feedback", own, registration_id=first.id, **given)
    assert codes_of(other) == ["CODE_UNKNOWN"]
    assert (await feedback_result([activity])).sheets == 2


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        ([4] * (NINE - 1), "WRONG_NUMBER"),
        ([4] * (NINE - 1) + [5], "SCORE_INVALID"),
        ([0] * NINE, "SCORE_INVALID"),
    ],
)
async def test_scores_must_fit_the_form(office: Office, scores: list[int], code: str) -> None:
    _, (one,) = await attended(office, "A")
    given = {"check_in_code": one.check_in_code, "scores": scores}
    assert codes_of(await office.give("core.give_feedback", ANONYMOUS, **given)) == [code]


async def test_who_did_not_attend_is_not_asked(office: Office) -> None:
    activity = await office.opened()
    key = await office.registered(activity, "Koperasi A", "Siti")
    code = (await Registration.get(id=key)).check_in_code
    given = {"check_in_code": code, "scores": [4] * NINE}
    assert codes_of(await office.give("core.give_feedback", ANONYMOUS, **given)) == ["NOT_ATTENDED"]


async def test_paper_sheets_are_entered_once_each_and_counted_with_the_others(office: Office) -> None:
    activity, (one,) = await attended(office, "A")
    await office.give("core.give_feedback", ANONYMOUS, check_in_code=one.check_in_code, scores=[4] * NINE)
    paper = {"activity_id": activity, "scores": [3] * (NINE - 1) + [2]}
    outcome = await office.give("core.enter_feedback", paper_number=1, **paper)
    assert [remark.code for remark in outcome.remarks] == ["MORE_SHEETS_THAN_PEOPLE"]
    twice = await office.give("core.enter_feedback", paper_number=1, **paper)
    assert codes_of(twice) == ["SHEET_ENTERED"]
    with pytest.raises(NotAllowedError):
        await office.give("core.enter_feedback", office.member("Koperasi A"), paper_number=2, **paper)
    result = await feedback_result([activity])
    assert [one.answers for one in result.questions] == [2] * NINE
    assert result.questions[0].mean == Decimal("3.5")
    assert result.questions[0].value == Decimal("87.50")
    # (8 × 3.5 + 3) / 9 × 25 = 86.1111…
    assert result.index == Decimal("86.11")


async def test_without_answers_there_is_no_index(office: Office) -> None:
    activity, _ = await attended(office, "A")
    result = await feedback_result([activity])
    assert (result.sheets, result.questions, result.index) == (0, (), None)


async def test_a_new_version_of_a_form_leaves_an_activity_that_was_answered_on_the_old_one(
    office: Office,
) -> None:
    _, (first, second) = await attended(office, "A", "B")
    await office.give("core.give_feedback", ANONYMOUS, check_in_code=first.check_in_code, scores=[4] * NINE)
    given = {
        "kind": "outreach",
        "effective_on": "2027-01-01",
        "title": "Umpan balik baru",
        "source": "Keputusan uji.",
        "scale_questions": ["Waktu: Apakah tepat waktu?", "Apakah jelas?"],
        "text_questions": ["Saran?"],
    }
    with pytest.raises(NotAllowedError):
        await office.give("core.set_feedback_form", **given)
    form = await office.made("core.set_feedback_form", operator("siti"), **given)
    try:
        assert await FeedbackQuestion.filter(form_id=form).order_by("number").values_list(
            "element", "text"
        ) == [
            ("Waktu", "Apakah tepat waktu?"),
            ("", "Apakah jelas?"),
            ("", "Saran?"),
        ]
        kept = {"check_in_code": second.check_in_code, "scores": [3] * NINE}
        assert (await office.give("core.give_feedback", ANONYMOUS, **kept)).accepted
        _, (fresh,) = await attended(office, "C")
        new = {"check_in_code": fresh.check_in_code, "scores": [4, 4]}
        assert (await office.give("core.give_feedback", ANONYMOUS, **new)).accepted
    finally:
        await FeedbackForm.filter(id=form).update(effective_on="2099-01-01")

"""An assessment from the first answer to the approved result, on both engines."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.errors import NotAllowedError
from kopukm_core.platform import Platform
from kopukm_siopik.health.choices import AssessmentState, FigureOrigin, HealthPredicate
from kopukm_siopik.health.delivered import delivered_documents, load_rubrics
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.health.papers import HealthAspectScore, HealthFigure, HealthScore
from kopukm_siopik.health.rules import read_rubric
from siopik.registry import CITEUREUP, give
from siopik_health.office_of_health import (
    APPROVE,
    APPROVER,
    ASSESS,
    BOTH,
    EXAMINER,
    KEEPER,
    LETTERS,
    PUBLISHED,
    approved,
    do,
    new_cooperative,
    person,
    refused,
    started,
    submitted,
)

pytestmark = pytest.mark.anyio


async def test_the_published_case_is_82_435_and_healthy(platform: Platform) -> None:
    one = await approved(platform, await new_cooperative(platform), PUBLISHED)
    assert (one.score_exact, one.score_hundredths, one.predicate) == ("82.435", 8244, HealthPredicate.HEALTHY)
    assert one.explanation == "27,78 + 13,035 + 29,44 + 12,18 = 82,435 → 82,44 → Sehat (≥ 80)"
    assert one.rubric_version == "kkpkk-2021-riil"
    assert (one.effective_on.isoformat(), one.valid_until.isoformat()) == ("2025-12-31", "2026-12-31")


async def test_working_papers_are_scored_with_an_explanation_for_each(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    reported = {"cooperative_id": cooperative.id, "year": 2025, "assets": 10**9, "surplus": 70_000_000}
    assert (await give(platform, "report_year", reported)).accepted
    draft = await started(platform, cooperative)
    figures = {
        one.name: (one.amount, one.origin) for one in await HealthFigure.filter(assessment_id=draft.id)
    }
    report = FigureOrigin.YEARLY_REPORT
    assert figures == {"total_assets": (10**9, report), "surplus": (70_000_000, report)}
    roa = await HealthScore.get(assessment_id=draft.id, indicator="roa")
    told = "ROA = SHU Rp70.000.000 : total aset Rp1.000.000.000 = 7 % → skor 4 (≥ 7 %)"
    assert (roa.score, roa.explanation) == (4, told)
    roe = await HealthScore.get(assessment_id=draft.id, indicator="roe")
    assert (roe.score, roe.explanation) == (None, "ROE tidak dapat dinilai: ekuitas belum diisi")

    questionnaires = [
        one["key"] for aspect in _general()["aspects"] for one in aspect["indicators"] if "items" in one
    ]
    given: dict[str, Any] = {"met": questionnaires, "not_met": ["legalitas.2"]}
    assert await refused(platform, "answer_health_items", assessment_id=draft.id, **given) == "ANSWERED_TWICE"
    given = {"met": [one for one in questionnaires if one != "legalitas"], "not_met": ["legalitas.2-3"]}
    await do(platform, "answer_health_items", assessment_id=draft.id, **given)
    given = {"met": ["legalitas.1"], "notes": ["legalitas.2: akta lama"]}
    await do(platform, "answer_health_items", assessment_id=draft.id, **given)
    legality = await HealthScore.get(assessment_id=draft.id, indicator="legalitas")
    told = "Legalitas badan hukum: 1 dari 3 butir terpenuhi = 33,33 % → skor 2 (> 25 % dan ≤ 50 %)"
    assert (legality.score, legality.explanation) == (2, told)
    governance = await HealthAspectScore.get(assessment_id=draft.id, aspect="tata_kelola")
    assert (governance.percent, governance.contribution) == ("1650/17", "495/17")

    await do(
        platform,
        "enter_health_figures",
        assessment_id=draft.id,
        year="this_year",
        equity=400_000_000,
        loans_from_members=0,
        long_term_liabilities=100_000_000,
        short_term_liabilities=0,
    )
    assert await refused(platform, "submit_health_assessment", assessment_id=draft.id) == "INCOMPLETE"
    await do(platform, "describe_health_examination", assessment_id=draft.id, **LETTERS)
    outcome = await do(platform, "submit_health_assessment", assessment_id=draft.id)
    assert [remark.code for remark in outcome.remarks] == ["NOT_ALL_ASSESSABLE"]
    done = await HealthAssessment.get(id=draft.id)
    assert done.state is AssessmentState.SUBMITTED
    assert done.predicate is not None
    cash = await HealthScore.get(assessment_id=draft.id, indicator="rasio_lancar")
    assert cash.score is None
    late = await refused(platform, "answer_health_items", assessment_id=draft.id, met=["legalitas"])
    assert late == "WRONG_STATE"


async def test_an_aspect_that_cannot_be_assessed_leaves_no_score(platform: Platform) -> None:
    draft = await started(platform, await new_cooperative(platform))
    await do(platform, "describe_health_examination", assessment_id=draft.id, **LETTERS)
    outcome = await give(platform, "submit_health_assessment", {"assessment_id": draft.id}, EXAMINER)
    (problem,) = outcome.problems
    assert problem.code == "NOT_ASSESSABLE"
    assert (
        "aspek Tata kelola, Profil risiko, Kinerja keuangan, Permodalan tidak dapat dinilai"
        in problem.message
    )


async def test_whoever_entered_anything_does_not_approve(platform: Platform) -> None:
    one = await submitted(platform, await new_cooperative(platform), PUBLISHED)
    await do(platform, "return_health_assessment", APPROVER, assessment_id=one.id, reason="Periksa lagi")
    letters: dict[str, Any] = {"minutes_number": "BA/4/2026"}
    await do(platform, "describe_health_examination", BOTH, assessment_id=one.id, **letters)
    await do(platform, "submit_health_assessment", EXAMINER, assessment_id=one.id)
    assert await refused(platform, "approve_health_assessment", BOTH, assessment_id=one.id) == "FOUR_EYES"
    await do(platform, "approve_health_assessment", APPROVER, assessment_id=one.id)
    stored = await HealthAssessment.get(id=one.id)
    assert (stored.state, stored.current_for) == (AssessmentState.APPROVED, stored.cooperative_id)
    late: dict[str, Any] = {"assessment_id": one.id, "aspect_scores": PUBLISHED, "result_source": "Lain"}
    assert await refused(platform, "enter_health_aspect_scores", **late) == "WRONG_STATE"


async def test_a_correction_replaces_and_keeps_both(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    cooperative = await new_cooperative(platform)
    first = await approved(platform, cooperative)
    moving_clock.move(timedelta(days=30))
    second = await approved(platform, cooperative, ["20", "10", "30", "10"])
    former = await HealthAssessment.get(id=first.id)
    assert (former.state, former.withdrawn_at) == (AssessmentState.REPLACED, second.approved_at)
    assert (former.score_exact, former.current_for) == ("82.435", None)
    assert (second.replaces_id, second.predicate) == (first.id, HealthPredicate.FAIRLY_HEALTHY)


async def test_withdrawing_is_for_approvers_and_leaves_nothing_current(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    older, newer = await approved(platform, cooperative, year=2024), await approved(platform, cooperative)
    given: dict[str, Any] = {"assessment_id": newer.id, "reason": "Buktinya tidak sah"}
    with pytest.raises(NotAllowedError):
        await give(platform, "withdraw_health_assessment", given, EXAMINER)
    with pytest.raises(NotAllowedError):
        await give(platform, "withdraw_health_assessment", given, KEEPER)
    await do(platform, "withdraw_health_assessment", APPROVER, **given)
    assert (await HealthAssessment.get(id=newer.id)).current_for is None
    assert (await HealthAssessment.get(id=older.id)).current_for == cooperative.id
    draft = await started(platform, cooperative)
    assert draft.replaces_id is None
    await do(platform, "withdraw_health_assessment", EXAMINER, assessment_id=draft.id, reason="Batal")
    assert (await HealthAssessment.get(id=draft.id)).state is AssessmentState.WITHDRAWN


async def test_one_open_assessment_per_book_year_and_no_year_that_is_not_over(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    await started(platform, cooperative)
    given: dict[str, Any] = {"cooperative_id": cooperative.id, "rubric_version": "kkpkk-2021-riil"}
    assert await refused(platform, "start_health_assessment", book_year=2025, **given) == "ALREADY_OPEN"
    assert await refused(platform, "start_health_assessment", book_year=2026, **given) == "YEAR_NOT_OVER"
    given["rubric_version"] = "tidak-ada"
    assert await refused(platform, "start_health_assessment", book_year=2024, **given) == "NOT_FOUND"


async def test_the_place_of_the_cooperative_decides_who_assesses(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    given: dict[str, Any] = {
        "cooperative_id": cooperative.id,
        "book_year": 2025,
        "rubric_version": "kkpkk-2021-riil",
    }
    elsewhere = person(21, ASSESS, APPROVE, region=CITEUREUP)
    with pytest.raises(NotAllowedError):
        await give(platform, "start_health_assessment", given, elsewhere)
    one = await submitted(platform, cooperative, PUBLISHED)
    for verb in ("approve_health_assessment", "withdraw_health_assessment"):
        with pytest.raises(NotAllowedError):
            await give(
                platform,
                verb,
                {"assessment_id": one.id, "reason": "Keliru"}
                if "with" in verb
                else {"assessment_id": one.id},
                elsewhere,
            )


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        (["27.78", "13.035", "29.44"], "OUT_OF_RANGE"),
        (["30.01", "13.035", "29.44", "12.18"], "OUT_OF_RANGE"),
        (["-0.01", "13.035", "29.44", "12.18"], "OUT_OF_RANGE"),
        (["27.7800001", "13.035", "29.44", "12.18"], "TOO_PRECISE"),
    ],
)
async def test_aspect_scores_stay_within_their_weights(
    platform: Platform, scores: list[str], code: str
) -> None:
    draft = await started(platform, await new_cooperative(platform))
    given: dict[str, Any] = {"assessment_id": draft.id, "aspect_scores": scores, "result_source": "Luar"}
    assert await refused(platform, "enter_health_aspect_scores", **given) == code


async def test_a_new_version_leaves_old_results_untouched(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    before = await approved(platform, cooperative, year=2024)
    document = _general() | {"version": "kkpkk-2026-uji"}
    for aspect, weight in zip(document["aspects"], ("32.5", "25", "30", "12.5"), strict=True):
        aspect["weight"] = weight
    await do(platform, "add_health_rubric", KEEPER, document=json.dumps(document))
    assert (
        await refused(platform, "add_health_rubric", KEEPER, document=json.dumps(document)) == "VERSION_TAKEN"
    )
    draft = await started(platform, cooperative, 2025, "kkpkk-2026-uji")
    given: dict[str, Any] = {"aspect_scores": ["32.5", "25", "2.5", "12.5"], "result_source": "Luar"}
    await do(platform, "enter_health_aspect_scores", assessment_id=draft.id, **given)
    assert (await HealthAssessment.get(id=draft.id)).score_exact == "72.5"
    after = await HealthAssessment.get(id=before.id)
    assert (after.rubric_version, after.score_exact) == ("kkpkk-2021-riil", "82.435")
    await HealthRubric.filter(version="kkpkk-2021-riil").update(title="Disunting")
    await load_rubrics(platform)
    assert (await HealthRubric.get(version="kkpkk-2021-riil")).title == "Disunting"
    assert await HealthRubric.all().count() == len(delivered_documents()) + 1


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"version": NaN}', '{"version": "\\u0000"}', '{"a": "\\ud800"}']
)
async def test_what_is_no_rubric_is_refused(platform: Platform, text: str) -> None:
    code = await refused(platform, "add_health_rubric", KEEPER, document=text)
    assert code in {"INVALID_JSON", "INVALID_RUBRIC"}


async def test_old_rules_are_entered_by_their_own_aspects(platform: Platform) -> None:
    draft = await started(platform, await new_cooperative(platform), 2017, "perdep-06-2016")
    given: dict[str, Any] = {
        "aspect_scores": ["10", "15", "10", "8", "10", "7", "6"],
        "result_source": "Dinas 2018",
    }
    await do(platform, "enter_health_aspect_scores", assessment_id=draft.id, **given)
    await do(platform, "submit_health_assessment", assessment_id=draft.id)
    await do(platform, "approve_health_assessment", APPROVER, assessment_id=draft.id)
    stored = await HealthAssessment.get(id=draft.id)
    assert (stored.score_exact, stored.predicate) == ("66", HealthPredicate.FAIRLY_HEALTHY)


async def test_findings_are_followed_up_by_the_cooperative_and_closed_by_the_office(
    platform: Platform,
) -> None:
    cooperative = await new_cooperative(platform)
    one = await submitted(platform, cooperative, PUBLISHED)
    given: dict[str, Any] = {
        "assessment_id": one.id,
        "aspect": "tata_kelola",
        "description": "Buku daftar anggota tidak mutakhir",
        "recommendation": "Perbarui",
        "deadline": "2027-01-31",
        "risk_level": "medium",
    }
    assert await refused(platform, "add_health_finding", **(given | {"aspect": "lain"})) == "UNKNOWN_ASPECT"
    outcome = await do(platform, "add_health_finding", **given)
    assert outcome.reference is not None
    finding = int(outcome.reference.id)
    done: dict[str, Any] = {"finding_id": finding, "description": "Sudah diperbarui", "done_on": "2026-11-01"}
    member = person(31, parties=(cooperative.party_id,))
    with pytest.raises(NotAllowedError):
        await give(platform, "follow_up_health_finding", done, member)
    await do(platform, "approve_health_assessment", APPROVER, assessment_id=one.id)
    await do(platform, "follow_up_health_finding", member, **done)
    with pytest.raises(NotAllowedError):
        await give(
            platform, "follow_up_health_finding", done, person(32, parties=(cooperative.party_id + 1,))
        )
    await do(platform, "close_health_finding", finding_id=finding, closing_note="Sesuai")
    late: dict[str, Any] = {"finding_id": finding, "closing_note": "Lagi"}
    assert await refused(platform, "close_health_finding", **late) == "ALREADY_CLOSED"


def _general() -> dict[str, Any]:
    (found,) = [one for one in delivered_documents() if one["version"] == "kkpkk-2021-riil"]
    assert read_rubric(found).has_working_papers
    return found

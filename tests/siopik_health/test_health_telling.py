"""What a cooperative is told of its assessment, and what it prints, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.files import StoredFile, local_copy
from kopukm_core.identity.actor import Actor
from kopukm_core.jobs import JobTiming, enqueue, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.platform import Platform
from kopukm_siopik.health.choices import AssessmentState
from kopukm_siopik.health.findings import HealthFinding
from kopukm_siopik.health.models import HealthAssessment
from kopukm_siopik.models import Cooperative
from siopik.registry import CITEUREUP
from siopik_health.conftest import START
from siopik_health.office_of_health import (
    APPROVER,
    EXAMINER,
    READ,
    approved,
    do,
    new_cooperative,
    person,
    refused,
    submitted,
)

FAST = JobTiming(lease=5.0, beat=0.5, poll=0.02, grace=0.2)

pytestmark = pytest.mark.anyio


async def _messages(party_id: int) -> list[tuple[str, str]]:
    found = await OutboundMessage.filter(party_id=party_id).order_by("id")
    return [(one.template, one.text.whole()) for one in found]


async def _finding(platform: Platform, one: HealthAssessment, days: int) -> HealthFinding:
    outcome = await do(
        platform,
        "add_health_finding",
        assessment_id=one.id,
        aspect="permodalan",
        description="Modal sendiri kurang",
        recommendation="Tambah simpanan wajib",
        deadline=(clock.today(platform.settings.time_zone) + timedelta(days=days)).isoformat(),
        risk_level="medium",
    )
    assert outcome.reference is not None
    return await HealthFinding.get(id=int(outcome.reference.id))


async def _remind(platform: Platform) -> None:
    async with transaction():
        await enqueue("siopik.remind_findings")
    async with running_jobs(platform, FAST), asyncio.timeout(10):
        while await OutboxJob.exists():  # noqa: ASYNC110 - it waits for another task
            await asyncio.sleep(0.01)


async def test_a_result_and_its_withdrawal_are_told_once(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    one = await submitted(platform, cooperative, ["27.78", "13.035", "29.44", "12.18"])
    assert await _messages(cooperative.party_id) == []
    await _finding(platform, one, 60)
    await do(platform, "approve_health_assessment", APPROVER, assessment_id=one.id)
    ((template, values),) = await _messages(cooperative.party_id)
    assert template == "siopik.health_result"
    assert "82,44" in values
    assert "Sehat" in values
    assert "Ada 1 temuan terbuka" in values

    await do(platform, "withdraw_health_assessment", APPROVER, assessment_id=one.id, reason="Neraca keliru")
    (_, (template, values)) = await _messages(cooperative.party_id)
    assert template == "siopik.health_result_withdrawn"
    assert "Neraca keliru" in values


async def test_a_draft_withdrawn_is_nobodys_business(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    one = await submitted(platform, cooperative, ["27.78", "13.035", "29.44", "12.18"])
    await do(platform, "withdraw_health_assessment", EXAMINER, assessment_id=one.id, reason="Salah koperasi")
    assert await _messages(cooperative.party_id) == []


async def test_an_open_finding_is_reminded_of_once_ahead_and_once_late(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    cooperative = await new_cooperative(platform)
    one = await approved(platform, cooperative)
    open_one, closed = [await _finding(platform, one, 20) for _ in range(2)]
    unapproved = await submitted(platform, await new_cooperative(platform), ["1", "1", "1", "1"])
    await _finding(platform, unapproved, 5)
    silent = (await Cooperative.get(id=unapproved.cooperative_id)).party_id
    await do(platform, "close_health_finding", finding_id=closed.id, closing_note="Sudah ditambah")

    told = []
    for days in (0, 5, 6, 7, 15, 21, 22, 90):
        moving_clock.set(START + timedelta(days=days))
        await _remind(platform)
        messages = await _messages(cooperative.party_id)
        told.append([template.rpartition("_")[2] for template, _ in messages])
    before, ahead, late = ["result"], ["result", "ahead"], ["result", "ahead", "late"]
    assert told == [before, before, ahead, ahead, ahead, late, late, late]
    assert "Modal sendiri kurang" in messages[1][1]
    assert await OutboundMessage.filter(about=f"siopik.HealthFinding:{open_one.id}").count() == 2
    assert await _messages(silent) == []


async def test_a_printed_assessment_says_what_holds(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    one = await submitted(platform, cooperative, ["27.78", "13.035", "29.44", "12.18"])
    assert "BELUM DISETUJUI" in await _printed(platform, one, EXAMINER)
    await _finding(platform, one, 60)
    await do(platform, "approve_health_assessment", APPROVER, assessment_id=one.id)
    member = person(21, parties=(cooperative.party_id,))
    text = await _printed(platform, one, member)
    assert "BELUM DISETUJUI" not in text
    for told in ("82,44", "Sehat", "Manekin 2023", "Modal sendiri kurang", "kkpkk-2021-riil"):
        assert told in text
    assert (await HealthAssessment.get(id=one.id)).state is AssessmentState.APPROVED


async def test_nobody_prints_what_he_may_not_read(platform: Platform) -> None:
    cooperative = await new_cooperative(platform)
    draft = await submitted(platform, cooperative, ["27.78", "13.035", "29.44", "12.18"])
    other = await approved(platform, await new_cooperative(platform))
    member = person(22, parties=(cooperative.party_id,))
    elsewhere = person(23, READ, region=CITEUREUP)
    for actor, one in ((member, draft), (member, other), (elsewhere, other)):
        code = await refused(platform, "print_health_assessment", actor, assessment_id=one.id)
        assert code == "NOT_FOUND"


async def _printed(platform: Platform, one: HealthAssessment, actor: Actor) -> str:
    outcome = await do(platform, "print_health_assessment", actor, assessment_id=one.id, form="xlsx")
    assert outcome.reference is not None
    async with local_copy(platform, await StoredFile.get(id=int(outcome.reference.id))) as path:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)

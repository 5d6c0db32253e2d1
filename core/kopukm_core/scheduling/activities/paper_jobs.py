"""The jobs that set long papers of an activity, outside of any transaction, and how such a paper is asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.jobs import JobContext, Task, task
from kopukm_core.papers.models import PrintedReport, ReportForm
from kopukm_core.papers.printing import TIME_LIMIT, given_up, print_file
from kopukm_core.papers.writing import WrittenReport
from kopukm_core.scheduling.activities.cards import participant_cards
from kopukm_core.scheduling.activities.certifying import all_certificates
from kopukm_core.scheduling.activities.letters import invitation_letters
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.purposes import CERTIFICATE, INVITATION_LETTERS, PARTICIPANT_CARDS
from kopukm_core.settings import Settings

PRINT_LETTERS = "core.set_invitation_letters"
PRINT_CARDS = "core.set_participant_cards"
PRINT_CERTIFICATES = "core.set_certificates"


async def ask_for_paper(
    context: CommandContext, activity: Activity, job: str, title: str, **arguments: Any
) -> PrintedReport:
    """Note that the paper was asked for, and have the job set it; the command answers the note."""
    printed = await PrintedReport.create(
        report=job,
        title=f"{title}: {activity.title}"[:200],
        form=ReportForm.PDF,
        first_day=context.today,
        last_day=context.today,
        region_code=activity.region_id,
        actor=context.actor.key,
        account_id=context.actor.account_id,
        token_id=context.actor.token_id,
        asked_at=clock.now(),
    )
    await context.audit("create", printed)
    await context.enqueue(job, printed_id=printed.id, activity_id=activity.id, **arguments)
    return printed


@task(PRINT_LETTERS, queue="reports", max_retries=10, time_limit=TIME_LIMIT, given_up=given_up)
async def set_invitation_letters(
    job: JobContext, printed_id: int, activity_id: int, target_ids: list[int]
) -> None:
    """Menyusun surat undangan yang sudah bernomor menjadi satu berkas."""

    async def made(settings: Settings, activity: Activity) -> bytes:
        return await invitation_letters(settings, activity, target_ids)

    await _set(job, printed_id, activity_id, made, INVITATION_LETTERS)


@task(PRINT_CARDS, queue="reports", max_retries=10, time_limit=TIME_LIMIT, given_up=given_up)
async def set_participant_cards(
    job: JobContext, printed_id: int, activity_id: int, registration_ids: list[int]
) -> None:
    """Menyusun kartu peserta dengan kode hadirnya menjadi satu berkas."""

    async def made(settings: Settings, activity: Activity) -> bytes:
        return await participant_cards(activity, registration_ids)

    await _set(job, printed_id, activity_id, made, PARTICIPANT_CARDS)


@task(PRINT_CERTIFICATES, queue="reports", max_retries=10, time_limit=TIME_LIMIT, given_up=given_up)
async def set_certificates(job: JobContext, printed_id: int, activity_id: int) -> None:
    """Menyusun semua sertifikat sebuah kegiatan menjadi satu berkas untuk dicetak."""
    await _set(job, printed_id, activity_id, all_certificates, CERTIFICATE)


async def _set(
    job: JobContext,
    printed_id: int,
    activity_id: int,
    made: Callable[[Settings, Activity], Awaitable[bytes]],
    purpose: str,
) -> None:
    async def write(printed: PrintedReport) -> WrittenReport:
        return WrittenReport(await made(job.settings, await Activity.get(id=activity_id)), "pdf")

    await print_file(job, printed_id, write, purpose=purpose)


PAPER_TASKS: tuple[Task, ...] = (set_invitation_letters, set_participant_cards, set_certificates)

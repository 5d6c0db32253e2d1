"""The job that sets the letters of an activity, outside of any transaction."""

from __future__ import annotations

from kopukm_core.jobs import JobContext, task
from kopukm_core.papers.models import PrintedReport
from kopukm_core.papers.printing import TIME_LIMIT, given_up, print_file
from kopukm_core.papers.writing import WrittenReport
from kopukm_core.scheduling.activities.letters import invitation_letters
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.purposes import INVITATION_LETTERS

PRINT_LETTERS = "core.set_invitation_letters"


@task(PRINT_LETTERS, queue="reports", max_retries=10, time_limit=TIME_LIMIT, given_up=given_up)
async def set_invitation_letters(
    job: JobContext, printed_id: int, activity_id: int, target_ids: list[int]
) -> None:
    """Menyusun surat undangan yang sudah bernomor menjadi satu berkas."""

    async def write(printed: PrintedReport) -> WrittenReport:
        activity = await Activity.get(id=activity_id)
        return WrittenReport(await invitation_letters(job.settings, activity, target_ids), "pdf")

    await print_file(job, printed_id, write, purpose=INVITATION_LETTERS)

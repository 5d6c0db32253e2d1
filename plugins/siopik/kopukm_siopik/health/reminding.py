"""The morning's job that reminds cooperatives of findings: once before the deadline and once after it."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import shorten
from typing import Any, cast

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.jobs import JobContext, Schedule, task
from kopukm_core.messaging import MessageTemplate, keys_in_use, send_message
from kopukm_core.platform import Platform
from kopukm_core.plugins.settings import SettingDeclaration
from kopukm_siopik.health.choices import AssessmentState
from kopukm_siopik.health.message_templates import FINDING_AHEAD, FINDING_LATE

LATE_SINCE = timedelta(days=60)
"""Findings that are late for longer are not written about: they were entered long after they were found."""
AT_ONCE = 200
LONGEST = 600
"""Letters of a finding in a message: it stays one bubble on a telephone."""


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 365:
        raise ValueError(text)
    return days


HEALTH_SETTINGS = (
    SettingDeclaration(
        "finding_reminder_days",
        "Berapa hari sebelum tenggat temuan koperasinya diingatkan: bilangan 1 sampai 365.",
        14,
        _days,
    ),
)


@task("siopik.remind_findings")
async def remind_findings(job: JobContext) -> None:
    """Mengingatkan koperasi akan temuan yang mendekati atau melewati tenggatnya, masing-masing sekali."""
    platform = cast(Platform, job.platform)
    today = clock.today(platform.settings.time_zone)
    ahead = timedelta(days=platform.plugins["siopik"].settings["finding_reminder_days"])
    told = await _remind(job, FINDING_AHEAD, today, today + ahead)
    told += await _remind(job, FINDING_LATE, today - LATE_SINCE, today - timedelta(days=1))
    job.logger.info("reminded of %d findings", told)


async def _remind(job: JobContext, template: MessageTemplate, first: date, last: date) -> int:
    """Write about each open finding due between the two days that nothing was written about; how many."""
    due = await _open_findings(first, last)
    known = await keys_in_use([_key(template, row["id"]) for row in due])
    fresh = [row for row in due if _key(template, row["id"]) not in known]
    for start in range(0, len(fresh), AT_ONCE):
        async with job.chunk():
            for row in fresh[start : start + AT_ONCE]:
                await send_message(
                    row["party_id"],
                    template.name,
                    {
                        "cooperative": row["name"],
                        "book_year": str(row["book_year"]),
                        "finding": shorten(row["description"], LONGEST, placeholder=" …"),
                        "recommendation": shorten(row["recommendation"], LONGEST, placeholder=" …"),
                        "deadline": day_of(row["deadline"]),
                    },
                    about=f"siopik.HealthFinding:{row['id']}",
                    deduplicate=_key(template, row["id"]),
                )
    return len(fresh)


async def _open_findings(first: date, last: date) -> list[dict[str, Any]]:
    parameters = Parameters(dialect())
    return [
        dict(row)
        for row in await rows(
            "SELECT finding.id, finding.description, finding.recommendation, finding.deadline,"
            " assessment.book_year, cooperative.name, cooperative.party_id FROM siopik_health_finding finding"
            " JOIN siopik_health_assessment assessment ON assessment.id = finding.assessment_id"
            " JOIN siopik_cooperative cooperative ON cooperative.id = assessment.cooperative_id"
            f" WHERE finding.closed_at IS NULL AND assessment.state = {parameters.add(AssessmentState.APPROVED.value)}"
            f" AND finding.deadline >= {parameters.add(first)} AND finding.deadline <= {parameters.add(last)}"
            " ORDER BY finding.deadline, finding.id",
            parameters,
        )
    ]


def _key(template: MessageTemplate, finding_id: int) -> str:
    return f"{template.name}:{finding_id}"


HEALTH_TASKS = (remind_findings,)

HEALTH_SCHEDULES = (
    Schedule(
        "siopik.finding_reminders",
        "10 7 * * *",
        "siopik.remind_findings",
        title="Mengingatkan koperasi akan tenggat temuan",
    ),
)

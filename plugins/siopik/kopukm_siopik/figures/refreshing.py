"""Keeping the standings up to date: after changes in one job each, and all of them every night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core import clock
from kopukm_core.db import copy_rows, reserve_ids, rows
from kopukm_core.jobs import JobContext, Schedule, task
from kopukm_core.scheduling.cycles import check_steps_soon
from kopukm_siopik.figures.facts import known_of, standing_row
from kopukm_siopik.figures.loading import REFRESH_ALL, load_rules
from kopukm_siopik.figures.models import CooperativeStanding, RuleVersion
from kopukm_siopik.figures.rule_book import RuleBook, rule_book
from kopukm_siopik.models import Cooperative
from kopukm_siopik.recording.contacts import keep_contacts

CHUNK = 500
_WITHOUT = (
    "SELECT c.id FROM siopik_cooperative c WHERE NOT EXISTS "
    "(SELECT 1 FROM siopik_cooperative_standing s WHERE s.cooperative_id = c.id) ORDER BY c.id LIMIT 500"
)


@task("siopik.refresh_standings")
async def refresh_standings(job: JobContext, cooperative_ids: list[int]) -> None:
    """Compute the standing of these cooperatives; of no one named, of those that have none yet."""
    async with job.transaction():
        ids = cooperative_ids or [row["id"] for row in await rows(_WITHOUT)]
        await refresh(ids, job)
        await check_steps_soon(job)


@task(REFRESH_ALL, time_limit=1800)
async def refresh_all_standings(job: JobContext) -> None:
    """Compute every standing, a chunk at a time: time alone changes them."""
    while True:
        async with job.chunk():
            last = job.checkpoint or 0
            found = (
                await Cooperative.filter(id__gt=last).order_by("id").limit(CHUNK).values_list("id", flat=True)
            )
            ids = [int(str(one)) for one in found]
            if ids:
                await refresh(ids, job)
                job.checkpoint = ids[-1]
        if not ids:
            return


async def refresh(ids: Sequence[int], job: JobContext) -> None:
    """Compute the standing of these cooperatives in this transaction, and have messages find them."""
    day = clock.today(job.platform.settings.time_zone)
    if not await RuleVersion.exists():
        await load_rules()
    rules = await rule_book(day)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        await store_standings(chunk, rules, day)
        await keep_contacts(chunk)


async def store_standings(ids: Sequence[int], rules: RuleBook, day: date) -> None:
    """Replace the standings of these cooperatives: nine statements however many."""
    # Rows, not values_list: Tortoise locks nothing for that.
    await Cooperative.filter(id__in=ids).order_by("id").select_for_update().only("id")
    known = await known_of(ids, day)
    await CooperativeStanding.filter(cooperative_id__in=ids).delete()
    moment = clock.now()
    fresh = [{**standing_row(rules, one, day), "computed_at": moment} for one in known]
    if not fresh:
        return
    keys = await reserve_ids(CooperativeStanding, len(fresh))
    await copy_rows(
        CooperativeStanding,
        ("id", *fresh[0]),
        [(key, *row.values()) for key, row in zip(keys, fresh, strict=True)],
    )


TASKS = (refresh_standings, refresh_all_standings)
SCHEDULES = (
    Schedule(
        "siopik.standings_every_night",
        "10 0 * * *",
        REFRESH_ALL,
        title="Hitung ulang status dan kategori koperasi",
    ),
)

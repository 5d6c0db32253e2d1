"""What happens to activities by the clock: offers end, reminders go out, activities are settled."""

from __future__ import annotations

from datetime import timedelta

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.jobs import JobContext, Schedule, Task, task
from kopukm_core.messaging.registry import messaging_in_use
from kopukm_core.scheduling.activities.certifying import make_certificates
from kopukm_core.scheduling.activities.choices import ActivityState
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.notices import remind
from kopukm_core.scheduling.activities.paper_jobs import PAPER_TASKS
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.sending import send_invitations
from kopukm_core.scheduling.activities.settling import settle_activities
from kopukm_core.scheduling.activities.waitlist import expire_offers, offer_all_free_seats

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_RUNNING = (ActivityState.OPEN, ActivityState.CLOSED)


@task("core.expire_offers", max_retries=2)
async def expire_activity_offers(job: JobContext) -> None:
    """Mengakhiri tawaran tempat yang lewat waktu dan menawarkannya kepada yang berikutnya."""
    ended = await expire_offers()
    offered = await offer_all_free_seats()
    job.logger.info("%d offers ended, %d free seats offered", ended, offered)
    async with job.transaction():
        pass


@task("core.remind_participants", max_retries=2)
async def remind_participants(job: JobContext) -> None:
    """Mengingatkan peserta sehari dan sejam sebelum setiap sesi."""
    told = await send_reminders()
    job.logger.info("%d reminders", told)
    async with job.transaction():
        pass


@task("core.settle_activities", max_retries=2)
async def settle_past_activities(job: JobContext) -> None:
    """Menyatakan kegiatan yang lewat terlaksana, dan yang tidak datang tidak hadir, sesudah tenggangnya."""
    settled = await settle_activities()
    job.logger.info("%d activities settled", settled)
    async with job.transaction():
        pass


async def send_reminders() -> int:
    """Remind of each session once a day before it and once an hour before it; how many parties are written to.

    Of a session that begins within the hour only the later reminder is sent.
    """
    moment = clock.now()
    due = ActivitySession.filter(
        dropped_at=None,
        starts_at__gt=moment,
        starts_at__lte=moment + _DAY,
        activity__state__in=list(_RUNNING),
    ).order_by("starts_at", "id")
    told = 0
    for key in await numbers_of(due, "id"):
        async with transaction():
            told += await _remind(key)
    return told


async def _remind(session_id: int) -> int:
    moment = clock.now()
    session = await ActivitySession.get(id=session_id)
    activity = await Activity.get(id=session.activity_id)
    is_near = session.starts_at - moment <= _HOUR
    column = "hour_reminded_at" if is_near else "day_reminded_at"
    fresh = ActivitySession.filter(id=session.id, **{f"{column}__isnull": True})
    if not await fresh.update(**{column: moment}):
        return 0
    if is_near:
        return await remind(activity, session, "sebentar lagi", "hour")
    context = messaging_in_use().context()
    is_today = session.starts_at.astimezone(context.time_zone).date() == context.today
    return await remind(activity, session, "hari ini" if is_today else "besok", "day")


ACTIVITY_TASKS: tuple[Task, ...] = (
    expire_activity_offers,
    remind_participants,
    settle_past_activities,
    send_invitations,
    *PAPER_TASKS,
    make_certificates,
)

ACTIVITY_SCHEDULES: tuple[Schedule, ...] = (
    Schedule("core.offers", "*/5 * * * *", "core.expire_offers", title="Akhiri tawaran tempat kegiatan"),
    Schedule("core.activity_reminders", "*/10 * * * *", "core.remind_participants", title="Ingatkan peserta"),
    Schedule(
        "core.settled_activities", "20 * * * *", "core.settle_activities", title="Tutup kegiatan yang lewat"
    ),
)

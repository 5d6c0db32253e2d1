"""Changing an activity, opening, closing, completing and cancelling it, and noting how it went."""

from __future__ import annotations

from datetime import datetime

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import search_text, sort_key
from kopukm_core.files import keep_files
from kopukm_core.scheduling.activities.access import run_activity
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.changing import cancel_activity, change, move_state
from kopukm_core.scheduling.activities.choices import ActivityState, AttendanceMode
from kopukm_core.scheduling.activities.commands.fields import ActivityId
from kopukm_core.scheduling.activities.creating import check_registration
from kopukm_core.scheduling.activities.models import Activity, ActivityMaterial
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.seats import change_capacity, hold_seats, seats_taken
from kopukm_core.scheduling.activities.waitlist import offer_free_seats

_DRAFT, _OPEN, _CLOSED = ActivityState.DRAFT, ActivityState.OPEN, ActivityState.CLOSED


@command("core.change_activity", title="Ubah kegiatan", permission=None, returns=Activity, updates=True)
class ChangeActivity:
    """Mengubah judul, uraian, atau waktu pendaftaran sebuah kegiatan."""

    activity_id: ActivityId = ask("Kegiatan")
    title: str | None = ask("Judul", maximum_length=200)
    description: str | None = ask("Uraian", maximum_length=5000)
    registration_opens_at: datetime | None = ask("Pendaftaran dibuka")
    registration_closes_at: datetime | None = ask("Pendaftaran ditutup")

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        title = self.title or activity.title
        description = activity.description if self.description is None else self.description
        opens = self.registration_opens_at or activity.registration_opens_at
        closes = self.registration_closes_at or activity.registration_closes_at
        check_registration(context, opens, closes)
        values = {
            "title": title,
            "sort_key": sort_key(title),
            "description": description,
            "search_text": search_text(f"{title} {activity.kind.label} {description}"),
            "registration_opens_at": opens,
            "registration_closes_at": closes,
        }
        await change(context, activity, values)
        return activity


@command("core.set_seats", title="Atur banyaknya tempat", permission=None, returns=Activity)
class SetSeats:
    """Mengatur banyaknya tempat untuk satu cara ikut; tempat tambahan ditawarkan kepada yang menunggu."""

    activity_id: ActivityId = ask("Kegiatan")
    mode: AttendanceMode = ask("Cara ikut")
    capacity: int | None = ask("Banyaknya tempat", help="Kosong berarti tidak dibatasi.", maximum=100_000)

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        if not await hold_seats(activity.id, self.mode):
            context.refuse("mode", "MODE_NOT_OFFERED", "Kegiatan ini tidak diadakan dengan cara itu.")
        if not await change_capacity(activity.id, self.mode, self.capacity):
            taken = await seats_taken(activity.id, self.mode)
            message = f"Sudah {taken} tempat terisi. Batalkan dahulu pendaftaran yang tidak jadi."
            context.refuse("capacity", "SEATS_TAKEN", message)
        offered = await offer_free_seats(activity, self.mode)
        await context.audit(
            "update", activity, {"capacity": (None, self.capacity), "offered": (None, offered)}
        )
        await announce(context, activity)
        return activity


@command("core.open_activity", title="Buka kegiatan", permission=None, returns=Activity)
class OpenActivity:
    """Membuka kegiatan untuk umum dan untuk pendaftaran; juga membuka lagi pendaftaran yang ditutup."""

    activity_id: ActivityId = ask("Kegiatan")

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        if activity.ends_at <= clock.now():
            context.refuse("activity_id", "ACTIVITY_OVER", "Kegiatan ini sudah lewat.")
        await move_state(context, activity, (_DRAFT, _CLOSED), _OPEN, is_public=True)
        handed_out = await numbers_of(ActivityMaterial.filter(activity_id=activity.id), "file_id")
        await keep_files(handed_out, public=True)
        return activity


@command("core.close_registration", title="Tutup pendaftaran", permission=None, returns=Activity)
class CloseRegistration:
    """Menutup pendaftaran sebelum waktunya; petugas masih dapat mendaftarkan."""

    activity_id: ActivityId = ask("Kegiatan")

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        await move_state(context, activity, (_OPEN,), _CLOSED)
        return activity


@command("core.complete_activity", title="Nyatakan kegiatan terlaksana", permission=None, returns=Activity)
class CompleteActivity:
    """Menyatakan bahwa kegiatan sudah terlaksana."""

    activity_id: ActivityId = ask("Kegiatan")

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        if activity.starts_at > clock.now():
            context.refuse("activity_id", "ACTIVITY_AHEAD", "Kegiatan ini belum dimulai.")
        await move_state(context, activity, (_OPEN, _CLOSED), ActivityState.HELD)
        return activity


@command("core.cancel_activity", title="Batalkan kegiatan", permission=None, returns=Activity)
class CancelActivity:
    """Membatalkan kegiatan beserta semua pendaftarannya, dan memberi tahu semua yang terdaftar atau diundang."""

    activity_id: ActivityId = ask("Kegiatan")
    reason: str = ask("Alasan", help="Disampaikan kepada peserta.", minimum_length=3, maximum_length=500)

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        await cancel_activity(context, activity, self.reason)
        return activity


@command("core.evaluate_activity", title="Catat evaluasi kegiatan", permission=None, returns=Activity)
class EvaluateActivity:
    """Mencatat evaluasi sebuah kegiatan yang sudah berlangsung."""

    activity_id: ActivityId = ask("Kegiatan")
    evaluation: str = ask("Evaluasi", minimum_length=3, maximum_length=10_000)

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        if activity.starts_at > clock.now():
            context.refuse("activity_id", "ACTIVITY_AHEAD", "Kegiatan ini belum dimulai.")
        values = {
            "evaluation": self.evaluation,
            "evaluated_at": clock.now(),
            "evaluated_by": context.actor.key,
        }
        await Activity.filter(id=activity.id).update(**values, changed_at=clock.now())
        await activity.refresh_from_db()
        await context.audit("evaluate", activity)
        await announce(context, activity)
        return activity

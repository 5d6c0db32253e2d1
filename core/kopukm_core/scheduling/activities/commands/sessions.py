"""Sessions, speakers and materials of an activity."""

from __future__ import annotations

from datetime import datetime

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files import keep_files
from kopukm_core.scheduling.activities.access import run_activity, run_session
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.changing import fit_times
from kopukm_core.scheduling.activities.choices import ActivityState
from kopukm_core.scheduling.activities.commands.fields import ActivityId, MaterialId, SessionId, SpeakerId
from kopukm_core.scheduling.activities.creating import NewSession, check_session, store_session
from kopukm_core.scheduling.activities.models import (
    Activity,
    ActivityMaterial,
    ActivitySession,
    ActivitySpeaker,
)
from kopukm_core.scheduling.activities.notices import tell_moved
from kopukm_core.scheduling.activities.purposes import MATERIAL
from kopukm_core.scheduling.activities.registration_models import Attendance
from kopukm_core.values import FileReference

_CHANGEABLE = (ActivityState.DRAFT, ActivityState.OPEN, ActivityState.CLOSED)


@command("core.add_session", title="Tambah sesi", permission=None, returns=Activity)
class AddSession:
    """Menambah satu sesi pada sebuah kegiatan; peserta diberi tahu bila kegiatan sudah dibuka."""

    activity_id: ActivityId = ask("Kegiatan")
    starts_at: datetime = ask("Mulai", example="23/11/2026 10.30")
    ends_at: datetime = ask("Selesai", example="23/11/2026 12.00")
    title: str | None = ask("Judul sesi", maximum_length=200)
    place: str | None = ask("Tempat", maximum_length=300)
    link: str | None = ask("Tautan daring", maximum_length=500)

    async def run(self, context: CommandContext) -> Activity:
        activity = await run_activity(context, self.activity_id)
        _refuse_ended(context, activity)
        new = NewSession(self.starts_at, self.ends_at, self.place or "", self.link or "", self.title or "")
        check_session(context, new)
        session = await store_session(activity.id, new)
        await context.audit("create", session)
        return await _changed(context, activity, session)


@command("core.change_session", title="Ubah sesi", permission=None, returns=Activity, updates=True)
class ChangeSession:
    """Mengubah waktu atau tempat sebuah sesi; peserta diberi tahu bila kegiatan sudah dibuka."""

    session_id: SessionId = ask("Sesi")
    starts_at: datetime | None = ask("Mulai")
    ends_at: datetime | None = ask("Selesai")
    title: str | None = ask("Judul sesi", maximum_length=200)
    place: str | None = ask("Tempat", maximum_length=300)
    link: str | None = ask("Tautan daring", maximum_length=500)

    async def run(self, context: CommandContext) -> Activity:
        activity, session = await run_session(context, self.session_id, locked=True)
        _refuse_ended(context, activity)
        new = NewSession(
            self.starts_at or session.starts_at,
            self.ends_at or session.ends_at,
            self.place or session.place,
            self.link or session.link,
            self.title or session.title,
        )
        check_session(context, new)
        before = (session.starts_at, session.ends_at, session.place, session.link)
        after = (new.starts_at, new.ends_at, new.place, new.link)
        if before == after and new.title == session.title:
            return activity
        session.starts_at, session.ends_at, session.place, session.link = after
        session.title = new.title
        session.sequence += 1
        session.changed_at = clock.now()
        changed = ["starts_at", "ends_at", "place", "link", "title", "sequence", "changed_at"]
        if before[0] != after[0]:
            session.day_reminded_at = session.hour_reminded_at = None
            changed += ["day_reminded_at", "hour_reminded_at"]
        await session.save(update_fields=changed)
        await context.audit(
            "update", session, {"starts_at": (before[0], after[0]), "place": (before[2], after[2])}
        )
        return await _changed(context, activity, session)


@command("core.drop_session", title="Hapus sesi", permission=None, returns=Activity)
class DropSession:
    """Meniadakan satu sesi; sesi terakhir ditiadakan dengan membatalkan kegiatannya."""

    session_id: SessionId = ask("Sesi")

    async def run(self, context: CommandContext) -> Activity:
        activity, session = await run_session(context, self.session_id, locked=True)
        _refuse_ended(context, activity)
        if await ActivitySession.filter(activity_id=activity.id, dropped_at=None).count() == 1:
            context.refuse("session_id", "LAST_SESSION", "Ini sesi satu-satunya: batalkan kegiatannya.")
        if await Attendance.exists(session_id=session.id, is_withdrawn=False):
            context.refuse("session_id", "SESSION_ATTENDED", "Kehadiran pada sesi ini sudah dicatat.")
        session.dropped_at = session.changed_at = clock.now()
        session.sequence += 1
        await session.save(update_fields=["dropped_at", "changed_at", "sequence"])
        await context.audit("delete", session)
        return await _changed(context, activity, session)


@command("core.add_speaker", title="Tambah narasumber", permission=None, returns=ActivitySpeaker)
class AddSpeaker:
    """Menambah narasumber sebuah kegiatan, sebagaimana diumumkan."""

    activity_id: ActivityId = ask("Kegiatan")
    name: str = ask("Nama", maximum_length=200)
    organisation: str | None = ask("Lembaga atau jabatan", maximum_length=200)
    topic: str | None = ask("Yang disampaikan", maximum_length=300)

    async def run(self, context: CommandContext) -> ActivitySpeaker:
        activity = await run_activity(context, self.activity_id)
        speaker = await ActivitySpeaker.create(
            activity_id=activity.id,
            name=self.name,
            organisation=self.organisation or "",
            topic=self.topic or "",
        )
        await context.audit("create", speaker)
        await announce(context, activity)
        return speaker


@command("core.remove_speaker", title="Hapus narasumber", permission=None)
class RemoveSpeaker:
    """Menghapus narasumber dari sebuah kegiatan."""

    speaker_id: SpeakerId = ask("Narasumber")

    async def run(self, context: CommandContext) -> None:
        speaker = await ActivitySpeaker.get_or_none(id=self.speaker_id)
        if speaker is None:
            context.refuse("speaker_id", "NO_SUCH_SPEAKER", "Narasumber itu tidak ada.")
        activity = await run_activity(context, speaker.activity_id, "speaker_id")
        await context.audit("delete", speaker)
        await speaker.delete()
        await announce(context, activity)


@command("core.add_material", title="Tambah bahan", permission=None, returns=ActivityMaterial)
class AddMaterial:
    """Menambah bahan sebuah kegiatan; dapat dibaca siapa pun yang melihat kegiatannya."""

    activity_id: ActivityId = ask("Kegiatan")
    title: str = ask("Judul", maximum_length=200)
    file: FileReference = ask("Berkas", purpose=MATERIAL)

    async def run(self, context: CommandContext) -> ActivityMaterial:
        activity = await run_activity(context, self.activity_id)
        await keep_files([self.file], region_code=activity.region_id, public=activity.is_public)
        material = await ActivityMaterial.create(
            activity_id=activity.id, file_id=self.file, title=self.title, added_at=clock.now()
        )
        await context.audit("create", material)
        await announce(context, activity)
        return material


@command("core.remove_material", title="Hapus bahan", permission=None)
class RemoveMaterial:
    """Menghapus bahan dari sebuah kegiatan."""

    material_id: MaterialId = ask("Bahan")

    async def run(self, context: CommandContext) -> None:
        material = await ActivityMaterial.get_or_none(id=self.material_id)
        if material is None:
            context.refuse("material_id", "NO_SUCH_MATERIAL", "Bahan itu tidak ada.")
        activity = await run_activity(context, material.activity_id, "material_id")
        await context.audit("delete", material)
        await keep_files([material.file_id], public=False)
        await material.delete()
        await announce(context, activity)


def _refuse_ended(context: CommandContext, activity: Activity) -> None:
    if activity.state not in _CHANGEABLE:
        label = activity.state.label.lower()
        context.refuse("", "ACTIVITY_STATE", f"Kegiatan ini {label}, jadi sesinya tidak dapat diubah.")


async def _changed(context: CommandContext, activity: Activity, session: ActivitySession) -> Activity:
    await fit_times(activity.id)
    await activity.refresh_from_db()
    if activity.state is not ActivityState.DRAFT:
        await tell_moved(activity, session)
    await announce(context, activity)
    return activity

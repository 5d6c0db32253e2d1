"""What people do about background work: dead jobs begin anew or are dropped, schedules pause, go on or run now."""

from __future__ import annotations

import json

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotFoundError
from kopukm_core.identity.roles import Permission, Role
from kopukm_core.jobs.dead import remove_dead_job, revive_job
from kopukm_core.jobs.models import OutboxJob, ScheduleRow
from kopukm_core.jobs.schedules import change_schedule, pause_schedule, resume_schedule

MANAGE_JOBS = "core.manage_jobs"
JOB_PERMISSIONS = (Permission(MANAGE_JOBS, "Mengelola pekerjaan latar dan jadwal"),)
JOB_ROLES = (Role("core.job_manager", "Pengelola pekerjaan latar", (MANAGE_JOBS,), scoped_by_region=False),)


@command("core.retry_job", title="Ulangi pekerjaan mati", permission=MANAGE_JOBS)
class RetryJob:
    """Memulai lagi pekerjaan latar yang sudah berhenti dicoba, dari percobaan pertama."""

    job_id: int = ask("Nomor pekerjaan", minimum=1)

    async def run(self, context: CommandContext) -> None:
        await revive_job(self.job_id)
        await context.audit_id("retry", OutboxJob, self.job_id, {"status": ("dead", "waiting")})


@command("core.drop_job", title="Hapus pekerjaan mati", permission=MANAGE_JOBS)
class DropJob:
    """Menghapus pekerjaan latar yang sudah berhenti dicoba: yang dimintanya tidak akan terjadi."""

    job_id: int = ask("Nomor pekerjaan", minimum=1)

    async def run(self, context: CommandContext) -> None:
        job = await OutboxJob.get_or_none(id=self.job_id)
        await remove_dead_job(self.job_id)
        if job is not None and job.task in context.platform.tasks:
            given_up = context.platform.tasks.get(job.task).given_up
            if given_up is not None:
                await given_up(context.platform, **json.loads(job.arguments))
        given = {"task": (job.task if job else None, None)}
        await context.audit_id("delete", OutboxJob, self.job_id, given)


@command("core.pause_schedule", title="Hentikan jadwal sementara", permission=MANAGE_JOBS)
class PauseSchedule:
    """Menghentikan satu jadwal sampai dilanjutkan; pekerjaan yang sudah masuk antrean tetap dikerjakan."""

    schedule: str = ask("Jadwal", example="core.ended_access", maximum_length=120)

    async def run(self, context: CommandContext) -> None:
        await pause_schedule(self.schedule)
        await context.audit_id("pause", ScheduleRow, self.schedule)


@command("core.resume_schedule", title="Lanjutkan jadwal", permission=MANAGE_JOBS)
class ResumeSchedule:
    """Melanjutkan jadwal yang dihentikan, mulai waktu berikutnya; yang terlewat tidak dikejar."""

    schedule: str = ask("Jadwal", example="core.ended_access", maximum_length=120)

    async def run(self, context: CommandContext) -> None:
        await resume_schedule(self.schedule, context.settings.time_zone)
        await context.audit_id("resume", ScheduleRow, self.schedule)


@command("core.change_schedule", title="Ubah jadwal", permission=MANAGE_JOBS)
class ChangeSchedule:
    """Memberi jadwal waktu lain; versi baru program tidak mengembalikannya."""

    schedule: str = ask("Jadwal", example="core.ended_access", maximum_length=120)
    cron: str = ask(
        "Waktu",
        help="Lima bagian cron: menit jam tanggal bulan hari.",
        example="0 7 * * 1",
        maximum_length=120,
    )

    async def run(self, context: CommandContext) -> None:
        row = await ScheduleRow.get_or_none(name=self.schedule)
        await change_schedule(self.schedule, self.cron, context.settings.time_zone)
        before = row.cron if row else None
        await context.audit_id("change", ScheduleRow, self.schedule, {"cron": (before, self.cron)})


@command("core.run_schedule", title="Jalankan jadwal sekarang", permission=MANAGE_JOBS)
class RunSchedule:
    """Memasukkan pekerjaan satu jadwal ke antrean sekarang juga; waktu berikutnya tidak berubah."""

    schedule: str = ask("Jadwal", example="core.ended_access", maximum_length=120)

    async def run(self, context: CommandContext) -> None:
        declared = {each.name: each for each in context.platform.schedules}.get(self.schedule)
        if declared is None:
            raise NotFoundError(
                f"Tidak ada jadwal bernama {self.schedule!r}.", remedy="Lihat `kopukm schedules`."
            )
        await context.enqueue(declared.task, **declared.arguments)
        await context.audit_id("run", ScheduleRow, self.schedule)


JOB_COMMANDS: tuple[type, ...] = (
    RetryJob,
    DropJob,
    PauseSchedule,
    ResumeSchedule,
    ChangeSchedule,
    RunSchedule,
)

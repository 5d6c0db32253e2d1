"""Background work: somebody does it, nothing lies dead, nothing is late."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.failures import MissingInDatabaseError
from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning
from kopukm_core.metrics.figures import LATE, seconds_since

LONG = timedelta(minutes=10)
"""A job that is due waits at most so long in an installation that keeps up."""

_BEATS = "SELECT id, kind, beat FROM job_instance"


@check("core.workers", "Proses yang bekerja", needs_database=True)
async def workers_check(checkup: Checkup) -> list[Finding]:
    try:
        before = {row["id"]: (row["kind"], row["beat"]) for row in await rows(_BEATS)}
    except MissingInDatabaseError:
        return [ok("Belum ada tabel pekerjaan.")]
    if before:
        await asyncio.sleep(checkup.patience)
    alive = [
        str(row["kind"])
        for row in await rows(_BEATS)
        if row["id"] not in before or before[row["id"]][1] != row["beat"]
    ]
    if not alive:
        make = fault if checkup.settings.is_production else warning
        return [
            make(
                "Tidak ada server atau worker yang memberi tanda hidup.",
                "Pekerjaan latar dan jadwal tidak berjalan.",
                "Jalankan `kopukm serve`" + (" dan `kopukm worker`." if checkup.settings.redis_url else "."),
            )
        ]
    told = ", ".join(f"{alive.count(kind)} {kind}" for kind in sorted(set(alive)))
    if checkup.settings.redis_url and "worker" not in alive:
        return [
            fault(
                f"Hidup: {told}; tidak ada worker.",
                "Dengan KOPUKM_REDIS_URL hanya worker yang mengerjakan pekerjaan latar.",
                "systemctl start kopukm-worker@1, atau `kopukm worker`.",
            )
        ]
    return [ok(f"Hidup: {told}.")]


@check("core.jobs", "Pekerjaan latar", needs_database=True)
async def jobs_check(checkup: Checkup) -> list[Finding]:
    now = clock.now()
    parameters = Parameters(dialect())
    try:
        dead = await rows("SELECT task, COUNT(*) AS held FROM outbox_job WHERE status = 'dead' GROUP BY task")
        due = await rows(
            "SELECT COUNT(*) AS held, MIN(COALESCE(run_at, created_at)) AS since FROM outbox_job"
            " WHERE status IN ('waiting', 'sent')"
            f" AND (run_at IS NULL OR run_at <= {parameters.add(now)})",
            parameters,
        )
        tasks = {row["task"] for row in await rows("SELECT DISTINCT task FROM outbox_job")}
    except MissingInDatabaseError:
        return [ok("Belum ada tabel pekerjaan.")]
    findings: list[Finding] = []
    if dead:
        told = ", ".join(f"{row['held']} {row['task']}" for row in dead)
        findings.append(
            warning(
                f"Pekerjaan mati: {told}.",
                "Sudah diulang sampai habis; menunggu keputusan orang.",
                "Sebabnya: `kopukm jobs list --state dead`; lalu `kopukm jobs retry NOMOR` atau `drop NOMOR`.",
            )
        )
    held = int(due[0]["held"])
    waited = seconds_since(due[0]["since"], now) if held else 0.0
    if waited > LONG.total_seconds():
        findings.append(
            warning(
                f"{held} pekerjaan menunggu; yang tertua {waited / 60:.0f} menit.",
                "Pesan, hitungan, dan impor terlambat.",
                "Periksa server, worker, dan Redis; bila semua hidup, tambah worker.",
            )
        )
    unknown = sorted(tasks - set(checkup.platform.tasks.names))
    if unknown:
        findings.append(
            warning(
                f"Pekerjaan menunggu tugas yang tidak ada di sini: {', '.join(unknown)}.",
                "Plugin yang membawanya mati atau belum terpasang.",
                "Hidupkan plugin itu.",
            )
        )
    return findings or [ok(f"{held} menunggu, tidak ada yang mati.")]


@check("core.schedules", "Jadwal", needs_database=True)
async def schedules_check(checkup: Checkup) -> list[Finding]:
    now = clock.now()
    try:
        found = await rows("SELECT name, paused, next_run FROM schedule ORDER BY name")
    except MissingInDatabaseError:
        return [ok("Belum ada tabel jadwal.")]
    declared = {schedule.name for schedule in checkup.platform.schedules}
    ours = [row for row in found if row["name"] in declared]
    late = [
        row["name"]
        for row in ours
        if not row["paused"] and seconds_since(row["next_run"], now) > LATE.total_seconds()
    ]
    findings: list[Finding] = []
    if late:
        findings.append(
            warning(
                f"Terlambat: {', '.join(late)}.",
                "Dijalankan satu kali begitu server atau worker hidup.",
                "Jalankan `kopukm serve` atau `kopukm worker`.",
            )
        )
    paused = [row["name"] for row in ours if row["paused"]]
    if paused:
        findings.append(
            warning(f"Dihentikan sementara: {', '.join(paused)}.", remedy="kopukm schedules resume NAMA")
        )
    return findings or [ok(f"{len(ours)} jadwal, tidak ada yang terlambat.")]

"""The database server and the tables in it."""

from __future__ import annotations

import sqlite3

from kopukm_core import clock
from kopukm_core.db import Dialect, pending, rows
from kopukm_core.db.constraints import check_constraints
from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning

SKEW_SECONDS = 5.0


@check("core.engine", "Versi basis data", needs_database=True)
async def engine_check(checkup: Checkup) -> list[Finding]:
    if checkup.opened.dialect is Dialect.SQLITE:
        return [ok(f"SQLite {sqlite3.sqlite_version}.")]
    (told,) = await rows("SELECT current_setting('server_version_num')::int AS number, version() AS text")
    findings: list[Finding] = []
    if told["number"] < 140_000:
        findings.append(warning("PostgreSQL lebih lama daripada 14.", remedy="Dites dengan PostgreSQL 17."))
    if not await rows("SELECT 1 AS one FROM pg_extension WHERE extname = 'pg_trgm'"):
        available = await rows("SELECT 1 AS one FROM pg_available_extensions WHERE name = 'pg_trgm'")
        findings.append(
            fault(
                "Ekstensi pg_trgm belum ada.",
                "Pencarian nama memakainya.",
                "Sebagai administrator basis data: CREATE EXTENSION pg_trgm"
                if available
                else "Pasang paket contrib PostgreSQL, lalu CREATE EXTENSION pg_trgm",
            )
        )
    return findings or [ok(" ".join(str(told["text"]).split()[:2]) + ", pg_trgm ada.")]


@check("core.clock", "Jam", needs_database=True)
async def clock_check(checkup: Checkup) -> Finding:
    if checkup.opened.dialect is Dialect.SQLITE:
        return ok(f"{clock.now().astimezone(checkup.settings.time_zone):%d-%m-%Y %H.%M} di kantor.")
    (told,) = await rows("SELECT clock_timestamp() AS moment")
    apart = abs((clock.now() - told["moment"]).total_seconds())
    if apart > SKEW_SECONDS:
        return warning(
            f"Jam mesin ini dan jam server basis data berbeda {apart:.0f} detik.",
            "Waktu pada catatan dan jadwal menjadi kacau.",
            "Pasang penyelaras waktu (systemd-timesyncd atau chrony) di kedua mesin.",
        )
    return ok(f"Selisih dengan jam server basis data {apart:.1f} detik.")


@check("core.migrations", "Tabel", needs_database=True)
async def migrations_check(checkup: Checkup) -> list[Finding]:
    waiting = await pending(checkup.opened)
    if waiting:
        return [
            fault(
                f"{len(waiting)} migrasi belum dijalankan: {', '.join(waiting[:5])}.",
                "Production menolak mulai sebelum selesai.",
                "Buat cadangan, lalu `kopukm migrate`.",
            )
        ]
    await check_constraints(checkup.opened.apps)
    return [ok("Mutakhir, dan semua batasan ada.")]

"""What the doctor asks of messages: a way out, nothing waiting too long, addresses that hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.failures import MissingInDatabaseError
from kopukm_core.doctor import Check, Checkup, Finding, check, ok, warning

LONG = timedelta(hours=1)
"""A message that is due waits at most so long outside quiet hours."""
_QUIET = timedelta(hours=16)
"""Bulk may wait through a night."""
_FRESH = timedelta(days=7)
"""What was given up since then is told."""


@check("core.message_channels", "Kanal pesan")
async def channels_check(checkup: Checkup) -> Finding:
    """E-mail is configured, or another channel is."""
    usable = [one for one in checkup.platform.messaging.usable() if one.needs_contact and not one.last_resort]
    if not usable:
        return warning(
            "Tidak ada kanal yang mengirim keluar.",
            "Pengingat dan undangan hanya sampai di kotak masuk orang yang punya akun.",
            "Isi KOPUKM_EMAIL_URL dan KOPUKM_EMAIL_FROM; lihat docs/operators/pesan.md.",
        )
    return ok(f"Mengirim lewat {', '.join(one.title for one in usable)}.")


@check("core.messages", "Pesan keluar", needs_database=True)
async def messages_check(checkup: Checkup) -> list[Finding]:
    """Nothing waits too long, and no channel rests unnoticed."""
    now = clock.now()
    parameters = Parameters(dialect())
    try:
        waiting = await rows(
            "SELECT channel, COUNT(*) AS held, MAX(error) AS error FROM outbound_message"
            " WHERE status IN ('queued', 'sending') AND"
            f" (priority < 2 AND next_attempt_at < {parameters.add(now - LONG)}"
            f" OR next_attempt_at < {parameters.add(now - _QUIET)}) GROUP BY channel ORDER BY channel",
            parameters,
        )
        given_up = await _given_up(now)
        paused = await rows("SELECT name FROM message_channel WHERE paused_at IS NOT NULL ORDER BY name")
    except MissingInDatabaseError:
        return [ok("Belum ada tabel pesan.")]
    findings = [
        warning(
            f"{row['held']} pesan di kanal {row['channel']} menunggu lebih dari sejam."
            + (f" Galat terakhir: {row['error']}." if row["error"] else ""),
            "Orang tidak menerima pengingat dan undangan pada waktunya.",
            "Periksa server, worker, dan pengaturan kanal itu; naikkan lajunya bila hanya antre panjang.",
        )
        for row in waiting
    ]
    findings += [
        warning(
            f"{row['held']} pesan di kanal {row['channel']} gagal dalam seminggu ini sesudah dicoba sampai batasnya."
            + (f" Galat terakhir: {row['error']}." if row["error"] else ""),
            "Penerimanya mungkin belum tahu; mereka terlihat pada unreachedParties kegiatannya.",
            "Periksa program pembawa dan pengaturan kanal itu, lalu kirim lagi dengan core.retry_message; batasnya"
            " diatur dengan core.set_message_channel.",
        )
        for row in given_up
    ]
    if paused:
        findings.append(
            warning(
                f"Kanal dihentikan sementara: {', '.join(row['name'] for row in paused)}.",
                "Pesannya menunggu.",
                "Jalankan lagi dengan perintah core.set_message_channel.",
            )
        )
    return findings or [ok("Tidak ada pesan yang menunggu terlalu lama.")]


async def _given_up(now: datetime) -> list[dict[str, Any]]:
    """By channel, what failed of late for reasons that were hoped to pass."""
    parameters = Parameters(dialect())
    ended, made = parameters.add(now - _FRESH), parameters.add(now - 2 * _FRESH)
    found = await rows(
        "SELECT channel, COUNT(*) AS held, MAX(error) AS error FROM outbound_message WHERE status = 'failed'"
        " AND fault IN ('given_up', 'retryable', 'throttled', 'configuration')"
        f" AND ended_at > {ended} AND created_at > {made} GROUP BY channel ORDER BY channel",
        parameters,
    )
    return list(found)


MESSAGING_CHECKS: tuple[Check, ...] = (channels_check, messages_check)

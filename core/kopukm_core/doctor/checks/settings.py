"""Settings that are read but not what somebody meant."""

from __future__ import annotations

import logging
from ipaddress import ip_network

from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup, as_fault
from kopukm_core.doctor.finding import Finding, fault, ok, warning
from kopukm_core.errors import KopukmError
from kopukm_core.logs import log_settings
from kopukm_core.metrics import metrics_access
from kopukm_core.plugins import find_plugin_sources
from kopukm_core.plugins.disabled import disabled_plugins
from kopukm_core.variables import declared_variables, unknown_variables

_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Pontianak")


@check("core.variables", "Nama setelan")
async def settings_check(checkup: Checkup) -> list[Finding]:
    findings: list[Finding] = []
    loaded = checkup.platform.plugins
    known = declared_variables().union(*(plugin.variables for plugin in loaded))
    absent = disabled_plugins(checkup.settings) | {
        source.name for source in find_plugin_sources() if source.name not in loaded
    }
    off = tuple(f"KOPUKM_{name.upper()}_" for name in absent)
    given = [name for name in checkup.settings.variables if not name.startswith(("KOPUKM_TEST_", *off))]
    for name, near in unknown_variables(given, known):
        hint = f"Ganti menjadi {near}." if near else "Hapus, atau lihat docs/operators/setelan.md."
        findings.append(
            warning(f"{name} tidak dikenal.", "Nilainya diabaikan; yang berlaku nilai bawaan.", hint)
        )
    for read in (log_settings, metrics_access):
        try:
            read(checkup.settings)
        except KopukmError as error:
            findings.append(as_fault(error))
    if str(checkup.settings.time_zone) not in _ZONES:
        findings.append(
            warning(
                f"KOPUKM_TIME_ZONE berisi {checkup.settings.time_zone}, bukan zona waktu Indonesia.",
                "Hari, jam jadwal, dan tanggal laporan mengikuti zona ini.",
                "Isi dengan Asia/Jakarta (WIB), Asia/Makassar (WITA), atau Asia/Jayapura (WIT).",
            )
        )
    return findings or [ok(f"{len(given)} setelan diberikan, semuanya dikenal.")]


@check("core.mode", "Cara berjalan")
async def mode_check(checkup: Checkup) -> list[Finding]:
    settings = checkup.settings
    if not settings.is_production:
        if not settings.is_embedded and settings.database_url.startswith("postgres"):
            return [
                warning(
                    "PostgreSQL dipakai dengan KOPUKM_ENV=development.",
                    "Migrasi berjalan sendiri, GraphiQL dan introspeksi terbuka, permintaan tidak dibatasi.",
                    "Untuk layanan sungguhan: KOPUKM_ENV=production.",
                )
            ]
        return [ok("development.")]
    findings: list[Finding] = []
    if settings.is_embedded or settings.database_url.startswith("sqlite"):
        findings.append(
            warning(
                "SQLite di production.",
                "Cukup untuk satu kantor pada satu mesin; satu penulis pada satu saat, dan hanya satu mesin.",
                "Untuk beban lebih besar pakai PostgreSQL lewat KOPUKM_DATABASE_URL.",
            )
        )
    wide = [text for text in settings.trusted_proxies if _is_everywhere(text)]
    if wide:
        findings.append(
            fault(
                f"KOPUKM_TRUSTED_PROXIES berisi {', '.join(wide)}: siapa saja dipercaya sebagai proxy.",
                "Setiap orang dapat menulis alamat asalnya sendiri, jadi batas per alamat tidak berlaku.",
                "Sebut alamat proxy saja, misalnya 127.0.0.1.",
            )
        )
    try:
        if log_settings(settings).level < logging.INFO:
            findings.append(
                warning(
                    "KOPUKM_LOG_LEVEL=DEBUG di production.", "Catatan cepat membesar.", "Isi dengan INFO."
                )
            )
    except KopukmError:
        pass  # told by core.variables
    return findings or [ok("production.")]


def _is_everywhere(text: str) -> bool:
    try:
        return ip_network(text, strict=False).prefixlen == 0
    except ValueError:
        return False

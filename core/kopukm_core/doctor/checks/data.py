"""What is in the database: whole, with the office's regions, and nothing of plugins that are gone."""

from __future__ import annotations

from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.db.failures import MissingInDatabaseError
from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning
from kopukm_core.plugins import find_plugin_sources

_DAMAGED = "Hentikan layanan, simpan salinan berkasnya, lalu pulihkan dari cadangan terakhir."


@check("core.integrity", "Keutuhan basis data", needs_database=True)
async def integrity_check(checkup: Checkup) -> list[Finding]:
    if dialect() is not Dialect.SQLITE:
        found = await rows(
            "SELECT conname AS name FROM pg_constraint WHERE NOT convalidated"
            " AND connamespace = current_schema()::regnamespace"
        )
        if found:
            return [
                warning(f"Batasan belum diperiksa PostgreSQL: {', '.join(row['name'] for row in found)}.")
            ]
        return [ok("PostgreSQL menjaganya sendiri.")]
    findings: list[Finding] = []
    told = [str(row["quick_check"]) for row in await rows("PRAGMA quick_check(5)")]
    if told != ["ok"]:
        findings.append(
            fault("Berkas basis data rusak.", "Isinya dapat hilang sedikit demi sedikit.", _DAMAGED)
        )
    broken = await rows('SELECT DISTINCT "table" AS child, parent FROM pragma_foreign_key_check LIMIT 5')
    if broken:
        pairs = ", ".join(f"{row['child']} → {row['parent']}" for row in broken)
        findings.append(fault(f"Ada rujukan yang putus: {pairs}.", remedy=_DAMAGED))
    return findings or [ok("Berkas utuh, tidak ada rujukan yang putus.")]


@check("core.regions", "Wilayah", needs_database=True)
async def regions_check(checkup: Checkup) -> Finding:
    code = checkup.settings.region_code
    parameters = Parameters(dialect())
    place = parameters.add(code)
    try:
        found = await rows(f"SELECT name FROM region WHERE code = {place}", parameters)
        parameters = Parameters(dialect())
        below = await rows(
            f"SELECT COUNT(*) AS held FROM region WHERE code LIKE {parameters.add(f'{code}.%')}", parameters
        )
    except MissingInDatabaseError:
        return warning("Tabel wilayah belum ada.", remedy="kopukm migrate")
    if not found or not below[0]["held"]:
        return fault(
            f"Wilayah {code} (KOPUKM_REGION) belum dimuat.",
            "Alamat dan wewenang per wilayah tidak dapat diperiksa.",
            "Periksa kodenya, lalu `kopukm migrate`.",
        )
    return ok(f"{found[0]['name']} ({code}) dengan {below[0]['held']} kecamatan, desa, dan kelurahan.")


@check("core.sleeping_data", "Data plugin yang mati", needs_database=True)
async def sleeping_data_check(checkup: Checkup) -> list[Finding]:
    try:
        apps = {row["app"] for row in await rows("SELECT DISTINCT app FROM tortoise_migrations")}
    except MissingInDatabaseError:
        return [ok("Tidak ada.")]
    installed = {source.name for source in find_plugin_sources()}
    loaded = set(checkup.platform.plugins.names)
    findings: list[Finding] = []
    for name in sorted(apps - loaded):
        if name in installed:
            findings.append(
                warning(
                    f"Plugin {name} mati, tabelnya masih ada.",
                    "Tidak ada yang hilang; datanya tidak terlihat selama plugin mati.",
                    f"Hidupkan dengan `kopukm plugins enable {name}`, atau biarkan bila memang begitu.",
                )
            )
        else:
            findings.append(
                warning(
                    f"Tabel plugin {name} ada, paketnya tidak.",
                    remedy="Pasang lagi paketnya bila masih dipakai.",
                )
            )
    return findings or [ok("Tidak ada.")]

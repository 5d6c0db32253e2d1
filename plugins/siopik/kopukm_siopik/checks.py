"""What `kopukm doctor` asks about the registry of cooperatives."""

from __future__ import annotations

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.doctor import Checkup, Finding, check, ok, warning


@check("siopik.registry", "Registri koperasi", needs_database=True)
async def registry_check(checkup: Checkup) -> list[Finding]:
    """Cooperatives that no officer of a kecamatan sees, or that belong to another office."""
    code = checkup.settings.region_code
    parameters = Parameters(dialect())
    place = parameters.add(code)
    (found,) = await rows(
        "SELECT COUNT(*) AS held,"
        " SUM(CASE WHEN region_code IS NULL THEN 1 ELSE 0 END) AS nowhere,"
        f" SUM(CASE WHEN region_code <> {place} AND region_code NOT LIKE {parameters.add(f'{code}.%')}"
        " THEN 1 ELSE 0 END) AS elsewhere FROM siopik_cooperative",
        parameters,
    )
    held, nowhere, elsewhere = (int(found[name] or 0) for name in ("held", "nowhere", "elsewhere"))
    if held == 0:
        return [ok("Belum ada koperasi. Isi dengan `kopukm import siopik.cooperatives BERKAS`.")]
    findings: list[Finding] = []
    if nowhere:
        findings.append(
            warning(
                f"{nowhere} dari {held} koperasi tanpa wilayah.",
                "Petugas kecamatan tidak melihatnya.",
                "Isi wilayahnya dengan `kopukm do siopik.correct_cooperative`.",
            )
        )
    if elsewhere:
        findings.append(
            warning(
                f"{elsewhere} dari {held} koperasi berada di luar {code} (KOPUKM_REGION).",
                "Mungkin KOPUKM_REGION atau berkas yang diimpor milik kabupaten lain.",
                "Periksa KOPUKM_REGION, lalu asal data itu.",
            )
        )
    return findings or [ok(f"{held} koperasi, semuanya di {code}.")]


CHECKS = (registry_check,)

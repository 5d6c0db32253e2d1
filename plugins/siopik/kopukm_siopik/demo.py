"""Examples to look at: a synthetic ODS export, imported as the office would import a real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kopukm_core.cli.writing import ProgressLine, grouped
from kopukm_core.identity import operator
from kopukm_core.imports import judge_file, store_report
from kopukm_core.platform import Platform
from kopukm_core.tabular import Outcome
from kopukm_siopik.imports import COOPERATIVES_IMPORT

EXAMPLE = Path(__file__).parent / "examples" / "koperasi_ods_contoh.xlsx"
EXPORTED_ON = date(2026, 11, 2)
HOME_DISTRICT = "32.01"
"""The example's places lie in Kabupaten Bogor; elsewhere they would all be refused."""


async def fill_with_examples(platform: Platform) -> str:
    """Import the example; a second time changes nothing."""
    if platform.settings.region_code != HOME_DISTRICT:
        return f"Contoh koperasi hanya untuk wilayah {HOME_DISTRICT}; dilewati."
    report = await judge_file(platform, COOPERATIVES_IMPORT, EXAMPLE, EXPORTED_ON)
    await store_report(
        platform, COOPERATIVES_IMPORT, report, operator("demo"), progress=ProgressLine("Menyimpan")
    )
    outcomes = report.outcomes()
    kept = outcomes[Outcome.OK] + outcomes[Outcome.WARNING]
    refused = outcomes[Outcome.ERROR] + outcomes[Outcome.DUPLICATE]
    return (
        f"Contoh sintetis, bukan koperasi sebenarnya: {grouped(kept)} baris koperasi dan laporan tersimpan, "
        f"{grouped(refused)} ditolak atau ganda, seperti pada ekspor ODS yang nyata."
    )

"""How a row of the cooperatives sheet is judged beside what the registry holds already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from kopukm_core.regions.gazetteer import region_index_of
from kopukm_core.tabular import RowReport, Sheet, evaluate_sheets
from kopukm_core.values import RawValue
from kopukm_siopik.imports import COOPERATIVES_IMPORT, CooperativeImportContext, StoredCooperative

REGIONS = region_index_of("32.01")
PAKANSARI = REGIONS.village("Pakansari", "32.01.01").code
STORED = StoredCooperative(7, "KSU Mekar Jaya", "3201010010001", "518/BH/KWK.10/2004", region_code=PAKANSARI)
SAME: Mapping[str, RawValue] = {
    "NIK": "3201010010001",
    "Nama_Koperasi": "KSU Mekar Jaya",
    "Nomor_Badan_Hukum": "518/BH/KWK.10/2004",
    "StatusKoperasi": "Aktif",
    "Kelurahan_Desa": "Pakansari",
    "Kecamatan": "Cibinong",
}
OTHER_NUMBERS = {"NIK": "3201010010009", "Nomor_Badan_Hukum": "7/BH"}


def judged(*stored: StoredCooperative, **told: RawValue) -> RowReport:
    """The row that says the same as the stored one, except for what is told."""
    context = CooperativeImportContext(today=date(2026, 11, 2), regions=REGIONS, stored=stored)
    table = [tuple(SAME), tuple({**SAME, **told}.values())]
    (row,) = evaluate_sheets([Sheet("Koperasi", table)], COOPERATIVES_IMPORT, context, file="uji.csv").rows
    return row


@pytest.mark.parametrize(
    ("told", "outcome", "found"),
    [
        ({}, "ok", set()),
        ({"NIK": "3201010010009"}, "error", {"NIK_DIFFERS"}),
        ({"NIK": "3201010010009", "Nama_Koperasi": "KSU Mekarjaya"}, "error", {"NIK_DIFFERS"}),
        ({"NIK": "3201010010009", "Nama_Koperasi": "KSP Lain Sekali"}, "ok", set()),
        ({"NIK": ""}, "ok", set()),
        (OTHER_NUMBERS, "warning", {"SAME_NAME_SAME_VILLAGE"}),
        ({**OTHER_NUMBERS, "Kelurahan_Desa": "Ciriung"}, "ok", set()),
        ({"Nomor_Badan_Hukum": "7/BH"}, "ok", set()),
    ],
)
def test_a_row_beside_a_stored_cooperative(told: dict[str, RawValue], outcome: str, found: set[str]) -> None:
    row = judged(STORED, **told)
    assert (row.outcome.value, {finding.code for finding in row.findings}) == (outcome, found)
    assert all("'KSU Mekar Jaya' (nomor 7)" in finding.message for finding in row.findings)


def test_of_two_that_share_the_number_the_one_whose_nik_agrees_is_meant() -> None:
    without = StoredCooperative(8, "KSU Mekar Jaya", None, "518/BH/KWK.10/2004")
    assert judged(STORED, without, NIK="3201010010009").outcome.value == "ok"

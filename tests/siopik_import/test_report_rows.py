"""How a row of the reports sheet is judged: whose report, of which year, with which figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_core.regions.gazetteer import region_index_of
from kopukm_core.tabular import RowKey, RowReport, Sheet, evaluate_sheets
from kopukm_core.values import RawValue, ReadingContext
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.imports import COOPERATIVES_IMPORT, CooperativeImportContext, StoredCooperative
from kopukm_siopik.rules import is_balanced

CONTEXT = CooperativeImportContext(today=date(2026, 11, 2), regions=region_index_of("32.01"))

COOPERATIVES: tuple[tuple[RawValue, ...], ...] = (
    ("NIK", "Nama Koperasi", "Badan Hukum", "Tgl BH", "Desa", "Kecamatan", "Status"),
    ("3201900000001", "KSP Mekar Wangi", "90001/BH", "17/01/2020", "Pakansari", "Cibinong", "Aktif"),
    ("3201900000002", "Kopkar Surya Abadi", "90002/BH", "", "Pakansari", "Cibinong", "Dibubarkan"),
    ("", "KUD Tani Makmur", "90003/BH", "", "Sukamaju", "", "Aktif"),
    ("", "KSU Bunga Rampai", "90004/BH", "", "Ciriung", "Cibinong", "Aktif"),
    ("", "Kopwan Cahaya Ibu", "90004/BH", "", "Ciriung", "Cibinong", "Aktif"),
    ("3201900000001", "KSP Mekar Wangi", "90009/BH", "", "Pakansari", "Cibinong", "Aktif"),
)
HEADINGS = (
    "NIK_atau_Badan_Hukum", "Nama_Koperasi", "Tahun_Buku", "Tanggal_RAT", "Anggota_Pria", "Anggota_Wanita",
    "Karyawan", "Modal_Sendiri", "Modal_Luar", "Aset", "Volume_Usaha", "SHU",
)  # fmt: skip
GOOD: Mapping[str, RawValue] = {
    "NIK_atau_Badan_Hukum": 3201900000001,
    "Nama_Koperasi": "KSP Mekar Wangi",
    "Tahun_Buku": "TB 2024",
    "Tanggal_RAT": "10 Maret 2025",
    "Anggota_Pria": "45 orang",
    "Anggota_Wanita": 49,
    "Karyawan": "5",
    "Modal_Sendiri": "Rp 1,2 M",
    "Modal_Luar": "Rp300jt",
    "Aset": "1.500.000.000",
    "Volume_Usaha": "2.000.000.000,00",
    "SHU": "(1.000.000)",
}
KEPT = RowKey("Koperasi", 2)


def judged(*rows: Mapping[str, RawValue]) -> list[RowReport]:
    table = [HEADINGS, *(tuple({**GOOD, **row}.get(heading) for heading in HEADINGS) for row in rows)]
    sheets = [Sheet("Laporan", table), Sheet("Koperasi", COOPERATIVES)]
    report = evaluate_sheets(sheets, COOPERATIVES_IMPORT, CONTEXT, file="uji.xlsx")
    return [row for row in report.rows if row.judged.row.declaration == "reports"]


def codes(row: RowReport) -> set[str]:
    return {finding.code for finding in row.findings}


def test_a_good_report_is_ok() -> None:
    row = judged({})[0]
    assert (row.outcome.value, row.findings) == ("ok", ())
    assert row.values == {
        "cooperative_row": KEPT,
        "cooperative_id": None,
        "year": 2024,
        "annual_meeting_on": date(2025, 3, 10),
        "members_male": 45,
        "members_female": 49,
        "employees": 5,
        "equity": 1_200_000_000,
        "external_capital": 300_000_000,
        "assets": 1_500_000_000,
        "business_volume": 2_000_000_000,
        "surplus": -1_000_000,
    }


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ({"NIK_atau_Badan_Hukum": "No. 90001 / bh"}, 2),
        ({"Nama_Koperasi": ""}, 2),
        ({"Nama_Koperasi": "Koperasi Simpan Pinjam MEKARWANGI"}, 2),
        ({"NIK_atau_Badan_Hukum": "90004/BH", "Nama_Koperasi": "Kopwan Cahaya Ibu"}, 6),
        ({"NIK_atau_Badan_Hukum": "90009/BH"}, 2),
    ],
)
def test_the_owner_is_found_by_number(cells: dict[str, RawValue], row: int) -> None:
    report = judged(cells)[0]
    assert (codes(report), report.values["cooperative_row"]) == (set(), RowKey("Koperasi", row))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"NIK_atau_Badan_Hukum": "3201911111111", "Nama_Koperasi": "Entah Siapa"}, "KOPERASI_UNKNOWN"),
        ({"NIK_atau_Badan_Hukum": "", "Nama_Koperasi": ""}, "KOPERASI_UNKNOWN"),
        ({"NIK_atau_Badan_Hukum": "90003/BH", "Nama_Koperasi": "KUD Tani Makmur"}, "KOPERASI_UNKNOWN"),
        ({"NIK_atau_Badan_Hukum": "", "Nama_Koperasi": "KUD Tani Makmur"}, "KOPERASI_UNKNOWN"),
        ({"NIK_atau_Badan_Hukum": "90004/BH", "Nama_Koperasi": ""}, "KOPERASI_UNKNOWN"),
        ({"Nama_Koperasi": "Kopkar Surya Abadi"}, "IDENTITY_CONFLICT"),
        ({"Tahun_Buku": "-"}, "YEAR_INVALID"),
        ({"Tahun_Buku": 2026}, "YEAR_INVALID"),
        ({"Tahun_Buku": 20253}, "YEAR_INVALID"),
    ],
)
def test_money_never_goes_to_a_doubtful_cooperative_or_year(cells: dict[str, RawValue], code: str) -> None:
    row = judged(cells)[0]
    assert (row.outcome.value, codes(row)) == ("error", {code})


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"NIK_atau_Badan_Hukum": ""}, "MATCHED_BY_NAME"),
        ({"Tahun_Buku": 2019, "Tanggal_RAT": ""}, "YEAR_BEFORE_FOUNDING"),
        ({"Tanggal_RAT": "sudah"}, "DATE_INVALID"),
        ({"Tanggal_RAT": "20-02-1026"}, "DATE_OUT_OF_RANGE"),
        ({"Tanggal_RAT": "03/25/2025"}, "DATE_MONTH_FIRST"),
        ({"Tanggal_RAT": "31/12/2024"}, "RAT_BEFORE_YEAR_END"),
        ({"Karyawan": "banyak"}, "COUNT_INVALID"),
        ({"SHU": "belum dihitung"}, "AMOUNT_INVALID"),
        ({"SHU": "1,250"}, "AMOUNT_AMBIGUOUS"),
        ({"Volume_Usaha": -1}, "AMOUNT_NEGATIVE"),
        ({"Aset": 900_000_000}, "BALANCE_MISMATCH"),
        (dict.fromkeys(HEADINGS[3:], "-"), "REPORT_EMPTY"),
        (
            {"NIK_atau_Badan_Hukum": "90002/BH", "Nama_Koperasi": "", "Tahun_Buku": 2025, "Tanggal_RAT": ""},
            "REPORT_OF_DISSOLVED",
        ),
    ],
)
def test_a_doubtful_report_is_a_warning(cells: dict[str, RawValue], code: str) -> None:
    row = judged(cells)[0]
    assert (row.outcome.value, codes(row)) == ("warning", {code})


@pytest.mark.parametrize("words", ["Belum", "Belum RAT", "-", ""])
def test_no_meeting_yet_is_a_fact_and_no_defect(words: str) -> None:
    row = judged({"Tanggal_RAT": words})[0]
    assert (row.outcome.value, row.values["annual_meeting_on"]) == ("ok", None)


def test_the_same_report_twice_is_a_duplicate() -> None:
    rows = judged({}, {"NIK_atau_Badan_Hukum": "90001/BH", "Tahun_Buku": 2024})
    assert (rows[1].outcome.value, codes(rows[1]), rows[1].judged.duplicate_of) == (
        "duplicate",
        {"REPORT_REPEATED"},
        rows[0].key,
    )


def test_two_reports_of_one_year_that_differ_are_a_conflict() -> None:
    rows = judged({}, {"SHU": 5}, {"SHU": 6})
    assert [(row.outcome.value, codes(row)) for row in rows] == [
        ("warning", {"REPORT_DISPUTED"}),
        ("error", {"REPORT_CONFLICT"}),
        ("error", {"REPORT_CONFLICT"}),
    ]


@pytest.mark.parametrize(
    ("assets", "is_right"),
    [(1_000_000, True), (1_001_000, True), (1_010_200, False), (999_000, True), (0, False), (990_000, False)],
)
def test_assets_balance_but_for_rounding(assets: int, is_right: bool) -> None:
    assert is_balanced(assets, 600_000, 400_000) is is_right


def test_reports_alone_find_their_cooperative_in_the_registry() -> None:
    stored = StoredCooperative(
        7, "KSP Mekar Wangi", "3201900000001", "90001/BH", date(2020, 1, 17), CooperativeStatus.ACTIVE
    )
    context = CooperativeImportContext(today=CONTEXT.today, regions=CONTEXT.regions, stored=(stored,))
    table = [HEADINGS, tuple(GOOD[heading] for heading in HEADINGS)]
    row = evaluate_sheets([Sheet("x", table)], COOPERATIVES_IMPORT, context, file="laporan.csv").rows[0]
    assert (row.outcome.value, row.values["cooperative_id"], row.values["cooperative_row"]) == ("ok", 7, None)


def test_number_columns_may_be_apart() -> None:
    headings = ("NIK", "Nomor Badan Hukum", "Nama Koperasi", "Tahun", "SHU (Rp)")
    sheets = [
        Sheet("Lap", (headings, ("-", "90001/BH", "KSP Mekar Wangi", 2024, 5))),
        Sheet("Kop", COOPERATIVES),
    ]
    rows = evaluate_sheets(sheets, COOPERATIVES_IMPORT, CONTEXT, file="uji.xlsx").rows
    assert rows[0].values["cooperative_row"] == RowKey("Kop", 2)


def test_the_report_writes_the_words_of_ods() -> None:
    sheets = [Sheet("Koperasi", (COOPERATIVES[0], (*COOPERATIVES[1][:-1], "Non Aktif")))]
    report = evaluate_sheets(sheets, COOPERATIVES_IMPORT, CONTEXT, file="uji.xlsx").to_json()
    rows = report["rows"]
    assert isinstance(rows, list)
    assert (rows[0]["values"]["status"], rows[0]["values"]["management_pattern"]) == (
        "tidak_aktif",
        "Konvensional",
    )


def test_a_plain_context_will_do_when_it_knows_the_regions() -> None:
    plain = ReadingContext(today=CONTEXT.today, regions=CONTEXT.regions)
    sheets = [Sheet("Koperasi", COOPERATIVES)]
    rows = evaluate_sheets(sheets, COOPERATIVES_IMPORT, plain, file="uji.xlsx").rows
    assert rows[0].outcome.value == "ok"
    with pytest.raises(ConfigurationError, match="wilayah"):
        evaluate_sheets(sheets, COOPERATIVES_IMPORT, ReadingContext(today=CONTEXT.today), file="uji.xlsx")

"""How a row of the cooperatives sheet is judged: each code, by itself and beside other rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from kopukm_core.regions.gazetteer import region_index_of
from kopukm_core.tabular import RowReport, Sheet, evaluate_sheets
from kopukm_core.values import RawValue
from kopukm_siopik.choices import (
    CertificateGrade,
    CooperativeForm,
    CooperativeKind,
    CooperativeStatus,
    ManagementPattern,
)
from kopukm_siopik.imports import COOPERATIVES_IMPORT, CooperativeImportContext

CONTEXT = CooperativeImportContext(today=date(2026, 11, 2), regions=region_index_of("32.01"))

HEADINGS = (
    "NIK", "Nama_Koperasi", "Nomor_Badan_Hukum_Pendirian", "Tanggal_Badan_Hukum_Pendirian", "Bentuk_Koperasi",
    "Jenis_Koperasi", "Pola_Pengelolaan", "Alamat", "Kelurahan_Desa", "Kecamatan", "Kabupaten",
    "Kode_Pos", "Email",
    "No_Telp", "StatusKoperasi", "Grade", "Status_Sertifikat", "Berlaku_Sampai",
)  # fmt: skip
GOOD: Mapping[str, RawValue] = {
    "NIK": "3201900000001",
    "Nama_Koperasi": "KSP Mekar Wangi",
    "Nomor_Badan_Hukum_Pendirian": "90001/BH/KWK.10/I/2001",
    "Tanggal_Badan_Hukum_Pendirian": "17/01/2001",
    "Bentuk_Koperasi": "Primer Kab/Kota",
    "Jenis_Koperasi": "Koperasi SIMPAN PINJAM",
    "Pola_Pengelolaan": "",
    "Kelurahan_Desa": "Pakansari",
    "Kecamatan": "Cibinong",
    "Kabupaten": "Kab. Bogor",
    "Kode_Pos": 16915,
    "Email": "Mekar@Surel.Example",
    "No_Telp": 81011112222,
    "StatusKoperasi": "AKTIF",
    "Grade": "Grade b",
    "Status_Sertifikat": "Bersertifikat",
    "Berlaku_Sampai": "01/02/2027",
}


def judged(*rows: Mapping[str, RawValue]) -> list[RowReport]:
    """The rows, each with the good row's cells where it says nothing."""
    table = [HEADINGS, *(tuple({**GOOD, **row}.get(heading) for heading in HEADINGS) for row in rows)]
    return evaluate_sheets([Sheet("Koperasi", table)], COOPERATIVES_IMPORT, CONTEXT, file="uji.csv").rows


def codes(row: RowReport) -> set[str]:
    return {finding.code for finding in row.findings}


def one(**cells: RawValue) -> tuple[str, set[str]]:
    row = judged(cells)[0]
    return row.outcome.value, codes(row)


def test_a_good_row_is_ok_and_its_values_are_the_products() -> None:
    row = judged({})[0]
    assert (row.outcome.value, row.findings) == ("ok", ())
    assert {name: value for name, value in row.values.items() if value is not None} == {
        "name": "KSP Mekar Wangi",
        "nik": "3201900000001",
        "legal_entity_number": "90001/BH/KWK.10/I/2001",
        "legal_entity_key": "90001/BH/KWK.10/I/2001",
        "legal_entity_date": date(2001, 1, 17),
        "form": CooperativeForm.PRIMARY_DISTRICT,
        "kind": CooperativeKind.SAVINGS_AND_LOAN,
        "management_pattern": ManagementPattern.CONVENTIONAL,
        "region_code": "32.01.01.1007",
        "subdistrict_code": "32.01.01",
        "office_outside": False,
        "postal_code": "16915",
        "email": "mekar@surel.example",
        "phone": "+6281011112222",
        "status": CooperativeStatus.ACTIVE,
        "grade": CertificateGrade.B,
        "certificate_status": row.values["certificate_status"],
        "certificate_until": date(2027, 2, 1),
    }


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Nama_Koperasi": " - "}, "NAME_MISSING"),
        ({"NIK": "", "Nomor_Badan_Hukum_Pendirian": "belum ada"}, "LEGAL_ID_MISSING"),
        ({"NIK": "320190000000", "Nomor_Badan_Hukum_Pendirian": "Dalam proses"}, "LEGAL_ID_MISSING"),
        ({"Kecamatan": "", "Kelurahan_Desa": "Sukamaju"}, "REGION_AMBIGUOUS"),
        ({"Kecamatan": "Bogor Raya", "Kelurahan_Desa": "Mekarjaya"}, "REGION_AMBIGUOUS"),
        ({"Kecamatan": "Wil. Timur", "Kelurahan_Desa": "Ruko Blok C"}, "REGION_UNRESOLVED"),
        ({"Kecamatan": "", "Kelurahan_Desa": ""}, "REGION_UNRESOLVED"),
    ],
)
def test_a_row_without_identity_or_place_is_refused(cells: dict[str, RawValue], code: str) -> None:
    assert one(**cells) == ("error", {code})


@pytest.mark.parametrize(
    ("cells", "code", "value"),
    [
        ({"NIK": "32019000000011"}, "NIK_INVALID", ("nik", None)),
        ({"NIK": "3,20190E+12"}, "NIK_INVALID", ("nik", None)),
        ({"NIK": "3276900000001"}, "NIK_PREFIX", ("nik", "3276900000001")),
        ({"Nomor_Badan_Hukum_Pendirian": "-"}, "BH_MISSING", ("legal_entity_key", None)),
        ({"Kecamatan": "Cirinong"}, "KECAMATAN_FUZZY", ("region_code", "32.01.01.1007")),
        ({"Kecamatan": ""}, "KECAMATAN_FROM_DESA", ("region_code", "32.01.01.1007")),
        ({"Kelurahan_Desa": "Pakansri"}, "DESA_FUZZY", ("region_code", "32.01.01.1007")),
        ({"Kelurahan_Desa": "Cipenjo"}, "DESA_OTHER_KECAMATAN", ("region_code", "32.01.01")),
        ({"Kelurahan_Desa": "Blok Pasar"}, "DESA_UNKNOWN", ("region_code", "32.01.01")),
        ({"Kelurahan_Desa": "-"}, "DESA_MISSING", ("region_code", "32.01.01")),
        ({"Kabupaten": "Kota Depok"}, "KABUPATEN_MISMATCH", ("region_code", "32.01.01.1007")),
        ({"Kecamatan": "Cicurug", "Kabupaten": "Kab. Sukabumi"}, "OFFICE_OUTSIDE", ("office_outside", True)),
        ({"Kecamatan": "Kec. Tanah Sareal", "Kabupaten": "Bogor"}, "OFFICE_OUTSIDE", ("region_code", None)),
        ({"Tanggal_Badan_Hukum_Pendirian": "31 September 2013"}, "DATE_INVALID", ("legal_entity_date", None)),
        ({"Tanggal_Badan_Hukum_Pendirian": "03/11/2026"}, "DATE_OUT_OF_RANGE", ("legal_entity_date", None)),
        ({"Berlaku_Sampai": "31/12/2015"}, "DATE_OUT_OF_RANGE", ("certificate_until", None)),
        ({"Berlaku_Sampai": "05/25/2027"}, "DATE_MONTH_FIRST", ("certificate_until", date(2027, 5, 25))),
        ({"Kode_Pos": "1672"}, "POSTCODE_INVALID", ("postal_code", None)),
        ({"Email": "a at b.example"}, "EMAIL_INVALID", ("email", None)),
        ({"No_Telp": "0810"}, "PHONE_INVALID", ("phone", None)),
        ({"No_Telp": "081011112222/081033334444"}, "PHONE_MULTIPLE", ("phone", "+6281011112222")),
        ({"Jenis_Koperasi": "KSU"}, "CLASS_UNKNOWN", ("kind", None)),
        ({"Bentuk_Koperasi": "Tersier"}, "CLASS_UNKNOWN", ("form", None)),
        ({"StatusKoperasi": "cek lagi"}, "STATUS_UNKNOWN", ("status", None)),
        ({"StatusKoperasi": ""}, "STATUS_MISSING", ("status", None)),
        (
            {"Nama_Koperasi": "KSP Mekar Wangi (BUBAR)"},
            "STATUS_CONTRADICTION",
            ("status", CooperativeStatus.ACTIVE),
        ),
        ({"Grade": "C"}, "GRADE_UNKNOWN", ("grade", None)),
        ({"Alamat": '=HYPERLINK("http://x.invalid","y")'}, "FORMULA_TEXT", ("name", "KSP Mekar Wangi")),
    ],
)
def test_a_doubtful_cell_is_a_warning(
    cells: dict[str, RawValue], code: str, value: tuple[str, object]
) -> None:
    row = judged(cells)[0]
    assert (row.outcome.value, codes(row)) == ("warning", {code})
    assert row.values[value[0]] == value[1]


@pytest.mark.parametrize(
    "cells",
    [
        {"NIK": "'3201.9000-0000 1"},
        {"NIK": 3201900000001.0},
        {"NIK": "tidak ada"},
        {"Nomor_Badan_Hukum_Pendirian": "Nomor 90001 / BH / KWK.10 / I / 2001"},
        {"Kecamatan": "KEC.CIBINONG", "Kelurahan_Desa": "Kel. PAKAN SARI", "Kabupaten": ""},
        {"Tanggal_Badan_Hukum_Pendirian": "17 Januari 2001"},
        {"StatusKoperasi": "Dibubarkan tahun 2019", "Nama_Koperasi": "KSP Mekar Wangi (DIBUBARKAN)"},
        {"StatusKoperasi": "Dalam Usulan Pembubaran"},
        {"StatusKoperasi": "Non  Aktif"},
        {"Berlaku_Sampai": "-", "Grade": "", "Status_Sertifikat": "Belum"},
    ],
)
def test_custom_spellings_are_silent(cells: dict[str, RawValue]) -> None:
    assert one(**cells) == ("ok", set())


OTHER = {
    "NIK": "3201900000002",
    "Nama_Koperasi": "Kopkar Surya Abadi",
    "Nomor_Badan_Hukum_Pendirian": "90002/BH",
}


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (
            {"Nama_Koperasi": "Koperasi Simpan Pinjam Mekarwangi", "Nomor_Badan_Hukum_Pendirian": ""},
            "DUPLICATE_NIK",
        ),
        ({"Nama_Koperasi": "Nama Lain Sekali"}, "DUPLICATE_NIK"),
        ({"NIK": "", "Nama_Koperasi": "KSP Mekar  Wangi"}, "DUPLICATE_BH"),
        ({"NIK": "3201900000009"}, "DUPLICATE_BH"),
    ],
)
def test_a_twin_is_a_duplicate_of_the_earlier_row(second: dict[str, RawValue], code: str) -> None:
    rows = judged({}, OTHER, second)
    assert [row.outcome.value for row in rows] == ["ok", "ok", "duplicate"]
    assert codes(rows[2]) == {code}
    assert rows[2].judged.duplicate_of == rows[0].key


def test_the_same_name_in_the_same_village_is_a_twin_when_no_number_contradicts() -> None:
    rows = judged({"Nomor_Badan_Hukum_Pendirian": ""}, {"NIK": ""})
    assert (rows[1].outcome.value, codes(rows[1])) == ("duplicate", {"DUPLICATE_NAME"})


def test_the_same_name_in_the_same_village_with_other_numbers_is_kept() -> None:
    rows = judged({}, {"NIK": "3201900000003", "Nomor_Badan_Hukum_Pendirian": "90003/BH"})
    assert [codes(row) for row in rows] == [set(), {"SAME_NAME_SAME_VILLAGE"}]


def test_the_same_name_in_another_village_is_another_cooperative() -> None:
    rows = judged(
        {"NIK": ""}, {"NIK": "", "Nomor_Badan_Hukum_Pendirian": "9/BH", "Kelurahan_Desa": "Ciriung"}
    )
    assert [row.outcome.value for row in rows] == ["ok", "ok"]


def test_a_nik_claimed_by_another_cooperative_is_refused_and_the_holder_marked() -> None:
    rows = judged({}, {**OTHER, "NIK": GOOD["NIK"]})
    assert [(row.outcome.value, codes(row)) for row in rows] == [
        ("warning", {"NIK_SHARED"}),
        ("error", {"NIK_CONFLICT"}),
    ]


def test_a_legal_entity_shared_by_two_names_marks_both() -> None:
    rows = judged({}, {**OTHER, "Nomor_Badan_Hukum_Pendirian": GOOD["Nomor_Badan_Hukum_Pendirian"]})
    assert [codes(row) for row in rows] == [{"BH_SHARED"}, {"BH_SHARED"}]


def test_a_refused_row_takes_no_part_in_the_search_for_duplicates() -> None:
    rows = judged({"Kecamatan": "", "Kelurahan_Desa": "Sukamaju"}, {})
    assert [row.outcome.value for row in rows] == ["error", "ok"]


def test_another_district_has_its_own_places_and_prefix() -> None:
    context = CooperativeImportContext(today=date(2026, 11, 2), regions=region_index_of("34.04"))
    cells = {
        **GOOD,
        "NIK": "3404900000001",
        "Kecamatan": "Kec. Depok",
        "Kelurahan_Desa": "Catur Tunggal",
        "Kabupaten": "Sleman",
    }
    table = [HEADINGS, tuple(cells.get(heading) for heading in HEADINGS)]
    row = evaluate_sheets([Sheet("Data", table)], COOPERATIVES_IMPORT, context, file="x.csv").rows[0]
    assert (row.outcome.value, row.values["subdistrict_code"]) == ("ok", "34.04.07")

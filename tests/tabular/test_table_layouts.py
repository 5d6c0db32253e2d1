"""A table is understood wherever it stands and however its columns are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_core.tabular import (
    Column,
    ImportDeclaration,
    ImportReport,
    MergedRange,
    Sheet,
    SheetDeclaration,
    TabularError,
    evaluate_sheets,
    judge_each_alone,
    summary_of,
)
from kopukm_core.tabular.header import HeadingMatcher
from kopukm_core.values import CountType, DateType, RawValue, ReadingContext, RupiahType, TextType

CONTEXT = ReadingContext(today=date(2026, 11, 2))

SHOPS = SheetDeclaration(
    name="shops",
    title="data toko",
    names=("toko",),
    columns=(
        Column("name", "Nama Toko", TextType(), ("Nama",), required=True),
        Column("opened_on", "Tanggal Buka", DateType(), ("Tgl Berdiri",)),
        Column("male", "Anggota Pria", CountType()),
        Column("female", "Anggota Wanita", CountType()),
        Column("sales", "Omzet", RupiahType(), ("Volume Usaha",), empty_words=("belum",)),
    ),
    any_of=(("male", "sales"),),
)
STREETS = SheetDeclaration(
    name="streets",
    title="data jalan",
    columns=(
        Column("name", "Nama", TextType(), required=True),
        Column("length", "Panjang", CountType(), required=True),
    ),
)
DECLARATION = ImportDeclaration("test.shops", "Toko", (SHOPS, STREETS), judge_each_alone)


def evaluated(*rows: Sequence[RawValue], merged: tuple[MergedRange, ...] = ()) -> ImportReport:
    return evaluate_sheets([Sheet("Data", rows, merged)], DECLARATION, CONTEXT, file="uji.xlsx")


def read(*rows: Sequence[RawValue]) -> list[tuple[int, object, object]]:
    return [(row.key.number, row.values["name"], row.values["sales"]) for row in evaluated(*rows).rows]


HEADER = ("Nama Toko", "Tanggal Buka", "Anggota Pria", "Anggota Wanita", "Omzet")


def test_titles_above_blank_rows_and_column_numbers_are_passed_over() -> None:
    rows = (
        ("DATA TOKO",),
        (),
        HEADER,
        (1, 2, 3, 4, 5),
        ("Toko A", "", 1, 2, "1.000"),
        ("", None, " \xa0 "),
        ("Toko B", "", 3, 4, "belum"),
    )
    assert read(*rows) == [(5, "Toko A", 1000), (7, "Toko B", None)]
    skipped = evaluated(*rows).sheets[0].skipped
    assert (skipped.blank, skipped.column_numbers) == ([6], [4])


def test_the_totals_row_ends_the_data_and_a_subtotal_does_not() -> None:
    rows = (
        HEADER,
        ("Toko A", "", 1, 2, 10),
        ("SUBTOTAL", "", 1, 2, 10),
        ("Toko B", "", 1, 2, 20),
        ("Jumlah Kec. Cibinong", "", 1, 2, 20),
        ("Toko C", "", 1, 2, 30),
        ("Jumlah seluruhnya", "", 2, 4, 30),
        ("Kepala Dinas", "", "", "", ""),
    )
    assert read(*rows) == [(2, "Toko A", 10), (4, "Toko B", 20), (6, "Toko C", 30)]
    assert evaluated(*rows).sheets[0].skipped.below_totals == [8]


@pytest.mark.parametrize("name", ["Total Persada", "Jumlah Berkah Abadi"])
def test_a_name_that_begins_like_a_total_is_a_name(name: str) -> None:
    assert read(HEADER, (name, "", 1, 2, 10), ("Toko B", "", 1, 2, 20)) == [(2, name, 10), (3, "Toko B", 20)]


@pytest.mark.parametrize(
    "words",
    ["JUMLAH", "Total :", "GRAND TOTAL", "Jumlah Seluruhnya", "TOTAL KABUPATEN BOGOR", "Jumlah 2.247 toko"],
)
def test_a_totals_row_is_known_by_its_words(words: str) -> None:
    assert read(HEADER, ("Toko A", "", 1, 2, 10), ("", words, 1, 2, 10), ("Toko B", "", 1, 2, 20)) == [
        (2, "Toko A", 10)
    ]


def test_a_header_repeated_in_the_middle_is_passed_over() -> None:
    assert read(HEADER, ("Toko A", "", 1, 1, 10), HEADER, ("Toko B", "", 1, 1, 20)) == [
        (2, "Toko A", 10),
        (4, "Toko B", 20),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "OMZET",
        " omzet ",
        "Omzet (Rp)",
        "Omzet [juta]",
        "Omzett",
        "volume_usaha",
        "VolumeUsaha",
        "Vol. Usaha (Rp.)",
        "Usaha, Volume",
        "Volume\nUsaha",
        "Volumeusaha",
        "Volune Usaha",
    ],
)
def test_a_heading_is_known_however_it_is_written(heading: str) -> None:
    assert read(("", "", heading, "Lain", "Nama Toko"), ("", "", "10", "x", "Toko A")) == [(2, "Toko A", 10)]


def test_a_header_of_two_rows_is_read_together() -> None:
    report = evaluated(
        ("No", "Nama", "Anggota", "", "", "Omzet"),
        ("", "", "Pria", "Wanita", "Jumlah", ""),
        (1, "Toko A", 3, 4, 7, 10),
    )
    assert report.rows[0].key.number == 3
    assert report.rows[0].values == {"name": "Toko A", "male": 3, "female": 4, "sales": 10}
    assert report.sheets[0].unknown_columns == ("No", "Anggota Jumlah")


def test_a_merged_cell_counts_for_every_row_it_covers() -> None:
    report = evaluated(("Nama Toko", "Omzet"), ("Toko A", 10), (None, 20), merged=(MergedRange(1, 0, 2, 0),))
    assert [(row.values["name"], row.values["sales"]) for row in report.rows] == [
        ("Toko A", 10),
        ("Toko A", 20),
    ]


def test_findings_name_the_cell() -> None:
    report = evaluated((), ("", *HEADER), ("", "=CMD(1)", "31/02/2020", "x", 2, "#REF!"))
    assert {finding.cell: finding.code for finding in report.rows[0].findings} == {
        "B3": "FORMULA_TEXT",
        "C3": "DATE_INVALID",
        "D3": "COUNT_INVALID",
        "F3": "AMOUNT_INVALID",
    }
    assert report.rows[0].values["name"] == "=CMD(1)"


def test_an_error_value_is_no_text() -> None:
    report = evaluated(HEADER, ("#N/A", "", 1, 1, 1))
    assert (report.rows[0].values["name"], report.rows[0].findings[0].code) == (None, "CELL_ERROR")


def test_unknown_columns_are_reported() -> None:
    report = evaluated((*HEADER, "Warna"), ("Toko A", "", 1, 1, 1, "biru"))
    assert report.sheets[0].unknown_columns == ("Warna",)
    assert "Warna" in summary_of(report)


def test_sheets_are_told_apart_by_their_headings() -> None:
    sheets = [
        Sheet("Lembar1", (("Nama", "Panjang"), ("Jl. Melati", 3))),
        Sheet("Lembar2", (HEADER, ("Toko A", "", 1, 1, 1))),
        Sheet("Rekap", (("Kecamatan", "Jumlah"), ("Cibinong", 2))),
        Sheet("Cadangan", (HEADER, ("Toko A", "", 1, 1, 1)), is_hidden=True),
    ]
    report = evaluate_sheets(sheets, DECLARATION, CONTEXT, file="uji.xlsx")
    assert [sheet.declaration for sheet in report.sheets] == ["streets", "shops", "", ""]
    assert "tersembunyi" in report.sheets[3].left_out
    assert len(report.kept("shops")) == 1


def test_a_missing_required_column_is_named_with_what_was_found() -> None:
    with pytest.raises(TabularError) as refusal:
        evaluated(("Nama Toko", "Tanggal Buka", "Warna"), ("Toko A", "", "biru"))
    for word in ("'Data'", "data toko", "Anggota Pria atau Omzet", "'Nama Toko'", "C 'Warna'"):
        assert word in refusal.value.message


def test_a_file_without_any_known_heading_is_refused() -> None:
    with pytest.raises(TabularError, match="Kucing"):
        evaluated(("Kucing", "Anjing"), ("a", "b"))


def test_two_fields_may_not_share_a_heading() -> None:
    with pytest.raises(ConfigurationError, match="NAMA"):
        HeadingMatcher(
            SheetDeclaration("x", "x", (Column("a", "Nama", TextType()), Column("b", "NAMA", TextType())))
        )


def test_the_report_in_json() -> None:
    report = evaluated(HEADER, ("Toko A", date(2020, 1, 2), 1, 1, "1,250")).to_json()
    assert report["rows"] == [
        {
            "sheet": "Data",
            "row": 2,
            "outcome": "warning",
            "codes": ["AMOUNT_AMBIGUOUS"],
            "findings": [
                {
                    "field": "sales",
                    "cell": "E2",
                    "code": "AMOUNT_AMBIGUOUS",
                    "message": "'1,250' dapat dibaca dua cara. Tulis tanpa koma, misalnya 1.250 atau 1250.",
                }
            ],
            "action": None,
            "values": {"name": "Toko A", "opened_on": "2020-01-02", "male": 1, "female": 1, "sales": None},
        }
    ]

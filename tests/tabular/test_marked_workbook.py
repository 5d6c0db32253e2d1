"""The report as the same workbook: cells as they were, two columns at the right, nothing that runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from kopukm_core.tabular import (
    Column,
    ImportDeclaration,
    ReadingProcess,
    SheetDeclaration,
    evaluate,
    judge_each_alone,
    read_sheets,
    write_marked_workbook,
)
from kopukm_core.values import DateType, ReadingContext, RupiahType, TextType

CONTEXT = ReadingContext(today=date(2026, 11, 2))
SHOPS = SheetDeclaration(
    "shops",
    "toko",
    (
        Column("name", "Nama Toko", TextType(), required=True),
        Column("opened_on", "Tanggal Buka", DateType()),
        Column("rent", "Sewa", RupiahType()),
    ),
)


def declared(*extra: Column) -> ImportDeclaration:
    """The import of shops, with further columns."""
    kind = SheetDeclaration("shops", "toko", (*SHOPS.columns, *extra))
    return ImportDeclaration("uji.toko", "Toko", (kind,), judge_each_alone)


def uploaded(path: Path) -> Path:
    """A workbook with a title, dates, long numbers, formula text, a merged area and a hidden sheet."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Toko 2026")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_string(0, 0, "DAFTAR TOKO")
    sheet.write_row(2, 0, ["Nama Toko", "Tanggal Buka", "Sewa", "Catatan"])
    sheet.write_string(3, 0, '=HYPERLINK("http://x","y")')
    sheet.write_datetime(3, 1, date(2020, 1, 31), day)
    sheet.write_number(3, 2, 450_000)
    sheet.write_number(3, 3, 3201010010001)
    sheet.write_string(4, 0, "Toko Bu Tini")
    sheet.merge_range(4, 2, 5, 2, "Rp 1.250.000,-")
    sheet.write_string(5, 0, "Toko Pak Ade")
    sheet.write_string(5, 1, "entah kapan")
    book.add_worksheet("Rahasia").hide()
    book.close()
    return path


def marked(path: Path, target: Path, declaration: ImportDeclaration) -> Path:
    """The report of a file."""
    report = evaluate(path, declaration, CONTEXT)
    write_marked_workbook(report, declaration, ReadingProcess(path), target)
    return target


def test_cells_stay_and_each_row_tells_what_became_of_it(tmp_path: Path) -> None:
    report = marked(uploaded(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", declared())
    sheet, hidden = read_sheets(report)
    assert (sheet.name, sheet.rows[0][0], hidden.is_hidden) == ("Toko 2026", "DAFTAR TOKO", True)
    assert list(sheet.rows[2]) == ["Nama Toko", "Tanggal Buka", "Sewa", "Catatan", "Hasil", "Alasan"]
    first = sheet.rows[3]
    assert list(first[:4]) == ['=HYPERLINK("http://x","y")', date(2020, 1, 31), 450_000, 3201010010001]
    assert "berbentuk rumus" in str(first[5])
    assert sheet.rows[4][4] == "Dapat disimpan"
    assert (sheet.rows[5][2], sheet.rows[5][4]) == ("Rp 1.250.000,-", "Dapat disimpan, dengan catatan")
    assert "B6: " in str(sheet.rows[5][5])


def test_reading_the_report_again_gives_the_same_rows_and_the_same_report(tmp_path: Path) -> None:
    first = uploaded(tmp_path / "a.xlsx")
    second = marked(first, tmp_path / "b.xlsx", declared())
    third = marked(second, tmp_path / "c.xlsx", declared())
    one, two = (evaluate(path, declared(), CONTEXT) for path in (first, second))
    assert [(row.values, row.outcome) for row in one.rows] == [(row.values, row.outcome) for row in two.rows]
    assert one.sheets[0].unknown_columns == two.sheets[0].unknown_columns == ("Catatan",)
    assert [list(row) for row in read_sheets(second)[0].rows] == [
        list(row) for row in read_sheets(third)[0].rows
    ]


def test_an_import_with_such_columns_of_its_own_keeps_them(tmp_path: Path) -> None:
    declaration = declared(Column("result", "Hasil", TextType()), Column("reason", "Alasan", TextType()))
    file = tmp_path / "a.csv"
    file.write_text("Nama Toko;Hasil;Alasan\nToko Bu Tini;laku;ramai\n")
    report = marked(file, tmp_path / "b.xlsx", declaration)
    (row,) = evaluate(report, declaration, CONTEXT).rows
    assert (row.values["result"], row.values["reason"]) == ("laku", "ramai")
    assert list(read_sheets(report)[0].rows[0][-2:]) == ["Hasil impor", "Alasan impor"]

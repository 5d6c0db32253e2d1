"""Reports as workbooks and csv, read back: real numbers and days, definitions, and no formula from anybody's text."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

from python_calamine import CalamineWorkbook

from kopukm_core.papers import (
    ColumnKind,
    Letterhead,
    Table,
    TableColumn,
    TablesPaper,
    Withheld,
    tables_csv,
    tables_xlsx,
)
from kopukm_core.papers.cells import cell_text, period_text
from kopukm_core.papers.tables import OFFICE_ZONE
from kopukm_core.papers.workbook import sheet_name

COLUMNS = (
    TableColumn("Nama"),
    TableColumn("Tanggal", ColumnKind.DATE),
    TableColumn("Anggota", ColumnKind.NUMBER),
    TableColumn("Volume", ColumnKind.RUPIAH),
    TableColumn("Hadir", ColumnKind.PERCENT),
)
ROWS = (
    ("KSU Mélati ’Jaya’", date(2026, 3, 1), 12, 1_250_000, 12.5),
    ('=HYPERLINK("http://jahat")', None, -3, 0, None),
    ("+628123", date(1890, 1, 1), 2**60, 5, 100.0),
)
TOTAL = ("Jumlah", None, 9, 1_250_005, None)
ONE = Table("Koperasi: aktif/baru?", COLUMNS, ROWS, ("Aktif: RAT dilaporkan.",), TOTAL)


def paper_of(head: Letterhead, moment: datetime, *content: Table | str) -> TablesPaper:
    return TablesPaper("Keadaan", content, moment, (("Periode", "1 Januari – 31 Desember 2026"),), head)


def test_a_workbook_has_real_numbers_and_days_and_a_sheet_of_definitions(
    head: Letterhead, moment: datetime
) -> None:
    made = tables_xlsx(paper_of(head, moment, "Pembuka.", ONE, ONE))
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names == ["Koperasi aktif baru", "Koperasi aktif baru (2)", "Definisi"]
    heading, first, second, third, total = book.get_sheet_by_index(0).to_python()
    assert heading == ["Nama", "Tanggal", "Anggota", "Volume", "Hadir"]
    assert first == ["KSU Mélati ’Jaya’", date(2026, 3, 1), 12, 1_250_000, 12.5]
    assert second == ['\'=HYPERLINK("http://jahat")', "", -3, 0, ""]
    assert third[:3] == ["+628123", "1 Januari 1890", "1.152.921.504.606.846.976"]
    assert total == ["Jumlah", "", 9, 1_250_005, ""]
    definitions = book.get_sheet_by_name("Definisi").to_python()
    assert ["Periode", "1 Januari – 31 Desember 2026"] in definitions
    assert ["Dicetak", "22 November 2026 15.04 WIB"] in definitions
    assert [ONE.title, "Aktif: RAT dilaporkan."] in definitions
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet


def test_names_of_sheets_are_short_plain_and_different() -> None:
    taken = {"definisi"}
    names = [
        sheet_name(title, taken) for title in ("A" * 40, "A" * 50, "[]:*?/\\", "'x'", "History", "definisi")
    ]
    assert names == ["A" * 31, "A" * 27 + " (2)", "Tabel", "x", "Riwayat", "definisi (2)"]


def test_one_table_is_one_csv_and_several_an_archive(head: Letterhead, moment: datetime) -> None:
    one = tables_csv(paper_of(head, moment, ONE))
    assert one.ending == "csv"
    lines = one.content.decode("utf-8-sig").splitlines()
    assert lines[:3] == [
        "Nama;Tanggal;Anggota;Volume;Hadir",
        "KSU Mélati ’Jaya’;2026-03-01;12;1250000;12,5",
        '"\'=HYPERLINK(""http://jahat"")";;-3;0;',
    ]
    assert lines[-1] == "Jumlah;;9;1250005;"
    several = tables_csv(paper_of(head, moment, ONE, "Sela.", ONE))
    assert several.ending == "zip"
    with zipfile.ZipFile(io.BytesIO(several.content)) as archive:
        assert archive.namelist() == [
            "01 Koperasi aktif baru.csv",
            "02 Koperasi aktif baru.csv",
            "Definisi.csv",
        ]
        assert archive.read("01 Koperasi aktif baru.csv") == one.content
        assert "Aktif: RAT dilaporkan." in archive.read("Definisi.csv").decode("utf-8-sig")


def test_withheld_cells_are_marked_and_explained_once_in_a_workbook_and_a_csv(
    head: Letterhead, moment: datetime
) -> None:
    secret = Withheld("Terlalu sedikit.")
    rows = (("A", None, secret, 1, None), ("B", None, 2, secret, 1.5))
    table = Table("Rahasia", COLUMNS, rows, ("Arti.",), ("Jumlah", None, secret, 1, None))
    assert table.footnotes == ("–* Terlalu sedikit.",)
    assert ONE.footnotes == ()
    book = CalamineWorkbook.from_filelike(io.BytesIO(tables_xlsx(paper_of(head, moment, table))))
    _, first, second, total, _, footnote = book.get_sheet_by_index(0).to_python()
    assert first == ["A", "", "–*", 1, ""]
    assert second == ["B", "", 2, "–*", 1.5]
    assert total == ["Jumlah", "", "–*", 1, ""]
    assert footnote[0] == "–* Terlalu sedikit."
    told = book.get_sheet_by_name("Definisi").to_python()
    assert told[-2:] == [["Rahasia", "–* Terlalu sedikit."], ["", "Arti."]]
    lines = tables_csv(paper_of(head, moment, table)).content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["A;;–*;1;", "B;;2;–*;1,5", "Jumlah;;–*;1;", "–* Terlalu sedikit.;;;;"]


def test_cells_are_written_as_indonesians_read_them(moment: datetime) -> None:
    told = [
        (1234567, ColumnKind.NUMBER, "1.234.567"),
        (-1234.5, ColumnKind.RUPIAH, "-Rp1.234,5"),
        (0.1 + 0.2, ColumnKind.PERCENT, "0,30%"),
        (82.435, ColumnKind.NUMBER, "82,435"),
        (-0.0001, ColumnKind.NUMBER, "0"),
        (float("nan"), ColumnKind.NUMBER, "–"),
        (True, ColumnKind.NUMBER, "ya"),
        (None, ColumnKind.RUPIAH, "–"),
        (moment, ColumnKind.DATE, "22 November 2026 15.04 WIB"),
        (2024, ColumnKind.TEXT, "2024"),
    ]
    assert [cell_text(value, kind, OFFICE_ZONE) for value, kind, _ in told] == [text for _, _, text in told]


def test_a_period_says_once_what_its_days_share() -> None:
    first = date(2026, 11, 20)
    assert period_text(first, first) == "20 November 2026"
    assert period_text(first, date(2026, 11, 22)) == "20 – 22 November 2026"
    assert period_text(date(2026, 1, 1), date(2026, 12, 31)) == "1 Januari – 31 Desember 2026"
    assert period_text(date(2025, 12, 30), first) == "30 Desember 2025 – 20 November 2026"
    assert period_text(date(2025, 11, 20), first) == "20 November 2025 – 20 November 2026"

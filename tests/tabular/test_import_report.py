"""What a clerk reads after an import: the lines of the summary, and the sheet to mend the file by."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kopukm_core.tabular import (
    Column,
    ImportDeclaration,
    ImportReport,
    JudgedRow,
    Sheet,
    SheetDeclaration,
    SheetRow,
    csv_report,
    evaluate_sheets,
    summary_of,
)
from kopukm_core.values import CountType, RawValue, ReadingContext, TextType

SHOPS = SheetDeclaration(
    name="shops",
    title="data toko",
    columns=(
        Column("name", "Nama Toko", TextType(), required=True),
        Column("street", "Jalan", TextType()),
        Column("staff", "Karyawan", CountType()),
    ),
)
HEADER = ("Nama Toko", "Jalan", "Karyawan")


def judge(sheets: Mapping[str, Sequence[SheetRow]], context: Any) -> list[JudgedRow]:
    """Refuse a shop without staff, and hold the second of a name as a duplicate."""
    judged: list[JudgedRow] = []
    seen: dict[object, SheetRow] = {}
    for row in sheets["shops"]:
        first = seen.setdefault(row.values["name"], row)
        if row.values["staff"] is None:
            finding = row.finding("staff", "REQUIRED", "Karyawan wajib diisi.")
            judged.append(JudgedRow.refused(row, row.values, finding))
        elif first is not row:
            finding = row.finding("name", "DUPLICATE", f"Sama dengan baris {first.key.number}.")
            judged.append(JudgedRow.second_copy(row, row.values, finding, first.key))
        else:
            judged.append(JudgedRow.from_findings(row, row.values, row.findings))
    return judged


def evaluated(*rows: Sequence[RawValue]) -> ImportReport:
    sheets = [Sheet("Toko 2026", [HEADER, *rows])]
    context = ReadingContext(today=date(2026, 11, 2))
    return evaluate_sheets(
        sheets, ImportDeclaration("pasar.shops", "Toko", (SHOPS,), judge), context, file="toko.xlsx"
    )


def test_the_sheet_has_a_line_for_each_finding_and_none_for_rows_without() -> None:
    report = evaluated(
        ("Kopi Asli", "Jl. A", 2),
        ("=CMD(1)", "Jl. B", "banyak"),
        ("Kopi Asli", "Jl. A", 2),
        ("+SUM(A1)", "Jl. C", 3),
    )

    text = csv_report(report).decode("utf-8")

    assert text.startswith("\ufefflembar;baris;sel;nama;hasil;kode;pesan\r\n")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))[1:]
    assert [line[:6] for line in lines] == [
        ["Toko 2026", "3", "C3", "'=CMD(1)", "ditolak", "REQUIRED"],
        ["Toko 2026", "4", "A4", "Kopi Asli", "ganda", "DUPLICATE"],
        ["Toko 2026", "5", "A5", "'+SUM(A1)", "diterima dengan catatan", "FORMULA_TEXT"],
    ]
    assert lines[1][6] == "Sama dengan baris 2."


def test_json_keeps_what_the_cells_of_a_row_that_is_not_stored_showed() -> None:
    rows: Any = evaluated(("Kopi", "Jl. A", 2), ("Teh", "Jl. B", "banyak")).to_json()["rows"]

    assert "texts" not in rows[0]
    assert rows[1]["values"] == {}
    assert rows[1]["texts"] == {"name": "Teh", "street": "Jl. B", "staff": "banyak"}


def test_twenty_rows_that_are_not_stored_are_shown_all_and_of_more_ten() -> None:
    few = [(f"Toko {number}", "Jl. A", None) for number in range(20)]
    shown = summary_of(evaluated(*few))
    assert sum("Karyawan wajib diisi" in line and "baris" in line for line in shown.splitlines()[-20:]) == 20
    assert "Toko 2026 baris 21, Toko 19: ditolak. Karyawan wajib diisi." in shown
    assert "lagi; semuanya" not in shown

    more = summary_of(evaluated(*few, ("Toko 20", "Jl. B", None)), more="hasil.csv")
    assert "Toko 9: ditolak" in more and "Toko 10: ditolak" not in more
    assert more.splitlines()[-1] == "  … dan 11 baris lagi; semuanya: hasil.csv"


def test_rows_below_the_totals_are_told_and_louder_where_they_look_like_data() -> None:
    signed = evaluated(("Kopi", "Jl. A", 2), ("JUMLAH", None, 2), (), ("Mengetahui",), (None, "Kepala"))
    told = summary_of(signed)
    assert "2 baris di bawah baris jumlah (baris 3) tidak dibaca." in told
    assert "PERHATIAN" not in told

    lost = evaluated(("Kopi", "Jl. A", 2), ("JUMLAH", None, 2), (), ("Teh", "Jl. B", 1))
    assert "PERHATIAN: baris 5 tampaknya berisi data" in summary_of(lost)
    sheets: Any = lost.to_json()["sheets"]
    assert sheets[0]["skipped"]["below_totals"] == [5] == sheets[0]["skipped"]["data_below_totals"]


def test_headings_alone_are_told_and_a_sheet_goes_by_its_title() -> None:
    told = summary_of(evaluated())
    assert "hanya berisi judul kolom" in told
    assert "Lembar 'Toko 2026': data toko, judul kolom di baris 1" in told

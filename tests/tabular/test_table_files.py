"""Files of every kind are read by their content; what is no table is refused with a word of help."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from kopukm_core.tabular import TabularError, harmless, is_formula_text, read_content, read_sheets


def workbook() -> tuple[xlsxwriter.Workbook, io.BytesIO]:
    stream = io.BytesIO()
    return xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"}), stream


def test_a_workbook_shows_what_a_person_sees() -> None:
    book, stream = workbook()
    sheet = book.add_worksheet("Data")
    sheet.write_datetime("C3", datetime(2020, 1, 2))  # noqa: DTZ001 - a spreadsheet knows no zone
    sheet.write_number("D3", 3201969656217)
    sheet.write_string("E3", '=HYPERLINK("http://contoh.invalid","x")')
    sheet.write_formula("F3", "=1+1", None, 2)
    sheet.write_formula("G3", "=A1/0", None, "#DIV/0!")
    sheet.merge_range("A5:A6", "Cibinong")
    hidden = book.add_worksheet("Rahasia")
    hidden.hide()
    book.close()

    data, secret = read_content(stream.getvalue(), "uji")

    assert data.name == "Data"
    assert data.cell(2, 2) == date(2020, 1, 2)
    assert data.cell(2, 3) == 3201969656217
    assert data.cell(2, 4) == '=HYPERLINK("http://contoh.invalid","x")'
    assert data.cell(2, 5) == 2
    assert data.cell(2, 6) == "#DIV/0!"
    assert (data.merged[0].first_row, data.merged[0].last_row) == (4, 5)
    assert data.cell(99, 99) is None
    assert (data.is_hidden, secret.is_hidden) == (False, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_any_encoding_with_any_delimiter(encoding: str, delimiter: str) -> None:
    lines = [f"Nama{delimiter}Alamat{delimiter}Omzet"] + [f"Kopi é{delimiter}Jl. A{delimiter}1"] * 5
    sheet = read_content("\r\n".join(lines).encode(encoding), "toko")[0]
    assert (sheet.name, list(sheet.rows[0]), list(sheet.rows[5])) == (
        "toko",
        ["Nama", "Alamat", "Omzet"],
        ["Kopi é", "Jl. A", "1"],
    )


def test_a_record_with_a_line_break_is_one_row() -> None:
    sheet = read_content(b'Nama,Alamat\n"Kopi","Jl. A\nNo. 1"\n\nTeh,Jl. B\n', "toko")[0]
    assert [list(row) for row in sheet.rows] == [
        ["Nama", "Alamat"],
        ["Kopi", "Jl. A\nNo. 1"],
        [],
        ["Teh", "Jl. B"],
    ]


def test_a_stray_quotation_mark_does_not_swallow_the_file() -> None:
    lines = ["Nama;Omzet", '"Kopi;1', *(f"Toko {number};2" for number in range(80))]
    assert len(read_content("\n".join(lines).encode(), "toko")[0].rows) == 82


def test_the_separator_line_of_excel_is_obeyed() -> None:
    assert list(read_content(b"sep=|\nNama|Alamat, lengkap, sekali\n", "x")[0].rows[0]) == [
        "Nama",
        "Alamat, lengkap, sekali",
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "kosong"),
        (b" \n ", "kosong"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "gambar PNG"),
        (b"\xff\xd8\xff\xe0", "gambar JPEG"),
        (b"<html><table></table></html>", "halaman web"),
        (b"PK\x03\x04 dan seterusnya", "terpotong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "rusak"),
        (b"abc\0def" + b"x" * 100, "bukan berkas teks"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(content: bytes, word: str) -> None:
    with pytest.raises(TabularError) as refusal:
        read_content(content, "uji")
    assert word in refusal.value.message
    assert refusal.value.remedy


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("surat.txt", "halo")
    with pytest.raises(TabularError, match="bukan buku kerja"):
        read_content(stream.getvalue(), "uji")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TabularError, match="tidak ada"):
        read_sheets(tmp_path / "tak_ada.xlsx")


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "sebenarnya_csv.xlsx"
    path.write_bytes(b"Nama;Omzet\nKopi;1\n")
    assert list(read_sheets(path)[0].rows[1]) == ["Kopi", "1"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("x")', "+SUM(A1)", "-SUM(A1)", "@SUM(1)", " =cmd|' /C calc'!A0", "=1+IF(A1,2)"]
)
def test_formula_text_is_noticed_and_made_harmless(text: str) -> None:
    assert is_formula_text(text)
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-", "-5", "+62 810 1234", "Jl. A = B", "KSP (lama)", "", "- (kosong)"])
def test_plain_text_is_no_formula(text: str) -> None:
    assert not is_formula_text(text)


def test_numbers_and_telephone_numbers_are_exported_as_they_are() -> None:
    assert [harmless(text) for text in ("-5.000", "+62 810-1234", "Kopi", "@akun", "=1+1")] == [
        "-5.000",
        "+62 810-1234",
        "Kopi",
        "'@akun",
        "'=1+1",
    ]


def test_a_workbook_with_a_password_and_a_renamed_document_are_told_what_they_are() -> None:
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 480
    )
    with pytest.raises(TabularError, match="dilindungi kata sandi"):
        read_content(locked, "koperasi.xlsx")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(TabularError, match="dokumen Word"):
        read_content(stream.getvalue(), "koperasi.xlsx")
    with pytest.raises(TabularError, match="gambar JPEG"):
        read_content(b"\xff\xd8\xff\xe0\x00\x10JFIF", "koperasi.xlsx")
    with pytest.raises(TabularError, match="dokumen PDF"):
        read_content(b"%PDF-1.7\n", "koperasi.xlsx")

"""What a file is, by its content; how its name is cleaned; what settings of files say when they are wrong."""

from __future__ import annotations

import io

import pytest

from files.file_samples import CSV, open_document, workbook, zipped
from kopukm_core.errors import ConfigurationError
from kopukm_core.files import clean_name
from kopukm_core.files.media_types import media_type_of, title_of
from kopukm_core.files.settings import file_settings
from kopukm_core.settings import load_settings

OFFICE = {"[Content_Types].xml": "<Types/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\x00" + bytes(16) + bytes(4) + bytes(460)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (workbook(), "xlsx"),
        (zipped(**OFFICE, **{"xl/workbook.xml": "", "xl/vbaProject.bin": ""}), "xlsm"),
        (zipped(**OFFICE, **{"xl/workbook.bin": ""}), "xlsb"),
        (zipped(**OFFICE, **{"word/document.xml": ""}), "docx"),
        (open_document("spreadsheet"), "ods"),
        (open_document("text"), "odt"),
        (zipped(**{"xl/workbook.xml": ""}), "arsip zip"),
        (zipped(**{"a.txt": "Koperasi"}), "arsip zip"),
        (OLE + "Root Entry".encode("utf-16-le") + bytes(100) + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(30), "JPEG"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(30), "WebP"),
        (CSV, "csv"),
        (CSV.decode().encode("utf-16"), "csv"),
        (b"\xef\xbb\xbfnama,nik\r\nKSU,1\r\n", "csv"),
        (b"Catatan rapat koperasi", "teks"),
        (b"  <!DOCTYPE html><script>alert(1)</script>", "halaman web"),
        (b"<!-- x --><svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "SVG"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b'{"a": 1}', "JSON"),
        (b"MZ" + bytes(100), "application/x-msdownload"),
        (b"\x00\x01\x02" * 50, "berkas tak dikenal"),
        (b"", "berkas tak dikenal"),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, title: str) -> None:
    file = io.BytesIO(content)
    assert title_of(media_type_of(file)) == title
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("laporan 2026.xlsx", "laporan 2026.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\siti\\data.csv", "data.csv"),
        ("a\u202excod.exe", "axcod.exe"),
        ('tanda "kutip": apa?.pdf', "tanda _kutip__ apa_.pdf"),
        ("baris\r\nX-Jahat: 1.csv", "barisX-Jahat_ 1.csv"),
        ("  ..  ", "berkas"),
        ("", "berkas"),
        ("\ud800.csv", "csv"),
        ("k" * 500 + ".xlsx", "k" * 195 + ".xlsx"),
    ],
)
def test_a_name_is_cleaned(given: str, cleaned: str) -> None:
    assert clean_name(given) == cleaned


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KOPUKM_FILE_BYTES", "20MB"),
        ("KOPUKM_FILE_BYTES", "core.import="),
        ("KOPUKM_FILE_BYTES", "=5"),
        ("KOPUKM_FILE_PENDING", "0"),
        ("KOPUKM_FILES_URL", "https://bucket.contoh.go.id"),
        ("KOPUKM_FILES_URL", "s3://kunci:rahasia@bucket"),
        ("KOPUKM_FILES_SECRET", "rahasia"),
    ],
)
def test_a_wrong_setting_is_named_and_no_secret_with_it(variable: str, value: str) -> None:
    given = {"KOPUKM_HOME": "/nonexistent", "KOPUKM_FILES_URL": "s3://bucket", variable: value}
    with pytest.raises(ConfigurationError, match=variable) as told:
        file_settings(load_settings(given))
    assert "rahasia" not in str(told.value)


def test_the_settings_of_s3_show_no_secret() -> None:
    given = {
        "KOPUKM_FILES_URL": "s3://bucket/awalan/",
        "KOPUKM_FILES_KEY_ID": "kunciku",
        "KOPUKM_FILES_SECRET": "rahasia",
    }
    s3 = file_settings(load_settings(given)).s3
    assert s3 is not None
    assert (s3.bucket, s3.prefix, s3.secret) == ("bucket", "awalan", "rahasia")
    assert "kunciku" not in repr(s3)
    assert "rahasia" not in repr(s3)

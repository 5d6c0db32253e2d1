"""Contents of each kind, made as programs make them."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter


def workbook(rows: int = 1) -> bytes:
    """An xlsx."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    for row in range(rows):
        sheet.write(row, 0, f"Koperasi {row}")
    book.close()
    return held.getvalue()


def zipped(**files: str) -> bytes:
    """A zip with these files; `a__b` stands for `a/b.xml`."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def open_document(kind: str) -> bytes:
    """The beginning of an OpenDocument file of that kind."""
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{kind}", **{"content.xml": "<office/>"})


CSV = b"nama;nik\nKSU Mekar;3201\n"
"""A table as text."""

"""Workbooks (xlsx, xlsm, xlsb, xls, ods): each cell as a person sees it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

import python_calamine

from kopukm_core.tabular.sheets import MergedRange, Sheet, TabularError, column_index
from kopukm_core.values.reading import RawValue

MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000
MOST_UNPACKED_BYTES = 1_500_000_000

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a workbook that has a password."""
_OTHER_PACKAGES = (
    ("word/document.xml", "dokumen Word (.docx)"),
    ("ppt/presentation.xml", "presentasi PowerPoint (.pptx)"),
)

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_ERROR_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")


def read_workbook(content: bytes) -> list[Sheet]:
    """All worksheets of a workbook, hidden ones marked. Raises TabularError."""
    if _ENCRYPTED in content and content.startswith(_OLE):
        raise _protected()
    archive = _archive(content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        errors = _error_cells(archive) if archive else {}
        return [
            _sheet(workbook, metadata, errors.get(metadata.name, []))
            for metadata in workbook.sheets_metadata
            if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError:
        raise _protected() from None
    except (python_calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError, KeyError) as fault:
        raise TabularError(
            f"Berkas ini rusak atau bukan buku kerja Excel ({fault}).",
            remedy="Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
        ) from fault


def _protected() -> TabularError:
    return TabularError(
        "Berkas dilindungi kata sandi.",
        remedy="Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi.",
    )


def _archive(content: bytes) -> zipfile.ZipFile | None:
    if not content.startswith(b"PK"):
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise TabularError(
            "Berkas ini terpotong atau rusak.", remedy="Unduh atau simpan ulang, lalu unggah lagi."
        ) from None
    names = set(archive.namelist())
    for part, kind in _OTHER_PACKAGES:
        if part in names:
            raise TabularError(
                f"Berkas ini {kind}, bukan tabel, walau namanya mungkin lain.",
                remedy="Salin tabelnya ke Excel atau LibreOffice, simpan sebagai .xlsx, lalu unggah lagi.",
            )
    if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED_BYTES:
        raise TabularError("Isi berkas terlalu besar.", remedy="Pecah menjadi beberapa berkas.")
    return archive


def _sheet(
    workbook: python_calamine.CalamineWorkbook,
    metadata: python_calamine.SheetMetadata,
    errors: Sequence[tuple[int, int, str]],
) -> Sheet:
    source = workbook.get_sheet_by_name(metadata.name)
    if source.total_height > MOST_ROWS or source.total_height * source.total_width > MOST_CELLS:
        raise TabularError(
            f"Lembar {metadata.name!r} terlalu besar.",
            remedy="Hapus baris dan kolom kosong, atau pecah berkasnya.",
        )
    rows: list[list[RawValue]] = [list(row) for row in source.to_python(skip_empty_area=False)]
    for row, column, text in errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    merged = tuple(
        MergedRange(first[0], first[1], last[0], last[1]) for first, last in source.merged_cell_ranges or ()
    )
    is_hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(metadata.name, rows, merged, is_hidden)


def _error_cells(archive: zipfile.ZipFile) -> dict[str, list[tuple[int, int, str]]]:
    """The cells that show a formula's error (`#REF!`), which calamine gives as blank: row, column, text by
    sheet.
    """
    if "xl/workbook.xml" not in archive.namelist():
        return {}
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found: dict[str, list[tuple[int, int, str]]] = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        target = targets.get(sheet.get(_OFFICE), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            found[sheet.get("name", "")] = _error_cells_of(archive.read(path))
    return found


def _error_cells_of(xml: bytes) -> list[tuple[int, int, str]]:
    if b't="e"' not in xml and b"t='e'" not in xml:
        return []
    cells = []
    for match in _ERROR_CELL.finditer(xml):
        reference, value = _REFERENCE.search(match[1]), _ERROR_VALUE.search(match[2])
        if reference is not None and value is not None:
            column = column_index(reference[1].decode())
            cells.append((int(reference[2]) - 1, column, value[1].decode("utf-8", "replace")))
    return cells

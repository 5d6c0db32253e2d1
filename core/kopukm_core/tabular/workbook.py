"""Workbooks (xlsx, xlsm, xlsb, xls, ods): each cell as a person sees it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

import python_calamine

from kopukm_core.tabular.archive import check_archive
from kopukm_core.tabular.limits import DEFAULT_LIMITS, TabularLimits
from kopukm_core.tabular.sheets import MergedRange, Sheet, TabularError, column_index
from kopukm_core.values.reading import RawValue

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


def read_workbook(content: bytes, limits: TabularLimits = DEFAULT_LIMITS) -> Iterator[Sheet]:
    """The worksheets of a workbook one by one, hidden ones marked. Raises TabularError.

    A sheet whose filled cells lie very far apart takes as much memory as the area between them: files from outside are
    read in a process of their own (`read_apart`).
    """
    if _ENCRYPTED in content and content.startswith(_OLE):
        raise _protected()
    try:
        archive = _archive(content, limits)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            one for one in workbook.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        if len(shown) > limits.sheets:
            raise limits.exceeded("sheets", f"Berkas ini memuat {len(shown)} lembar")
        errors = _error_cells(archive) if archive else {}
        cells = 0
        for metadata in shown:
            sheet = _sheet(workbook, metadata, errors.get(metadata.name, []), limits, cells)
            cells += sum(len(row) for row in sheet.rows)
            yield sheet
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


def _archive(content: bytes, limits: TabularLimits) -> zipfile.ZipFile | None:
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
    check_archive(archive, len(content), limits)
    return archive


def _sheet(
    workbook: python_calamine.CalamineWorkbook,
    metadata: python_calamine.SheetMetadata,
    errors: Sequence[tuple[int, int, str]],
    limits: TabularLimits,
    cells_before: int,
) -> Sheet:
    source = workbook.get_sheet_by_name(metadata.name)
    _check_size(source, limits, cells_before)
    rows: list[list[RawValue]] = [list(row) for row in source.to_python(skip_empty_area=False)]
    for row, column, text in errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    merged = tuple(
        MergedRange(first[0], first[1], last[0], last[1]) for first, last in source.merged_cell_ranges or ()
    )
    is_hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(metadata.name, rows, merged, is_hidden)


def _check_size(source: python_calamine.CalamineSheet, limits: TabularLimits, cells_before: int) -> None:
    height, width = (last + 1 for last in source.end) if source.end else (0, 0)
    remedy = "Hapus baris dan kolom kosong di luar tabel, atau pecah berkasnya."
    if height > limits.rows:
        raise limits.exceeded("rows", f"Lembar {source.name!r} memuat {height} baris", remedy)
    if width > limits.columns:
        raise limits.exceeded("columns", f"Lembar {source.name!r} memuat {width} kolom", remedy)
    if cells_before + height * width > limits.cells:
        raise limits.exceeded(
            "cells", f"Sampai lembar {source.name!r} berkas ini memuat terlalu banyak sel", remedy
        )


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

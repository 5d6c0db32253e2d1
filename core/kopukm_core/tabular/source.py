"""From a file to its sheets, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kopukm_core.tabular.delimited import read_delimited
from kopukm_core.tabular.limits import DEFAULT_LIMITS, MEGABYTE, TabularLimits
from kopukm_core.tabular.sheets import Sheet, TabularError
from kopukm_core.tabular.workbook import read_workbook

_WORKBOOK_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_FOREIGN_MARKS = (
    (b"%PDF", "dokumen PDF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"II*\x00", "gambar TIFF"),
    (b"RIFF", "gambar atau rekaman"),
    (b"{\\rtf", "dokumen RTF"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
)
_SAVE_AGAIN = "Simpan tabelnya sebagai .xlsx atau .csv, lalu unggah lagi."


def read_sheets(path: Path, limits: TabularLimits = DEFAULT_LIMITS) -> list[Sheet]:
    """All sheets of the file, told by its content and not by its name. Raises TabularError."""
    return list(iterate_sheets(path, limits))


def iterate_sheets(path: Path, limits: TabularLimits = DEFAULT_LIMITS) -> Iterator[Sheet]:
    """The same, one sheet after the other."""
    try:
        check_file_size(path, limits)
        content = path.read_bytes()
    except OSError as fault:
        raise TabularError(
            f"Berkas {path} tidak dapat dibuka: {_reason(fault)}.", remedy="Periksa nama dan letaknya."
        ) from fault
    yield from _sheets(content, path.stem, limits)


def check_file_size(path: Path, limits: TabularLimits) -> None:
    """Raise TabularLimitError for a file that is too large, before a byte of it is read."""
    size = path.stat().st_size
    if size > limits.file_megabytes * MEGABYTE:
        raise limits.exceeded(
            "file_megabytes",
            f"Berkas {path.name} terlalu besar: {-(-size // MEGABYTE)} MB",
            "Pecah menjadi beberapa berkas.",
        )


def read_content(content: bytes, name: str, limits: TabularLimits = DEFAULT_LIMITS) -> list[Sheet]:
    """The same for bytes in memory; `name` becomes the name of a csv file's only sheet."""
    return list(_sheets(content, name, limits))


def _sheets(content: bytes, name: str, limits: TabularLimits) -> Iterator[Sheet]:
    for sheet in _unchecked(content, name, limits):
        for number, row in enumerate(sheet.rows, start=1):
            for cell in row:
                if isinstance(cell, str) and len(cell) > limits.cell_characters:
                    raise limits.exceeded(
                        "cell_characters",
                        f"Lembar {sheet.name!r} baris {number} memuat sel berisi {len(cell)} huruf",
                    )
        yield sheet


def _unchecked(content: bytes, name: str, limits: TabularLimits) -> Iterable[Sheet]:
    if not content.strip():
        raise TabularError("Berkas kosong.", remedy="Unggah berkas yang berisi tabel.")
    for mark, kind in _FOREIGN_MARKS:
        if content.startswith(mark):
            raise TabularError(f"Berkas ini {kind}, bukan tabel.", remedy=_SAVE_AGAIN)
    if content.startswith(_WORKBOOK_MARKS):
        return read_workbook(content, limits)
    beginning = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<div", b"<meta")):
        raise TabularError(
            "Berkas ini halaman web, bukan tabel, walau namanya mungkin .xls.", remedy=_SAVE_AGAIN
        )
    return read_delimited(content, name, limits)


def _reason(fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "tidak ada"
    if isinstance(fault, IsADirectoryError):
        return "ini folder"
    if isinstance(fault, PermissionError):
        return "tidak diizinkan"
    return fault.strerror or str(fault)

"""From a file to its sheets, whatever kind of file it is."""

from __future__ import annotations

from pathlib import Path

from kopukm_core.tabular.delimited import read_delimited
from kopukm_core.tabular.sheets import Sheet, TabularError
from kopukm_core.tabular.workbook import read_workbook

MOST_BYTES = 200_000_000

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


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of the file, told by its content and not by its name. Raises TabularError."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TabularError(
                f"Berkas {path.name} terlalu besar ({size // 1_000_000} MB).",
                remedy=f"Batasnya {MOST_BYTES // 1_000_000} MB; pecah menjadi beberapa berkas.",
            )
        content = path.read_bytes()
    except OSError as fault:
        raise TabularError(
            f"Berkas {path} tidak dapat dibuka: {_reason(fault)}.", remedy="Periksa nama dan letaknya."
        ) from fault
    return read_content(content, path.stem)


def read_content(content: bytes, name: str) -> list[Sheet]:
    """The same for bytes in memory; `name` becomes the name of a csv file's only sheet."""
    if not content.strip():
        raise TabularError("Berkas kosong.", remedy="Unggah berkas yang berisi tabel.")
    for mark, kind in _FOREIGN_MARKS:
        if content.startswith(mark):
            raise TabularError(f"Berkas ini {kind}, bukan tabel.", remedy=_SAVE_AGAIN)
    if content.startswith(_WORKBOOK_MARKS):
        return read_workbook(content)
    beginning = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<div", b"<meta")):
        raise TabularError(
            "Berkas ini halaman web, bukan tabel, walau namanya mungkin .xls.", remedy=_SAVE_AGAIN
        )
    return read_delimited(content, name)


def _reason(fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "tidak ada"
    if isinstance(fault, IsADirectoryError):
        return "ini folder"
    if isinstance(fault, PermissionError):
        return "tidak diizinkan"
    return fault.strerror or str(fault)

"""What a file is, told by its content alone: a name or a declared type is never believed."""

from __future__ import annotations

import re
from typing import BinaryIO

import filetype  # type: ignore[import-untyped]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroenabled.12"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
XLS = "application/vnd.ms-excel"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
ODT = "application/vnd.oasis.opendocument.text"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODP = "application/vnd.oasis.opendocument.presentation"
CSV = "text/csv"
TEXT = "text/plain"
PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
HTML = "text/html"
SVG = "image/svg+xml"
XML = "text/xml"
JSON = "application/json"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
UNKNOWN = "application/octet-stream"

SPREADSHEETS = frozenset({XLSX, XLSM, XLSB, XLS, ODS, CSV, TEXT})
"""What an import reads."""
PHOTOS = frozenset({JPEG, PNG, WEBP})
PAPERS = PHOTOS | {PDF}
"""Papers as people photograph or scan them."""

_TITLES = {
    XLSX: "xlsx", XLSM: "xlsm", XLSB: "xlsb", XLS: "xls", ODS: "ods", DOCX: "docx", DOC: "doc", ODT: "odt",
    PPTX: "pptx", ODP: "odp", CSV: "csv", TEXT: "teks", PDF: "PDF", JPEG: "JPEG", PNG: "PNG", WEBP: "WebP",
    HTML: "halaman web", SVG: "SVG", XML: "XML", JSON: "JSON", ZIP: "arsip zip", UNKNOWN: "berkas tak dikenal",
}  # fmt: skip

_HEAD_BYTES = 8192
_DIRECTORY_BYTES = 1_000_000
_OFFICE_PARTS = (
    (b"xl/vbaProject.bin", XLSM),
    (b"xl/workbook.xml", XLSX),
    (b"xl/workbook.bin", XLSB),
    (b"word/document.xml", DOCX),
    (b"ppt/presentation.xml", PPTX),
)
_OPEN_DOCUMENTS = {each.encode(): each for each in (ODS, ODT, ODP)}
_MARKUP = re.compile(
    rb"<(!doctype\s+html|html|head|body|script|table|div|meta|iframe|style)\b", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def media_type_of(content: BinaryIO) -> str:
    """The media type of a seekable file; its position afterwards is the beginning.

    Text is told from bytes, and among texts csv, markup and JSON; what is none of the known is
    `application/octet-stream`.
    """
    content.seek(0)
    head = content.read(_HEAD_BYTES)
    try:
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _packed(head, content)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return _compound(head, content)
        guessed = filetype.guess_mime(head)
        if guessed is not None:
            return str(guessed)
        return _text(head)
    finally:
        content.seek(0)


def title_of(media_type: str) -> str:
    """What people call the type: "xlsx", "PDF"; the type itself where nobody has a word for it."""
    return _TITLES.get(media_type, media_type)


def _packed(head: bytes, content: BinaryIO) -> str:
    """A zip, by the names in its directory, which stands at the end; nothing is unpacked."""
    if head[26:30] == b"\x08\x00\x00\x00" and head[30:38] == b"mimetype":
        for written, media_type in _OPEN_DOCUMENTS.items():
            if head[38 : 38 + len(written)] == written and head[38 + len(written) :].startswith(b"PK"):
                return media_type
    size = content.seek(0, 2)
    content.seek(max(0, size - _DIRECTORY_BYTES))
    directory = content.read(_DIRECTORY_BYTES)
    if b"[Content_Types].xml" in directory:
        for name, media_type in _OFFICE_PARTS:
            if name in directory:
                return media_type
    return ZIP


def _compound(head: bytes, content: BinaryIO) -> str:
    """An old Office file, by the names in the first sector of its directory."""
    sector = int.from_bytes(head[48:52], "little")
    shift = min(int.from_bytes(head[30:32], "little"), 12)
    content.seek((sector + 1) << shift)
    directory = content.read(4096)
    if any(name.encode("utf-16-le") in directory for name in ("Workbook", "Book")):
        return XLS
    return DOC if "WordDocument".encode("utf-16-le") in directory else OLE


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    beginning = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not beginning or _CONTROL.search(head):
        return UNKNOWN
    if beginning.startswith(b"<"):
        return _markup(beginning)
    if beginning[:1] in b"{[":
        return JSON
    return CSV if _has_columns(head) else TEXT


def _markup(beginning: bytes) -> str:
    if re.search(rb"<svg[\s>]", beginning, re.IGNORECASE):
        return SVG
    return HTML if _MARKUP.search(beginning) else XML


def _has_columns(head: bytes) -> bool:
    """Whether the first lines share a separator, as tables do."""
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    if len(head) == _HEAD_BYTES and len(lines) > 1:
        lines.pop()
    return any(lines and all(mark in line for line in lines) for mark in (b";", b"\t", b",", b"|"))

"""Papers read back by libraries that did not write them: PDFium for text and pictures, ZXing for codes."""

from __future__ import annotations

import ctypes
import re
import unicodedata

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp


def pages_of(content: bytes) -> list[str]:
    """The text of each page, with single blanks."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_plain(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    document = pypdfium2.PdfDocument(content)
    try:
        width, height = document[0].get_size()
        return round(width * 25.4 / 72), round(height * 25.4 / 72)
    finally:
        document.close()


def codes_of(content: bytes, page: int = 0) -> list[str]:
    """What the QR codes on a page say."""
    document = pypdfium2.PdfDocument(content)
    try:
        picture = document[page].render(scale=2, grayscale=True)
        pixels = bytes(ctypes.string_at(ctypes.addressof(picture.buffer), picture.stride * picture.height))
        image = zxingcpp.ImageView(
            pixels, picture.width, picture.height, zxingcpp.ImageFormat.Lum, picture.stride, 1
        )
        return [each.text for each in zxingcpp.read_barcodes(image)]
    finally:
        document.close()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.replace("\u200b", ""))).strip()

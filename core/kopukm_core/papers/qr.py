"""QR codes of texts and addresses."""

from __future__ import annotations

import io
from typing import Any


def qr_svg(text: str) -> str:
    """A QR code as an SVG picture without a size of its own, with the quiet zone around it."""
    written = io.BytesIO()
    _code(text).save(written, kind="svg", xmldecl=False, omitsize=True, border=2)
    return written.getvalue().decode()


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """A QR code as a PNG picture; `scale` is the pixels of one module."""
    written = io.BytesIO()
    _code(text).save(written, kind="png", scale=scale, border=4)
    return written.getvalue()


def _code(text: str) -> Any:
    import segno

    return segno.make_qr(text, error="m")

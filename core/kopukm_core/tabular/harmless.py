"""Text that a spreadsheet would take for a formula: noticed on import, made harmless on export."""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CALL = re.compile(r"^\s*[=+\-@].*?(?:[A-Za-z_][\w.]*\(|\|.*!)", re.DOTALL)


def is_formula_text(text: str) -> bool:
    """Whether the text begins like a formula and calls a function (or a program, as DDE does)."""
    return _CALL.match(text) is not None


def harmless(text: str) -> str:
    """The text for a cell of an exported file: an apostrophe in front when a spreadsheet would evaluate it.

    Plain numbers and telephone numbers with a sign stay as they are.
    """
    stripped = text.lstrip()
    if not stripped.startswith(_STARTS) and not text.startswith(_STARTS):
        return text
    if re.fullmatch(r"[+\-]?[\d\s.,\-]*", stripped):
        return text
    return "'" + text

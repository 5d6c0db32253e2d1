"""How the name of a region is stored for order and search, and compared whatever blanks people put in it."""

from __future__ import annotations

from kopukm_core.db import search_text, sort_key


def name_key(name: str) -> str:
    """What of a name counts: letters and digits. "Gunung Putri" and "Gunungputri" are one."""
    return search_text(name).replace(" ", "")


def stored_sort_key(name: str) -> str:
    """The key that lists of regions are ordered by."""
    return sort_key(name)


def stored_search_text(name: str) -> str:
    """The text that substring search looks in: the words, and again without the blanks between them."""
    words = search_text(name)
    joined = words.replace(" ", "")
    return words if words == joined else f"{words} {joined}"

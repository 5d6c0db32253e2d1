"""Text made comparable: the sort key of a name, and the normalised text that substring search looks in."""

from __future__ import annotations

import re
import unicodedata

SORT_DIGITS = 10
"""Runs of digits are padded to this width, so that "RW 2" comes before "RW 10"."""

SORT_KEY_LENGTH = 400
"""A longer key is cut: names that differ only behind it are ordered by their ids."""

_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"[0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe"})


def search_text(text: str) -> str:
    """Lower-case words without diacritics or punctuation, one blank between: what is stored and sought.

    "Koperasi  Ma'mur–Jaya, É" → "koperasi mamur jaya e".
    """
    plain = text.casefold().translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", plain).translate(_SPECIAL)
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", letters).strip()


def sort_key(text: str) -> str:
    """The key a name is ordered by: `search_text` with numbers padded, for byte-wise comparison."""
    padded = _DIGITS.sub(lambda run: run.group().lstrip("0").zfill(SORT_DIGITS), search_text(text))
    return padded[:SORT_KEY_LENGTH]

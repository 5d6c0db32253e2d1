"""Codes that nobody guesses, and that a person can still read aloud."""

from __future__ import annotations

import secrets

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs without 0, 1, I and O."""
_LENGTH = 16
"""80 bits."""


def new_code() -> str:
    """A fresh code of 16 signs."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def written_code(text: str) -> str:
    """The code as somebody typed or scanned it: small letters, blanks and hyphens do not matter."""
    return "".join(sign for sign in text.upper() if sign.isalnum())

"""The name of a file as people see it: what was uploaded, without what could harm."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 200
UNNAMED = "berkas"

_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """The last part of a path, without control and direction marks, at most 200 characters; never empty.

    The extension survives where the name is cut. It is shown and offered for saving, never used as a path.
    """
    last = _SEPARATORS.split(name)[-1]
    visible = "".join(
        letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C"
    )
    cleaned = " ".join(_FORBIDDEN.sub("_", visible).split()).strip(" .")
    if len(cleaned) > LONGEST_NAME:
        stem, dot, extension = cleaned.rpartition(".")
        short = f".{extension}" if dot and stem and len(extension) <= 10 else ""
        cleaned = f"{cleaned[: LONGEST_NAME - len(short)].rstrip(' .')}{short}"
    return cleaned or UNNAMED

"""What graphql-core says of a value that does not fit, as an Indonesian sentence; the value is cut short."""

from __future__ import annotations

import re
from collections.abc import Callable

_AT = re.compile(r"Variable '(\$\w+)' has invalid value(?: at ([^:]+))?: ")
_SUGGESTED = re.compile(r"Did you mean (?:the enum value )?('.*?')\?")
_LONGEST = 60

_SENTENCES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (
            r"Int cannot represent non 32-bit signed integer value: (.*)",
            lambda found: f"Nilai {_cut(found[1])} di luar jangkauan bilangan bulat 32 bit.",
        ),
        (
            r"Int cannot represent non-integer value: (.*)",
            lambda found: f"Nilai {_cut(found[1])} bukan bilangan bulat.",
        ),
        (
            r"Float cannot represent non numeric value: (.*)",
            lambda found: f"Nilai {_cut(found[1])} bukan bilangan.",
        ),
        (
            r"String cannot represent a non string value: (.*)",
            lambda found: f"Nilai {_cut(found[1])} bukan teks.",
        ),
        (
            r"Boolean cannot represent a non boolean value: (.*)",
            lambda found: f"Nilai {_cut(found[1])} bukan true atau false.",
        ),
        (
            r"ID cannot represent (?:a non-string and non-integer )?value: (.*)",
            lambda found: f"Nilai {_cut(found[1])} bukan pengenal (ID).",
        ),
        (
            r"Value '(.*?)' does not exist in '(\w+)' enum\.",
            lambda found: f"Pilihan '{_cut(found[1])}' tidak ada pada {found[2]}.",
        ),
        (
            r"Enum '(\w+)' cannot represent non-(?:enum|string) value: (.*?)\.(?: Did you mean|$)",
            lambda found: f"Nilai {_cut(found[2])} bukan pilihan {found[1]}.",
        ),
        (
            r"Expected value of type '(\w+)' to include required field '(\w+)'",
            lambda found: f"Isian {found[2]} wajib ada pada {found[1]}.",
        ),
        (
            r"Expected value of type '(\w+)' not to include unknown field '(\w+)'",
            lambda found: f"Isian {found[2]} tidak dikenal pada {found[1]}.",
        ),
        (
            r"Expected value of type '(\w+)' to be an object",
            lambda found: f"{found[1]} harus berupa objek.",
        ),
        (
            r"Expected (?:a )?value of non-null type '(\S+)!' (?:not to be None|to be provided)",
            lambda found: f"Nilai wajib diisi ({found[1]}).",
        ),
    )
)


def value_message(message: str) -> str | None:
    """The sentence, with the place in the variable; None for what is no fault of a value."""
    place = place_in_variable(message)
    said = _AT.sub("", message, count=1)
    for pattern, sentence in _SENTENCES:
        found = pattern.match(said)
        if found is not None:
            suggested = _SUGGESTED.search(said, found.end(found.lastindex or 0))
            meant = f" Maksudnya {suggested[1].replace(' or ', ' atau ')}?" if suggested else ""
            return f"{place}{sentence(found)}{meant}"
    return None


def place_in_variable(message: str) -> str:
    """`$input.assets: ` where graphql-core's message tells of a variable, else nothing."""
    found = _AT.match(message)
    return f"{found[1]}{found[2] or ''}: " if found else ""


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"

"""The one place where the stored forms of a party's name are made."""

from __future__ import annotations

from dataclasses import dataclass

from kopukm_core.db import search_text, sort_key
from kopukm_core.errors import Problem, ProblemsError

MAXIMUM_LENGTH = 200


@dataclass(frozen=True, slots=True)
class StoredName:
    """A name with blanks put right, and what order and search are made from."""

    name: str
    sort_key: str
    search_text: str


def stored_name(written: str) -> StoredName:
    """The stored forms of a name.

    Raises ProblemsError for a name without letters or digits, or longer than 200 characters.
    """
    name = " ".join(written.split())
    searched = search_text(name)
    if not searched:
        raise ProblemsError([Problem("name", "NAME_EMPTY", "Nama harus memuat huruf atau angka.")])
    if len(name) > MAXIMUM_LENGTH:
        raise ProblemsError(
            [
                Problem(
                    "name", "NAME_TOO_LONG", f"Nama paling panjang {MAXIMUM_LENGTH} huruf, ini {len(name)}."
                )
            ]
        )
    return StoredName(name, sort_key(name), searched)

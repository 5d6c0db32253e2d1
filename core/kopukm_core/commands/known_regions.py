"""Places that a command's input names must be among the regions that are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import Problem
from kopukm_core.regions.models import Region
from kopukm_core.regions.near import near_regions

CODES_IN_ONE_QUESTION = 500
"""So that no engine's limit of parameters is reached."""


async def unknown_regions(
    declaration: CommandDeclaration, inputs: Sequence[Mapping[str, Any]]
) -> list[tuple[Problem, ...]]:
    """For each input a problem per field whose region is not loaded; one statement for all of them.

    Before any region is loaded (a new installation, giving its first roles) there is no list to compare with.
    """
    fields = declaration.region_fields
    told = sorted({code for values in inputs for one in fields for code in _codes(values.get(one.name))})
    known = await _known(told)
    if told and not known and not await Region.exists():
        return [() for _ in inputs]
    hints = {code: await _hint(code) for code in told if code not in known}
    return [
        tuple(
            Problem(
                one.name,
                "REGION_UNKNOWN",
                f"{one.label}: wilayah {code} tidak ada di daftar wilayah.{hints[code]}",
            )
            for one in fields
            for code in _codes(values.get(one.name))
            if code not in known
        )
        for values in inputs
    ]


async def _hint(code: str) -> str:
    near = await near_regions(code)
    return f" Yang mirip: {'; '.join(near)}." if near else ""


async def _known(codes: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for first in range(0, len(codes), CODES_IN_ONE_QUESTION):
        wanted = codes[first : first + CODES_IN_ONE_QUESTION]
        parameters = Parameters(dialect())
        found = await rows(
            f"SELECT code FROM region WHERE code IN ({parameters.add_all(wanted)})", parameters
        )
        known.update(row["code"] for row in found)
    return known


def _codes(value: Any) -> Iterable[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value

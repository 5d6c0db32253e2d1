"""Changes between two contracts that can break a client."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import build_schema
from graphql.utilities import find_breaking_changes


@dataclass(frozen=True, slots=True, order=True)
class BreakingChange:
    """One change: its kind (`FIELD_REMOVED`, …) and graphql-core's sentence that names the place."""

    kind: str
    description: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.description}"


def breaking_changes(old_sdl: str, new_sdl: str) -> list[BreakingChange]:
    """What a client of the old contract may stumble over in the new one, sorted.

    Raises GraphQLError where one of the two is no SDL.
    """
    changes = find_breaking_changes(build_schema(old_sdl), build_schema(new_sdl))
    return sorted(BreakingChange(change.type.name, change.description) for change in changes)

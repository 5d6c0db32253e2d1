"""A place in the answer: what an error names, what may become null, and what then falls away with it."""

from __future__ import annotations

from typing import Any

from kopukm_graphql.executing.internals import Path


class Place:
    """One field or list item on the way from the root; `container[key]` holds its value.

    `gone` tells that it has become null for an error: what is still under way below it counts no more.
    """

    __slots__ = ("above", "container", "gone", "key", "nullable", "path_made", "type_name")

    def __init__(
        self, above: Place | None, key: str | int, type_name: str | None, container: Any, nullable: bool
    ) -> None:
        self.above = above
        self.key = key
        self.type_name = type_name
        self.container = container
        self.nullable = nullable
        self.gone = False
        self.path_made: Path | None = None

    @property
    def path(self) -> Path:
        """graphql-core's path of the same place, made when first asked for."""
        path = self.path_made
        if path is None:
            above = self.above
            # The root of the answer stands above the root fields, and has no path.
            prev = None if above is None or above.above is None else above.path
            path = self.path_made = Path(prev, self.key, self.type_name)
        return path

    def is_gone(self) -> bool:
        """Whether the place, or one that it lies in, has become null for an error."""
        place: Place | None = self
        while place is not None:
            if place.gone:
                return True
            place = place.above
        return False

    def nearest_nullable(self) -> Place:
        """This place, or the nearest above that may be null; the root may."""
        place = self
        while not place.nullable and place.above is not None:
            place = place.above
        return place


def root_place(answer: dict[str, Any]) -> Place:
    """The place of the whole `data`."""
    return Place(None, "data", None, answer, nullable=True)

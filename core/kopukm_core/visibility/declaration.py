"""What a plugin writes per model: which rows are seen, and which columns are masked for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tortoise.models import Model

from kopukm_core.places import place_of_caller
from kopukm_core.visibility.rules import Rule


@dataclass(frozen=True, slots=True)
class Mask:
    """A column that only some see: `rule` tells who sees it; others get `text`, or null where it is None."""

    rule: Rule
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Visibility:
    """The one declaration of a model. `masks` maps a column to the rule of who sees it (or to a `Mask`)."""

    model: type[Model]
    rows: Rule
    masks: Mapping[str, Rule | Mask] = field(default_factory=dict)
    place: str = field(default_factory=lambda: place_of_caller(3), compare=False)

    def mask(self, column: str) -> Mask | None:
        """The mask of a column, or None where every actor who sees the row sees the column."""
        found = self.masks.get(column)
        return Mask(found) if isinstance(found, Rule) else found

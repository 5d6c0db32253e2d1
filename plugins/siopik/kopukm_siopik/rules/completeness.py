"""Completeness of what is recorded of a cooperative: which required fields are missing, and how much they weigh."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RequiredField:
    """A field that should be known: its name, its label for people, its weight."""

    name: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class CompletenessRule:
    """The required fields, and the score from which a record counts as complete."""

    fields: Sequence[RequiredField]
    complete_from: int

    @staticmethod
    def of(parameters: Mapping[str, Any]) -> CompletenessRule:
        """The rule that a version's parameters tell."""
        fields = tuple(
            RequiredField(each["name"], each["label"], int(each["weight"])) for each in parameters["fields"]
        )
        return CompletenessRule(fields, int(parameters["complete_from"]))


@dataclass(frozen=True, slots=True)
class Completeness:
    """Weighted score, 0 to 100, rounded down: 100 only where nothing is missing. The missing in order of the rule."""

    score: int
    missing: tuple[RequiredField, ...]


def completeness(
    rule: CompletenessRule, known: Collection[str], not_owed: Collection[str] = ()
) -> Completeness:
    """The completeness where the fields `known` are known; what is `not_owed` counts neither way."""
    owed = [each for each in rule.fields if each.name not in not_owed]
    missing = tuple(each for each in owed if each.name not in known)
    total = sum(each.weight for each in owed)
    reached = total - sum(each.weight for each in missing)
    return Completeness(100 if not total else reached * 100 // total, missing)

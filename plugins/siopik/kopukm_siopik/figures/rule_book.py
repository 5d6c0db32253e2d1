"""The rules in force on a day, as they were known at a moment, ready to compute with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from kopukm_core.errors import BadInputError
from kopukm_siopik.figures.choices import RuleName
from kopukm_siopik.figures.models import RuleVersion
from kopukm_siopik.rules.activity import ActivityRule
from kopukm_siopik.rules.annual_meeting import MeetingRule
from kopukm_siopik.rules.business_class import ClassRule
from kopukm_siopik.rules.completeness import CompletenessRule
from kopukm_siopik.rules.grade import GradeRule
from kopukm_siopik.rules.legal_ladder import LegalRule
from kopukm_siopik.rules.turnover import TurnoverRule


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means: printed beside it wherever it is shown."""

    name: RuleName
    version: int
    title: str
    text: str
    source: str
    effective_on: date
    parameters: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """The definition as it is printed under a table."""
        return f"{self.title} (aturan {self.name.value} versi {self.version}): {self.text} Sumber: {self.source}."


@dataclass(frozen=True)
class RuleBook:
    """One version of each rule."""

    definitions: Mapping[RuleName, Definition]

    @cached_property
    def meeting(self) -> MeetingRule:
        return MeetingRule.of(self._parameters(RuleName.ANNUAL_MEETING))

    @cached_property
    def activity(self) -> ActivityRule:
        return ActivityRule.of(self._parameters(RuleName.ACTIVITY), self.meeting)

    @cached_property
    def grade(self) -> GradeRule:
        return GradeRule.of(self._parameters(RuleName.GRADE))

    @cached_property
    def completeness(self) -> CompletenessRule:
        return CompletenessRule.of(self._parameters(RuleName.COMPLETENESS))

    @cached_property
    def legal(self) -> LegalRule:
        return LegalRule.of(self._parameters(RuleName.LEGAL))

    @cached_property
    def turnover(self) -> TurnoverRule:
        return TurnoverRule.of(self._parameters(RuleName.TURNOVER))

    @cached_property
    def class_all(self) -> ClassRule:
        return ClassRule.of(self._parameters(RuleName.CLASS_ALL))

    @cached_property
    def class_savings(self) -> ClassRule:
        return ClassRule.of(self._parameters(RuleName.CLASS_SAVINGS))

    @cached_property
    def certificate_days(self) -> int:
        return int(self._parameters(RuleName.CERTIFICATE)["days"])

    @cached_property
    def healthy_predicates(self) -> tuple[str, ...]:
        return tuple(self._parameters(RuleName.HEALTHY)["predicates"])

    @property
    def least_assessed_shown(self) -> int:
        """So many cooperatives must be assessed before those who may not see single results are told a count."""
        return int(self._parameters(RuleName.HEALTHY)["least_assessed_shown"])

    @cached_property
    def versions(self) -> str:
        """Which versions these are, as they are kept beside what was computed: "activity=1 grade=2"."""
        return " ".join(f"{name.value}={each.version}" for name, each in self.definitions.items())

    def told(self, *names: RuleName) -> tuple[Definition, ...]:
        """The definitions of these rules."""
        return tuple(self.definitions[name] for name in names)

    def _parameters(self, name: RuleName) -> Mapping[str, Any]:
        return self.definitions[name].parameters


async def rule_book(day: date, known_at: datetime | None = None, versions: str | None = None) -> RuleBook:
    """The rules in force on the day, as known at the moment (None: now), or exactly the named versions.

    Before the first version of a rule that one is used: nothing else is known.
    """
    stored = await RuleVersion.all().order_by("name", "version")
    wanted = None if versions is None else _wanted(versions)
    found: dict[RuleName, Definition] = {}
    for name in RuleName:
        own = [one for one in stored if one.name is name]
        if wanted is not None:
            own = [one for one in own if one.version == wanted.get(name)]
        elif known_at is not None:
            own = [one for one in own if one.recorded_at <= known_at] or own[:1]
        if not own:
            raise BadInputError(
                f"Aturan {name.value} tidak ada di basis data.",
                remedy="Jalankan 'kopukm migrate': aturan dimuat sesudahnya.",
            )
        found[name] = definition_of(_in_force(own, day))
    return RuleBook(found)


def definition_of(one: RuleVersion) -> Definition:
    """The version as it is told."""
    return Definition(
        one.name,
        one.version,
        one.title,
        one.definition,
        one.source,
        one.effective_on,
        json.loads(one.parameters),
    )


def _in_force(versions: Sequence[RuleVersion], day: date) -> RuleVersion:
    """The last one in effect on the day; of two of one day, the later version."""
    begun = [one for one in versions if one.effective_on <= day]
    if begun:
        return max(begun, key=lambda one: (one.effective_on, one.version))
    return min(versions, key=lambda one: (one.effective_on, -one.version))


def _wanted(versions: str) -> dict[RuleName, int]:
    pairs = (each.partition("=") for each in versions.split())
    return {RuleName(name): int(number) for name, _, number in pairs}

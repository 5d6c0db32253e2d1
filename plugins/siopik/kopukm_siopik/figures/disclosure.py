"""Which counts of health results may be told to whom: a count of few would tell a single result, not public."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kopukm_core.identity.actor import Actor
from kopukm_siopik.figures.counting import Counts
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.statistics import DISTRICT
from kopukm_siopik.health.permissions import READ_HEALTH

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What of the health counts is told: everything (`least` 0), none at all (None), or from so many assessed on."""

    least: int | None

    def shows(self, counts: Counts) -> bool:
        """Whether these counts may be told."""
        return self.tells(counts.assessed)

    def tells(self, assessed: int) -> bool:
        """Whether results of so many cooperatives may be told; that none was assessed tells no result."""
        return self.least is not None and (assessed == 0 or assessed >= self.least)

    def shown(self, counted: Mapping[T, Counts]) -> set[T]:
        """Which of the rows of one table may be told.

        Where those held back come to fewer than `least` together, their sum could be had from the table's total: the
        smallest others are held back with them.
        """
        shown = {key for key, counts in counted.items() if self.shows(counts)}
        held = sum(counted[key].assessed for key in counted.keys() - shown)
        for key in sorted(shown, key=lambda each: (counted[each].assessed, str(each))):
            if self.least is None or not 0 < held < self.least:
                break
            if counted[key].assessed:
                shown.discard(key)
                held += counted[key].assessed
        return shown


EVERYTHING = Disclosure(0)


def disclosure_to(
    actor: Actor, question: Question, district: str, *, level: int = DISTRICT, is_split: bool = False
) -> Disclosure:
    """What may be told to the actor; `district` is the office's own region, which a question for everywhere means.

    Who may read health results in the whole region asked is told everything. Others are told counts of kecamatan and
    wider, not split by a category, where at least as many were assessed as the rule says.
    """
    if actor.may(READ_HEALTH, question.within or district):
        return EVERYTHING
    if is_split or level > DISTRICT:
        return Disclosure(None)
    return disclosure_to_all(question)


def disclosure_to_all(question: Question) -> Disclosure:
    """What may be told to everybody of kecamatan and wider: what is published is."""
    return Disclosure(None if len(question.within) > DISTRICT else question.rules.least_assessed_shown)

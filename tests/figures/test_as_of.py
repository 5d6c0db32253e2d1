"""Figures of any day, known at any moment: the one statement says what the rules say of each cooperative."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from figures.histories import History, make_histories, moment, store_histories
from figures.oracle import Judged, judged
from kopukm_core.platform import Platform
from kopukm_siopik.figures.as_of import Question
from kopukm_siopik.figures.categories import StatisticsCategory
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.statistics import VILLAGE, statistics, totals

pytestmark = pytest.mark.anyio

DAYS = (date(2021, 6, 30), date(2023, 3, 1), date(2024, 7, 1), date(2025, 12, 31), date(2026, 11, 2))
KNOWN = (date(2022, 1, 1), date(2025, 1, 15), date(2026, 11, 2))

ATTRIBUTES = {
    StatisticsCategory.DECLARED_STATUS: "declared",
    StatisticsCategory.COMPUTED_STATUS: "in_force",
    StatisticsCategory.MEETINGS: "held",
    StatisticsCategory.COMPUTED_GRADE: "grade",
    StatisticsCategory.LEGAL: "legal",
    StatisticsCategory.TURNOVER: "turnover",
    StatisticsCategory.CLASS_ALL: "class_all",
    StatisticsCategory.CLASS_SAVINGS: "class_savings",
}


@pytest.fixture(scope="module")
async def histories(platform: Platform) -> list[History]:
    made = make_histories(250, seed=20260101)
    await store_histories(made)
    return made


async def question(day: date, known: date) -> Question:
    return Question(day, moment(known), await rule_book(day))


def told(histories: list[History], asked: Question) -> list[Judged]:
    found = (judged(one, asked.day, asked.known_at, asked.rules) for one in histories)
    return [one for one in found if one is not None]


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("day", DAYS)
async def test_counts_by_kecamatan_are_those_of_the_rules(
    histories: list[History], day: date, known: date
) -> None:
    asked = await question(day, known)
    expected = told(histories, asked)
    found = await statistics(asked)
    for row in found:
        here = [one for one in expected if (one.region_code or "")[:8] == (row.region_code or "")]
        alive = [one for one in here if one.computed != "dissolved"]
        assert row.counts.registered == len(alive)
        assert row.counts.dissolved == len(here) - len(alive)
        assert row.counts.active_declared == sum(one.declared == "active" for one in alive)
        assert row.counts.active_computed == sum(one.in_force.startswith("active") for one in here)
        assert row.counts.awaiting_meeting == sum(one.in_force == "active_awaiting_meeting" for one in here)
        assert row.counts.inactive_computed == sum(one.in_force == "inactive" for one in here)
        assert row.counts.met == sum(one.is_met for one in alive)
    assert sum(row.counts.registered + row.counts.dissolved for row in found) == len(expected) > 0


@pytest.mark.parametrize("category", ATTRIBUTES)
async def test_categories_are_those_of_the_rules(
    histories: list[History], category: StatisticsCategory
) -> None:
    for day in DAYS[1:4]:
        asked = await question(day, KNOWN[-1])
        expected = Counter(getattr(one, ATTRIBUTES[category]) for one in told(histories, asked))
        found = await statistics(asked, level=0, by=category)
        assert {row.category: row.counts.registered + row.counts.dissolved for row in found} == expected
        assert len(expected) > 1


async def test_a_village_is_counted_by_itself_and_a_region_without_the_others(
    histories: list[History],
) -> None:
    asked = await question(DAYS[-1], KNOWN[-1])
    expected = told(histories, asked)
    found = await statistics(asked, level=VILLAGE)
    assert {row.region_code for row in found} == {one.region_code for one in expected}
    within = Question(asked.day, asked.known_at, asked.rules, "32.01.03")
    inside = [one for one in expected if (one.region_code or "").startswith("32.01.03")]
    counted = totals(await statistics(within))
    assert counted.registered + counted.dissolved == len(inside)

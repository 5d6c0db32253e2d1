"""Figures of any day, known at any moment: the one statement says what the rules say of each cooperative."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from figures.histories import History, make_histories, moment, store_histories
from figures.oracle import Judged, judged
from kopukm_core.db import execute
from kopukm_core.platform import Platform
from kopukm_siopik.figures.categories import StatisticsCategory
from kopukm_siopik.figures.choices import CountedCooperatives, HealthyCounting
from kopukm_siopik.figures.growth import Interval, growth
from kopukm_siopik.figures.members import MOST, members
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.statistics import VILLAGE, statistics, totals
from statements import recorded_statements

pytestmark = pytest.mark.anyio

DAYS = (date(2021, 6, 30), date(2023, 3, 1), date(2024, 7, 1), date(2025, 12, 31), date(2026, 11, 2))
KNOWN = (date(2022, 1, 1), date(2025, 1, 15), date(2026, 11, 2))

ATTRIBUTES = {
    StatisticsCategory.DECLARED_STATUS: "declared",
    StatisticsCategory.COMPUTED_STATUS: "in_force",
    StatisticsCategory.MEETINGS: "held",
    StatisticsCategory.COMPUTED_GRADE: "grade",
    StatisticsCategory.LEGAL: "legal",
    StatisticsCategory.LEGAL_NEXT: "legal_next",
    StatisticsCategory.LEGAL_AUTHORITY: "authority",
    StatisticsCategory.SUPERVISION: "supervision",
    StatisticsCategory.PUNCTUALITY: "punctuality",
    StatisticsCategory.HEALTH: "health",
    StatisticsCategory.TURNOVER: "turnover",
    StatisticsCategory.CLASS_ALL: "class_all",
    StatisticsCategory.CLASS_SAVINGS: "class_savings",
}


@pytest.fixture(scope="module")
async def histories(platform: Platform) -> list[History]:
    made = make_histories(250, seed=20260101)
    await store_histories(made)
    await execute("ANALYZE")
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
        assert row.counts.assessed == sum(one.health not in ("not_assessed", "outdated") for one in alive)
        assert row.counts.healthy == sum(one.health == "healthy" for one in alive)
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


@pytest.mark.parametrize(
    "category", [StatisticsCategory.LEGAL_NEXT, StatisticsCategory.MEETINGS, StatisticsCategory.CLASS_SAVINGS]
)
async def test_the_cooperatives_behind_each_figure_are_as_many_as_it_says(
    histories: list[History], category: StatisticsCategory
) -> None:
    asked = replace(await question(DAYS[-1], KNOWN[-1]), counted=CountedCooperatives.OFFICE_HERE)
    seen: set[int] = set()
    for row in await statistics(asked, level=0, by=category):
        behind = {one.cooperative_id for one in await members(asked, category, row.category, MOST)}
        assert len(behind) == row.counts.registered
        assert not behind & seen
        seen |= behind
    assert (
        len(seen)
        == sum(one.computed != "dissolved" for one in told(histories, asked) if not one.is_outside)
        > 0
    )


CHOICES: tuple[dict[str, Any], ...] = (
    {},
    {"within": "32.01.01", "healthy": HealthyCounting.HEALTHY_OR_FAIRLY},
    {"counted": CountedCooperatives.SUPERVISED_HERE},
    {"counted": CountedCooperatives.OFFICE_HERE},
)


@pytest.mark.parametrize("choices", CHOICES)
async def test_a_series_says_at_each_end_what_is_said_of_that_day_alone(
    histories: list[History], choices: dict[str, Any]
) -> None:
    for known, since, interval in (
        (KNOWN[-1], date(2019, 5, 1), Interval.YEAR),
        (KNOWN[1], date(2023, 11, 1), Interval.MONTH),
    ):
        asked = replace(await question(DAYS[-1], known), **choices)
        points = await growth(asked, since, interval)
        for point in points:
            alone = totals(await statistics(replace(asked, day=point.last_day), level=0))
            assert point.counts == alone, point.last_day
        assert len({point.counts for point in points}) > 2
        last = [one for one in told(histories, asked) if _is_asked(one, asked)]
        assert points[-1].counts.registered == sum(one.computed != "dissolved" for one in last)
        assert points[-1].counts.healthy == sum(
            one.computed != "dissolved" and one.health in _predicates(asked) for one in last
        )
        for name, dated in (("founded", "founded"), ("dissolved", "dissolved_on")):
            days = [getattr(one, dated) for one in last]
            for point in points:
                inside = [day for day in days if day and point.first_day <= day <= point.last_day]
                assert getattr(point, name) == len(inside)


def _is_asked(one: Judged, asked: Question) -> bool:
    if asked.counted is CountedCooperatives.SUPERVISED_HERE:
        return one.supervision == "district"
    if asked.counted is CountedCooperatives.OFFICE_HERE:
        return not one.is_outside
    return (one.region_code or "").startswith(asked.within)


def _predicates(asked: Question) -> set[str]:
    return {one.value for one in asked.healthy_predicates}


async def test_a_series_is_one_statement(histories: list[History]) -> None:
    asked = await question(DAYS[-1], KNOWN[-1])
    with recorded_statements() as statements:
        await growth(asked, date(2022, 1, 1), Interval.MONTH)
    assert len(statements) == 1

"""A programme whose plugin was switched off, or that brings other timelines than it did: cycles stay as they were."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from garden.programme import HARVEST, TIMELINE

from cycles.office_of_cycles import GARDENER, given, jobs_done, planned, steps
from kopukm_core.db import transaction
from kopukm_core.errors import NotFoundError
from kopukm_core.identity.actor import operator
from kopukm_core.platform import Platform
from kopukm_core.programmes import Programme
from kopukm_core.programmes.loading import prepare_programmes, timeline_digest
from kopukm_core.programmes.registry import ProgrammeRegistry
from kopukm_core.scheduling.calendar import load_calendar
from kopukm_core.scheduling.cycles.checking import check_open_steps
from kopukm_core.scheduling.cycles.feed import cycle_entries
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.scheduling.cycles.redating import moves_of
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext

pytestmark = pytest.mark.anyio


@contextmanager
def with_programmes(platform: Platform, *programmes: Programme) -> Iterator[None]:
    """The platform as it is composed when the plugins bring these."""
    kept = platform.programmes
    platform.programmes = ProgrammeRegistry([("garden", one) for one in programmes], ["garden.write"])
    try:
        yield
    finally:
        platform.programmes = kept


async def test_cycles_of_a_plugin_that_is_off_stay_readable_and_are_not_run(platform: Platform) -> None:
    cycle = await planned(platform, "2026-10-28", last_session_on="2026-10-30")
    found = await steps(cycle)
    harvest = found["harvest"][0]
    asked: dict[str, dict[str, Any]] = {
        "plan_cycle": {"programme": "garden", "held_on": "2026-12-29"},
        "plan_year": {"programme": "garden", "year": 2027, "rule": "setiap Senin"},
        "move_cycle": {"cycle_id": cycle, "held_on": "2026-12-29"},
        "cancel_cycle": {"cycle_id": cycle, "reason": "Pluginnya mati"},
        "complete_step": {"step_id": harvest.id, "evidence_text": "Panen"},
        "waive_step": {"step_id": harvest.id, "reason": "Pluginnya mati"},
        "record_evaluation": {
            "cycle_id": cycle, "participants": ["Seksi Kebun"], "minutes": "Baik.", "decision": "Lanjut.",
        },
    }  # fmt: skip
    document = """{ programme(name: "garden") { isInUse cycles { totalCount } }
      programmeBoard(year: 2026, month: 10) { cycles { steps { colour } } } }"""
    contract: Any = compose_contract(platform)
    with with_programmes(platform):
        await prepare_programmes(platform)
        for name, fields in asked.items():
            with pytest.raises(NotFoundError, match="Program 'garden' tidak ada"):
                await platform.runner.run(f"core.{name}", fields, GARDENER)
        async with transaction():
            assert (
                await check_open_steps(platform.programmes, date(2026, 11, 2), platform.settings.time_zone)
                == []
            )
        context = RequestContext(GARDENER, platform.settings, platform)
        answer = await contract.execute(document, context_value=context)
        assert answer.errors is None, answer.errors
        assert answer.data["programme"]["isInUse"] is False
        assert answer.data["programme"]["cycles"]["totalCount"] >= 1
        assert len(answer.data["programmeBoard"]["cycles"][0]["steps"]) == 7
        assert len(await cycle_entries(GARDENER, {"programme": "garden"})) == 7
        # The calendar is the office's: days that move are moved also while nobody runs the programme.
        off = {"day": "2026-10-29", "name": "Libur daerah", "kind": "local", "source": "SE 9"}
        await given(platform, "core.set_day_off", operator("siti"), **off)
        await jobs_done(platform, "core.redate_steps")
    assert [one.waived_at is not None for one in (await steps(cycle))["water"]] == [False, True, False]
    await given(platform, "core.complete_step", step_id=harvest.id, evidence_text="Panen")


async def test_a_cycle_keeps_the_version_it_was_planned_by_also_when_no_plugin_brings_it_any_more(
    platform: Platform,
) -> None:
    cycle = await planned(platform, "2027-03-03")
    before = await steps(cycle)
    shorter = dataclasses.replace(
        TIMELINE, version=7, effective_on=date(2027, 1, 1), steps=TIMELINE.steps[:1]
    )
    with with_programmes(platform, dataclasses.replace(HARVEST, timelines=(shorter,))):
        await prepare_programmes(platform)
        calendar = await load_calendar(
            date(2026, 1, 1), date(2028, 1, 1), time_zone=platform.settings.time_zone
        )
        assert await moves_of(await ProgrammeCycle.filter(id=cycle), calendar) == []
        await given(platform, "core.move_cycle", cycle_id=cycle, held_on="2027-04-14")
        moved = await steps(cycle)
        assert moved.keys() == before.keys()
        assert moved["share"][0].due_until == date(2027, 4, 16)
        await given(platform, "core.complete_step", step_id=moved["harvest"][0].id, evidence_text="Panen")
        later = await steps(await planned(platform, "2027-04-21"))
        assert list(later) == ["invite"], "a new cycle is planned by the version in force"


def test_a_field_that_templates_get_later_changes_no_timeline_that_was_loaded() -> None:
    step = TIMELINE.steps[0]
    plain = dataclasses.replace(TIMELINE, steps=(step,))
    wider = dataclasses.make_dataclass(
        "WiderStep", [("colour", str, dataclasses.field(default=""))], bases=(type(step),), frozen=True
    )
    values = {field.name: getattr(step, field.name) for field in dataclasses.fields(step)}
    same = dataclasses.replace(TIMELINE, steps=(wider(**values),))
    assert timeline_digest(same) == timeline_digest(plain)
    told = dataclasses.replace(TIMELINE, steps=(wider(**values, colour="hijau"),))
    assert timeline_digest(told) != timeline_digest(plain)

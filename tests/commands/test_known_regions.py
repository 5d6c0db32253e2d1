"""A place that is not among the loaded regions is one of the problems, at every command and row. On both engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from commands.stand_models import Stand
from kopukm_core import clock
from kopukm_core.identity.actor import operator
from kopukm_core.platform import Platform
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region

pytestmark = pytest.mark.anyio

SITI = operator("siti")
GIVEN: Mapping[str, Any] = {"number": 1, "name": "Sayur", "region_code": "32"}


async def load_province() -> None:
    await Region.create(
        code="32",
        name="Jawa Barat",
        level=RegionLevel.PROVINCE,
        kind=RegionKind.PROVINCE,
        sort_key="jawa barat",
        search_text="jawa barat",
        loaded_at=clock.now(),
    )


async def test_an_unknown_region_is_told_with_the_other_problems(platform: Platform) -> None:
    await load_province()
    wrong = {**GIVEN, "number": 0, "region_code": "32.01"}
    outcome = await platform.runner.run("market.open_stand", wrong, SITI)
    assert [(one.field, one.code) for one in outcome.problems] == [
        ("number", "TOO_SMALL"),
        ("region_code", "REGION_UNKNOWN"),
    ]
    assert "32.01" in outcome.problems[1].message
    assert (await platform.runner.run("market.open_stand", GIVEN, SITI)).accepted


async def test_before_any_region_is_loaded_nothing_is_unknown(platform: Platform) -> None:
    assert (await platform.runner.run("market.open_stand", GIVEN, SITI)).accepted
    assert await Stand.all().count() == 1


async def test_a_region_that_cannot_be_read_is_told_once(platform: Platform) -> None:
    await load_province()
    outcome = await platform.runner.run("market.open_stand", {**GIVEN, "region_code": "Bogor"}, SITI)
    assert [one.code for one in outcome.problems] == ["INVALID"]

"""Reports of one day: none speaks of a day that has not come, or of a past one where it lists the records of today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kopukm_core import clock
from kopukm_core.errors import ProblemsError
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.papers.building import build_report
from kopukm_core.papers.report import ReportRequest
from kopukm_core.platform import Platform

HEAD = Actor(ActorKind.PERSON, "1", (Grant("siopik.read_reports"),), account_id=1)

pytestmark = pytest.mark.anyio


async def test_a_report_of_one_day_speaks_of_no_other(platform: Platform) -> None:
    tomorrow = clock.today(platform.settings.time_zone) + timedelta(days=1)
    for day, name, code in (
        (tomorrow, "siopik.statistics", "IN_THE_FUTURE"),
        (date(2025, 12, 31), "siopik.cooperatives", "ONLY_TODAY"),
        (date(2025, 12, 31), "siopik.completeness", "ONLY_TODAY"),
    ):
        with pytest.raises(ProblemsError) as refused:
            await build_report(platform, HEAD, name, ReportRequest(day, day))
        assert [problem.code for problem in refused.value.problems] == [code]

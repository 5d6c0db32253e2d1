"""The page "Sebulan SI OPIK SEHAT": its lines are given one after another, each on the day that the page tells."""

from __future__ import annotations

import asyncio
import io
import shlex
import sys
from datetime import datetime
from pathlib import Path

import pytest

from kopukm_core import clock
from kopukm_core.cli.main import build_parser
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.scheduling.activities import Registration
from kopukm_core.scheduling.cycles.models import CycleStep
from kopukm_core.settings import load_settings
from kopukm_core.values.dates import MONTHS
from kopukm_siopik.outreach.guidance.models import GuidedCompletion
from pages import DOCS, blocks

pytestmark = pytest.mark.anyio

PAGE = DOCS / "operators" / "siopik-sebulan.md"
FAST = JobTiming(lease=5.0, beat=0.1, poll=0.02, grace=0.2)
SOURCES = (
    PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0"),
    PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "0.1.0"),
)


def moment(heading: str) -> datetime:
    """`# 12 Januari 2027, 08.10` as a moment at the office, without its zone."""
    day, month, year, time = heading.removeprefix("# ").replace(",", "").split()
    hour, minute = time.split(".")
    return datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute))  # noqa: DTZ001


async def test_the_month_goes_as_the_page_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    zone = load_settings({}).time_zone
    parts = [block.text.splitlines() for block in blocks(PAGE, "bash")]
    moving = clock.MovingClock(moment(parts[0][0]).replace(tzinfo=zone))
    with clock.using(moving):
        async with build_platform(load_settings({"KOPUKM_HOME": str(tmp_path)}), SOURCES).open() as platform:
            parser = build_parser(platform)
            for heading, *lines in parts:
                moving.set(moment(heading).replace(tzinfo=zone))
                for line in lines:
                    monkeypatch.setattr(sys, "stdin", io.StringIO("melati-di-tepi-sawah\n"))
                    given = parser.parse_args(shlex.split(line)[1:])
                    assert await given.subcommand.run(given, platform) == 0, (line, capsys.readouterr().err)
                async with running_jobs(platform, FAST):
                    while await OutboxJob.exists():  # noqa: ASYNC110 - it waits for another task
                        await asyncio.sleep(0.01)
            assert await CycleStep.filter(cycle_id=1, done_at=None).count() == 0
            assert (await Registration.get(id=3)).certificate_number
            guided = await GuidedCompletion.get()
            assert guided.after is not None and guided.after > guided.before
    assert (tmp_path / "siopik-januari.xlsx").stat().st_size > 0

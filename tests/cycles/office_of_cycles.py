"""Short ways to plan cycles and to look at them."""

from __future__ import annotations

from typing import Any

from identity.people import loaded
from jobs.job_samples import until
from kopukm_core.commands import Outcome
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from kopukm_core.programmes.timeline_models import TimelineStep
from kopukm_core.scheduling.cycles.models import CycleStep

BOGOR, CIBINONG, CIGOMBONG = "32.01", "32.01.01", "32.01.38"

GARDENER = Actor(ActorKind.PERSON, "1", (Grant("garden.write"), Grant("core.read_programmes")), account_id=1)
OFFICER = Actor(
    ActorKind.PERSON,
    "2",
    (Grant("siopik.run_programme", BOGOR), Grant("core.read_programmes", BOGOR)),
    account_id=2,
)
MANAGER = Actor(ActorKind.PERSON, "3", (Grant("core.manage_programmes"),), account_id=3)


async def make_regions() -> None:
    """Four regions."""
    for code, parent in (("32", None), (BOGOR, "32"), (CIBINONG, BOGOR), (CIGOMBONG, BOGOR)):
        await loaded(code, parent)


async def given(platform: Platform, command: str, actor: Actor = GARDENER, **fields: Any) -> Outcome:
    """A command that is accepted."""
    outcome = await platform.runner.run(command, fields, actor)
    assert outcome.accepted, outcome.problems
    return outcome


async def refused(platform: Platform, command: str, actor: Actor = GARDENER, **fields: Any) -> str:
    """The code of the problem with which a command is refused."""
    outcome = await platform.runner.run(command, fields, actor)
    assert outcome.problems, outcome
    return outcome.problems[0].code


async def planned(platform: Platform, held_on: str, actor: Actor = GARDENER, **more: Any) -> int:
    """A cycle of the garden; its number."""
    outcome = await given(platform, "core.plan_cycle", actor, programme="garden", held_on=held_on, **more)
    assert outcome.reference is not None
    return int(outcome.reference.id)


async def steps(cycle_id: int) -> dict[str, list[CycleStep]]:
    """The steps of a cycle by the key of their template."""
    keys = {row.id: row.key for row in await TimelineStep.all()}
    found: dict[str, list[CycleStep]] = {}
    for step in await CycleStep.filter(cycle_id=cycle_id).order_by("position", "occurrence_on", "id"):
        found.setdefault(keys[step.template_id], []).append(step)
    return found


FAST = JobTiming(lease=5.0, beat=0.5, poll=0.02, grace=0.2)


async def jobs_done(platform: Platform, task: str) -> None:
    """Run jobs until none of this task waits."""

    async def none_waits() -> bool:
        return not await OutboxJob.filter(task=task).exists()

    async with running_jobs(platform, FAST):
        await until(none_waits)

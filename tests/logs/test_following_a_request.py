"""From the number in an answer to the command record, the jobs it caused, and every line between."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from jobs.job_samples import until
from jobs.job_waiting import one_is_dead
from kopukm_core.commands.models import CommandRecord
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.logs.formatting import JsonFormatter
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.serving import platform_application
from made_plugins import GRAPHQL, Modules
from office import FREE_DOCUMENTS_ONLY, client_of

pytestmark = pytest.mark.anyio

NIK = "3201012345678901"
FAST = JobTiming(lease=1.0, beat=0.1, poll=0.02, grace=0.2)

_PLUGIN = '''
@task("asking.write_to", max_retries=0)
async def write_to(job, number: str) -> None:
    job.logger.info("menulis")
    raise ValueError(f"orang {number} tidak ada")

@command("asking.ask_for", title="Minta", permission=None)
class AskFor:
    """Meminta."""
    number: str = ask("Nomor", personal=True)
    async def run(self, context) -> None:
        if self.number == "jatuh":
            raise RuntimeError("3201012345678901 jatuh")
        await context.enqueue("asking.write_to", number=self.number)

@hookimpl
def kopukm_commands():
    return (AskFor,)

@hookimpl
def kopukm_tasks():
    return (write_to,)
'''


@pytest.fixture
async def platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    monkeypatch.syspath_prepend(str(tmp_path))
    source = Modules(tmp_path).write("asking", _PLUGIN)
    given = {"KOPUKM_HOME": str(tmp_path / "home"), **FREE_DOCUMENTS_ONLY}
    made = build_platform(load_settings(given), (GRAPHQL, source))
    async with made.open() as opened:
        yield opened


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the process logs, as JSON lines."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonFormatter())
    root, ours = logging.getLogger(), logging.getLogger("kopukm")
    root.addHandler(handler)
    before = ours.level
    ours.setLevel(logging.INFO)
    yield text
    ours.setLevel(before)
    root.removeHandler(handler)


async def asked(platform: Platform, number: str) -> tuple[str, Any]:
    document = (
        'mutation Minta($input: AskForInput!) { askFor(input: $input, idempotencyKey: "a") { __typename } }'
    )
    async with client_of(platform_application(platform)) as client:
        answer = await client.post(
            "/graphql", json={"query": document, "variables": {"input": {"number": number}}}
        )
    return answer.headers["x-request-id"], answer.json()


async def test_one_number_leads_from_the_answer_to_the_failed_job(
    platform: Platform, lines: io.StringIO
) -> None:
    number, answer = await asked(platform, NIK)
    assert "errors" not in answer, answer
    record = await CommandRecord.get(command="asking.ask_for")
    job = await OutboxJob.get()
    assert (record.request_id, job.request_id, job.caused_by) == (number, number, record.id)

    async with running_jobs(platform, FAST):
        await until(one_is_dead)

    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    access = next(line for line in told if line["logger"] == "kopukm.access")
    assert (access["request_id"], access["status"], access["path"]) == (number, 200, "/graphql")
    assert access["operation"] == "mutation Minta" and access["bytes"] > 0
    dead = next(line for line in told if line["level"] == "ERROR")
    assert (dead["request_id"], dead["command_id"], dead["job_id"]) == (number, record.id, job.id)
    assert dead["error"]["type"] == "ValueError" and "message" not in dead["error"]
    assert any(line["message"] == "menulis" and line["job_id"] == job.id for line in told)
    assert NIK not in lines.getvalue()


async def test_a_fault_in_a_command_tells_its_number_and_not_whose_it_was(
    platform: Platform, lines: io.StringIO
) -> None:
    number, answer = await asked(platform, "jatuh")
    assert answer["errors"][0]["extensions"] == {"code": "INTERNAL", "requestId": number}
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    fault = next(line for line in told if line["level"] == "ERROR")
    assert (fault["request_id"], fault["error"]["type"]) == (number, "RuntimeError")
    assert NIK not in lines.getvalue()

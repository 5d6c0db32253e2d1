"""Another process at the same database: `python -m commands.command_process one|many KEY`, told to go by a line."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commands.officers import OFFICER
from commands.stand_plugin import SOURCE
from forked import TalkingProcess
from kopukm_core.commands import RowAction, run_batch
from kopukm_core.errors import BusyError
from kopukm_core.platform import build_platform
from kopukm_core.settings import Settings, load_settings

STAND = {"number": 1, "name": "Sayur Bu Tini", "region_code": "32.01.01"}
CHUNK = 20


def many(count: int) -> list[dict[str, Any]]:
    """Rows of one batch; every tenth cannot be read."""
    return [
        {"number": -1 if number % 10 == 0 else number, "name": f"Lapak {number}", "region_code": "32.01.01"}
        for number in range(1, count + 1)
    ]


async def main(kind: str, key: str) -> None:
    """Give one command, or a batch of 400 rows that tells of each chunk."""
    async with build_platform(load_settings(), [SOURCE]).open(prepare=False) as platform:
        _say("ready")
        sys.stdin.readline()
        if kind == "one":
            try:
                outcome = await platform.runner.run("market.open_stand", STAND, OFFICER, key=key)
            except BusyError:
                _say("busy")
                return
            _say(f"{outcome.record_id} {outcome.reference and outcome.reference.id} {outcome.replayed}")
            return
        answered = await run_batch(
            platform,
            "market.list_stand",
            many(400),
            OFFICER,
            key=key,
            chunk_size=CHUNK,
            progress=lambda done, _total: _say(str(done)),
        )
        _say(f"{answered.record_id} {answered.count(RowAction.CREATED)} {answered.count(RowAction.REFUSED)}")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


@contextmanager
def command_process(kind: str, key: str, settings: Settings) -> Iterator[TalkingProcess]:
    """Start such a process and wait until it is ready; it is killed at the end at the latest."""
    environment = {
        "HOME": str(settings.home),
        "KOPUKM_HOME": str(settings.home),
        "KOPUKM_DATABASE_URL": settings.database_url,
        "PYTHONPATH": ":".join([str(Path(__file__).parents[1]), *(entry for entry in sys.path if entry)]),
    }
    with TalkingProcess("commands.command_process", kind, key, env=environment) as process:
        assert process.line() == "ready"
        yield process


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))

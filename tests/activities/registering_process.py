"""A process that, when told to, registers two people of each cooperative named and says how each was placed."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from activities.gathering import OFFICER, SOURCE, Office
from forked import TalkingProcess
from kopukm_core import clock
from kopukm_core.errors import BusyError
from kopukm_core.events import open_events
from kopukm_core.parties.models import Party
from kopukm_core.platform import build_platform
from kopukm_core.scheduling.activities import Registration
from kopukm_core.settings import Settings

NOON = datetime(2027, 1, 4, 5, 0, tzinfo=UTC)


def registering_process(settings: Settings, activity: int, letters: str) -> TalkingProcess:
    """The process; it waits for a line, and answers with one."""
    return TalkingProcess(
        "activities.registering_process",
        settings.database_url,
        str(settings.home),
        str(activity),
        letters,
        env=dict(os.environ),
    )


async def _register(office: Office, activity: int, party: str, person: str) -> str:
    while True:
        try:
            outcome = await office.register(activity, party, person, OFFICER)
        except BusyError:
            continue
        if outcome.reference is None:
            return outcome.problems[0].code
        return str((await Registration.get(id=int(outcome.reference.id))).state)


async def _main(url: str, home: str, activity: str, letters: str) -> None:
    settings = Settings(home=Path(home), database_url=url)
    async with build_platform(settings, [SOURCE]).open(prepare=False) as platform, open_events(""):
        parties = dict(await Party.all().values_list("name", "id"))
        office = Office(platform, {str(name): int(key) for name, key in parties.items()})
        _say("ready")
        sys.stdin.readline()
        states = await asyncio.gather(
            *(
                _register(office, int(activity), f"Koperasi {letter}", person)
                for letter in letters
                for person in ("Siti", "Budi")
            )
        )
    _say(" ".join(states))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with clock.using(clock.MovingClock(NOON)):
        asyncio.run(_main(*sys.argv[1:]))

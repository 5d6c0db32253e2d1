"""A process that migrates, as a starting server does: `python migrating_process.py URL PACKAGE:MODELS…`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from kopukm_core.db import AppModels, open_database
from kopukm_core.db.migrating import migrate
from kopukm_core.settings import Settings


async def main(url: str, *apps: str) -> None:
    """Open the database, migrate, and print how many migrations this process applied."""
    named = {}
    for app in apps:
        label, models, migrations = app.split(":")
        named[label] = AppModels((models,), migrations)
    async with open_database(Settings(home=Path("/nonexistent"), database_url=url), named) as database:
        sys.stdout.write(f"{len(await migrate(database))}\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

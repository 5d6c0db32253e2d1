"""A process that reads a number and writes it back increased, many times, each in a transaction."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from kopukm_core.db import AppModels, Parameters, dialect, execute, open_database, rows, transaction
from kopukm_core.settings import Settings

APPS = {"sample": AppModels(models=("db.sample_models",))}


async def main(url: str, times: str) -> None:
    """Add one to every shop's turnover, `times` times."""
    async with open_database(Settings(home=Path("/nonexistent"), database_url=url), APPS):
        lock = " FOR UPDATE" if dialect() == "postgres" else ""
        for _ in range(int(times)):
            async with transaction():
                found = await rows(f"SELECT turnover FROM sample_shop{lock}")
                parameters = Parameters(dialect())
                increased = parameters.add(found[0]["turnover"] + 1)
                await execute(f"UPDATE sample_shop SET turnover = {increased}", parameters)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

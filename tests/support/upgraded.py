"""Databases as an earlier version left them, from `tests/data/upgrade`."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from databases import run_apart
from kopukm_core.db import Dialect

FOLDER = Path(__file__).parents[1] / "data" / "upgrade"
COMMITS = tuple(sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.sqlite3.gz")))


def load(commit: str, engine: Dialect, url: str) -> dict[str, Any]:
    """Put that version's database into the empty one at `url`; what that version told of it."""
    name = "sqlite" if engine is Dialect.SQLITE else "postgres"
    if engine is Dialect.SQLITE:
        Path(urlsplit(url).path).write_bytes(gzip.decompress((FOLDER / f"{commit}.sqlite3.gz").read_bytes()))
    else:
        script = gzip.decompress((FOLDER / f"{commit}.postgres.sql.gz").read_bytes()).decode()
        run_apart(lambda: _run(url, script))
    told: dict[str, Any] = json.loads((FOLDER / f"{commit}.{name}.json").read_text(encoding="utf-8"))
    return told


async def _run(url: str, script: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(script)
    finally:
        await connection.close()

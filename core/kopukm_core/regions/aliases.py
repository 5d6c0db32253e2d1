"""Other names people use for a region."""

from __future__ import annotations

from datetime import datetime

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute
from kopukm_core.regions.kinds import AliasOrigin
from kopukm_core.regions.names import name_key


async def add_alias(code: str, alias: str, origin: AliasOrigin, moment: datetime | None = None) -> bool:
    """Let a region be found by another name too; False where it was so already."""
    parameters = Parameters(dialect())
    values = parameters.add_all((code, alias, name_key(alias), origin, moment or clock.now()))
    added = await execute(
        f"INSERT INTO region_alias (region_code, alias, key, origin, added_at) VALUES ({values}) "
        "ON CONFLICT (region_code, key) DO NOTHING",
        parameters,
    )
    return added == 1

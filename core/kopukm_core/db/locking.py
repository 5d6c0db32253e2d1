"""A lock by name, for what no row and no index can guard."""

from __future__ import annotations

from hashlib import blake2b

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import Parameters, rows
from kopukm_core.db.transactions import dialect


async def hold(name: str) -> None:
    """Hold the name until the transaction ends: nobody else gets past the same line before that.

    It makes "look whether it is there, then store it" one step. SQLite's transactions are alone anyway. Raises
    DatabaseBusyError when another one holds it for longer than the lock timeout.
    """
    if dialect() is not Dialect.POSTGRES:
        return
    parameters = Parameters(Dialect.POSTGRES)
    number = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
    await rows(f"SELECT pg_advisory_xact_lock({parameters.add(number)}::bigint)::text AS held", parameters)

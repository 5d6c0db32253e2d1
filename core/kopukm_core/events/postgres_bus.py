"""The bus across processes over PostgreSQL: LISTEN on a connection of its own, NOTIFY after the commit."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import asyncpg

from kopukm_core.db import Database
from kopukm_core.db.asyncpg_engine import CONNECT_TIMEOUT
from kopukm_core.events.shared_bus import SharedEventBus

CHANNEL = "kopukm_events"
_PING_SECONDS = 15.0
_ANSWER_SECONDS = 5.0


class PostgresEventBus(SharedEventBus):
    """Tells this process at once and those on the same database through PostgreSQL.

    After the commit, in a statement of its own: a NOTIFY inside a large transaction would make all commits of
    the server queue behind it. A connection that a firewall dropped silently is found out by asking.
    """

    carrier = "PostgreSQL"
    longest_notice = 7_900
    """PostgreSQL takes less than 8,000 bytes."""

    def __init__(self, database: Database, reconnect_seconds: float = 1.0) -> None:
        super().__init__(reconnect_seconds)
        self._database = database

    async def tell(self, notices: Sequence[str]) -> None:
        await self._database.client.execute_query_dict(
            "SELECT count(pg_notify($1, notice)) AS told FROM unnest($2::text[]) AS notice",
            [CHANNEL, list(notices)],
        )

    async def listen(self) -> None:
        connection = await asyncpg.connect(
            self._database.address.dsn,
            timeout=CONNECT_TIMEOUT,
            server_settings={"application_name": "kopukm events"},
        )
        closed = asyncio.Event()
        connection.add_termination_listener(lambda _: closed.set())
        try:
            await connection.add_listener(CHANNEL, lambda *heard: self.receive(str(heard[3])))
            self.connected()
            while True:
                try:
                    async with asyncio.timeout(_PING_SECONDS):
                        await closed.wait()
                    raise ConnectionResetError
                except TimeoutError:
                    await connection.execute("SELECT 1", timeout=_ANSWER_SECONDS)
        finally:
            # Whatever state it is in: nothing on it needs to be ended in order.
            connection.terminate()

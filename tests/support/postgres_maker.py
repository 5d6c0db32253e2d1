"""Databases on one PostgreSQL server: made of a template, emptied to be used again, dropped where that is unsafe."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg

_Result = TypeVar("_Result")

_CATALOGS = (
    *("pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_trigger", "pg_proc"),
    *("pg_type", "pg_namespace", "pg_extension", "pg_rewrite", "pg_policy", "pg_statistic_ext"),
    *("pg_statistic", "pg_largeobject_metadata", "pg_description", "pg_depend"),
)
_SHAPE = " UNION ALL ".join(
    (
        *(f"SELECT count(*), max(xmin::text::bigint) FROM {each}" for each in _CATALOGS),
        "SELECT count(*), 0 FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase"
        " WHERE d.datname = current_database()",
    )
)
"""What differs from a template's as soon as a table was made, changed, truncated or analysed."""

_OTHERS = (
    "SELECT bool_and(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_FILLED = (
    "SELECT oid::regclass::text AS name, pg_relation_size(oid) AS size FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"
)
_SEQUENCES = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"
_SMALL = 65_536
"""Bytes of a table up to which the room of deleted rows is not worth taking back."""

_WARM = 40
"""How many connections are kept at most, to the databases used last."""


@dataclass(slots=True)
class _Loop:
    """An event loop in a thread of its own."""

    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


class PostgresMaker:
    """Makes databases on the server of this url. One that was made of a template is emptied after its use and
    given again, unless its schema is no longer the template's: what is made anew costs twenty times as much.
    """

    def __init__(self, server: str, prefix: str) -> None:
        self._server = server
        self._prefix = prefix
        self._numbers: Iterator[int] = itertools.count()
        self._apart = _Loop()
        self._connection: asyncpg.Connection[Any] | None = None
        self._shapes: dict[str, list[Any]] = {}
        self._spare: dict[str, list[str]] = {}
        self._warm: dict[str, asyncpg.Connection[Any]] = {}

    def create(self, template: str = "") -> str:
        """The url of a database with what the template holds, or with nothing."""
        if self._spare.get(template):
            return self._spare[template].pop()
        name = f"{self._prefix}_{next(self._numbers)}"
        source = f' TEMPLATE "{_name(template)}"' if template else ""
        self._command(f'CREATE DATABASE "{name}"{source} STRATEGY FILE_COPY')
        return urlunsplit(urlsplit(self._server)._replace(path=f"/{name}"))

    def give_back(self, url: str, template: str) -> None:
        """Keep it for the next who asks for one of that template, empty; or drop it."""
        if template and self._apart.run(self._emptied(url, template)):
            self._spare.setdefault(template, []).append(url)
        else:
            self.drop(url)

    def drop(self, url: str) -> None:
        if url in self._warm:
            self._apart.run(self._warm.pop(url).close())
        self._command(f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')

    def close(self, *, drop: bool = True) -> None:
        """Close all connections; drop what is kept for use, unless its server goes as well."""
        if drop:
            for url in itertools.chain.from_iterable(self._spare.values()):
                self.drop(url)
        for connection in self._warm.values():
            self._apart.run(connection.close())
        if self._connection is not None:
            self._apart.run(self._connection.close())
        self._apart.close()

    def _command(self, statement: str) -> None:
        async def execute() -> None:
            if self._connection is None or self._connection.is_closed():
                self._connection = await asyncpg.connect(self._server)
            await self._connection.execute(statement)

        self._apart.run(execute())

    async def _shape(self, url: str) -> list[Any]:
        """The shape of a template, which must hold no rows to be one whose copies are used again."""
        connection = await asyncpg.connect(url)
        try:
            filled = await connection.fetch(_FILLED)
            return [] if filled else await connection.fetch(_SHAPE)
        finally:
            await connection.close()

    async def _emptied(self, url: str, template: str) -> bool:
        """Take all rows away; whether the database is now as it was made."""
        if template not in self._shapes:
            self._shapes[template] = await self._shape(template)
        try:
            connection = await self._connected(url)
            await connection.fetch(_OTHERS)
            if await connection.fetch(_SHAPE) != self._shapes[template]:
                return False
            filled = await connection.fetch(_FILLED)
            deletions = "".join(f"DELETE FROM {each['name']};" for each in filled)
            await connection.execute(f"SET session_replication_role = replica;{deletions}{_SEQUENCES}")
            large = ", ".join(each["name"] for each in filled if each["size"] > _SMALL)
            if large:
                await connection.execute(f"VACUUM {large}")
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            return False
        return True

    async def _connected(self, url: str) -> asyncpg.Connection[Any]:
        """A connection that is kept as long as the database: a new one reads all of its catalogue anew."""
        kept = self._warm.pop(url, None)
        if kept is None or kept.is_closed():
            kept = await asyncpg.connect(url)
        self._warm[url] = kept
        if len(self._warm) > _WARM:
            await self._warm.pop(next(iter(self._warm))).close()
        return kept


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")

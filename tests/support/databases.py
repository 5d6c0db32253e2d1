"""Databases for tests: an empty one each time, as a template prepared once per set of apps was made."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import servers
from kopukm_core.db import Apps, Dialect, open_database
from kopukm_core.db.schema import create_schema
from kopukm_core.settings import Settings
from postgres_maker import PostgresMaker

_Result = TypeVar("_Result")


def run_apart(begin: Callable[[], Coroutine[Any, Any, _Result]]) -> _Result:
    """Run a coroutine to its end on an event loop of its own in another thread, whatever runs in this one."""
    outcome: list[_Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(asyncio.run(begin()))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


@dataclass(slots=True)
class Databases:
    """Makes databases on both engines; `postgres` gives the server's url when first asked."""

    folder: Path
    postgres: Callable[[], str]
    _templates: dict[tuple[Dialect, tuple[Any, ...]], str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _maker: PostgresMaker | None = None

    @contextmanager
    def fresh(self, dialect: Dialect, apps: Apps | None = None) -> Iterator[str]:
        """The url of a new database: empty, or with the tables of the apps. It is gone at the end."""
        template = self._template(dialect, apps) if apps else ""
        url = self._create(dialect, template)
        try:
            yield url
        finally:
            if dialect is Dialect.SQLITE:
                self._remove(url)
            else:
                self._on_postgres.give_back(url, template)

    def close(self) -> None:
        """Drop the templates and what is kept for use; a server of our own goes with all that it holds."""
        for (dialect, _), url in self._templates.items():
            if dialect is Dialect.SQLITE:
                self._remove(url)
            elif not servers.postgres_is_ours():
                self._on_postgres.drop(url)
        self._templates.clear()
        if self._maker is not None:
            self._maker.close(drop=not servers.postgres_is_ours())

    @property
    def _on_postgres(self) -> PostgresMaker:
        if self._maker is None:
            self._maker = PostgresMaker(self.postgres(), f"kopukm_test_{id(self):x}")
        return self._maker

    def _template(self, dialect: Dialect, apps: Apps) -> str:
        key = (dialect, tuple(apps.items()))
        if key not in self._templates:
            url = self._create(dialect, "")
            self._templates[key] = url
            run_apart(lambda: _prepare(url, apps))
            if dialect is Dialect.SQLITE:
                with closing(sqlite3.connect(_file(url))) as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self._templates[key]

    def _create(self, dialect: Dialect, template: str) -> str:
        if dialect is Dialect.POSTGRES:
            return self._on_postgres.create(template)
        file = self.folder / f"kopukm_test_{next(self._numbers)}.sqlite3"
        if template:
            shutil.copyfile(_file(template), file)
        return f"sqlite://{file}"

    def _remove(self, url: str) -> None:
        for file in self.folder.glob(f"{_file(url).name}*"):
            file.unlink()


async def _prepare(url: str, apps: Apps) -> None:
    settings = Settings(home=Path("/nonexistent"), database_url=url)
    async with open_database(settings, apps, process_wide=False) as database:
        await create_schema(database)


def _file(url: str) -> Path:
    return Path(urlsplit(url).path)

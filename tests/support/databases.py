"""Databases for tests: a fresh one each time, copied from a template prepared once per set of apps."""

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
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from kopukm_core.db import Apps, Dialect, open_database
from kopukm_core.db.schema import create_schema
from kopukm_core.settings import Settings

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

    @contextmanager
    def fresh(self, dialect: Dialect, apps: Apps | None = None) -> Iterator[str]:
        """The url of a new database: empty, or with the tables of the apps. It is dropped at the end."""
        template = self._template(dialect, apps) if apps else ""
        url = self._create(dialect, template)
        try:
            yield url
        finally:
            self._drop(dialect, url)

    def close(self) -> None:
        """Drop the templates."""
        for (dialect, _), url in self._templates.items():
            self._drop(dialect, url)
        self._templates.clear()

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
        name = f"kopukm_test_{id(self):x}_{next(self._numbers)}"
        if dialect is Dialect.SQLITE:
            file = self.folder / f"{name}.sqlite3"
            if template:
                shutil.copyfile(_file(template), file)
            return f"sqlite://{file}"
        source = f' TEMPLATE "{_database_name(template)}"' if template else ""
        server = self.postgres()
        run_apart(lambda: _command(server, f'CREATE DATABASE "{name}"{source}'))
        return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

    def _drop(self, dialect: Dialect, url: str) -> None:
        if dialect is Dialect.SQLITE:
            for file in self.folder.glob(f"{_file(url).name}*"):
                file.unlink()
            return
        name, server = _database_name(url), self.postgres()
        run_apart(lambda: _command(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


async def _prepare(url: str, apps: Apps) -> None:
    settings = Settings(home=Path("/nonexistent"), database_url=url)
    async with open_database(settings, apps, process_wide=False) as database:
        await create_schema(database)


async def _command(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _file(url: str) -> Path:
    return Path(urlsplit(url).path)


def _database_name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")

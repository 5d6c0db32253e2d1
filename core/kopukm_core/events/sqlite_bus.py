"""The bus across processes beside a SQLite file: a small file of its own that the others look into."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import aiosqlite

from kopukm_core.db.file_lock import file_lock
from kopukm_core.events.shared_bus import SharedEventBus

KEPT = 10_000
"""Notices kept in the file; who looks more rarely than these come is told that it missed some."""
POLL_SECONDS = 0.5
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_Identity = tuple[tuple[int, int] | None, tuple[int, int] | None]
_NOTHING: _Identity = (None, None)


class SqliteEventBus(SharedEventBus):
    """Tells this process at once, and those on the same database file within a poll.

    The notices are in `DATABASE.events`, so that no writer of the database waits for them; a poll in which
    nothing happened reads one counter. The file may be removed at any time.
    """

    carrier = "Berkas peristiwa"

    def __init__(
        self, database_file: Path, reconnect_seconds: float = 1.0, poll_seconds: float = POLL_SECONDS
    ) -> None:
        super().__init__(reconnect_seconds)
        self.file = database_file.with_name(f"{database_file.name}.events")
        self._poll_seconds = poll_seconds
        self._outbox: aiosqlite.Connection | None = None
        self._outbox_identity = _NOTHING

    async def tell(self, notices: Sequence[str]) -> None:
        try:
            if self._outbox is None or self._outbox_identity != _identity(self.file):
                await self.disconnect()
                self._outbox, self._outbox_identity = await _opened(self.file)
            # One statement, so one commit.
            await self._outbox.execute_fetchall(
                "INSERT INTO notice (text) VALUES " + ", ".join(["(?)"] * len(notices)), list(notices)
            )
            await self._outbox.execute_fetchall(
                "DELETE FROM notice WHERE id <= (SELECT MAX(id) FROM notice) - ?", [KEPT]
            )
        except BaseException:
            await self.disconnect()
            raise

    async def listen(self) -> None:
        connection, identity = await _opened(self.file)
        try:
            last = await _number(connection, "SELECT COALESCE(MAX(id), 0) FROM notice")
            version = await _number(connection, "PRAGMA data_version")
            self.connected()
            while _identity(self.file) == identity:
                await asyncio.sleep(self._poll_seconds)
                before, version = version, await _number(connection, "PRAGMA data_version")
                if version != before:
                    last = await self._receive_after(connection, last)
        finally:
            await connection.close()
        raise FileNotFoundError(self.file)

    async def _receive_after(self, connection: aiosqlite.Connection, last: int) -> int:
        found = list(
            await connection.execute_fetchall("SELECT id, text FROM notice WHERE id > ? ORDER BY id", [last])
        )
        if found and found[0][0] > last + 1:
            self.tell_missed()
        for _, text in found:
            self.receive(text)
        return int(found[-1][0]) if found else last

    async def disconnect(self) -> None:
        if self._outbox is not None:
            connection, self._outbox = self._outbox, None
            await connection.close()


async def _opened(file: Path) -> tuple[aiosqlite.Connection, _Identity]:
    """The file with its table, made for its owner alone where it is missing, removed where it is broken.

    One process at a time opens: nobody removes a part of what another is just making.
    """
    async with file_lock(Path(f"{file}.lock")):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        connection = await aiosqlite.connect(file, isolation_level=None, timeout=2.0)
        try:
            for statement in (
                "PRAGMA journal_mode=WAL",
                "PRAGMA synchronous=OFF",
                "CREATE TABLE IF NOT EXISTS notice (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)",
            ):
                await connection.execute_fetchall(statement)
        except BaseException as error:
            await connection.close()
            if isinstance(error, sqlite3.DatabaseError) and _code(error) in _BROKEN:
                for part in (file, *_beside(file)):
                    part.unlink(missing_ok=True)
            raise
        return connection, _identity(file)


def _beside(file: Path) -> tuple[Path, Path]:
    return Path(f"{file}-wal"), Path(f"{file}-shm")


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _identity(file: Path) -> _Identity:
    """Which file it is, together with its log: whoever keeps only one of the two hears nobody."""
    log, _ = _beside(file)
    return _inode(file), _inode(log)


def _inode(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


async def _number(connection: aiosqlite.Connection, statement: str) -> int:
    ((number,),) = await connection.execute_fetchall(statement)
    return int(number)

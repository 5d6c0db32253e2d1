"""Where a backup is restored to: what is there already, who uses it, and how the new takes its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kopukm_core.backup.errors import BackupError
from kopukm_core.backup.snapshot import connect
from kopukm_core.db.address import DatabaseAddress
from kopukm_core.db.failures import reraise_failure

_FILLED_BY = ("command_record", "account")
"""Tables that have rows as soon as anybody has worked with an installation."""
_RUNNING = "Server atau worker masih memakai basis data ini."
_STOP = "Hentikan semua server dan worker (dan jangan hidupkan dahulu), lalu ulangi."


@dataclass(frozen=True, slots=True)
class Present:
    """What stands at the target: whether there is a database, whether it can be read, whether work is in it."""

    exists: bool
    readable: bool = True
    filled: bool = False


async def look_at(address: DatabaseAddress) -> Present:
    """What is there. Raises BackupError where a process of ours uses it."""
    if address.file is not None:
        return _look_at_file(address.file)
    holder = await connect(address, "kopukm-restore")
    try:
        others = await holder.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND application_name = 'kopukm'"
        )
        if others:
            raise BackupError(_RUNNING, remedy=_STOP)
        present = [
            name for name in _FILLED_BY if await holder.fetchval("SELECT to_regclass($1) IS NOT NULL", name)
        ]
        filled = [name for name in present if await holder.fetchval(f"SELECT EXISTS (SELECT 1 FROM {name})")]
        return Present(exists=bool(present), filled=bool(filled))
    finally:
        await holder.close()


def _look_at_file(file: Path) -> Present:
    if not file.exists() or not file.stat().st_size:
        return Present(exists=False)
    try:
        with closing(sqlite3.connect(file, timeout=0.1, isolation_level=None)) as connection:
            _refuse_users(connection)
            names = {
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            filled = [
                name
                for name in _FILLED_BY
                if name in names and connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()
            ]
            return Present(exists=True, filled=bool(filled))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        return Present(exists=True, readable=False, filled=True)


def _refuse_users(connection: sqlite3.Connection) -> None:
    """SQLite leaves the WAL mode only for somebody who is alone with the file."""
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        mode = "wal"
    if mode != "delete":
        raise BackupError(_RUNNING, remedy=_STOP)


def put_in_place(built: Path, file: Path, present: Present, moment: datetime) -> Path | None:
    """Let the database just built be the one at `file`; the copy of what was there before, if anything was.

    What was there stays until the very end: this is one transaction of SQLite, or one rename. Processes that
    begin meanwhile wait, and then see the new content. Raises BackupError or the database's failures as ours.
    """
    try:
        return _put(built, file, present, moment)
    except sqlite3.Error as error:
        reraise_failure(error)
        raise
    except OSError as fault:
        raise BackupError(
            f"{file} tidak dapat ditulis: {os.strerror(fault.errno or 0)}. Basis data yang lama tidak disentuh.",
            remedy="Periksa ruang dan izin di foldernya, dan pastikan tidak ada server yang hidup; lalu ulangi.",
        ) from fault


def _put(built: Path, file: Path, present: Present, moment: datetime) -> Path | None:
    if not present.exists:
        _fsync(built)
        if file.exists():  # empty, as an opening that was broken off leaves it
            file.unlink()
        os.link(built, file)
        built.unlink()
        return None
    kept = file.with_name(f"{file.name}.before-restore-{moment:%Y%m%d-%H%M%S}")
    if not present.readable:
        file.rename(kept)
        _fsync(built)
        built.rename(file)
        return kept
    os.close(os.open(kept, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as old,
        closing(sqlite3.connect(kept, isolation_level=None)) as copy,
        closing(sqlite3.connect(built, isolation_level=None)) as new,
    ):
        try:
            _refuse_users(old)
            old.backup(copy)
        except BaseException:
            kept.unlink()
            raise
        new.backup(old)
    built.unlink()
    return kept


def _fsync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

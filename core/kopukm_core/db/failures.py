"""Failures of the database itself (gone, full, locked, unreadable) as errors a person can act on."""

from __future__ import annotations

import re
import sqlite3
from typing import NoReturn

import asyncpg

from kopukm_core.errors import BusyError, ConfigurationError, KopukmError


class DatabaseUnavailableError(BusyError):
    """The database does not answer just now: the same request may succeed later."""


class DatabaseBusyError(BusyError):
    """Somebody else holds the database, or what we want to write, for longer than we wait."""


class MissingInDatabaseError(ConfigurationError):
    """A statement names a table or column that the database does not have."""


class DatabaseFullError(BusyError):
    """The disk under the database is full: nothing was stored. When an operator has made room, it works again."""

    code = "DATABASE_FULL"


class TransactionOverError(KopukmError):
    """A task begun inside a transaction went on using it after its end; tasks begin in `after_commit`."""

    code = "TRANSACTION_OVER"


FULL_RETRY_SECONDS = 60
"""What clients are told to wait while the disk is full: somebody has to make room first."""

_RETRY = "Coba lagi sebentar lagi; bila tetap gagal, periksa apakah server basis data hidup."

_MISSING = re.compile(r"^no such (table|column): |^table \S+ has no column named ")

_WAITED = (
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
)
_GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)


def transaction_over() -> TransactionOverError:
    """The error for a connection used after its transaction has ended."""
    return TransactionOverError(
        "Sambungan ini milik transaksi yang sudah selesai.",
        remedy="Mulai tugas latar lewat after_commit, jangan di dalam transaksi.",
    )


def reraise_failure(error: BaseException | None) -> None:
    """Raise our error where `error` is a failure of the database itself; return where it is not."""
    if isinstance(error, sqlite3.Error):
        _reraise_sqlite(error)
    elif isinstance(error, asyncpg.DiskFullError):
        _full(error)
    elif isinstance(error, (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError)):
        _missing(error)
    elif isinstance(error, _WAITED):
        raise DatabaseBusyError(
            "Catatan yang sama sedang ditulis orang lain.", remedy="Coba lagi sebentar lagi."
        ) from error
    elif isinstance(error, (*_GONE, OSError)) or _is_closed_connection(error):
        raise DatabaseUnavailableError("Basis data PostgreSQL tidak menjawab.", remedy=_RETRY) from error


def _is_closed_connection(error: BaseException | None) -> bool:
    """asyncpg's own words for a connection that went away under it, between two statements or in one."""
    if isinstance(error, asyncpg.InternalClientError):
        return True
    return isinstance(error, asyncpg.InterfaceError) and "closed" in str(error)


def _reraise_sqlite(error: sqlite3.Error) -> None:
    if isinstance(error, sqlite3.OperationalError) and _MISSING.search(str(error)):
        _missing(error)
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        _full(error)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise DatabaseBusyError(
            "Basis data sedang dipakai proses lain.", remedy="Coba lagi sebentar lagi."
        ) from error
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        raise ConfigurationError(
            "Berkas basis data tidak dapat ditulis.",
            remedy="Periksa izin berkas dan foldernya, serta akun yang menjalankan kopukm.",
        ) from error
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        raise ConfigurationError(
            "Berkas basis data rusak atau bukan berkas SQLite.",
            remedy="Pulihkan dari cadangan terakhir, atau tunjuk berkas lain lewat KOPUKM_DATABASE_URL.",
        ) from error
    if primary == sqlite3.SQLITE_IOERR:
        raise DatabaseUnavailableError(
            "Berkas basis data gagal dibaca atau ditulis.", remedy="Periksa disk tempat KOPUKM_HOME berada."
        ) from error


def _missing(error: BaseException) -> NoReturn:
    raise MissingInDatabaseError(
        f"Tabel atau kolom ini tidak ada di basis data: {str(error).splitlines()[0]}.",
        remedy="Jalankan `kopukm migrate`. Bila model baru saja diubah: `kopukm migrate --make PLUGIN` dahulu.",
    ) from error


def _full(error: BaseException) -> NoReturn:
    raise DatabaseFullError(
        "Disk tempat basis data sudah penuh; tidak ada yang tersimpan.",
        remedy="Kosongkan ruang di disk itu, lalu ulangi.",
        retry_after=FULL_RETRY_SECONDS,
    ) from error

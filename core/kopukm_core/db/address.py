"""Where the database is: the setting read and checked, and shown without its password."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from kopukm_core.db.dialect import Dialect
from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings
from kopukm_core.variables import declare_variables

_REMEDY = (
    "Isi KOPUKM_DATABASE_URL dengan postgres://pengguna:sandi@host:5432/nama atau "
    "sqlite:///path/lengkap.sqlite3, atau kosongkan untuk memakai SQLite di KOPUKM_HOME."
)
_POOL_DEFAULTS = {"KOPUKM_DATABASE_POOL_MIN": 1, "KOPUKM_DATABASE_POOL_MAX": 10}
_LOCK_TIMEOUT = "KOPUKM_LOCK_TIMEOUT"
declare_variables(*_POOL_DEFAULTS, _LOCK_TIMEOUT)
LOCK_TIMEOUT_SECONDS = 5.0
"""How long a statement waits for a lock, unless KOPUKM_LOCK_TIMEOUT says otherwise: less than an operation may take."""


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """One database. `shown` is safe to print: it holds no password.

    `lock_timeout` is how many seconds a statement waits for somebody else's lock.
    """

    dialect: Dialect
    shown: str
    file: Path | None = None
    dsn: str = ""
    pool: tuple[int, int] = (1, 10)
    lock_timeout: float = LOCK_TIMEOUT_SECONDS

    def __repr__(self) -> str:
        return f"DatabaseAddress({self.shown!r})"

    def tortoise_connection(self) -> dict[str, Any]:
        """The connection as Tortoise's configuration wants it."""
        if self.dialect is Dialect.SQLITE:
            file = {"file_path": str(self.file), "lock_timeout": self.lock_timeout}
            return {"engine": "kopukm_core.db.sqlite_engine", "credentials": file}
        minimum, maximum = self.pool
        credentials = {
            "dsn": self.dsn,
            "minsize": minimum,
            "maxsize": maximum,
            "lock_timeout": self.lock_timeout,
        }
        return {"engine": "kopukm_core.db.asyncpg_engine", "credentials": credentials}


def database_address(settings: Settings) -> DatabaseAddress:
    """The address in the settings; SQLite in the home folder where they name none.

    Raises ConfigurationError for a url that cannot be used; the message never holds the password.
    """
    if settings.is_embedded:
        return _sqlite_address(settings.home / "kopukm.sqlite3", settings)
    try:
        parts = urlsplit(settings.database_url)
        port = parts.port
    except ValueError:
        raise _wrong("alamatnya tidak dapat dibaca") from None
    if parts.scheme == "sqlite":
        return _sqlite_url(parts.netloc, unquote(parts.path), settings)
    if parts.scheme not in ("postgres", "postgresql"):
        kind = f"jenis {parts.scheme!r} tidak dikenal" if parts.scheme else "jenisnya tidak tertulis"
        raise _wrong(kind)
    if not parts.path.strip("/"):
        raise _wrong("nama basis data tidak disebut")
    host = parts.hostname or ""
    shown = urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path, "", ""))
    return DatabaseAddress(
        Dialect.POSTGRES,
        shown,
        dsn=settings.database_url,
        pool=_pool(settings),
        lock_timeout=_lock_timeout(settings),
    )


def _sqlite_url(netloc: str, path: str, settings: Settings) -> DatabaseAddress:
    if netloc or not path.strip("/"):
        raise _wrong("alamat SQLite harus berisi path lengkap sesudah tiga garis miring")
    return _sqlite_address(Path("/") / path.lstrip("/"), settings)


def _sqlite_address(file: Path, settings: Settings) -> DatabaseAddress:
    return DatabaseAddress(
        Dialect.SQLITE, f"sqlite://{file}", file=file, lock_timeout=_lock_timeout(settings)
    )


def _lock_timeout(settings: Settings) -> float:
    given = settings.variables.get(_LOCK_TIMEOUT, "")
    try:
        seconds = float(given) if given else LOCK_TIMEOUT_SECONDS
    except ValueError:
        seconds = 0.0
    if not 0.001 <= seconds <= 3600:
        raise ConfigurationError(
            f"{_LOCK_TIMEOUT} berisi {given!r}.", remedy="Isi dengan detik, lebih dari 0 sampai 3600."
        )
    return seconds


def _pool(settings: Settings) -> tuple[int, int]:
    sizes: list[int] = []
    for name, default in _POOL_DEFAULTS.items():
        given = settings.variables.get(name, "") or str(default)
        if not given.isdigit() or int(given) < 1:
            raise ConfigurationError(f"{name} berisi {given!r}.", remedy="Isi dengan bilangan bulat mulai 1.")
        sizes.append(int(given))
    return sizes[0], max(sizes)


def _wrong(reason: str) -> ConfigurationError:
    return ConfigurationError(f"KOPUKM_DATABASE_URL tidak dapat dipakai: {reason}.", remedy=_REMEDY)

"""Settings of an installation, read once from the environment (`KOPUKM_*`)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kopukm_core.errors import ConfigurationError

HOME_REMEDY = "Buat foldernya dan beri izin tulis, atau pilih folder lain lewat KOPUKM_HOME."


def home_not_usable(path: Path, fault: OSError) -> ConfigurationError:
    """The error for a file of the installation's home that cannot be made, read or written."""
    reason = os.strerror(fault.errno) if fault.errno else str(fault)
    return ConfigurationError(
        f"{path} tidak dapat dibuat, dibaca atau ditulis: {reason}.", remedy=HOME_REMEDY
    )


class Environment(StrEnum):
    """Development makes what is missing; production refuses to start without it."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Settings:
    """What one installation is told from outside; every value has a default for the embedded mode."""

    home: Path
    environment: Environment = Environment.DEVELOPMENT
    database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    region_code: str = "32.01"
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    disabled_plugins: frozenset[str] = frozenset()
    trusted_proxies: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    """All `KOPUKM_*` variables as given: plugins read their declared settings from here."""

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def is_embedded(self) -> bool:
        """No database named: SQLite in the home folder, and jobs run inside the server process."""
        return not self.database_url


def load_settings(variables: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment, or from the mapping given.

    Raises ConfigurationError that names the variable and the values it takes.
    """
    source = os.environ if variables is None else variables
    given = {name: value for name, value in source.items() if name.startswith("KOPUKM_")}
    return Settings(
        home=Path(given.get("KOPUKM_HOME") or Path(source.get("HOME") or ".") / ".kopukm").expanduser(),
        environment=_environment(given.get("KOPUKM_ENV", Environment.DEVELOPMENT)),
        database_url=given.get("KOPUKM_DATABASE_URL", ""),
        redis_url=_redis_url(given.get("KOPUKM_REDIS_URL", "")),
        region_code=given.get("KOPUKM_REGION", "32.01"),
        time_zone=_time_zone(given.get("KOPUKM_TIME_ZONE", "Asia/Jakarta")),
        disabled_plugins=frozenset(_words(given.get("KOPUKM_DISABLED_PLUGINS", ""))),
        trusted_proxies=tuple(_words(given.get("KOPUKM_TRUSTED_PROXIES", ""))),
        variables=given,
    )


def _environment(value: str) -> Environment:
    try:
        return Environment(value)
    except ValueError:
        raise ConfigurationError(
            f"KOPUKM_ENV berisi {value!r}.", remedy="Isi dengan development atau production."
        ) from None


def _redis_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        known = parts.scheme in ("redis", "rediss", "unix") and parts.port != 0
    except ValueError:
        known = False
    if value and not known:
        raise ConfigurationError(
            "KOPUKM_REDIS_URL bukan alamat Redis.",
            remedy="Isi seperti redis://127.0.0.1:6379/0, atau kosongkan.",
        )
    return value


def _time_zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigurationError(
            f"KOPUKM_TIME_ZONE berisi {value!r}, zona waktu yang tidak dikenal.",
            remedy="Isi dengan Asia/Jakarta (WIB), Asia/Makassar (WITA), atau Asia/Jayapura (WIT).",
        ) from None


def _words(value: str) -> list[str]:
    return [word for word in value.replace(",", " ").split() if word]

"""How lines look and which are written, by setting."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum

from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings
from kopukm_core.variables import declare_variables

declare_variables("KOPUKM_LOG_FORMAT", "KOPUKM_LOG_LEVEL")

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class LogFormat(StrEnum):
    """JSON lines for programs that collect logs, text for people at a terminal."""

    JSON = "json"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class LogSettings:
    """`level` is of our own loggers; those of libraries begin at WARNING: their details quote values."""

    format: LogFormat = LogFormat.TEXT
    level: int = logging.INFO


def log_settings(settings: Settings) -> LogSettings:
    """From `KOPUKM_LOG_FORMAT` and `KOPUKM_LOG_LEVEL`. Raises ConfigurationError that names the variable."""
    default = LogFormat.JSON if settings.is_production else LogFormat.TEXT
    given = settings.variables.get("KOPUKM_LOG_FORMAT") or default
    level = (settings.variables.get("KOPUKM_LOG_LEVEL") or "INFO").upper()
    if given not in set(LogFormat):
        raise ConfigurationError(
            f"KOPUKM_LOG_FORMAT berisi {given!r}.", remedy="Isi dengan json atau text, atau kosongkan."
        )
    if level not in _LEVELS:
        raise ConfigurationError(
            f"KOPUKM_LOG_LEVEL berisi {level!r}.", remedy=f"Isi dengan salah satu dari {', '.join(_LEVELS)}."
        )
    return LogSettings(LogFormat(given), getattr(logging, level))

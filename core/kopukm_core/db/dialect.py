"""The two database engines the platform runs on."""

from __future__ import annotations

from enum import StrEnum


class Dialect(StrEnum):
    """The engine behind a connection; the values are Tortoise's own names."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"

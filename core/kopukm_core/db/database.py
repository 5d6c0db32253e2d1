"""Opening the database: one Tortoise context for the process, checked while it is opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import ConfigurationError as TortoiseConfigurationError

from kopukm_core.db.address import DatabaseAddress, database_address
from kopukm_core.db.apps import Apps
from kopukm_core.db.binding import bind_models
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.failures import reraise_failure
from kopukm_core.db.transactions import CONNECTION_NAME
from kopukm_core.errors import ConfigurationError, KopukmError
from kopukm_core.settings import Settings

SQLITE_MINIMUM = (3, 35, 0)
"""RETURNING and the trigram tokenizer."""


@dataclass(frozen=True, slots=True)
class Database:
    """The open database with the apps whose tables are in it."""

    settings: Settings
    address: DatabaseAddress
    apps: Apps
    context: TortoiseContext

    @property
    def dialect(self) -> Dialect:
        return self.address.dialect

    @property
    def client(self) -> BaseDBAsyncClient:
        """The Tortoise client, never a transaction's."""
        return self.context.db(CONNECTION_NAME)


def tortoise_configuration(address: DatabaseAddress, apps: Apps) -> dict[str, Any]:
    """The configuration Tortoise is opened with."""
    return {
        "connections": {CONNECTION_NAME: address.tortoise_connection()},
        "apps": {
            label: {
                "models": list(app.models),
                "default_connection": CONNECTION_NAME,
                **({"migrations": app.migrations} if app.migrations else {}),
            }
            for label, app in apps.items()
        },
        "use_tz": True,
        "timezone": "UTC",
    }


@asynccontextmanager
async def open_database(
    settings: Settings, apps: Apps, *, process_wide: bool = True
) -> AsyncIterator[Database]:
    """Open the database of the settings, with a first connection made and checked.

    `process_wide` lets tasks that were not begun from this one use it; a process has one such database at a
    time. Raises ConfigurationError where the address, the file or the models are wrong, or nothing answers.
    """
    address = database_address(settings)
    if address.file is not None:
        _prepare_file(address.file, make_folder=settings.is_embedded)
    async with TortoiseContext() as context:
        try:
            # Without connections: with them, Tortoise makes all models ready for the engine at each opening.
            await context.init(
                config=tortoise_configuration(address, apps),
                init_connections=False,
                _enable_global_fallback=process_wide,
            )
            bind_models(context, context.db(CONNECTION_NAME))
        except TortoiseConfigurationError as error:
            raise ConfigurationError(
                f"Model basis data tidak dapat dimuat: {error}",
                remedy="Periksa modul model yang disebut plugin, dan jangan buka dua basis data sekaligus.",
            ) from error
        database = Database(settings, address, apps, context)
        await _connect(database)
        yield database


async def _connect(database: Database) -> None:
    try:
        await database.client.create_connection(with_db=True)
        await database.client.execute_query_dict("SELECT 1 AS one")
    except KopukmError:
        raise
    except Exception as error:
        refuse_address(database.address, error)
        raise


def refuse_address(address: DatabaseAddress, error: Exception) -> None:
    """Raise what a person can act on; the driver's own text may hold the password and is not repeated."""
    where = address.shown
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        raise ConfigurationError(
            f"Basis data {where} belum ada.",
            remedy="Buat dulu di server itu: CREATE DATABASE, dengan pengguna kopukm sebagai pemiliknya.",
        ) from None
    if isinstance(error, asyncpg.InvalidAuthorizationSpecificationError):
        raise ConfigurationError(
            f"Server menolak nama pengguna atau sandi untuk {where}.",
            remedy="Periksa pengguna dan sandi di KOPUKM_DATABASE_URL.",
        ) from None
    if isinstance(error, (asyncpg.InterfaceError, asyncpg.ClientConfigurationError, ValueError)):
        raise ConfigurationError(
            f"KOPUKM_DATABASE_URL untuk {where} tidak dapat dipakai.",
            remedy="Periksa pilihan sesudah tanda tanya pada alamat itu.",
        ) from None
    if isinstance(error, (OSError, TimeoutError, asyncpg.PostgresConnectionError)):
        raise ConfigurationError(
            f"Tidak dapat tersambung ke {where}.",
            remedy="Periksa apakah PostgreSQL hidup di alamat itu dan dapat dicapai dari mesin ini.",
        ) from None
    reraise_failure(error)


def _prepare_file(file: Path, *, make_folder: bool) -> None:
    if sqlite3.sqlite_version_info < SQLITE_MINIMUM:
        raise ConfigurationError(
            f"SQLite {sqlite3.sqlite_version} pada Python ini terlalu lama.",
            remedy="Pakai Python dengan SQLite 3.35 ke atas, atau PostgreSQL lewat KOPUKM_DATABASE_URL.",
        )
    folder = file.parent
    try:
        if make_folder:
            folder.mkdir(parents=True, exist_ok=True)
        # Made before SQLite makes it, for its owner alone: it holds personal data.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise ConfigurationError(
            f"Berkas basis data {file} tidak dapat dibuat atau ditulis: {os.strerror(error.errno or 0)}.",
            remedy="Periksa folder dan izinnya, atau pilih tempat lain lewat KOPUKM_HOME.",
        ) from error
    if not os.access(folder, os.W_OK):
        raise ConfigurationError(
            f"Folder {folder} tidak dapat ditulis, padahal SQLite menaruh catatannya di sana.",
            remedy="Beri izin tulis pada folder itu, atau pilih KOPUKM_HOME lain.",
        )

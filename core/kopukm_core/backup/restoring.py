"""Restoring a backup: everything is looked at first, and what was there stays until the new is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from zipfile import ZipFile

import asyncpg

from kopukm_core import clock
from kopukm_core.backup.archive import Progress, check_archive, open_archive
from kopukm_core.backup.errors import BackupError
from kopukm_core.backup.fitting import apps_for, refuse_other_keys
from kopukm_core.backup.loading import load_tables, tables_present
from kopukm_core.backup.manifest import Manifest
from kopukm_core.backup.stored_files import copy_files_out
from kopukm_core.backup.target import look_at, put_in_place
from kopukm_core.db import Database, connection, execute, migrate, open_database, transaction
from kopukm_core.db.address import database_address
from kopukm_core.db.migrating.running import RECORD_TABLE, make_record_table

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

_HELD = "Ditahan ketika cadangan dipulihkan untuk percobaan."


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup's contents, the migrations run on it, and where the former database is kept."""

    manifest: Manifest
    migrated: tuple[str, ...]
    kept: Path | None
    held_jobs: int


def _silent(done: int, total: int) -> None:
    return None


async def restore_backup(
    platform: Platform,
    archive: Path,
    *,
    replace_existing: bool = False,
    hold_jobs: bool = False,
    progress: Progress = _silent,
) -> Restored:
    """Bring the installation to the state of the backup, migrated to this program's version.

    The platform must not be open. `hold_jobs` lets no job of the backup run, and pauses the schedules: for a
    trial beside the installation it came from. Raises BackupError, with nothing changed, where the archive is
    damaged or newer, the keys are others, processes still run, or there is data and `replace_existing` is not
    given. Killed half-way, the former database is as it was, and the same call does it again.
    """
    manifest = check_archive(archive, progress)
    apps = apps_for(platform, manifest)
    refuse_other_keys(platform.settings, manifest)
    address = database_address(platform.settings)
    present = await look_at(address)
    if present.filled and not replace_existing:
        raise BackupError(
            f"{address.shown} sudah berisi data; tidak ada yang diubah.",
            remedy="Pulihkan ke basis data kosong, atau ganti isinya dengan --replace.",
        )
    with open_archive(archive) as (source, _):
        await copy_files_out(
            source, manifest, platform.files.store, lambda done: progress(done, len(manifest.files))
        )
        if address.file is None:
            async with open_database(platform.settings, apps, process_wide=False) as database, transaction():
                await _drop_tables(database, manifest)
                migrated, held = await _build(database, source, manifest, hold_jobs, progress)
                await connection().execute_query("ANALYZE")
            return Restored(manifest, migrated, None, held)
        built = address.file.with_name(f"{address.file.name}.restoring")
        settings = replace(platform.settings, database_url=f"sqlite://{quote(str(built.absolute()))}")
        built.parent.mkdir(parents=True, exist_ok=True)
        _remove(built)
        try:
            async with open_database(settings, apps, process_wide=False) as database:
                migrated, held = await _build(database, source, manifest, hold_jobs, progress)
                await connection().execute_query("ANALYZE")
            _settle_file(built)
            moment = clock.now().astimezone(platform.settings.time_zone)
            kept = put_in_place(built, address.file, present, moment)
        finally:
            _remove(built)
        return Restored(manifest, migrated, kept, held)


def _remove(built: Path) -> None:
    """What a restore that was killed left, or this one no longer needs."""
    for file in built.parent.glob(f"{built.name}*"):
        file.unlink()


async def _build(
    database: Database, source: ZipFile, manifest: Manifest, hold_jobs: bool, progress: Progress
) -> tuple[tuple[str, ...], int]:
    """Tables as the backup had them, its rows, then the migrations since; the names of those, and jobs held.

    The database gets a mark of its own in the store: what the former one has stored since the backup is not its to
    sweep.
    """
    await make_record_table(database)
    await migrate(database, only=frozenset(manifest.migrations))
    strange = sorted({table.name for table in manifest.tables} - await tables_present())
    if strange:
        raise BackupError(
            f"Cadangan ini memuat tabel yang tidak dikenal program ini: {', '.join(strange)}.",
            remedy=f"Pasang plugin seperti pada cadangan: {_listed(manifest.plugins)}.",
        )
    await load_tables(source, manifest, progress)
    migrated = await migrate(database)
    async with transaction():
        await execute("DELETE FROM file_store_mark")
        return migrated, await _settle_jobs(hold_jobs)


async def _settle_jobs(hold: bool) -> int:
    """No process of the backup lives here: its jobs wait again, as after a crash, or are held; how many are held."""
    await execute("DELETE FROM job_instance")
    await execute(
        "UPDATE outbox_job SET status = 'waiting', lease_owner = NULL, again = FALSE"
        " WHERE status IN ('running', 'sent')"
    )
    if not hold:
        return 0
    await execute("UPDATE schedule SET paused = TRUE")
    return await execute(
        f"UPDATE outbox_job SET status = 'dead', last_error = '{_HELD}' WHERE status = 'waiting'"
    )


async def _drop_tables(database: Database, manifest: Manifest) -> None:
    """Make room in PostgreSQL, in the transaction that fills it: ours only, whatever else the schema holds."""
    ours = {RECORD_TABLE, *(table.name for table in manifest.tables)}
    if database.context.apps is not None:
        ours |= {model._meta.db_table for model in database.context.apps.get_models_iterable()}
    present = sorted(ours & await tables_present())
    if not present:
        return
    listed = ", ".join(f'"{name}"' for name in present)
    try:
        await connection().execute_query(f"DROP TABLE {listed}")
    except asyncpg.DependentObjectsStillExistError as error:
        raise BackupError(
            "Ada tabel lain di basis data itu yang bergantung pada tabel platform; tidak ada yang diubah.",
            remedy="Pulihkan ke basis data PostgreSQL yang baru dan kosong.",
        ) from error


def _settle_file(built: Path) -> None:
    """One file, without its log beside it, that is sound."""
    with closing(sqlite3.connect(built, isolation_level=None)) as connection_:
        connection_.execute("PRAGMA journal_mode=DELETE")
        (sound,) = connection_.execute("PRAGMA quick_check").fetchone()
    if sound != "ok":
        raise BackupError(
            "Basis data yang dipulihkan tidak utuh; yang lama tidak disentuh.", remedy="Periksa disk."
        )


def _listed(plugins: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(plugins.items()))

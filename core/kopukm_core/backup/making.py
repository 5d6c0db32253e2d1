"""Making a backup: database and files into one archive, while others go on working."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from kopukm_core import clock
from kopukm_core.backup.archive import ArchiveWriter, Progress, new_archive
from kopukm_core.backup.errors import BackupError
from kopukm_core.backup.manifest import Manifest, TablePart
from kopukm_core.backup.snapshot import Snapshot, open_snapshot
from kopukm_core.backup.stored_files import copy_files_in
from kopukm_core.db.address import database_address
from kopukm_core.db.migrating.running import RECORD_TABLE

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

FOLDER = "backups"
LAST = "last_backup"
NAME = re.compile(r"kopukm-\d{8}-\d{6}(-\d+)?\.zip")
FILE_TABLE = "stored_file"


def _silent(done: int, total: int) -> None:
    return None


async def create_backup(
    platform: Platform,
    place: Path | None = None,
    *,
    progress: Progress = _silent,
) -> tuple[Path, Manifest]:
    """Write a backup of the installation; its path, and what is in it.

    `place` is a folder, or a path that ends in `.zip`; `KOPUKM_HOME/backups` where it is None. The platform need
    not be open, and other processes may read and write meanwhile. `progress` is told the parts done and to do.
    Raises BackupError where the archive cannot be written whole.
    """
    moment = clock.now().astimezone(platform.settings.time_zone)
    path = _path(place or platform.settings.home / FOLDER, moment)
    address = database_address(platform.settings)
    async with AsyncExitStack() as stack:
        snapshot = await stack.enter_async_context(open_snapshot(address))
        tables = await snapshot.tables()
        if RECORD_TABLE not in tables:
            raise BackupError("Basis data ini masih kosong.", remedy="Tidak ada yang perlu dicadangkan.")
        wanted = await _wanted_files(snapshot, tables)
        steps = len(tables) - 1 + len(wanted)
        archive = stack.enter_context(new_archive(path))
        parts: list[TablePart] = []
        for table, columns in tables.items():
            if table != RECORD_TABLE:
                parts.append(await _copy_table(snapshot, archive, table, columns))
                progress(len(parts), steps)
        kept, missing = await copy_files_in(
            archive, wanted, platform.files.store, lambda done: progress(len(parts) + done, steps)
        )
        manifest = Manifest(
            program_version=version("kopukm"),
            made_at=moment,
            database=address.dialect.value,
            plugins={plugin.info.name: plugin.info.version for plugin in platform.plugins},
            migrations=await _migrations(snapshot),
            keys=await _keys(snapshot, tables),
            tables=tuple(parts),
            files=kept,
            missing_files=missing,
        )
        archive.finish(manifest)
    _note_last(platform.settings.home, path, moment)
    return path, manifest


def _note_last(home: Path, path: Path, moment: datetime) -> None:
    """What `kopukm doctor` reads: when and where the latest backup was made."""
    told = {"at": moment.astimezone(UTC).isoformat(), "path": str(path.absolute())}
    with suppress(OSError):
        (home / LAST).write_bytes(orjson.dumps(told))


def remove_older(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups that this program named in the folder; which were deleted."""
    found = sorted((path for path in folder.iterdir() if NAME.fullmatch(path.name)), key=_age)
    older = found[:-keep]
    for path in older:
        path.unlink(missing_ok=True)
    return older


def _age(path: Path) -> tuple[str, int]:
    """Names tell the moment; of one second, the later has the higher number."""
    _, day, time, *number = path.stem.split("-")
    return day + time, int(number[0]) if number else 1


def _path(place: Path, moment: datetime) -> Path:
    if place.suffix == ".zip" and not place.is_dir():
        return place
    name = f"kopukm-{moment:%Y%m%d-%H%M%S}"
    path, number = place / f"{name}.zip", 1
    while path.exists():
        number += 1
        path = place / f"{name}-{number}.zip"
    return path


async def _copy_table(
    snapshot: Snapshot, archive: ArchiveWriter, table: str, columns: tuple[str, ...]
) -> TablePart:
    with archive.member(f"database/{table}.copy", packed=True) as member:
        await snapshot.copy(table, columns, member.write)
    return TablePart(
        table, columns, member.lines, await snapshot.highest_id(table), member.bytes, member.sha256
    )


async def _wanted_files(snapshot: Snapshot, tables: dict[str, tuple[str, ...]]) -> list[str]:
    if FILE_TABLE not in tables:
        return []
    return [
        str(key)
        for (key,) in await snapshot.rows(f"SELECT storage_key FROM {FILE_TABLE} ORDER BY storage_key")
    ]


async def _migrations(snapshot: Snapshot) -> tuple[str, ...]:
    found = await snapshot.rows(f"SELECT app, name FROM {RECORD_TABLE} ORDER BY id")
    return tuple(f"{app}.{name}" for app, name in found)


async def _keys(snapshot: Snapshot, tables: dict[str, tuple[str, ...]]) -> dict[str, str]:
    if "key_fingerprint" not in tables:
        return {}
    needed = " WHERE dropped_at IS NULL" if "dropped_at" in tables["key_fingerprint"] else ""
    return dict(
        await snapshot.rows(f"SELECT key_id, fingerprint FROM key_fingerprint{needed} ORDER BY key_id")
    )

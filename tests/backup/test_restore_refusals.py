"""What a restore refuses, before anything is changed; and what is left when it is killed."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import upgraded
from backup.conftest import Office
from backup.restoring_process import killed_restore
from databases import run_apart
from filled_office import KEYS, SOURCES
from kopukm_core import clock
from kopukm_core.backup import BackupError, check_archive, create_backup, restore_backup
from kopukm_core.backup.archive import MANIFEST, new_archive
from kopukm_core.backup.manifest import FilePart, Manifest, read_manifest
from kopukm_core.db import Dialect, open_database, rows
from kopukm_core.jobs.dead import revive_job
from kopukm_core.jobs.models import JobStatus, OutboxJob, ScheduleRow
from kopukm_core.platform import Platform, build_platform
from kopukm_core.privacy import new_key
from kopukm_core.settings import load_settings
from kopukm_siopik.figures.loading import REFRESH_ALL
from kopukm_siopik.models import Cooperative

pytestmark = pytest.mark.anyio
COMMIT = upgraded.COMMITS[0]
ONLY_SQLITE = pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True)


def file_of(platform: Platform) -> Path:
    url = platform.settings.database_url
    return Path(urlsplit(url).path) if url else platform.settings.home / "kopukm.sqlite3"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a filled office, made of the oldest filled database there is, as it was then."""
    home = tmp_path_factory.mktemp("asal")
    upgraded.load(COMMIT, Dialect.SQLITE, f"sqlite://{home / 'kopukm.sqlite3'}")
    source = build_platform(load_settings({"KOPUKM_HOME": str(home), "KOPUKM_KEYS": KEYS}), SOURCES)
    path, _ = run_apart(lambda: create_backup(source))
    return path


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """That backup, on another machine."""
    copied = tmp_path / "cadangan" / made.name
    copied.parent.mkdir()
    copied.write_bytes(made.read_bytes())
    return copied


async def cooperatives(platform: Platform) -> int:
    async with open_database(platform.settings, platform.apps, process_wide=False):
        return await Cooperative.all().count()


async def has_tables(platform: Platform) -> bool:
    if not platform.settings.database_url:
        return file_of(platform).exists()
    async with open_database(platform.settings, platform.apps, process_wide=False):
        return bool((await rows("SELECT to_regclass('party') IS NOT NULL AS there"))[0]["there"])


async def test_an_older_backup_is_restored_and_migrated(
    office: Office, archive: Path, dialect_under_test: Dialect
) -> None:
    target = office(dialect_under_test, "tujuan")

    done = await restore_backup(target, archive)

    assert "core.0002_files" in done.migrated
    assert await cooperatives(target) > 70


async def test_data_is_replaced_only_when_asked_and_the_former_file_is_kept(
    office: Office, archive: Path, dialect_under_test: Dialect
) -> None:
    target = office(dialect_under_test, "tujuan")
    await restore_backup(target, archive)
    async with target.open():
        before = await Cooperative.all().count()
        await Cooperative.filter(id=1).update(name="Koperasi yang berubah")

    with pytest.raises(BackupError, match="sudah berisi data"):
        await restore_backup(target, archive)
    async with target.open():
        assert await Cooperative.filter(name="Koperasi yang berubah").exists()
        with pytest.raises(BackupError, match="masih memakai"):
            await restore_backup(target, archive, replace_existing=True)
    done = await restore_backup(target, archive, replace_existing=True)

    async with target.open():
        assert not await Cooperative.filter(name="Koperasi yang berubah").exists()
        assert await Cooperative.all().count() == before
    assert (done.kept is not None) == (dialect_under_test is Dialect.SQLITE)
    if done.kept is not None:
        with closing(sqlite3.connect(done.kept)) as kept:
            (name,) = kept.execute("SELECT name FROM siopik_cooperative WHERE id = 1").fetchone()
        assert name == "Koperasi yang berubah"
        assert done.kept.stat().st_mode & 0o777 == 0o600


async def test_killed_half_way_it_leaves_nothing_and_can_be_done_again(
    office: Office, archive: Path, dialect_under_test: Dialect
) -> None:
    target = office(dialect_under_test, "tujuan")

    killed_restore(target, archive)

    assert not await has_tables(target)
    await restore_backup(target, archive)
    assert await cooperatives(target) > 70
    assert list(target.settings.home.glob("*.restoring*")) == []


@ONLY_SQLITE
async def test_what_a_killed_backup_left_goes_with_the_next(
    office: Office, archive: Path, dialect_under_test: Dialect
) -> None:
    source = office(dialect_under_test, "asal")
    await restore_backup(source, archive)
    folder = source.settings.home / "backups"
    folder.mkdir()
    (folder / ".kopukm-20261101-010000.zip.kopukm-part").write_bytes(b"setengah")

    path, _ = await create_backup(source)

    assert list(folder.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o600
    check_archive(path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def change(path: Path) -> None:
    """The same archive with other rows in one table: the ZIP itself is sound."""
    whole = path.read_bytes()
    copy = path.with_suffix(".copy")
    copy.write_bytes(whole)
    with zipfile.ZipFile(copy) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"Koperasi", b"koperasi"))
    copy.unlink()


def other(path: Path) -> None:
    path.write_text("bukan cadangan")


@ONLY_SQLITE
@pytest.mark.parametrize("damage", [cut, flip, change, other])
async def test_a_damaged_archive_is_refused_before_anything(
    office: Office, archive: Path, dialect_under_test: Dialect, damage: Callable[[Path], None]
) -> None:
    target = office(dialect_under_test, "tujuan")
    damage(archive)

    with pytest.raises(BackupError):
        check_archive(archive)
    with pytest.raises(BackupError, match="rusak"):
        await restore_backup(target, archive)

    assert not target.settings.home.exists()


@ONLY_SQLITE
async def test_other_keys_no_keys_and_newer_versions_are_refused(
    office: Office, archive: Path, dialect_under_test: Dialect
) -> None:
    for keys, message in (
        (f"k1={new_key()}", "berbeda isinya"),
        (f"k2={new_key()}", "Kunci k1"),
        ("", "belum punya kunci"),
    ):
        target = office(dialect_under_test, "tujuan", keys)
        with pytest.raises(BackupError, match=message):
            await restore_backup(target, archive)
        assert not target.settings.home.exists()

    newer = archive.with_name("lebih-baru.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(newer, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == MANIFEST:
                manifest = read_manifest(content)
                content = replace(manifest, migrations=(*manifest.migrations, "core.9999_later")).to_json()
            copy.writestr(name, content)
    with pytest.raises(BackupError, match=r"lebih baru .*core\.9999_later"):
        await restore_backup(office(dialect_under_test, "tujuan"), newer)


@ONLY_SQLITE
async def test_for_a_trial_jobs_are_held_and_schedules_paused(
    office: Office, archive: Path, dialect_under_test: Dialect
) -> None:
    target = office(dialect_under_test, "percobaan")

    done = await restore_backup(target, archive, hold_jobs=True)

    async with target.open():
        own = await OutboxJob.exclude(status=JobStatus.DEAD)
        # The trial's own, for figures that the older version did not have.
        assert [job.task for job in own] == [REFRESH_ALL]
        held = await OutboxJob.filter(status=JobStatus.DEAD)
        assert done.held_jobs == len(held) == 2
        assert not await ScheduleRow.filter(paused=False).exists()
        await revive_job(held[0].id)
        assert await OutboxJob.filter(id=held[0].id, status=JobStatus.WAITING).exists()


@ONLY_SQLITE
async def test_a_broken_database_file_is_replaced_and_kept(
    office: Office, archive: Path, dialect_under_test: Dialect
) -> None:
    target = office(dialect_under_test, "tujuan")
    target.settings.home.mkdir()
    file_of(target).write_bytes(b"bukan sqlite" * 1000)

    with pytest.raises(BackupError, match="sudah berisi"):
        await restore_backup(target, archive)
    done = await restore_backup(target, archive, replace_existing=True)

    assert done.kept is not None and done.kept.read_bytes().startswith(b"bukan sqlite")
    assert await cooperatives(target) > 70


@pytest.mark.parametrize("key", ["../../luar", "/etc/luar", "ab/.tersembunyi", ""])
def test_an_archive_whose_contents_lead_out_of_the_store_is_refused(tmp_path: Path, key: str) -> None:
    path = tmp_path / "palsu.zip"
    with new_archive(path) as archive:
        with archive.member(f"files/{key}", packed=False) as member:
            member.write(b"isi")
        part = FilePart(key, member.bytes, member.sha256)
        archive.finish(Manifest("1", clock.now(), "sqlite", {}, (), {}, (), (part,)))
    with pytest.raises(BackupError, match="rusak"):
        check_archive(path)

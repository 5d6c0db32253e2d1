"""A file is its content, encrypted in the store, and its row; each comes and goes with the other."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

import pytest

from files.conftest import person
from files.file_samples import CSV, workbook
from kopukm_core.db import transaction
from kopukm_core.errors import NotFoundError, ProblemsError
from kopukm_core.files import (
    IMPORT,
    READ_IMPORTS,
    FileDamagedError,
    FileStoreFullError,
    StoredFile,
    content_of,
    local_copy,
    readable_file,
    remove_file,
    save_file,
)
from kopukm_core.files.local_store import LocalStore
from kopukm_core.identity import ANONYMOUS
from kopukm_core.platform import Platform
from kopukm_core.privacy.reencrypt import reencrypt

pytestmark = pytest.mark.anyio

SITI = person(1)


def blobs(platform: Platform) -> list[Path]:
    """Everything in the store's folder, half written drafts too."""
    return [path for path in (platform.settings.home / "files").rglob("*") if path.is_file()]


async def read(platform: Platform, stored: StoredFile) -> bytes:
    """The whole content."""
    return b"".join([piece async for piece in content_of(platform, stored)])


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 300_000])
async def test_what_was_stored_is_read_again(platform: Platform, size: int) -> None:
    content = (CSV * (size // len(CSV) + 1))[:size].replace(b"\n", b" ") if size == 1 else CSV * (size // 24)
    stored = await save_file(platform, content, name="data.csv", purpose=IMPORT, actor=SITI)
    assert (stored.size, stored.kept, stored.created_by) == (len(content), False, "person:1")
    assert await read(platform, stored) == content
    async with local_copy(platform, await StoredFile.get(id=stored.id)) as path:
        assert path.read_bytes() == content
        assert path.stat().st_mode & 0o777 == 0o600
    assert not path.exists()
    assert not path.parent.exists()


async def test_the_store_holds_nothing_readable_and_is_for_its_owner_alone(platform: Platform) -> None:
    await save_file(platform, CSV * 10_000, name="data.csv", purpose=IMPORT, actor=SITI)
    (blob,) = blobs(platform)
    assert b"KSU Mekar" not in blob.read_bytes()
    assert blob.stat().st_mode & 0o777 == 0o600
    folders = [blob.parent, blob.parent.parent, platform.settings.home / "files"]
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


async def test_a_path_in_the_name_leads_nowhere(platform: Platform) -> None:
    hostile = "../../../etc/cron.d/\u202egnp.\x00exe"
    stored = await save_file(platform, workbook(), name=hostile, purpose=IMPORT, actor=SITI)
    assert stored.name == "gnp.exe"
    (blob,) = blobs(platform)
    assert "gnp" not in str(blob)


@pytest.mark.parametrize("damage", ["cut", "changed", "swapped", "gone"])
async def test_a_damaged_content_is_never_given_out(platform: Platform, damage: str) -> None:
    stored = await save_file(platform, CSV * 10_000, name="a.csv", purpose=IMPORT, actor=SITI)
    (blob,) = blobs(platform)
    other = await save_file(platform, CSV * 10_000, name="b.csv", purpose=IMPORT, actor=SITI)
    (second,) = [path for path in blobs(platform) if path != blob]
    content = blob.read_bytes()
    match damage:
        case "cut":
            blob.write_bytes(content[: 8 + 65_552])
        case "changed":
            blob.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
        case "swapped":
            blob.write_bytes(second.read_bytes())
        case "gone":
            blob.unlink()
    with pytest.raises(FileDamagedError):
        await read(platform, stored)
    assert await read(platform, other) == CSV * 10_000


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "FILE_EMPTY"), (b"%PDF-1.7\n%", "FILE_KIND"), (b"<html><body>", "FILE_KIND")],
)
async def test_what_does_not_fit_the_purpose_leaves_nothing(
    platform: Platform, content: bytes, code: str
) -> None:
    with pytest.raises(ProblemsError) as refused:
        await save_file(platform, content, name="data.xlsx", purpose=IMPORT, actor=SITI)
    assert [(one.field, one.code) for one in refused.value.problems] == [("file", code)]
    assert await StoredFile.all().count() == 0
    assert blobs(platform) == []


async def test_a_full_disk_is_told_and_nothing_half_written_stays(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(pieces: Iterable[bytes]) -> Iterable[bytes]:
        for piece in pieces:
            yield piece
            raise OSError(errno.ENOSPC, "No space left on device")

    write = LocalStore.write
    monkeypatch.setattr(LocalStore, "write", lambda self, key, pieces: write(self, key, full(pieces)))
    with pytest.raises(FileStoreFullError, match="sudah penuh"):
        await save_file(platform, workbook(), name="a.xlsx", purpose=IMPORT, actor=SITI)
    assert blobs(platform) == []
    assert await StoredFile.all().count() == 0


async def test_who_uploaded_sees_it_and_who_may_read_in_its_region(platform: Platform) -> None:
    stored = await save_file(
        platform, CSV, name="a.csv", purpose=IMPORT, actor=SITI, region_code="32.01.07.2001"
    )
    nobodys = await save_file(platform, CSV, name="b.csv", purpose=IMPORT, actor=ANONYMOUS)
    for actor in (SITI, person(2, READ_IMPORTS), person(2, READ_IMPORTS, region="")):
        assert (await readable_file(platform, stored.id, actor)).id == stored.id
    for actor in (person(2), person(2, READ_IMPORTS, region="32.01.06"), person(3, "core.read_parties")):
        with pytest.raises(NotFoundError):
            await readable_file(platform, stored.id, actor)
    with pytest.raises(NotFoundError):
        await readable_file(platform, nobodys.id, ANONYMOUS)
    with pytest.raises(NotFoundError):
        await readable_file(platform, 2**63, SITI)


async def test_removing_takes_the_row_and_then_the_content(platform: Platform) -> None:
    stored = await save_file(platform, CSV, name="a.csv", purpose=IMPORT, actor=SITI)
    with pytest.raises(RuntimeError):
        async with transaction():
            await remove_file(platform, stored)
            assert len(blobs(platform)) == 1
            raise RuntimeError
    assert await read(platform, await StoredFile.get(id=stored.id)) == CSV
    await remove_file(platform, stored)
    assert blobs(platform) == []


async def test_a_change_of_keys_needs_no_content_to_be_written_anew(platform: Platform) -> None:
    from kopukm_core.privacy import KeyRing, using_keys

    stored = await save_file(platform, CSV, name="a.csv", purpose=IMPORT, actor=SITI)
    (blob,) = blobs(platform)
    before = blob.read_bytes()
    with using_keys(KeyRing({"k2": bytes(32), "k1": bytes(range(32))})):
        assert await reencrypt(StoredFile) == 1
    with using_keys(KeyRing({"k2": bytes(32)})):
        assert await read(platform, await StoredFile.get(id=stored.id)) == CSV
    assert blob.read_bytes() == before

"""The store of files in a real S3 server, named in KOPUKM_TEST_S3: see README.md beside this file."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from files.conftest import person
from files.file_samples import CSV
from kopukm_core import clock
from kopukm_core.db import AppModels, Apps, Dialect
from kopukm_core.errors import ConfigurationError
from kopukm_core.files import (
    IMPORT,
    FileDamagedError,
    FileStoreUnavailableError,
    StoredFile,
    content_of,
    local_copy,
    remove_file,
    save_file,
)
from kopukm_core.files.contents import store_mark
from kopukm_core.files.tidying import UNUSED_FOR, orphaned_contents
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.settings import Settings

ADDRESS = os.environ.get("KOPUKM_TEST_S3", "")

pytestmark = [
    pytest.mark.skipif(not ADDRESS, reason="perlu server S3; sebut di KOPUKM_TEST_S3"),
    pytest.mark.anyio,
    pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True),
]


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(MODELS.models)}


def variables(**other: str) -> dict[str, str]:
    """The settings of the server that `http://key:secret@host:port/bucket` names."""
    parts = urlsplit(ADDRESS)
    return {
        "KOPUKM_FILES_URL": f"s3://{parts.path.strip('/')}/dinas",
        "KOPUKM_FILES_ENDPOINT": f"{parts.scheme}://{parts.hostname}:{parts.port}",
        "KOPUKM_FILES_KEY_ID": parts.username or "",
        "KOPUKM_FILES_SECRET": parts.password or "",
        **other,
    }


@pytest.fixture
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    """The core with its files in the bucket."""
    with_store = replace(settings, variables=variables())
    async with build_platform(with_store, []).open(prepare=False) as running:
        yield running


@pytest.mark.parametrize("size", [24, 65_536, 12_000_000])
async def test_files_come_and_go(platform: Platform, size: int) -> None:
    content = (CSV * (size // len(CSV) + 1))[:size]
    stored = await save_file(platform, content, name="data.csv", purpose=IMPORT, actor=person(1))
    assert b"".join([piece async for piece in content_of(platform, stored)]) == content
    async with local_copy(platform, stored) as path:
        assert path.read_bytes() == content
    listed = dict(platform.files.store.listed(await store_mark()))
    assert list(listed) == [stored.storage_key]
    assert abs(listed[stored.storage_key] - clock.now()) < timedelta(minutes=1)
    await remove_file(platform, stored)
    with pytest.raises(FileDamagedError):
        [piece async for piece in content_of(platform, stored)]
    platform.files.store.remove(stored.storage_key)


async def test_a_content_without_a_row_is_found(platform: Platform) -> None:
    stored = await save_file(platform, CSV, name="data.csv", purpose=IMPORT, actor=person(1))
    await StoredFile.all().delete()
    assert await orphaned_contents(platform) == []
    with clock.using(clock.MovingClock(clock.now() + UNUSED_FOR + timedelta(minutes=1))):
        assert await orphaned_contents(platform) == [stored.storage_key]


async def test_a_content_that_breaks_off_is_not_there(platform: Platform) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * 6_000_000
        raise RuntimeError("the source is gone")

    mark = await store_mark()
    with pytest.raises(Exception, match=r"gone|tidak menjawab"):
        platform.files.store.write(f"{mark}/ab/broken", broken())
    assert dict(platform.files.store.listed(mark)) == {}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"KOPUKM_FILES_SECRET": "keliru-rahasia"}, ConfigurationError),
        ({"KOPUKM_FILES_ENDPOINT": "http://127.0.0.1:9"}, FileStoreUnavailableError),
    ],
)
async def test_what_is_wrong_is_told_without_a_secret(
    settings: Settings, wrong: dict[str, str], error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform = build_platform(replace(settings, variables=variables(**wrong)), [])
    with pytest.raises(error) as told:
        platform.files.store.check()
    secret = variables(**wrong)["KOPUKM_FILES_SECRET"]
    shown = f"{told.value} {caplog.text} {platform.files.limits!r} {platform.files.store!r}"
    assert secret not in shown

"""Contents on their way into the store and out of it: measured, hashed, told by type, sealed and opened."""

from __future__ import annotations

import base64
import io
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kopukm_core.db import Parameters, dialect, execute
from kopukm_core.files.errors import FileStoreFullError
from kopukm_core.files.local_store import NO_ROOM
from kopukm_core.files.media_types import media_type_of
from kopukm_core.files.models import FileStoreMark, StoredFile
from kopukm_core.files.naming import clean_name
from kopukm_core.files.sealing import damaged, new_content_key, opened_pieces, sealed_pieces
from kopukm_core.files.threads import from_file_thread, in_file_thread
from kopukm_core.settings import home_not_usable

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

Source = BinaryIO | Path | bytes
"""A content to store: an open seekable binary file, a path, or bytes."""

_READ_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class Measured:
    """What a content is, before it is stored."""

    size: int
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class WrittenContent:
    """A content in the store that no row names yet: give it one, or remove it."""

    storage_key: str
    content_key: str
    measured: Measured


async def measure(source: Source) -> Measured:
    """Size, SHA-256 and media type; the whole content is read once."""
    return await in_file_thread(_measured, source)


async def write_content(
    platform: Platform, source: Source, measured: Measured | None = None
) -> WrittenContent:
    """Put a content into the store, encrypted under a key of its own.

    Nothing in the database changes: a blob that no row names within a day is swept. Call it outside a transaction,
    since a store may be slow. Raises FileStoreFullError, FileStoreUnavailableError; nothing half written stays.
    """
    known = measured or await measure(source)
    name = secrets.token_hex(24)
    storage_key = f"{await store_mark()}/{name[:2]}/{name[2:]}"
    key = new_content_key()

    def write() -> None:
        digest = sha256()
        with _opened(source) as file:
            platform.files.store.write(storage_key, sealed_pieces(_hashed(file, digest), key, storage_key))
        if digest.hexdigest() != known.sha256:
            platform.files.store.remove(storage_key)
            raise damaged("isinya berganti sementara disimpan")

    await in_file_thread(write)
    return WrittenContent(storage_key, base64.b64encode(key).decode(), known)


async def remove_content(platform: Platform, storage_key: str) -> None:
    """Remove a blob; nothing happens where there is none."""
    await in_file_thread(platform.files.store.remove, storage_key)


def opened_content(platform: Platform, stored: StoredFile) -> Iterator[bytes]:
    """The content in pieces, each checked, and size and SHA-256 at the end. It blocks: iterate it in a thread.

    Raises FileDamagedError where it is missing or not what was stored.
    """
    key = base64.b64decode(stored.content_key.whole())
    digest, size = sha256(), 0
    for piece in opened_pieces(platform.files.store.read(stored.storage_key), key, stored.storage_key):
        digest.update(piece)
        size += len(piece)
        yield piece
    if size != stored.size or digest.hexdigest() != stored.sha256:
        raise damaged("isinya bukan yang dahulu disimpan")


def content_of(platform: Platform, stored: StoredFile) -> AsyncIterator[bytes]:
    """`opened_content` for the event loop."""
    return from_file_thread(opened_content(platform, stored))


@asynccontextmanager
async def local_copy(platform: Platform, stored: StoredFile) -> AsyncIterator[Path]:
    """The content as a readable file while the block runs, whatever the store; its name ends as the file's own.

    It stands in the open in `KOPUKM_HOME/temporary` (0600) and is removed at the end; what a killed process leaves
    is swept. Raises FileDamagedError, FileStoreFullError, FileStoreUnavailableError.
    """
    folder = Path(await in_file_thread(_new_folder, platform))
    try:
        path = folder / clean_name(stored.name)[-120:].lstrip(".")
        await in_file_thread(_copy, opened_content(platform, stored), path)
        yield path
    finally:
        await in_file_thread(shutil.rmtree, folder, True)


async def store_mark() -> str:
    """What the keys of this database's blobs begin with; made at first use."""
    found = await FileStoreMark.get_or_none(id=1)
    if found is None:
        parameters = Parameters(dialect())
        values = f"{parameters.add(1)}, {parameters.add(secrets.token_hex(6))}"
        await execute(
            f"INSERT INTO file_store_mark (id, mark) VALUES ({values}) ON CONFLICT (id) DO NOTHING",
            parameters,
        )
        found = await FileStoreMark.get(id=1)
    return found.mark


def _measured(source: Source) -> Measured:
    digest, size = sha256(), 0
    with _opened(source) as file:
        for piece in _pieces(file):
            digest.update(piece)
            size += len(piece)
        return Measured(size, digest.hexdigest(), media_type_of(file))


def _opened(source: Source) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, Path):
        return source.open("rb")
    source.seek(0)
    return nullcontext(source)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_READ_BYTES):
        yield piece


def _hashed(file: BinaryIO, digest: object) -> Iterator[bytes]:
    for piece in _pieces(file):
        digest.update(piece)  # type: ignore[attr-defined]
        yield piece


def _new_folder(platform: Platform) -> str:
    return tempfile.mkdtemp(dir=platform.files.temporary_folder())  # 0700


def _copy(pieces: Iterator[bytes], path: Path) -> None:
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            file.writelines(pieces)
    except OSError as fault:
        if fault.errno in NO_ROOM:
            raise FileStoreFullError(
                "Disk tempat salinan sementara sudah penuh.",
                remedy="Beri tahu pengelola server, lalu ulangi sesudah ada ruang.",
            ) from fault
        raise home_not_usable(path, fault) from fault

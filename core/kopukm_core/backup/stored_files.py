"""The contents of stored files, copied into an archive and out of it as the store keeps them (sealed)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO, Protocol
from zipfile import ZipFile

from kopukm_core.backup.archive import ArchiveWriter
from kopukm_core.backup.errors import BackupError
from kopukm_core.backup.manifest import FilePart, Manifest
from kopukm_core.errors import KopukmError

_PIECE = 1 << 20
Count = Callable[[int], None]


class FileContents(Protocol):
    """What a backup needs of a store; its methods block."""

    def write(self, key: str, pieces: Iterable[bytes]) -> None: ...

    def read(self, key: str) -> Iterator[bytes]: ...


async def copy_files_in(
    archive: ArchiveWriter, keys: list[str], store: FileContents | None, count: Count
) -> tuple[tuple[FilePart, ...], tuple[str, ...]]:
    """Copy the contents named; the parts written, and the keys that the store no longer has."""
    kept: list[FilePart] = []
    missing: list[str] = []
    for number, key in enumerate(keys, start=1):
        part = await asyncio.to_thread(_copy_in, archive, key, store) if store is not None else None
        if part is None:
            missing.append(key)
        else:
            kept.append(part)
        count(number)
    return tuple(kept), tuple(missing)


async def copy_files_out(
    source: ZipFile, manifest: Manifest, store: FileContents | None, count: Count
) -> None:
    """Put every content of the archive into the store; those already there are written again, alike."""
    if manifest.files and store is None:
        raise BackupError("Cadangan ini memuat berkas, tetapi tempat berkas tidak ada.")
    for number, part in enumerate(manifest.files, start=1):
        with source.open(part.member) as content:
            if store is not None:
                await asyncio.to_thread(store.write, part.storage_key, _pieces(content))
        count(number)


def _copy_in(archive: ArchiveWriter, key: str, store: FileContents) -> FilePart | None:
    pieces = store.read(key)
    try:
        first = next(pieces, b"")
    except KopukmError as error:
        if error.code == "RETRY_LATER":
            raise
        return None
    with archive.member(f"files/{key}", packed=False) as member:
        for piece in chain((first,), pieces):
            member.write(piece)
    return FilePart(key, member.bytes, member.sha256)


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece

"""The contents of stored files, copied into an archive and out of it as the store keeps them (sealed)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO
from zipfile import ZipFile

from kopukm_core.backup.archive import ArchiveWriter
from kopukm_core.backup.manifest import FilePart, Manifest
from kopukm_core.files.errors import FileDamagedError
from kopukm_core.files.store import ContentStore

_PIECE = 1 << 20
Count = Callable[[int], None]


async def copy_files_in(
    archive: ArchiveWriter, keys: list[str], store: ContentStore, count: Count
) -> tuple[tuple[FilePart, ...], tuple[str, ...]]:
    """Copy the contents named; the parts written, and the keys that the store no longer has."""
    kept: list[FilePart] = []
    missing: list[str] = []
    for number, key in enumerate(keys, start=1):
        part = await asyncio.to_thread(_copy_in, archive, key, store)
        if part is None:
            missing.append(key)
        else:
            kept.append(part)
        count(number)
    return tuple(kept), tuple(missing)


async def copy_files_out(source: ZipFile, manifest: Manifest, store: ContentStore, count: Count) -> None:
    """Put every content of the archive into the store; those already there are written again, alike."""
    for number, part in enumerate(manifest.files, start=1):
        with source.open(part.member) as content:
            await asyncio.to_thread(store.write, part.storage_key, _pieces(content))
        count(number)


def _copy_in(archive: ArchiveWriter, key: str, store: ContentStore) -> FilePart | None:
    pieces = store.read(key)
    try:
        first = next(pieces, b"")
    except FileDamagedError:
        return None
    with archive.member(f"files/{key}", packed=False) as member:
        for piece in chain((first,), pieces):
            member.write(piece)
    return FilePart(key, member.bytes, member.sha256)


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece

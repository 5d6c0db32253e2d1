"""The archive file: a ZIP whose members are hashed as they are written, and that appears whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kopukm_core.backup.errors import BackupError, not_written
from kopukm_core.backup.manifest import FilePart, Manifest, TablePart, read_manifest

MANIFEST = "manifest.json"
KEY = re.compile(r"[0-9a-f]+(/[0-9a-f]+)+")
"""What contents are called in a store: in an archive another name could lead out of it."""
_PIECE = 1 << 20
_DRAFT = ".kopukm-part"
Progress = Callable[[int, int], None]


class Member:
    """A part of an archive while it is written or read: its size, hash and number of lines are counted."""

    def __init__(self, target: IO[bytes] | None = None) -> None:
        self._target = target
        self._hash = hashlib.sha256()
        self.bytes = 0
        self.lines = 0

    def write(self, data: bytes) -> None:
        if self._target is not None:
            self._target.write(data)
        self._hash.update(data)
        self.bytes += len(data)
        self.lines += data.count(b"\n")

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class ArchiveWriter:
    """Takes the members of a new archive, the manifest last."""

    def __init__(self, target: zipfile.ZipFile) -> None:
        self._zip = target

    @contextmanager
    def member(self, name: str, *, packed: bool) -> Iterator[Member]:
        """A new member; `packed` where the content is worth compressing."""
        described = zipfile.ZipInfo(name)
        described.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        described.external_attr = 0o600 << 16
        with self._zip.open(described, "w", force_zip64=True) as target:
            yield Member(target)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest."""
        with self.member(MANIFEST, packed=True) as member:
            member.write(manifest.to_json())


@contextmanager
def new_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Write an archive beside its place and move it there, on the disk, once it is whole.

    Only its owner may read it. Raises BackupError where it cannot be written or the name is taken.
    """
    draft = path.with_name(f".{path.name}{_DRAFT}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _remove_abandoned(path.parent)
        if path.exists():
            raise BackupError(f"{path} sudah ada.", remedy="Sebut nama lain, atau foldernya saja.")
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise not_written(path, fault) from fault
    try:
        with os.fdopen(descriptor, "w+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with zipfile.ZipFile(file, "w", compresslevel=6) as target:
                yield ArchiveWriter(target)
            file.flush()
            os.fsync(file.fileno())
            draft.rename(path)
        _fsync_folder(path.parent)
    except OSError as fault:
        raise not_written(path, fault) from fault
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive with its manifest. Raises BackupError for anything else, and for one that was cut off."""
    try:
        with zipfile.ZipFile(path) as source:
            try:
                manifest = read_manifest(source.read(MANIFEST))
            except KeyError:
                raise _damaged(path, "daftar isinya tidak ada") from None
            yield source, manifest
    except FileNotFoundError:
        raise BackupError(f"Cadangan {path} tidak ada.", remedy="Periksa nama berkasnya.") from None
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as fault:
        raise _damaged(path, "terpotong, berubah, atau bukan berkas cadangan") from fault
    except OSError as fault:
        raise BackupError(
            f"Cadangan {path} tidak dapat dibaca: {os.strerror(fault.errno or 0)}.",
            remedy="Periksa disk dan izinnya.",
        ) from fault


def check_archive(path: Path, progress: Progress = lambda done, total: None) -> Manifest:
    """Read the whole archive and compare every part with the manifest. Raises BackupError at the first that differs."""
    with open_archive(path) as (source, manifest):
        if not all(KEY.fullmatch(part.storage_key) for part in manifest.files):
            raise _damaged(path, "nama isi berkasnya bukan dari program ini")
        parts: tuple[TablePart | FilePart, ...] = (*manifest.tables, *manifest.files)
        if sorted(source.namelist()) != sorted([MANIFEST, *(part.member for part in parts)]):
            raise _damaged(path, "isinya tidak sama dengan daftar isinya")
        for number, part in enumerate(parts, start=1):
            with source.open(part.member) as content:
                found = _counted(content)
            if (found.bytes, found.sha256) != (part.bytes, part.sha256) or (
                isinstance(part, TablePart) and found.lines != part.rows
            ):
                raise _damaged(path, f"bagian {part.member} berubah")
            progress(number, len(parts))
    return manifest


def _counted(content: IO[bytes]) -> Member:
    counted = Member()
    while piece := content.read(_PIECE):
        counted.write(piece)
    return counted


def _damaged(path: Path, reason: str) -> BackupError:
    return BackupError(
        f"Cadangan {path} rusak: {reason}. Tidak ada yang diubah.", remedy="Pakai cadangan yang lain."
    )


def _remove_abandoned(folder: Path) -> None:
    """Drafts of processes that were killed: nobody holds their lock any more."""
    for draft in folder.glob(f".*{_DRAFT}"):
        with suppress(OSError), draft.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

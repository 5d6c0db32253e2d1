"""The store in a local folder: for the owner's eyes only, each blob whole or absent."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from kopukm_core.files.errors import FileStoreFullError, FileStoreUnavailableError
from kopukm_core.files.sealing import damaged

logger = logging.getLogger("kopukm.files")

_READ_BYTES = 262_144
_DRAFTS = ".drafts"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class LocalStore:
    """Blobs as files below one folder, 0700 and 0600; written beside, synced to the disk, then renamed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __repr__(self) -> str:
        return f"<LocalStore {self._folder}>"

    @property
    def shown(self) -> str:
        return str(self._folder)

    def write(self, key: str, pieces: Iterable[bytes]) -> None:
        try:
            self._write(self._path(key), pieces)
        except OSError as fault:
            raise self._fault(fault) from fault

    def read(self, key: str) -> Iterator[bytes]:
        try:
            with self._path(key).open("rb") as file:
                while piece := file.read(_READ_BYTES):
                    yield piece
        except FileNotFoundError:
            raise damaged("tidak ada di penyimpanan") from None
        except OSError as fault:
            raise self._fault(fault) from fault

    def remove(self, key: str) -> None:
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as fault:
            raise self._fault(fault) from fault

    def listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        root = self._path(prefix)
        for folder, names, files in os.walk(root):
            names.sort()
            for name in files:
                path = Path(folder) / name
                with contextlib.suppress(FileNotFoundError):
                    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                    yield path.relative_to(self._folder).as_posix(), written

    def check(self) -> None:
        key = f"check/{os.getpid()}"
        self.write(key, (b"kopukm",))
        self.remove(key)

    def sweep_drafts(self, before: datetime) -> int:
        """Remove what a killed process left half written before the moment; how many."""
        removed = 0
        drafts = self._folder / _DRAFTS
        for path in drafts.iterdir() if drafts.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                    path.unlink()
                    removed += 1
        return removed

    def _write(self, path: Path, pieces: Iterable[bytes]) -> None:
        drafts = self._folder / _DRAFTS
        make_private(drafts)
        make_private(path.parent)
        descriptor, name = tempfile.mkstemp(dir=drafts)  # mkstemp makes it 0600
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
            _sync_folder(path.parent)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise

    def _path(self, key: str) -> Path:
        parts = key.split("/")
        if any(not part or part.startswith(".") for part in parts):
            raise ValueError(f"not a storage key: {key!r}")
        return self._folder.joinpath(*parts)

    def _fault(self, fault: OSError) -> Exception:
        logger.error("the folder of files %s fails: %s", self._folder, os.strerror(fault.errno or 0))
        if fault.errno in NO_ROOM:
            return FileStoreFullError(
                "Disk tempat berkas disimpan sudah penuh; berkas tidak tersimpan.",
                remedy="Beri tahu pengelola server, lalu unggah lagi sesudah ada ruang.",
            )
        return FileStoreUnavailableError(
            "Tempat berkas disimpan tidak dapat dibaca atau ditulis.",
            remedy="Coba lagi nanti; bila tetap gagal, beri tahu pengelola server.",
            retry_after=30,
        )


def make_private(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for the owner alone."""
    if folder.is_dir():
        return
    make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make sure that the new name itself is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

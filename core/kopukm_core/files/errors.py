"""What goes wrong with files, in words that name the limit or the place."""

from __future__ import annotations

from kopukm_core.errors import BusyError, KopukmError


class FileStoreUnavailableError(BusyError):
    """The store of files does not answer just now: the same request may succeed later."""


class FileStoreFullError(KopukmError):
    """No room is left where files are kept: nothing was stored."""

    code = "FILE_STORE_FULL"


class FileDamagedError(KopukmError):
    """The stored content is missing, or is not what was once stored."""

    code = "FILE_DAMAGED"

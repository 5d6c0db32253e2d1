"""The files of an installation: its store, its purposes and its limits, for those who write and read contents."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from kopukm_core.files.local_store import LocalStore, make_private
from kopukm_core.files.purpose import FilePurposes
from kopukm_core.files.s3_store import S3Store
from kopukm_core.files.settings import FileSettings
from kopukm_core.files.store import ContentStore
from kopukm_core.settings import Settings, home_not_usable

FOLDER = "files"
TEMPORARY_FOLDER = "temporary"


class Files:
    """What `platform.files` is."""

    def __init__(self, settings: Settings, limits: FileSettings, purposes: FilePurposes) -> None:
        self._settings = settings
        self.limits = limits
        self.purposes = purposes

    @cached_property
    def store(self) -> ContentStore:
        """The bucket that `KOPUKM_FILES_URL` names, else the folder `files` in the home."""
        if self.limits.s3 is not None:
            return S3Store(self.limits.s3)
        return LocalStore(self._settings.home / FOLDER)

    def temporary_folder(self) -> Path:
        """Where contents stand in the open while they come in or are worked on; 0700, made where it is missing."""
        folder = self._settings.home / TEMPORARY_FOLDER
        try:
            make_private(folder)
            if not os.access(folder, os.W_OK):
                raise PermissionError(13, "")
        except OSError as fault:
            raise home_not_usable(folder, fault) from fault
        return folder

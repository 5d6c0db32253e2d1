"""The commands of files; both come through doors written for them."""

from __future__ import annotations

from kopukm_core.files.reading import ReadFile
from kopukm_core.files.receiving import UploadFile

FILE_COMMANDS: tuple[type, ...] = (UploadFile, ReadFile)

"""Files: their purposes, the store that keeps them encrypted, and who may upload, read and refer to them."""

from kopukm_core.files.access import Files
from kopukm_core.files.contents import (
    Measured,
    Source,
    WrittenContent,
    content_of,
    local_copy,
    measure,
    remove_content,
    write_content,
)
from kopukm_core.files.errors import FileDamagedError, FileStoreFullError, FileStoreUnavailableError
from kopukm_core.files.media_types import PAPERS, PHOTOS, SPREADSHEETS
from kopukm_core.files.models import StoredFile
from kopukm_core.files.naming import clean_name
from kopukm_core.files.purpose import FilePurpose, FilePurposes
from kopukm_core.files.purposes import IMPORT, IMPORT_REPORT, READ_IMPORTS
from kopukm_core.files.settings import FileSettings, file_settings
from kopukm_core.files.storing import (
    keep_files,
    readable_file,
    remove_file,
    save_file,
    save_row,
    visible_files,
)

__all__ = [
    "IMPORT",
    "IMPORT_REPORT",
    "PAPERS",
    "PHOTOS",
    "READ_IMPORTS",
    "SPREADSHEETS",
    "FileDamagedError",
    "FilePurpose",
    "FilePurposes",
    "FileSettings",
    "FileStoreFullError",
    "FileStoreUnavailableError",
    "Files",
    "Measured",
    "Source",
    "StoredFile",
    "WrittenContent",
    "clean_name",
    "content_of",
    "file_settings",
    "keep_files",
    "local_copy",
    "measure",
    "readable_file",
    "remove_content",
    "remove_file",
    "save_file",
    "save_row",
    "visible_files",
    "write_content",
]

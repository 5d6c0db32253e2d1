"""Backup and restore: database and files in one archive, made while others write; keys apart."""

from kopukm_core.backup.archive import check_archive
from kopukm_core.backup.errors import BackupError
from kopukm_core.backup.making import create_backup, remove_older
from kopukm_core.backup.manifest import Manifest
from kopukm_core.backup.restoring import Restored, restore_backup

__all__ = [
    "BackupError",
    "Manifest",
    "Restored",
    "check_archive",
    "create_backup",
    "remove_older",
    "restore_backup",
]

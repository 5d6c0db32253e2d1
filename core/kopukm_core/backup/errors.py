"""What goes wrong with a backup, told so that an operator can act on it."""

from __future__ import annotations

import os
from pathlib import Path

from kopukm_core.errors import KopukmError


class BackupError(KopukmError):
    """A backup cannot be made, is damaged, or does not fit this installation. Nothing was changed."""

    code = "BACKUP"


def not_written(path: Path, fault: OSError) -> BackupError:
    """The error for an archive that could not be written to its end; nothing is left under its name."""
    reason = os.strerror(fault.errno) if fault.errno else str(fault)
    return BackupError(
        f"Cadangan {path} tidak dapat ditulis: {reason}. Tidak ada cadangan setengah jadi yang tertinggal.",
        remedy="Periksa ruang dan izin di sana, atau pilih folder lain: kopukm backup FOLDER",
    )

"""What a request with files may bring."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Limits of one request with files. Sizes are in bytes."""

    folder: Path
    """Where contents stand while the request lasts, in files without a name."""
    file_bytes: int
    """The largest file of any purpose, and of all files of one request together."""
    files: int
    seconds: float
    """How long the request may take, from its first byte to its answer."""
    anonymous: bool = False
    """Whether somebody who is not logged in may send files at all."""

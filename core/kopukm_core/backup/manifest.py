"""The page of contents of a backup: where it comes from, what is in it, and by what each part is checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson

from kopukm_core.backup.errors import BackupError

FORMAT = "kopukm-backup"
FORMAT_VERSION = 1
"""Raised when an older program could no longer read the archive."""


@dataclass(frozen=True, slots=True)
class TablePart:
    """The rows of one table, in the member `database/NAME.copy`.

    `highest_id` is the largest key ever given (0 for none), which may be more than any row holds.
    """

    name: str
    columns: tuple[str, ...]
    rows: int
    highest_id: int
    bytes: int
    sha256: str

    @property
    def member(self) -> str:
        return f"database/{self.name}.copy"


@dataclass(frozen=True, slots=True)
class FilePart:
    """The content of one stored file, in the member `files/KEY`."""

    storage_key: str
    bytes: int
    sha256: str

    @property
    def member(self) -> str:
        return f"files/{self.storage_key}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `keys` are the fingerprints of the keys of personal data by id: the keys themselves are never in a backup.
    `migrations` are `app.name`. `missing_files` were removed while the backup was made.
    """

    program_version: str
    made_at: datetime
    database: str
    plugins: dict[str, str]
    migrations: tuple[str, ...]
    keys: dict[str, str]
    tables: tuple[TablePart, ...]
    files: tuple[FilePart, ...] = ()
    missing_files: tuple[str, ...] = ()

    @property
    def row_count(self) -> int:
        return sum(table.rows for table in self.tables)

    def to_json(self) -> bytes:
        """The manifest as it stands in the archive; the moment keeps the office's time zone."""
        content = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}
        return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def read_manifest(text: bytes) -> Manifest:
    """The manifest of an archive. Raises BackupError where it is none, or from a newer program."""
    try:
        content: dict[str, Any] = orjson.loads(text)
        if content.pop("format") != FORMAT:
            raise KeyError
        version = int(content.pop("format_version"))
        if version > FORMAT_VERSION:
            raise BackupError(
                f"Cadangan ini berbentuk versi {version}; program ini mengenal sampai {FORMAT_VERSION}.",
                remedy="Pasang versi kopukm yang membuatnya, atau yang lebih baru.",
            )
        tables = tuple(TablePart(**{**one, "columns": tuple(one["columns"])}) for one in content["tables"])
        files = tuple(FilePart(**one) for one in content["files"])
        return Manifest(
            program_version=str(content["program_version"]),
            made_at=datetime.fromisoformat(content["made_at"]),
            database=str(content["database"]),
            plugins=dict(content["plugins"]),
            migrations=tuple(content["migrations"]),
            keys=dict(content["keys"]),
            tables=tables,
            files=files,
            missing_files=tuple(content["missing_files"]),
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        raise BackupError(
            "Berkas ini bukan cadangan kopukm, atau daftar isinya rusak.", remedy="Pakai cadangan yang lain."
        ) from None

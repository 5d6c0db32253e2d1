"""A file that came with the request: the value of a variable of type `Upload`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from kopukm_core.errors import BadInputError


@dataclass(frozen=True, slots=True, eq=False)
class ReceivedFile:
    """A content in a temporary file without a name in any folder, gone when the request ends; `name` as it was sent."""

    content: BinaryIO
    name: str
    size: int


def received_file(value: Any) -> ReceivedFile:
    """The value of a variable. Raises BadInputError for whatever did not come as a file of the request."""
    if isinstance(value, ReceivedFile):
        return value
    raise BadInputError(
        "Berkas tidak disertakan.",
        remedy="Kirim permintaannya sebagai multipart/form-data, menurut GraphQL multipart request specification.",
    )

"""A file that was uploaded before, as an input."""

from __future__ import annotations

from typing import ClassVar

from kopukm_core.values.reading import RawValue, Reading, ReadingContext, doubtful
from kopukm_core.values.record_id import RecordIdType


class FileReferenceType(RecordIdType):
    """The number of an uploaded file; the terminal takes a path as well, and uploads it first.

    That the actor may use the file, and that it was uploaded for what the question names, is checked by the runner.
    """

    name: ClassVar[str] = "file reference"
    title: ClassVar[str] = "Nomor berkas"

    def __init__(self) -> None:
        super().__init__("File")

    def read(self, raw: RawValue, context: ReadingContext) -> Reading[int]:
        reading = super().read(raw, context)
        if reading.is_clean:
            return reading
        return doubtful("FILE_REFERENCE_INVALID", "Tulis nomor berkas yang sudah diunggah.")

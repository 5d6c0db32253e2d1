"""Text files with delimiters (csv, tsv), in whatever encoding and with whatever delimiter an office saves
them.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from kopukm_core.tabular.limits import DEFAULT_LIMITS, TabularLimits
from kopukm_core.tabular.sheets import Sheet, TabularError

DELIMITERS = (";", ",", "\t", "|")

_SAMPLE_RECORDS = 60
_LONGEST_FIELD = 1_000_000
_MOST_LINES_OF_A_FIELD = 50
"""A field of more lines began with a stray quotation mark: the file is read again without quoting."""
_SEPARATOR_LINE = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(content: bytes, name: str, limits: TabularLimits = DEFAULT_LIMITS) -> list[Sheet]:
    """The file as one sheet; a record's index is its row as a spreadsheet shows it. Raises TabularError."""
    text = decoded(content)
    separator = _SEPARATOR_LINE.match(text)
    body = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else likely_delimiter(body)
    # A spreadsheet takes the line "sep=;" for itself and begins to number below it.
    return [Sheet(name, _records(body, delimiter, limits))]


def decoded(content: bytes) -> str:
    """The text: by its byte order mark, else UTF-8, else UTF-16 without a mark, else Windows-1252."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(content, encoding)
    sample = content[:4096]
    if sample.count(0) > len(sample) // 4:
        return _decode(content, "utf-16-le" if sample[1:2] == b"\0" else "utf-16-be")
    if b"\0" in content:
        raise TabularError(
            "Berkas ini bukan berkas teks dan bukan buku kerja.", remedy="Simpan sebagai .xlsx atau .csv."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def likely_delimiter(text: str) -> str:
    """The delimiter that cuts the first records most evenly into most fields."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for _, record in zip(range(_SAMPLE_RECORDS), reader, strict=False):
            if len(record) > 1:
                widths[len(record)] += 1
    except csv.Error:
        return (0, 0)
    if not widths:
        return (0, 0)
    width, records = max(widths.items(), key=lambda item: item[0] * item[1])
    return (width * records, records)


def _records(text: str, delimiter: str, limits: TabularLimits) -> list[list[str]]:
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        records = _counted(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), limits)
        if any(field.count("\n") > _MOST_LINES_OF_A_FIELD for record in records for field in record):
            plain = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
            return _counted(plain, limits)
        return records
    except csv.Error as fault:
        raise TabularError(
            f"Berkas CSV tidak dapat dibaca ({fault}).",
            remedy="Periksa tanda kutip yang tidak ditutup, atau simpan sebagai .xlsx.",
        ) from fault
    finally:
        csv.field_size_limit(previous)


def _counted(reader: Iterable[list[str]], limits: TabularLimits) -> list[list[str]]:
    records: list[list[str]] = []
    cells = 0
    for record in reader:
        if len(record) > limits.columns:
            raise limits.exceeded("columns", f"Baris {len(records) + 1} memuat {len(record)} kolom")
        cells += len(record)
        if cells > limits.cells:
            raise limits.exceeded("cells", "Berkas ini memuat terlalu banyak sel")
        records.append(record)
        if len(records) > limits.rows:
            raise limits.exceeded("rows", f"Berkas ini memuat lebih dari {limits.rows} baris")
    return records


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise TabularError(
            f"Huruf dalam berkas tidak sesuai dengan pengodeannya ({encoding}).",
            remedy="Simpan ulang sebagai CSV UTF-8.",
        ) from None

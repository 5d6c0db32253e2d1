"""Files made to do harm, or merely too large, are refused with the name of the limit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from kopukm_core.errors import ConfigurationError
from kopukm_core.tabular import TabularError, TabularLimitError, TabularLimits, read_apart, tabular_limits

SMALL = TabularLimits(
    file_megabytes=2, unpacked_megabytes=3, sheets=2, rows=50, columns=20, cells=600, cell_characters=100
)


def workbook(*cells: tuple[int, int, str], sheets: int = 1) -> bytes:
    """An xlsx with these cells on its first sheet."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    for number in range(sheets):
        sheet = book.add_worksheet()
        for row, column, text in cells if number == 0 else ():
            sheet.write_string(row, column, text)
    book.close()
    return held.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The archive with one more part, or another instead of the one of this name."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry.filename, source.read(entry))
        target.writestr(name, part)
    return held.getvalue()


def lying(content: bytes, name: str) -> bytes:
    """The archive, whose directory says that the part is empty."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        size = source.getinfo(name).file_size
    return content.replace(size.to_bytes(4, "little"), (0).to_bytes(4, "little"))


PACKED = with_part(workbook((0, 0, "a")), "xl/media/x.bin", bytes(3_500_001))
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a file too large": (lambda: bytes(2_000_001), "file_megabytes"),
    "a zip bomb": (lambda: PACKED, "unpacked_megabytes"),
    "a zip bomb whose directory lies": (lambda: lying(PACKED, "xl/media/x.bin"), "unpacked_megabytes"),
    "too many sheets": (lambda: workbook((0, 0, "a"), sheets=3), "sheets"),
    "too many rows": (lambda: workbook((0, 0, "a"), (50, 0, "b")), "rows"),
    "too many columns": (lambda: workbook((0, 0, "a"), (0, 20, "b")), "columns"),
    "too many cells": (lambda: workbook((0, 0, "a"), (40, 19, "b")), "cells"),
    "a cell too long": (lambda: workbook((0, 0, "a" * 101)), "cell_characters"),
    "two cells at opposite corners": (
        lambda: workbook((0, 0, "a"), (1_048_575, 16_383, "b")),
        "memory_megabytes",
    ),
    "csv with too many rows": (lambda: b"a;b\n" * 51, "rows"),
    "csv with too many columns": (lambda: b";".join([b"a"] * 21), "columns"),
    "csv with too many cells": (lambda: (b";".join([b"a"] * 15) + b"\n") * 41, "cells"),
    "csv with a long cell": (lambda: b"a;b\n" + b"c" * 101 + b";d\n", "cell_characters"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_beyond_a_limit_is_refused_with_its_name(kind: str, tmp_path: Path) -> None:
    make, limit = FILES[kind]
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(make())
    with pytest.raises(TabularLimitError, match=f"KOPUKM_IMPORT_{limit.upper()}") as refused:
        read_apart(path, SMALL)
    assert (refused.value.limit, refused.value.code) == (limit, "IMPORT_LIMIT")


def test_one_endless_line_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "baris.csv"
    path.write_bytes(b"a" * 1_500_000)
    with pytest.raises(TabularError):
        read_apart(path, SMALL)


def test_a_dimension_that_lies_and_xml_entities_do_no_harm(tmp_path: Path) -> None:
    plain = workbook((0, 0, "a"), (1, 1, "b"))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        strings = archive.read("xl/sharedStrings.xml")
    path = tmp_path / "dimensi.xlsx"
    path.write_bytes(
        with_part(plain, "xl/worksheets/sheet1.xml", sheet.replace(b'"A1:B2"', b'"A1:XFD1048576"'))
    )
    assert [len(row) for row in read_apart(path, SMALL)[0].rows] == [2, 2]

    entities = b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    )
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + entities + b"]>"
    declaration, rest = strings.split(b"?>", 1)
    path.write_bytes(
        with_part(plain, "xl/sharedStrings.xml", declaration + b"?>" + bomb + rest.replace(b">a<", b">&j;<"))
    )
    with pytest.raises(TabularError):
        read_apart(path, SMALL)


def test_limits_are_set_by_variables() -> None:
    assert tabular_limits({"KOPUKM_IMPORT_ROWS": "7"}).rows == 7
    assert tabular_limits({}) == TabularLimits()
    for wrong in ("0", "-1", "1,5", "banyak"):
        with pytest.raises(ConfigurationError, match="KOPUKM_IMPORT_ROWS"):
            tabular_limits({"KOPUKM_IMPORT_ROWS": wrong})

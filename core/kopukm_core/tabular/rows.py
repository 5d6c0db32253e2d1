"""The rows below a header: which of them are data, and what their cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kopukm_core.tabular.columns import EMPTY_WORDS, Column
from kopukm_core.tabular.harmless import is_formula_text
from kopukm_core.tabular.header import Header
from kopukm_core.tabular.judged import CellFinding, RowKey, SheetRow
from kopukm_core.tabular.sheets import Sheet, column_letters
from kopukm_core.values.reading import Finding, RawValue, ReadingContext
from kopukm_core.values.text import TextType, clean_text, text_of

_TOTAL_WORD = re.compile(r"(?:GRAND\s+)?(?:JUMLAH|TOTAL|JML)\b", re.IGNORECASE)
_TOTAL_OF = re.compile(
    r"\s*(?:$|[:.\d(\-]|SELURUH|KESELURUHAN|UMUM|AKHIR|BESAR|SEMUA|DATA|BARIS|KOPERASI|UKM|USAHA|ANGGOTA|PELAKU|"
    r"KAB|KOTA|KEC|DESA|KEL|WILAYAH|HAL|PER\b|TAHUN|DAN\b|I+\b|[A-Z]\b)",
    re.IGNORECASE,
)
"""What may follow the word: anything else is a name ("Total Persada")."""
_SUBTOTAL_WORD = re.compile(
    r"SUB[\s-]?(?:TOTAL|JUMLAH)\b|(?:JUMLAH|TOTAL|JML)\s+(?=(?:KEC|DESA|KEL|WILAYAH|HALAMAN|HAL)\b)",
    re.IGNORECASE,
)
_FIRST_LETTERS = frozenset("GJTSgjts")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_NUMBERING = re.compile(r"\(?(\d{1,3})[).]?")


_ERROR_VALUE = re.compile(r"#(?:REF|VALUE|NAME|DIV/0|NUM|NULL|N/A|SPILL|CALC)[!?]?", re.IGNORECASE)
_FORMULA = Finding(
    "FORMULA_TEXT", "Teks ini berbentuk rumus; disimpan sebagai teks biasa dan tidak dijalankan."
)


@dataclass(slots=True)
class SkippedRows:
    """Row numbers below the header that are no data, by the reason."""

    blank: list[int] = field(default_factory=list)
    column_numbers: list[int] = field(default_factory=list)
    repeated_header: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    below_totals: list[int] = field(default_factory=list)
    """Filled rows below the totals row that ended the data."""
    data_below_totals: list[int] = field(default_factory=list)
    """Those of them that look like data: an identifying column and another one are filled."""


def read_rows(
    sheet: Sheet, header: Header, context: ReadingContext, skipped: SkippedRows
) -> Iterator[SheetRow]:
    """The data rows with their values; `skipped` is filled on the way.

    A totals row ends the data; a subtotal is only passed over.
    """
    covered = _cells_below_merges(sheet, header)
    columns = [
        (column, header.columns[column.field], _empty_words(header, column))
        for column in header.declaration.columns
        if column.field in header.columns
    ]
    headings = [
        {column: text for column, cell in enumerate(sheet.rows[row]) if (text := text_of(cell).casefold())}
        for row in range(header.first_row, header.last_row + 1)
    ]
    for index in range(header.last_row + 1, len(sheet.rows)):
        cells = _shown(sheet, index, covered)
        texts = [clean_text(cell) if isinstance(cell, str) else text_of(cell) for cell in cells]
        number = index + 1
        if not any(texts):
            skipped.blank.append(number)
        elif is_subtotal(texts):
            skipped.totals.append(number)
        elif is_total(texts):
            skipped.totals.append(number)
            if header.declaration.ends_at_totals:
                _note_below_totals(sheet, header, index + 1, skipped)
                return
        elif is_column_numbers(texts):
            skipped.column_numbers.append(number)
        elif any(_repeats(texts, row) for row in headings):
            skipped.repeated_header.append(number)
        else:
            yield _read(RowKey(sheet.name, number), header, cells, texts, columns, context)


def _note_below_totals(sheet: Sheet, header: Header, first: int, skipped: SkippedRows) -> None:
    declaration = header.declaration
    identifying = {column.field for column in declaration.columns if column.required}
    identifying.update(name for group in declaration.any_of[:1] for name in group)
    for index in range(first, len(sheet.rows)):
        texts = [text_of(cell) for cell in sheet.rows[index]]
        if not any(texts):
            continue
        skipped.below_totals.append(index + 1)
        filled = {name for name, place in header.columns.items() if place < len(texts) and texts[place]}
        if len(filled) > 1 and filled & identifying:
            skipped.data_below_totals.append(index + 1)


def is_total(texts: Sequence[str]) -> bool:
    """Whether the first filled cell begins with JUMLAH or TOTAL, or a cell says no more, and no names
    follow.
    """
    return _begins_with(_TOTAL_WORD, texts)


def is_subtotal(texts: Sequence[str]) -> bool:
    """The same for a subtotal, or for the total of a kecamatan or a page."""
    return _begins_with(_SUBTOTAL_WORD, texts)


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether the cells count 1, 2, 3 … as the row below a printed header does."""
    numbers = [_NUMBERING.fullmatch(text) for text in texts if text]
    values = [int(match[1]) for match in numbers if match]
    if len(values) < 3 or len(values) != len(numbers):
        return False
    return values[0] <= 3 and all(after - before == 1 for before, after in pairwise(values))


def _begins_with(word: re.Pattern[str], texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    match = word.match(filled[0])
    begins = match is not None and _TOTAL_OF.match(filled[0], match.end()) is not None
    if not begins and not any(
        text[0] in _FIRST_LETTERS and word.fullmatch(text.rstrip(" :.")) for text in filled
    ):
        return False
    return sum(1 for text in filled if _LETTERS.search(text)) <= 2


def _repeats(texts: Sequence[str], headings: dict[int, str]) -> bool:
    same = sum(1 for i, heading in headings.items() if i < len(texts) and texts[i].casefold() == heading)
    return same >= 2 and same * 2 >= len(headings)


def _cells_below_merges(sheet: Sheet, header: Header) -> dict[int, dict[int, RawValue]]:
    """Cells in the data that a merged cell above covers, with the value shown there."""
    covered: dict[int, dict[int, RawValue]] = {}
    for area in sheet.merged:
        if area.first_row <= header.last_row or area.last_row == area.first_row:
            continue
        value = sheet.cell(area.first_row, area.first_column)
        for row in range(area.first_row + 1, min(area.last_row + 1, len(sheet.rows))):
            covered.setdefault(row, {})[area.first_column] = value
    return covered


def _shown(sheet: Sheet, index: int, covered: dict[int, dict[int, RawValue]]) -> Sequence[RawValue]:
    hidden = covered.get(index)
    if not hidden:
        return sheet.rows[index]
    cells = list(sheet.rows[index])
    cells.extend([None] * (max(hidden) + 1 - len(cells)))
    for column, value in hidden.items():
        cells[column] = value
    return cells


def _empty_words(header: Header, column: Column) -> frozenset[str]:
    return EMPTY_WORDS | frozenset(header.declaration.empty_words) | frozenset(column.empty_words)


def _read(
    key: RowKey,
    header: Header,
    cells: Sequence[RawValue],
    texts: Sequence[str],
    columns: Sequence[tuple[Column, int, frozenset[str]]],
    context: ReadingContext,
) -> SheetRow:
    values: dict[str, object] = {}
    shown: dict[str, str] = {}
    findings: list[CellFinding] = []
    for column, index, empty_words in columns:
        text = texts[index] if index < len(texts) else ""
        if text.casefold() in empty_words:
            values[column.field] = None
            continue
        shown[column.field] = text
        reading = column.value_type.read(cells[index], context)
        values[column.field] = reading.value
        found = reading.findings
        if text[0] == "#" and isinstance(column.value_type, TextType) and _ERROR_VALUE.fullmatch(text):
            values[column.field] = None
            found = (Finding("CELL_ERROR", f"Sel ini memuat galat rumus {text}; dikosongkan."),)
        if text[0] in "=+-@" and isinstance(column.value_type, TextType) and is_formula_text(text):
            found = (*found, _FORMULA)
        for finding in found:
            code = column.codes.get(finding.code, finding.code)
            address = f"{column_letters(index)}{key.number}"
            findings.append(CellFinding(column.field, address, code, finding.message))
    return SheetRow(key, header.declaration.name, values, shown, tuple(findings), header.columns)

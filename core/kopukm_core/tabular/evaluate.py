"""From a file to its report: read, find the headers, read the cells, judge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kopukm_core.tabular.columns import ImportDeclaration
from kopukm_core.tabular.header import Header, HeadingMatcher, find_header
from kopukm_core.tabular.judged import SheetRow
from kopukm_core.tabular.labels import label_key
from kopukm_core.tabular.report import ImportReport, RowReport, SheetReport
from kopukm_core.tabular.report_columns import report_headings, without_report_columns
from kopukm_core.tabular.rows import SkippedRows, read_rows
from kopukm_core.tabular.sheets import Sheet, TabularError, column_letters
from kopukm_core.tabular.source import read_sheets
from kopukm_core.values.reading import ReadingContext
from kopukm_core.values.text import text_of


def evaluate(path: Path, declaration: ImportDeclaration, context: ReadingContext) -> ImportReport:
    """Judge a file; nothing is stored. Raises TabularError when no sheet of it can be understood."""
    return evaluate_sheets(read_sheets(path), declaration, context, file=path.name)


def evaluate_sheets(
    sheets: Sequence[Sheet], declaration: ImportDeclaration, context: ReadingContext, *, file: str
) -> ImportReport:
    """Judge sheets that were read already; the columns of an earlier report in them are passed by."""
    headings = report_headings(declaration)
    stripped = [without_report_columns(sheet, headings) for sheet in sheets]
    sheets = [sheet for sheet, _ in stripped]
    earlier = {sheet.name: place for sheet, place in stripped}
    headers = matched_headers(sheets, declaration)
    rows: dict[str, list[SheetRow]] = {kind.name: [] for kind in declaration.sheets}
    reports = []
    for sheet, header in zip(sheets, headers, strict=True):
        if header is None or header.missing:
            reports.append(SheetReport(sheet.name, left_out=_left_out(sheet, header)))
            continue
        skipped = SkippedRows()
        rows[header.declaration.name].extend(read_rows(sheet, header, context, skipped))
        reports.append(
            SheetReport(
                sheet.name,
                header.declaration.name,
                header.declaration.title,
                header.first_row + 1,
                header.labels,
                tuple(label for _, label in header.unknown),
                skipped,
                report_columns_at=earlier[sheet.name],
            )
        )
    judged = declaration.judge(rows, context)
    order = {sheet.name: index for index, sheet in enumerate(sheets)}
    ordered = sorted(judged, key=lambda row: (order[row.row.key.sheet], row.row.key.number))
    return ImportReport(
        declaration.name,
        file,
        context.today,
        reports,
        [RowReport(row) for row in ordered],
        declaration.report_as,
    )


def matched_headers(sheets: Sequence[Sheet], declaration: ImportDeclaration) -> list[Header | None]:
    """The header of each sheet, by the declaration whose columns it names best.

    Several sheets may be of one kind. Hidden sheets are left out. Raises TabularError, naming what was
    looked for and what was found, when no sheet has all that one of the declarations requires.
    """
    matchers = [(kind, HeadingMatcher(kind)) for kind in declaration.sheets]
    headers: list[Header | None] = []
    for sheet in sheets:
        found = []
        if not sheet.is_hidden:
            for kind, matcher in matchers:
                header = find_header(sheet, kind, matcher)
                if header is not None:
                    found.append((_fit(sheet, header), header))
        headers.append(max(found, key=lambda pair: pair[0])[1] if found else None)
    if not any(header is not None and not header.missing for header in headers):
        raise _nothing_fits(sheets, headers, declaration)
    return headers


def _fit(sheet: Sheet, header: Header) -> tuple[bool, int, bool, float]:
    name = label_key(sheet.name)
    is_named = any(label_key(word) in name for word in header.declaration.names)
    return (not header.missing, header.score, is_named, header.score / len(header.declaration.columns))


def _left_out(sheet: Sheet, header: Header | None) -> str:
    if sheet.is_hidden:
        return "lembar ini tersembunyi"
    if header is None:
        return "tidak ada judul kolom yang dikenal"
    return f"kolom wajib tidak ada: {', '.join(header.missing)}"


def _nothing_fits(
    sheets: Sequence[Sheet], headers: Sequence[Header | None], declaration: ImportDeclaration
) -> TabularError:
    near = [(sheet, header) for sheet, header in zip(sheets, headers, strict=True) if header is not None]
    if near:
        sheet, header = max(near, key=lambda pair: pair[1].score)
        found = [f"{column_letters(i)} {label!r}" for i, label in header.unknown]
        return TabularError(
            f"Lembar {sheet.name!r} tampaknya {header.declaration.title} (judul kolom di baris "
            f"{header.first_row + 1}), tetapi kolom wajib tidak ditemukan: {', '.join(header.missing)}. "
            f"Dikenali: {', '.join(repr(label) for label in header.labels.values())}. "
            f"Tidak dikenal: {', '.join(found) or 'tidak ada'}.",
            remedy="Beri kolom itu judul yang dimaksud, lalu unggah lagi.",
        )
    looked_for = "; ".join(
        f"{kind.title} ({', '.join(column.label for column in kind.columns[:6])} …)"
        for kind in declaration.sheets
    )
    seen = "; ".join(f"{sheet.name!r}: {_beginning(sheet)}" for sheet in sheets[:5]) or "tidak ada lembar"
    return TabularError(
        f"Tidak ada lembar dengan judul kolom yang dikenal. Dicari: {looked_for}. Ditemukan: {seen}.",
        remedy="Pastikan berkas ini yang dimaksud dan judul kolomnya tidak dihapus.",
    )


def _beginning(sheet: Sheet) -> str:
    if sheet.is_hidden:
        return "(tersembunyi)"
    for row in sheet.rows:
        texts = [text for text in (text_of(cell) for cell in row) if text]
        if texts:
            return ", ".join(text[:40] for text in texts[:6])
    return "(kosong)"

"""What an import tells a person at the terminal: what was read, what was left out, what to mend first."""

from __future__ import annotations

from collections import Counter

from kopukm_core.tabular.judged import Outcome
from kopukm_core.tabular.report import Action, ImportReport, RowReport, SheetReport

OUTCOME_TITLES = {
    Outcome.OK: "diterima",
    Outcome.WARNING: "diterima dengan catatan",
    Outcome.DUPLICATE: "ganda",
    Outcome.ERROR: "ditolak",
}

_ALL_SHOWN = 20
"""So many rows that are not stored are shown all; of more, the first `_FIRST_SHOWN`."""
_FIRST_SHOWN = 10


def summary_of(report: ImportReport, *, more: str = "--report laporan.csv") -> str:
    """The summary; `more` says where every row stands (a file, or how to get one)."""
    lines = [f"{report.file}: {len(report.rows)} baris dibaca per {report.as_of:%d/%m/%Y}."]
    if not report.rows:
        lines.append("  Berkas ini hanya berisi judul kolom: tidak ada baris data di bawahnya.")
    outcomes = report.outcomes()
    for sheet in report.sheets:
        lines.append(f"  Lembar {sheet.name!r}: {_sheet_line(sheet)}")
        lines.extend(_below_totals(sheet))
    lines.extend(f"  {outcomes[outcome]:>7} {title}" for outcome, title in OUTCOME_TITLES.items())
    actions = Counter(row.action for row in report.rows if row.action is not None)
    if actions:
        lines.append(
            f"  Tersimpan: {actions[Action.CREATED]} baru, {actions[Action.UPDATED]} diperbarui, "
            f"{actions[Action.UNCHANGED]} tetap."
        )
    codes = report.codes()
    if codes:
        lines.append("Catatan:")
    examples = _examples(report)
    lines.extend(f"  {count:>7} {code} - {examples[code]}" for code, count in codes.most_common())
    lines.extend(_not_stored(report, more))
    return "\n".join(lines)


def _examples(report: ImportReport) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in report.rows:
        for finding in row.findings:
            place = f"{row.key.sheet}!{finding.cell or row.key.number}"
            found.setdefault(finding.code, f"misalnya {place}: {finding.message}")
    return found


def _not_stored(report: ImportReport, more: str) -> list[str]:
    rows = [row for row in report.rows if not row.outcome.is_kept]
    if not rows:
        return []
    shown = rows if len(rows) <= _ALL_SHOWN else rows[:_FIRST_SHOWN]
    lines = ["Baris yang tidak disimpan:", *(_row_line(row) for row in shown)]
    if len(shown) < len(rows):
        lines.append(f"  … dan {len(rows) - len(shown)} baris lagi; semuanya: {more}")
    return lines


def _row_line(row: RowReport) -> str:
    reasons = "; ".join(dict.fromkeys(finding.message for finding in row.findings))
    place = f"{row.key.sheet} baris {row.key.number}, {row.name or '(kosong)'}"
    return f"  {place}: {OUTCOME_TITLES[row.outcome]}. {reasons}"


def _sheet_line(sheet: SheetReport) -> str:
    if sheet.left_out:
        return f"tidak dibaca, {sheet.left_out}."
    line = f"{sheet.title}, judul kolom di baris {sheet.header_row}, {len(sheet.columns)} kolom dikenali."
    if sheet.unknown_columns:
        line += " Kolom yang tidak dikenal dan dilewati: " + ", ".join(sheet.unknown_columns) + "."
    return line


def _below_totals(sheet: SheetReport) -> list[str]:
    below, data = sheet.skipped.below_totals, sheet.skipped.data_below_totals
    if not below:
        return []
    total = sheet.skipped.totals[-1]
    lines = [f"    {len(below)} baris di bawah baris jumlah (baris {total}) tidak dibaca."]
    if data:
        numbers = ", ".join(str(number) for number in data[:_FIRST_SHOWN])
        more = f" dan {len(data) - _FIRST_SHOWN} lagi" if len(data) > _FIRST_SHOWN else ""
        lines.append(
            f"    PERHATIAN: baris {numbers}{more} tampaknya berisi data. Bila benar, hapus baris {total} atau "
            "pindahkan ke paling bawah, lalu impor lagi."
        )
    return lines

"""Judging the reports sheet: whose report, of which year, and whether its figures agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kopukm_core.tabular import CellFinding, JudgedRow, SheetRow
from kopukm_siopik.imports.columns import FIGURES
from kopukm_siopik.imports.context import CooperativeImportContext
from kopukm_siopik.imports.whose import Owner, Owners
from kopukm_siopik.rules import balance_doubts, meeting_doubts, year_doubts


def judge_reports(
    rows: Sequence[SheetRow], owners: Owners, context: CooperativeImportContext
) -> list[JudgedRow]:
    """All rows in the file's order; the first report of a cooperative and year is the one kept."""
    judged: list[JudgedRow] = []
    first: dict[tuple[Owner, int], int] = {}
    for row in rows:
        attribution = owners.attribute(
            row.values.get("cooperative_number"),
            row.values.get("name"),
            row.values.get("legal_entity_number"),
        )
        owner = attribution.owner
        values = _values(row, owner)
        if owner is None:
            field = "name" if attribution.code == "IDENTITY_CONFLICT" else "cooperative_number"
            finding = row.finding(field, attribution.code, attribution.message)
            judged.append(JudgedRow.refused(row, values, finding))
            continue
        year = values["year"]
        if year is None:
            written = row.texts.get("year", "")
            message = f"{written!r} bukan tahun buku yang sah." if written else "Tahun buku kosong."
            judged.append(JudgedRow.refused(row, values, row.finding("year", "YEAR_INVALID", message)))
            continue
        earlier = first.get((owner, year))
        if earlier is not None:
            judged.append(_second(row, values, earlier, judged))
            continue
        first[owner, year] = len(judged)
        findings = [*row.findings, *_doubts(row, values, owner, context)]
        if attribution.is_by_name:
            message = f"Nomornya tidak dikenal; dicocokkan dengan {owner.name!r} lewat nama."
            findings.append(row.finding("cooperative_number", "MATCHED_BY_NAME", message))
        judged.append(JudgedRow.from_findings(row, values, findings))
    return judged


def _values(row: SheetRow, owner: Owner | None) -> dict[str, Any]:
    read = row.values
    return {
        "cooperative_row": owner.row if owner else None,
        "cooperative_id": owner.id if owner else None,
        "year": read.get("year"),
        "annual_meeting_on": read.get("annual_meeting_on"),
        **{figure: read.get(figure) for figure in FIGURES},
    }


def _second(row: SheetRow, values: dict[str, Any], earlier: int, judged: list[JudgedRow]) -> JudgedRow:
    """A second report of a cooperative and year: a repetition, or a conflict that marks the first one."""
    kept = judged[earlier]
    number = kept.row.key.number
    if all(values[name] == kept.values[name] for name in ("annual_meeting_on", *FIGURES)):
        message = f"Laporan ini sama dengan baris {number}."
        return JudgedRow.second_copy(
            row, values, row.finding("year", "REPORT_REPEATED", message), kept.row.key
        )
    if all(finding.code != "REPORT_DISPUTED" for finding in kept.findings):
        message = f"Baris {row.key.number} melaporkan angka lain untuk koperasi dan tahun buku ini."
        disputed = kept.row.finding("year", "REPORT_DISPUTED", message)
        judged[earlier] = JudgedRow.from_findings(kept.row, kept.values, [*kept.findings, disputed])
    message = (
        f"Baris {number} melaporkan angka lain untuk koperasi dan tahun buku ini; pastikan mana yang benar."
    )
    return JudgedRow.refused(row, values, row.finding("year", "REPORT_CONFLICT", message))


def _doubts(
    row: SheetRow, values: dict[str, Any], owner: Owner, context: CooperativeImportContext
) -> list[CellFinding]:
    year: int = values["year"]
    meeting: date | None = values["annual_meeting_on"]
    doubts = [
        *year_doubts(year, owner.legal_entity_date, owner.status, context.today),
        *meeting_doubts(year, meeting, "annual_meeting_on"),
        *balance_doubts(values),
    ]
    found = [row.finding(one.field, one.code, one.message) for one in doubts]
    if meeting is None and all(values[figure] is None for figure in FIGURES):
        found.append(row.finding("", "REPORT_EMPTY", "Tidak ada angka dan tidak ada tanggal RAT."))
    return found

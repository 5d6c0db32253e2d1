"""Storing a judged export: its cooperatives first, then the reports of these and of stored ones."""

from __future__ import annotations

from typing import Any

from kopukm_core.imports import Storing
from kopukm_core.tabular import ImportReport, RowKey, RowReport
from kopukm_core.values import ReadingContext
from kopukm_siopik.imports.columns import COOPERATIVES, FIGURES, REPORTS
from kopukm_siopik.imports.context import CooperativeImportContext, StoredCooperative
from kopukm_siopik.models import Cooperative

TOLD = (
    "name",
    "nik",
    "legal_entity_number",
    "legal_entity_date",
    "form",
    "kind",
    "management_pattern",
    "group",
    "sector",
    "address",
    "region_code",
    "office_outside",
    "postal_code",
    "email",
    "phone",
    "chair",
    "secretary",
    "treasurer",
    "manager",
    "status",
    "grade",
    "certificate_status",
    "certificate_until",
)
"""The judged values that a cooperative's record takes."""


async def with_stored(context: ReadingContext) -> CooperativeImportContext:
    """The context with the registry so far: a file of reports alone refers to it."""
    stored = await Cooperative.all().values(
        "id", "name", "nik", "legal_entity_key", "legal_entity_date", "status", region_code="region_id"
    )
    return CooperativeImportContext(
        today=context.today,
        regions=context.regions,  # type: ignore[arg-type]
        time_zone=context.time_zone,
        stored=[StoredCooperative(**row) for row in stored],
    )


async def store(report: ImportReport, storing: Storing) -> None:
    """Give the kept rows as batch commands; a report whose cooperative was refused is refused with it."""
    cooperatives = report.kept(COOPERATIVES.name)
    keys = await storing.give(
        "siopik.register_cooperative",
        cooperatives,
        [
            {**{name: row.values.get(name) for name in TOLD}, "effective_on": storing.as_of}
            for row in cooperatives
        ],
    )
    by_row = dict(zip((row.key for row in cooperatives), keys, strict=True))
    reports, inputs = [], []
    for row in report.kept(REPORTS.name):
        owner = _owner(row, by_row)
        if owner is None:
            row.refuse([("cooperative_number", "KOPERASI_UNKNOWN", "Koperasinya tidak dapat disimpan.")])
            continue
        reports.append(row)
        told = {name: row.values.get(name) for name in ("year", "annual_meeting_on", *FIGURES)}
        inputs.append({**told, "cooperative_id": owner})
    await storing.give("siopik.report_year", reports, inputs)


def _owner(row: RowReport, by_row: dict[RowKey, str | None]) -> int | None:
    stored: Any = row.values.get("cooperative_id")
    if stored is not None:
        return int(stored)
    key = by_row.get(row.values["cooperative_row"])
    return None if key is None else int(key)

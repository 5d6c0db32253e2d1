"""The reports that list cooperatives: all of them, and those whose record is incomplete."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_core.regions.codes import district_code_of
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.choices import CooperativeKind, CooperativeStatus
from kopukm_siopik.figures.choices import ComputedStatus, LegalCategory, RuleName
from kopukm_siopik.figures.report_tables import (
    DATE,
    LONGEST_LIST,
    NUMBER,
    TEXT,
    UNKNOWN_PLACE,
    columns,
    region_names,
    sentences,
)
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.permissions import READ_REPORTS


async def completeness_report(
    platform: Platform, actor: Actor, request: ReportRequest
) -> Sequence[Table | str]:
    """Whose record is incomplete, the worst first, and what is missing."""
    rules = await rule_book(clock.today(platform.settings.time_zone))
    found = await _cooperatives(request.region_code, actor, "NOT s.is_complete", "s.completeness, c.sort_key")
    names = await region_names(district_code_of(row["region_code"] or "") for row in found)
    labels = {each.name: each.label for each in rules.completeness.fields}
    return [
        Table(
            "Koperasi yang datanya belum lengkap",
            columns(("Koperasi", TEXT), ("Kecamatan", TEXT), ("Kelengkapan", NUMBER), ("Belum ada", TEXT)),
            tuple(
                (
                    row["name"],
                    names.get(district_code_of(row["region_code"] or ""), UNKNOWN_PLACE),
                    row["completeness"],
                    ", ".join(labels.get(name, name) for name in _listed(row["missing"])),
                )
                for row in found
            ),
            definitions=sentences(rules.told(RuleName.COMPLETENESS)),
        )
    ]


async def directory_report(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    """Every cooperative."""
    rules = await rule_book(clock.today(platform.settings.time_zone))
    found = await _cooperatives(request.region_code, actor, "1 = 1", "c.sort_key")
    names = await region_names(district_code_of(row["region_code"] or "") for row in found)
    return [
        Table(
            "Daftar koperasi",
            columns(
                ("Koperasi", TEXT),
                ("NIK", TEXT),
                ("Badan hukum", TEXT),
                ("Tanggal badan hukum", DATE),
                ("Jenis", TEXT),
                ("Kecamatan", TEXT),
                ("Status dinyatakan", TEXT),
                ("Status hitungan", TEXT),
                ("RAT terakhir", DATE),
                ("Kategori hukum", TEXT),
            ),
            tuple(
                (
                    row["name"],
                    row["nik"],
                    row["legal_entity_number"],
                    day_of(row["legal_entity_date"]),
                    None if row["kind"] is None else CooperativeKind(row["kind"]).label,
                    names.get(district_code_of(row["region_code"] or ""), UNKNOWN_PLACE),
                    None if row["status"] is None else CooperativeStatus(row["status"]).label,
                    None if row["in_force"] is None else ComputedStatus(row["in_force"]).label,
                    day_of(row["last_meeting_on"]),
                    None if row["legal_category"] is None else LegalCategory(row["legal_category"]).label,
                )
                for row in found
            ),
            definitions=sentences(rules.told(RuleName.ACTIVITY, RuleName.LEGAL)),
        )
    ]


async def _cooperatives(within: str, actor: Actor, condition: str, order: str) -> list[dict[str, Any]]:
    """Cooperatives of the region in the actor's own regions, with their standing; at most LONGEST_LIST."""
    parameters = Parameters(dialect())
    conditions = [condition]
    if within:
        conditions.append(within_region("c.region_code", within, parameters))
    held = actor.regions(READ_REPORTS)
    if "" not in held:
        mine = [within_region("c.region_code", code, parameters) for code in held]
        conditions.append(f"({' OR '.join(mine) or '1 = 0'})")
    return await rows(
        "SELECT c.name, c.nik, c.legal_entity_number, c.legal_entity_date, c.kind, c.region_code, c.status, "
        "s.status_in_force AS in_force, s.last_meeting_on, s.legal_category, s.completeness, s.missing "
        "FROM siopik_cooperative c LEFT JOIN siopik_cooperative_standing s ON s.cooperative_id = c.id "
        f"WHERE {' AND '.join(conditions)} "
        f"ORDER BY {order}, c.id LIMIT {LONGEST_LIST}",
        parameters,
    )


def _listed(stored: Any) -> list[str]:
    names: list[str] = json.loads(stored) if isinstance(stored, str) else stored or []
    return names

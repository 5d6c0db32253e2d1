"""The usual reports on cooperatives, made of the same figures as the contract's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import Report, ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.choices import CooperativeKind, CooperativeStatus
from kopukm_siopik.figures.choices import ComputedStatus, RuleName
from kopukm_siopik.figures.disclosure import disclosure_to
from kopukm_siopik.figures.growth import Interval, growth
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.report_tables import (
    DATE,
    NUMBER,
    TEXT,
    UNKNOWN_PLACE,
    columns,
    growth_table,
    region_names,
    sentences,
    statistics_table,
)
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.statistics import statistics
from kopukm_siopik.figures.watching import MOST, Watched, WatchState, day_of, watch_counts, watch_list
from kopukm_siopik.permissions import READ_REPORTS

LONGEST_MONTHLY = 24
"""Months that are told one by one; a longer span is told by years."""
LONGEST_LIST = 10_000
"""Rows of a list that is printed."""


async def _question(request: ReportRequest) -> Question:
    known_at = request.known_at or clock.now()
    rules = await rule_book(request.last_day, request.known_at)
    return Question(request.last_day, known_at, rules, request.region_code)


async def _statistics(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    question = await _question(request)
    found = await statistics(question)
    names = await region_names(row.region_code for row in found)
    return [
        statistics_table(
            question,
            found,
            names,
            platform.settings.time_zone,
            disclosure_to(actor, question, platform.settings.region_code),
        )
    ]


async def _growth(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    question = await _question(request)
    first, last = request.first_day, request.last_day
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    interval = Interval.MONTH if months <= LONGEST_MONTHLY else Interval.YEAR
    points = await growth(question, first, interval)
    return [
        growth_table(
            question,
            points,
            platform.settings.time_zone,
            disclosure_to(actor, question, platform.settings.region_code),
        )
    ]


async def _watch(platform: Platform, _actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    today = min(request.last_day, clock.today(platform.settings.time_zone))
    rules, year = await rule_book(today), today.year - 1
    counts = await watch_counts(rules, year, today, request.region_code)
    listed: list[Watched] = []
    while len(listed) < LONGEST_LIST:
        page = await watch_list(
            rules, year, today, within=request.region_code, first=MOST, offset=len(listed)
        )
        listed += page
        if len(page) < MOST:
            break
    names = await region_names(
        [*(one.region_code for one in counts), *((one.region_code or "")[:8] for one in listed)]
    )
    told = sentences(rules.told(RuleName.ANNUAL_MEETING, RuleName.CERTIFICATE))
    states = (WatchState.NOT_HELD, WatchState.OVERDUE, WatchState.HELD, WatchState.HELD_LATE)
    by_district = Table(
        f"RAT tahun buku {year} per kecamatan",
        columns(
            ("Kecamatan", TEXT),
            *((one.label, NUMBER) for one in states),
            ("Sertifikat segera berakhir", NUMBER),
        ),
        tuple(
            (
                names.get(one.region_code or "", UNKNOWN_PLACE),
                one.not_held,
                one.overdue,
                one.held,
                one.held_late,
                one.lapsing,
            )
            for one in counts
        ),
        definitions=told,
        total=(
            "Jumlah",
            *(sum(getattr(one, name.value) for one in counts) for name in states),
            sum(one.lapsing for one in counts),
        ),
    )
    by_name = Table(
        f"Koperasi yang belum RAT tahun buku {year}",
        columns(("Koperasi", TEXT), ("Kecamatan", TEXT), ("Keadaan", TEXT), ("RAT terakhir", DATE)),
        tuple(
            (
                one.name,
                names.get((one.region_code or "")[:8], UNKNOWN_PLACE),
                one.state.label,
                one.last_meeting_on,
            )
            for one in listed
        ),
        definitions=told[:1],
    )
    return [by_district, by_name]


async def _completeness(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    rules = await rule_book(clock.today(platform.settings.time_zone))
    found = await _cooperatives(request.region_code, actor, "NOT s.is_complete", "s.completeness, c.sort_key")
    names = await region_names((row["region_code"] or "")[:8] for row in found)
    labels = {each.name: each.label for each in rules.completeness.fields}
    return [
        Table(
            "Koperasi yang datanya belum lengkap",
            columns(("Koperasi", TEXT), ("Kecamatan", TEXT), ("Kelengkapan", NUMBER), ("Belum ada", TEXT)),
            tuple(
                (
                    row["name"],
                    names.get((row["region_code"] or "")[:8], UNKNOWN_PLACE),
                    row["completeness"],
                    ", ".join(labels.get(name, name) for name in _listed(row["missing"])),
                )
                for row in found
            ),
            definitions=sentences(rules.told(RuleName.COMPLETENESS)),
        )
    ]


async def _directory(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    rules = await rule_book(clock.today(platform.settings.time_zone))
    found = await _cooperatives(request.region_code, actor, "1 = 1", "c.sort_key")
    names = await region_names((row["region_code"] or "")[:8] for row in found)
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
            ),
            tuple(
                (
                    row["name"],
                    row["nik"],
                    row["legal_entity_number"],
                    day_of(row["legal_entity_date"]),
                    None if row["kind"] is None else CooperativeKind(row["kind"]).label,
                    names.get((row["region_code"] or "")[:8], UNKNOWN_PLACE),
                    None if row["status"] is None else CooperativeStatus(row["status"]).label,
                    None if row["in_force"] is None else ComputedStatus(row["in_force"]).label,
                    day_of(row["last_meeting_on"]),
                )
                for row in found
            ),
            definitions=sentences(rules.told(RuleName.ACTIVITY)),
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
        "s.status_in_force AS in_force, s.last_meeting_on, s.completeness, s.missing FROM siopik_cooperative c "
        f"LEFT JOIN siopik_cooperative_standing s ON s.cooperative_id = c.id WHERE {' AND '.join(conditions)} "
        f"ORDER BY {order}, c.id LIMIT {LONGEST_LIST}",
        parameters,
    )


def _listed(stored: Any) -> list[str]:
    names: list[str] = json.loads(stored) if isinstance(stored, str) else stored or []
    return names


REPORTS: tuple[Report, ...] = (
    Report(
        "siopik.statistics",
        "Statistik koperasi per kecamatan",
        "Tercatat, aktif menurut pernyataan dan hitungan, RAT, sehat, pada satu hari.",
        READ_REPORTS,
        _statistics,
        uses_period=False,
    ),
    Report(
        "siopik.growth",
        "Pertumbuhan koperasi",
        "Berdiri, bubar, aktif, dan sehat per bulan, atau per tahun bila masanya lebih dari dua tahun.",
        READ_REPORTS,
        _growth,
    ),
    Report(
        "siopik.rat_watch",
        "Pantauan RAT",
        "Siapa belum RAT atau terlambat, per kecamatan dan menurut nama.",
        READ_REPORTS,
        _watch,
        uses_period=False,
    ),
    Report(
        "siopik.completeness",
        "Kelengkapan data koperasi",
        "Koperasi yang datanya belum lengkap dan apa yang kurang.",
        READ_REPORTS,
        _completeness,
        uses_period=False,
    ),
    Report(
        "siopik.cooperatives",
        "Daftar koperasi",
        "Semua koperasi dengan status dan RAT terakhirnya, tanpa kontak.",
        READ_REPORTS,
        _directory,
        uses_period=False,
    ),
)

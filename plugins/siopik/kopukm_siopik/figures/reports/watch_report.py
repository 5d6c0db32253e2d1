"""The report of the RAT watch: counts by kecamatan, and who is late."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_core.regions.codes import district_code_of
from kopukm_core.values import short_date
from kopukm_siopik.figures.choices import RuleName
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
from kopukm_siopik.figures.watching import MOST, Watched, WatchState, watch_counts, watch_list


async def watch_report(platform: Platform, _actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    """Those who have held no RAT, and counts by kecamatan."""
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
        [*(one.region_code for one in counts), *(district_code_of(one.region_code or "") for one in listed)]
    )
    due = f"Batas waktu RAT tahun buku {year}: {short_date(rules.meeting.deadline(year))}."
    told = (due, *sentences(rules.told(RuleName.ANNUAL_MEETING, RuleName.CERTIFICATE)))
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
                names.get(district_code_of(one.region_code or ""), UNKNOWN_PLACE),
                one.state.label,
                one.last_meeting_on,
            )
            for one in listed
        ),
        definitions=told[:2],
    )
    return [by_district, by_name]

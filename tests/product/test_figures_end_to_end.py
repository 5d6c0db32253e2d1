"""From a workbook of ODS and entered assessments to the figures of kecamatan: over HTTP, in papers, and reproduced."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.events import open_events
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application
from kopukm_process import kopukm
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.health.choices import HealthStatus
from kopukm_siopik.models import AnnualMeeting, Cooperative
from live_server import Talk, serving
from made_plugins import GRAPHQL, SIOPIK
from office import FREE_DOCUMENTS_ONLY
from product.figure_papers import SINCE, YEAR_END, check_lines, check_papers, lines_of
from product.registry_office import (
    Person,
    enter,
    entered,
    import_workbook,
    smaller_workbook,
    work,
)
from siopik_health.office_of_health import APPROVER, PUBLISHED, approved, do

pytestmark = pytest.mark.anyio

LAST_MONTH = datetime(2026, 10, 20, 1, 0, tzinfo=UTC)
"""08.00 WIB on 20 October 2026, when the workbook was imported and the figures were given out."""
BOGOR, CIBINONG, CITEUREUP = "32.01", "32.01.01", "32.01.03"
WEAK = ["15.00", "15.00", "15.00", "10.00"]
FIGURES = {"asOf": YEAR_END, "since": SINCE, "within": BOGOR}
"""Asked within the district that the officer's roles are for: health results may be read there."""


@dataclass(frozen=True)
class Office:
    """The served installation with its people, and what it knew last month."""

    platform: Platform
    home: Path
    host: str
    officer: Person
    healthy: Cooperative
    kept: int


@pytest.fixture(scope="module")
async def office_clock() -> AsyncIterator[clock.MovingClock]:
    """The clock of the module."""
    moving = clock.MovingClock(LAST_MONTH)
    with clock.using(moving):
        yield moving


@pytest.fixture(scope="module")
async def office(
    anyio_backend: str, office_clock: clock.MovingClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """A new installation, a workbook imported, two cooperatives assessed: one healthy, one not."""
    home = tmp_path_factory.mktemp("office")
    settings = load_settings({"KOPUKM_HOME": str(home), **FREE_DOCUMENTS_ONLY})
    async with AsyncExitStack() as stack:
        platform = await stack.enter_async_context(build_platform(settings, [GRAPHQL, SIOPIK]).open())
        await stack.enter_async_context(open_events("", database=platform.database))
        host = await stack.enter_async_context(serving(platform_application(platform)))
        smaller_workbook(home / "koperasi.xlsx")
        kept = await import_workbook(platform, home / "koperasi.xlsx", date(2026, 10, 20))
        living = Cooperative.filter(status=CooperativeStatus.ACTIVE, legal_entity_date__lt=date(2020, 1, 1))
        healthy = await living.filter(region_id__startswith=CIBINONG).order_by("id").first()
        other = await living.filter(region_id__startswith=CITEUREUP).order_by("id").first()
        assert healthy is not None and other is not None
        assert (await approved(platform, healthy, PUBLISHED, 2024)).score_hundredths == 8244
        await approved(platform, other, WEAK, 2024)
        roles = ("siopik.officer", "siopik.health_reader")
        keeper = ("siopik.figures_keeper", None)
        officer = await enter(platform, host, "siti", *((role, BOGOR) for role in roles), keeper)
        await work(platform)
        yield Office(platform, home, host, officer, healthy, kept)


def rows_of(data: Any) -> dict[str, dict[str, Any]]:
    """Region → its figures."""
    return {one["regionCode"]: one["figures"] for one in data["siopik"]["statistics"]["rows"]}


NAMES = ("registered", "activeDeclared", "activeComputed", "awaitingMeeting", "met", "healthy", "dissolved")


HEALTH = ("assessed", "healthy", "healthyShare", "predicates")
"""Figures that would tell the result of one cooperative where few were assessed."""


def withheld(told: Any) -> Any:
    """The same answer without the counts of health results, where some but fewer than five were assessed."""
    if isinstance(told, list):
        return [withheld(one) for one in told]
    if not isinstance(told, dict):
        return told
    held = dict.fromkeys(HEALTH) if 0 < (told.get("assessed") or 0) < 5 else {}
    return {name: withheld(one) for name, one in told.items()} | held


async def test_one_document_over_http_tells_an_officer_and_a_reader_the_same(office: Office) -> None:
    assert office.kept > 60
    reader = await enter(office.platform, office.host, "budi", ("siopik.reader", CIBINONG))
    told = [
        await one.run("FiguresByRegion", **FIGURES) for one in (office.officer, reader, Person(office.host))
    ]
    for one in told:
        for part in ("statistics", "growth"):
            one["siopik"][part].pop("knownAt")
    (data, *others) = told
    assert others == [withheld(data)] * 2
    for code, figures in rows_of(others[0]).items():
        assert rows_of(data)[code]["assessed"] == 1
        assert [figures[name] for name in HEALTH] == [None] * len(HEALTH)
    rows = rows_of(data)
    assert set(rows) == {CIBINONG, CITEUREUP}
    assert (rows[CIBINONG]["healthy"], rows[CITEUREUP]["healthy"]) == (1, 0)
    for code, figures in rows.items():
        there = await Cooperative.filter(region_id__startswith=code).all()
        founded = [one for one in there if (one.legal_entity_date or date.max) <= date(2025, 12, 31)]
        declared = [one for one in founded if one.status is CooperativeStatus.ACTIVE]
        assert figures["registered"] + figures["dissolved"] == len(founded)
        assert figures["activeDeclared"] == len(declared) > 0
        assert 0 < figures["activeComputed"] <= figures["registered"]
    total = data["siopik"]["statistics"]["total"]
    assert {name: total[name] for name in NAMES} == {
        name: sum(figures[name] for figures in rows.values()) for name in NAMES
    }
    points = data["siopik"]["growth"]["points"]
    assert [one["lastDay"][:4] for one in points] == ["2021", "2022", "2023", "2024", "2025"]
    assert {name: points[-1]["figures"][name] for name in NAMES} == {name: total[name] for name in NAMES}
    for point in points:
        year = int(point["lastDay"][:4])
        born = Cooperative.filter(
            legal_entity_date__gte=date(year, 1, 1), legal_entity_date__lte=date(year, 12, 31)
        )
        assert point["founded"] == await born.count()


async def test_without_an_assessment_no_report_is_invented(office: Office) -> None:
    unassessed = await Cooperative.filter(status=CooperativeStatus.ACTIVE).order_by("-id").first()
    assert unassessed is not None
    assert HealthStatus.NOT_ASSESSED.label.casefold() == "belum dinilai"
    for cooperative, status in (
        (unassessed, HealthStatus.NOT_ASSESSED),
        (office.healthy, HealthStatus.OUTDATED),
    ):
        data = await office.officer.run("CooperativeHealth", id=global_id("Cooperative", cooperative.id))
        assert data["siopik"]["cooperative"]["healthStatus"] == status.name
    data = await office.officer.run("CooperativeHealth", id=global_id("Cooperative", unassessed.id))
    assert data["siopik"]["cooperative"]["healthAssessments"]["totalCount"] == 0


async def test_the_papers_hold_the_same_figures_number_by_number(office: Office, tmp_path: Path) -> None:
    everything = await office.officer.run("FiguresByRegion", **FIGURES)
    at_terminal = tmp_path / "angka.pdf"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "KOPUKM_HOME": str(office.home),
    }
    known = clock.now().isoformat()
    words = ("report", "siopik.statistics", "--to", YEAR_END, "--known-at", known, "-o", str(at_terminal))
    shown = kopukm(environment, *words)
    assert shown.returncode == 0, shown.stderr
    check_lines(everything, at_terminal.read_bytes())
    data = await office.officer.run("FiguresByRegion", **{**FIGURES, "within": CIBINONG})
    assert data["siopik"]["statistics"]["total"]["healthy"] == 1
    await check_papers(office.platform, office.officer, data, CIBINONG, tmp_path)


async def test_the_papers_of_a_reader_hold_no_single_result(office: Office, tmp_path: Path) -> None:
    reader = await enter(office.platform, office.host, "rini", ("siopik.reader", BOGOR))
    told = withheld(await office.officer.run("FiguresByRegion", **FIGURES))
    assert all(values[6:9] == [None] * 3 for _, values in lines_of(told))
    await check_papers(office.platform, reader, told, BOGOR, tmp_path)


async def heard(talk: Talk) -> Any:
    """What the next message says of a cooperative."""
    message = await talk.hear()
    assert message["type"] == "next" and "errors" not in message["payload"], message
    return message["payload"]["data"]["cooperativeChanged"]


async def test_an_officers_board_follows_what_a_member_reports(office: Office) -> None:
    met = [one.cooperative_id for one in await AnnualMeeting.filter(year=2025)]
    alive = Cooperative.filter(status=CooperativeStatus.ACTIVE, region_id__startswith=CITEUREUP)
    reporting = await alive.exclude(id__in=met).order_by("id").first()
    assert reporting is not None
    member = await enter(office.platform, office.host, "ketua", member_of=reporting.party_id)

    async def held() -> int:
        watch = await office.officer.run("AnnualMeetingWatch", year=2025, within=CITEUREUP)
        return sum(one["held"] + one["heldLate"] for one in watch["siopik"]["annualMeetingWatch"]["counts"])

    async def standing() -> Any:
        found = await office.officer.run("CooperativeStandings", search=reporting.name)
        return {one["id"]: one["standing"] for one in found["siopik"]["cooperatives"]["nodes"]}[whole]

    whole = global_id("Cooperative", reporting.id)
    before = await held()
    async with office.officer.watching("CooperativeChanged", within=CITEUREUP) as board:
        await board.say("ping")
        assert (await board.hear())["type"] == "pong"
        given = {"cooperativeId": whole, "year": 2025, "heldOn": "2026-03-12", "attendees": 40}
        await member.write("ReportAnnualMeeting", **given)
        assert (await heard(board))["id"] == whole
        await work(office.platform)
        assert await held() == before + 1
        assert (await standing())["lastMeetingOn"] == "2026-03-12"

        # Another process of the same installation: the officer's board hears of it, too.
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
            "KOPUKM_HOME": str(office.home),
        }
        told = (f"cooperative_id={reporting.id}", "year=2025", "held_on=19/3/2026", "attendees=41")
        shown = kopukm(environment, "do", "--yes", "siopik.report_annual_meeting", *told)
        assert shown.returncode == 0, shown.stderr
        assert (await heard(board))["id"] == whole
    await work(office.platform)
    assert (await standing())["lastMeetingOn"] == "2026-03-19"


async def test_what_was_published_last_month_is_reproduced_after_corrections(
    office: Office, office_clock: clock.MovingClock
) -> None:
    before = await office.officer.run("FiguresByRegion", **FIGURES)
    made = await office.officer.write("PublishFigures", title="Koperasi 2025", asOf=YEAR_END, since=2021)
    publication = made["figuresPublication"]
    office_clock.move(timedelta(days=31))
    officer = await entered(office.host, "siti")
    assert (await officer.run("FiguresByRegion", **FIGURES))["siopik"]["statistics"]["rows"] == (
        before["siopik"]["statistics"]["rows"]
    )

    # Later corrections: the assessment was wrong, a cooperative lies elsewhere and is inactive, one was unknown.
    assessment = await office.healthy.health_assessments.order_by("-id").first()  # type: ignore[attr-defined]
    await do(
        office.platform,
        "withdraw_health_assessment",
        APPROVER,
        assessment_id=assessment.id,
        reason="Laporan keuangannya keliru",
    )
    old = Cooperative.filter(legal_entity_date__lt=date(2020, 1, 1), status=CooperativeStatus.ACTIVE)
    moved = await old.filter(region_id__startswith=CITEUREUP).first()
    assert moved is not None
    place = office.healthy.region_id
    corrected = {
        "cooperativeId": global_id("Cooperative", moved.id),
        "status": "INACTIVE",
        "regionCode": place,
    }
    corrected["effectiveOn"] = "2025-01-01"
    await officer.run("CorrectCooperative", input=corrected)
    unknown = {
        "name": "KSU Baru Ditemukan",
        "nik": "3201010010001",
        "legalEntityNumber": "77/BH/KDK.10/1999",
        "legalEntityDate": "1999-02-01",
        "regionCode": place,
    }
    await officer.run("RegisterCooperative", input=unknown)
    await work(office.platform)

    live = await officer.run("FiguresByRegion", **FIGURES)
    was, now = rows_of(before), rows_of(live)
    assert (was[CIBINONG]["healthy"], now[CIBINONG]["healthy"]) == (1, 0)
    assert now[CIBINONG]["registered"] == was[CIBINONG]["registered"] + 2
    assert now[CITEUREUP]["activeDeclared"] == was[CITEUREUP]["activeDeclared"] - 1
    then = await officer.run("FiguresByRegion", **FIGURES, knownAt=publication["knownAt"])
    assert then["siopik"]["statistics"]["rows"] == before["siopik"]["statistics"]["rows"]
    assert then["siopik"]["growth"]["points"] == before["siopik"]["growth"]["points"]
    check = (await officer.run("PublicationCheck", id=publication["id"]))["siopik"]["publicationCheck"]
    assert check["isEqual"] and check["differences"] == []

"""The hook of reports: one builder, and the same figures as data, PDF, workbook and csv, for who may ask."""

from __future__ import annotations

import argparse
import asyncio
import io
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest
from garden.models import Garden
from python_calamine import CalamineWorkbook

from databases import Databases
from kopukm_core import clock
from kopukm_core.db import AppModels, Dialect
from kopukm_core.errors import (
    BadInputError,
    ConfigurationError,
    NotAllowedError,
    NotFoundError,
    ProblemsError,
)
from kopukm_core.events import open_events
from kopukm_core.files import StoredFile, local_copy, visible_files
from kopukm_core.files.contents import store_mark
from kopukm_core.identity import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.papers import Report, ReportRequest, tables_csv, tables_pdf, tables_xlsx
from kopukm_core.papers.building import build_report
from kopukm_core.papers.cli import PAPER_SUBCOMMANDS
from kopukm_core.papers.models import PrintedReport, PrintState
from kopukm_core.papers.report_registry import ReportRegistry
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.plugins import Given, PluginSource
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.regions.codes import level_of
from kopukm_core.regions.kinds import RegionKind
from kopukm_core.regions.models import Region
from kopukm_core.settings import Settings
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from read_papers import pages_of

pytestmark = pytest.mark.anyio

GARDEN = PluginSource("garden", "garden.plugin", "kopukm-garden", "1.2.0")
GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0")
CIGOMBONG, JONGGOL = "32.01.38", "32.01.06"
REGIONS = (
    ("32.01", "Kabupaten Bogor", RegionKind.REGENCY),
    (CIGOMBONG, "Cigombong", RegionKind.DISTRICT),
    (JONGGOL, "Jonggol", RegionKind.DISTRICT),
)
YEAR = ReportRequest(date(2026, 1, 1), date(2026, 12, 31))
ASKED = {"report": "garden.list", "first_day": "2026-01-01", "last_day": "2026-12-31"}
TABLES = """query($region: String!) { reports { name regionCodes } reportTables(name: "garden.list",
  firstDay: "2026-01-01", lastDay: "2026-12-31", regionCode: $region) {
  title sections { text table { title rows { values texts } definitions } } } }"""


@pytest.fixture(scope="module")
async def platform(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    """The garden with a garden each in Cibinong's regency, Cigombong and Jonggol."""
    apps = {"core": AppModels(MODELS.models), "garden": AppModels(("garden.models",))}
    with databases.fresh(Dialect.SQLITE, apps) as url, using_keys(KeyRing({"k1": bytes(range(32))})):
        settings = Settings(home=tmp_path_factory.mktemp("reports"), database_url=url)
        async with build_platform(settings, [GARDEN, GRAPHQL]).open(prepare=False) as opened, open_events(""):
            await store_mark()
            for code, name, kind in REGIONS:
                await Region.create(
                    code=code, name=name, level=level_of(code), kind=kind, sort_key=name, search_text=name,
                    loaded_at=clock.now(),
                )  # fmt: skip
            for name, code in (
                ("Kebun =1+1", CIGOMBONG),
                ("Kebun *Melati*", JONGGOL),
                ("Kebun Dinas", "32.01"),
            ):
                await Garden.create(name=name, region_id=code)
            yield opened


def officer(region_code: str, identity: str = "7") -> Actor:
    return Actor(ActorKind.PERSON, identity, (Grant("garden.write", region_code),))


async def test_kopukm_reports_give_the_same_figures_in_every_form(platform: Platform) -> None:
    actor = officer("")
    names = ["Kebun *Melati*", "Kebun =1+1", "Kebun Dinas"]
    paper = await build_report(platform, actor, "garden.list", YEAR)
    answer = await compose_contract(platform).execute(
        TABLES,
        variable_values={"region": ""},
        context_value=RequestContext(actor, platform.settings, platform),
    )
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    assert answer.data["reports"] == [{"name": "garden.list", "regionCodes": [""]}]
    text, listed, number = answer.data["reportTables"]["sections"]
    assert text["text"] == "Semua kebun yang tercatat."
    assert [row["values"][0] for row in listed["table"]["rows"]] == names
    assert (number["table"]["rows"][0]["values"], number["table"]["rows"][0]["texts"]) == ([3], ["3"])

    (printed,) = pages_of(await tables_pdf(paper))
    assert all(name in printed for name in names)
    assert "Periode : 1 Januari – 31 Desember 2026 Wilayah : Kabupaten Bogor" in printed
    book = CalamineWorkbook.from_filelike(io.BytesIO(tables_xlsx(paper)))
    assert [row[0] for row in book.get_sheet_by_name("Kebun").to_python()] == ["Nama", *names]
    assert book.get_sheet_by_name("Jumlah").to_python()[1] == [3]
    assert tables_csv(paper).ending == "zip"


async def test_kopukm_reports_are_asked_for_where_their_permission_is_held(platform: Platform) -> None:
    own = await build_report(platform, officer(CIGOMBONG), "garden.list", _of(CIGOMBONG))
    assert [row[0] for row in own.tables[0].rows] == ["Kebun =1+1"]
    assert own.particulars[1] == ("Wilayah", "Kecamatan Cigombong")
    for code in (JONGGOL, "", "32.01"):
        with pytest.raises(NotAllowedError, match=r"Wilayah Anda: 32\.01\.38|tidak berwenang"):
            await build_report(platform, officer(CIGOMBONG), "garden.list", _of(code))
    with pytest.raises(NotAllowedError):
        await build_report(platform, ANONYMOUS, "garden.list", YEAR)
    with pytest.raises(NotFoundError, match=r"garden\.list"):
        await build_report(platform, officer(""), "garden.none", YEAR)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (ReportRequest(date(2026, 2, 1), date(2026, 1, 1)), "BEFORE_FIRST_DAY"),
        (ReportRequest(date(2026, 1, 1), date(2026, 2, 1), "31.71"), "NO_SUCH_REGION"),
        (ReportRequest(date(2026, 1, 1), date(2026, 2, 1), "32.01.99"), "NO_SUCH_REGION"),
        (
            ReportRequest(date(2026, 1, 1), date(2026, 2, 1), "", datetime(2999, 1, 1, tzinfo=UTC)),
            "IN_THE_FUTURE",
        ),
    ],
)
async def test_kopukm_reports_refuse_what_does_not_fit(
    platform: Platform, request_: ReportRequest, code: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        await build_report(platform, officer(""), "garden.list", request_)
    assert [problem.code for problem in caught.value.problems] == [code]


async def test_kopukm_reports_are_printed_by_a_job_with_the_rights_of_then(platform: Platform) -> None:
    outcome = await platform.runner.run("core.print_report", {**ASKED, "form": "csv"}, operator("siti"))
    assert outcome.accepted, outcome.problems
    nobody = Actor(ActorKind.PERSON, "404", (Grant("garden.write", ""),), account_id=404)
    gone = await platform.runner.run("core.print_report", {**ASKED, "form": "pdf"}, nobody)
    assert gone.accepted, gone.problems
    async with running_jobs(platform, JobTiming(beat=0.1, poll=0.02)):
        while await OutboxJob.all().exists():  # noqa: ASYNC110 - the jobs end in the database
            await asyncio.sleep(0.01)
    done, failed = await PrintedReport.all().order_by("id")
    assert (done.state, done.region_code) == (PrintState.DONE, "32.01")
    stored = await StoredFile.get(id=done.file_id)
    assert (stored.name, stored.kept) == ("Daftar kebun 2026-12-31.zip", True)
    async with local_copy(platform, stored) as path:
        assert path.read_bytes()[:2] == b"PK"
    assert (failed.state, failed.file_id) == (PrintState.FAILED, None)
    assert "dinonaktifkan" in failed.error
    reader = Actor(ActorKind.PERSON, "5", (Grant("core.read_printed_reports", "32.01"),))
    assert await visible_files(platform, [stored.id], reader) == {stored.id: "core.report"}
    assert await visible_files(platform, [stored.id], officer("")) == {}


def test_kopukm_reports_bear_their_plugin_s_name_and_a_declared_permission() -> None:
    async def build(*_: object) -> list[str]:
        return []

    def registry(name: str, permission: str) -> ReportRegistry:
        report = Report(name, "Laporan", "Isi.", permission, build)
        return ReportRegistry([Given("garden", report, "garden/plugin.py:1")], ["garden.write"])

    assert "garden.list" in registry("garden.list", "garden.write")
    for name, permission in (
        ("orchard.list", "garden.write"),
        ("garden.list", "garden.none"),
        ("garden", "garden.write"),
    ):
        with pytest.raises(ConfigurationError):
            registry(name, permission)


async def test_kopukm_reports_are_written_by_the_command_line(
    platform: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def run(*words: str) -> str:
        (subcommand,) = PAPER_SUBCOMMANDS
        parser = argparse.ArgumentParser()
        subcommand.configure(parser)
        status = subcommand.run(parser.parse_args(words), platform)
        assert await cast("Awaitable[int]", status) == 0
        return capsys.readouterr().out

    assert "garden.list" in await run()
    before = await PrintedReport.all().count()
    target = tmp_path / "kebun.xlsx"
    period = ("--from", "2026-01-01", "--to", "2026-12-31", "--region", CIGOMBONG)
    said = await run("garden.list", *period, "--format", "xlsx", "-o", str(target))
    assert said == f"Daftar kebun: 2 tabel, 2 baris, ditulis ke {target}.\n"
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_name("Kebun").to_python()
    assert [row[0] for row in rows] == ["Nama", "Kebun =1+1"]
    noted = await PrintedReport.all().order_by("-id").first()
    assert noted is not None
    assert (await PrintedReport.all().count(), noted.region_code) == (before + 1, CIGOMBONG)
    with pytest.raises(BadInputError, match="tidak dapat ditulis"):
        await run("garden.list", *period, "-o", str(tmp_path / "tiada" / "x.pdf"))


def _of(region_code: str) -> ReportRequest:
    return ReportRequest(YEAR.first_day, YEAR.last_day, region_code)

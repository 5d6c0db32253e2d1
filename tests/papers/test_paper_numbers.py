"""Numbers of papers on both engines: without gaps or doubles, by dated patterns, checked by anyone, withdrawn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime

import pytest

from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import AppModels, Apps, transaction
from kopukm_core.errors import NotAllowedError, NotFoundError
from kopukm_core.events import open_events
from kopukm_core.identity import Actor, ActorKind, Grant, operator
from kopukm_core.papers import LETTER, Cell, ReportRequest, check_paper, ensure_paper_kind
from kopukm_core.papers.building import build_report
from kopukm_core.papers.issuing import checking_path, public_address
from kopukm_core.papers.models import IssuedPaper, PaperCounter
from kopukm_core.papers.numbering import next_numbers, pattern_fault, written_number
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio

SITI = operator("siti")
DAY = date(2025, 11, 3)


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(MODELS.models)}


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with using_keys(KeyRing({"k1": bytes(range(32))})):
        yield


@pytest.fixture
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    async with build_platform(settings, []).open(prepare=False) as running, open_events(""):
        await Region.create(
            code="32.01", name="Kabupaten Bogor", level=RegionLevel.REGENCY, kind=RegionKind.REGENCY,
            sort_key="a", search_text="a", loaded_at=clock.now(),
        )  # fmt: skip
        await ensure_paper_kind(LETTER, "Surat", "{urut:3}/{romawi}/{tahun}")
        yield running


async def taken(
    platform: Platform, actor: Actor = SITI, *, key: str | None = None, **given: object
) -> Outcome:
    asked = {"subject": "Undangan", "issued_on": DAY.isoformat(), **given}
    return await platform.runner.run("core.take_paper_number", asked, actor, key=key)


async def test_numbers_taken_at_once_have_neither_gaps_nor_doubles(platform: Platform) -> None:
    async def fails() -> None:
        async with transaction():
            await next_numbers(LETTER, DAY, 1)
            raise RuntimeError("the command fails after it took a number")

    work = [taken(platform, key=f"k{number}") for number in range(20)]
    outcomes = await asyncio.gather(*work, *(fails() for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, RuntimeError) for one in outcomes) == 4
    assert sum(isinstance(one, Outcome) and one.accepted for one in outcomes) == 20
    found = await IssuedPaper.all().order_by("sequence")
    assert [one.sequence for one in found] == list(range(1, 21))
    assert [one.number for one in found] == [f"{n:03}/XI/2025" for n in range(1, 21)]
    assert len({one.code for one in found}) == 20
    assert (await PaperCounter.get()).last_sequence == 20
    repeated = await taken(platform, key="k7")
    assert repeated.replayed
    assert await IssuedPaper.all().count() == 20


async def test_each_kind_and_year_counts_for_itself_by_the_pattern_of_its_day(platform: Platform) -> None:
    await ensure_paper_kind("certificate", "Sertifikat", "{urut}/{bulan}/{tahun}")
    await ensure_paper_kind("certificate", "Lain", "{urut}/LAIN/{tahun}")
    changed = {
        "kind": "letter",
        "pattern": "005/{urut:4}/{tahun}",
        "effective_on": "2026-01-01",
        "source": "SE 1",
    }
    outcome = await platform.runner.run("core.set_paper_numbering", changed, SITI)
    assert outcome.accepted, outcome.problems
    days = [
        ("letter", "2025-12-30"),
        ("letter", "2026-01-02"),
        ("certificate", "2026-01-02"),
        ("letter", "2026-02-01"),
    ]
    for kind, day in days:
        assert (await taken(platform, kind=kind, issued_on=day)).accepted
    numbers = [one.number for one in await IssuedPaper.all().order_by("id")]
    assert numbers == ["001/XII/2025", "005/0001/2026", "1/01/2026", "005/0002/2026"]
    with pytest.raises(NotFoundError, match="penomoran"):
        await taken(platform, kind="kwitansi")
    assert await PaperCounter.all().count() == 3


async def test_a_paper_is_checked_by_its_code_until_it_is_withdrawn(platform: Platform) -> None:
    await taken(platform, recipient="Siti Aminah")
    record = await CommandRecord.filter(command="core.take_paper_number").order_by("-id").first()
    assert record is not None and "Aminah" not in str(record.input)
    paper = await IssuedPaper.get()
    found = await check_paper(f" {paper.code.lower()[:4]}-{paper.code[4:]} ")
    assert found is not None
    assert (found.number, found.name, found.kind, found.is_valid) == (
        "001/XI/2025",
        "S••• A•••",
        "Surat",
        True,
    )
    assert "Aminah" not in str([each async for each in IssuedPaper.all().values()])
    for wrong in ("", "0" * 16, paper.code[:-1], "'; --", "x" * 1000):
        assert await check_paper(wrong) is None
    given = {"paper_id": paper.id, "reason": "Salah tanggal"}
    assert (await platform.runner.run("core.withdraw_paper", given, SITI)).accepted
    again = await platform.runner.run("core.withdraw_paper", given, SITI)
    assert [each.code for each in again.problems] == ["ALREADY_WITHDRAWN"]
    checked = await check_paper(paper.code)
    assert checked is not None
    assert not checked.is_valid
    assert (await taken(platform)).accepted
    assert [one.sequence for one in await IssuedPaper.all().order_by("id")] == [1, 2]


async def test_the_register_lists_numbers_as_they_were_known_at_a_moment(platform: Platform) -> None:
    await taken(platform, recipient="Siti Aminah")
    await taken(platform, subject="Edaran", issued_on="2025-12-01")
    before = clock.now()
    paper = await IssuedPaper.get(number="001/XI/2025")
    given = {"paper_id": paper.id, "reason": "Salah"}
    assert (await platform.runner.run("core.withdraw_paper", given, SITI)).accepted
    await taken(platform, issued_on="2026-01-05")

    async def register(
        last: date, known_at: datetime | None = None, region: str = ""
    ) -> list[tuple[Cell, ...]]:
        request = ReportRequest(date(2025, 1, 1), last, region, known_at)
        counted, listed = (await build_report(platform, SITI, "core.paper_register", request)).tables
        assert counted.total == ("Jumlah", len(listed.rows), sum(row[6] == "ditarik" for row in listed.rows))
        return list(listed.rows)

    first = (1, "001/XI/2025", DAY, "Surat", "S••• A•••", "Undangan")
    second = (2, "002/XII/2025", date(2025, 12, 1), "Surat", "", "Edaran", "berlaku")
    assert await register(date(2025, 12, 31)) == [(*first, "ditarik"), second]
    assert await register(date(2026, 12, 31), before) == [(*first, "berlaku"), second]
    assert len(await register(date(2026, 12, 31), region="32.01")) == 3


async def test_who_may_not_is_refused_and_takes_no_number(platform: Platform) -> None:
    stranger = Actor(ActorKind.PERSON, "9")
    elsewhere = Actor(ActorKind.PERSON, "8", (Grant("core.issue_papers", "32.01.38"),))
    for actor in (stranger, elsewhere):
        with pytest.raises(NotAllowedError):
            await taken(platform, actor)
    late = await taken(platform, issued_on="2999-01-01")
    assert [each.code for each in late.problems] == ["IN_THE_FUTURE"]
    assert await PaperCounter.all().count() == 0


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{urut:3}/A/{tahun}", ""),
        ("{urut}/{urut}/{tahun}", "tepat satu kali"),
        ("A/{tahun}", "tepat satu kali"),
        ("{urut}/A", "{tahun}"),
        ("{urut}/{tahun}/{nama}", "Yang dapat dipakai"),
        ("{urut}/{tahun}/{0.__class__}", "Yang dapat dipakai"),
    ],
)
def test_a_pattern_takes_only_its_own_places(pattern: str, said: str) -> None:
    assert said in pattern_fault(pattern)
    assert bool(pattern_fault(pattern)) == bool(said)


def test_a_number_is_written_by_its_pattern(tmp_path: object) -> None:
    assert (
        written_number("5/{urut:2}.{urut}/{romawi}/{bulan}/{tahun}", 123, date(2026, 4, 9))
        == "5/123.123/IV/04/2026"
    )


def test_the_address_to_check_at_is_the_office_s_own(settings_without_database: Settings) -> None:
    assert public_address(settings_without_database, checking_path("ABCDEFGH12345678")) == (
        "https://opik.contoh.id/periksa/ABCD-EFGH-1234-5678"
    )


@pytest.fixture
def settings_without_database(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    variables = {"KOPUKM_PUBLIC_URL": "https://opik.contoh.id/"}
    return Settings(home=tmp_path_factory.mktemp("home"), variables=variables)

"""`kopukm list` and the lists that `kopukm do` shows: numbers of what any plugin brings, as far as it may be seen."""

from __future__ import annotations

import io
import shlex
import sys

import pytest

from kopukm_core.cli.main import build_parser
from kopukm_core.errors import BadInputError, KopukmError, NotFoundError
from kopukm_core.identity.accounts import create_account
from kopukm_core.platform import Platform
from siopik.outreach.test_taking_turns import done
from siopik.registry import CIBINONG, CITEUREUP, registered

pytestmark = pytest.mark.anyio


async def shown(platform: Platform, line: str, capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """What the line writes, cell by cell."""
    capsys.readouterr()
    given = build_parser(platform).parse_args(shlex.split(line))
    assert await given.subcommand.run(given, platform) == 0, line
    return [[cell for cell in row.split("  ") if cell] for row in capsys.readouterr().out.splitlines()]


async def filled(platform: Platform) -> None:
    """Two cycles, the first with its day H open, and two prospects."""
    await registered(platform)
    for name, region in (("Koperasi Warga Rukun", CIBINONG), ("Koperasi Tunas", CITEUREUP)):
        await done(platform, "siopik.note_prospect", name=name, region_code=region, told_by="Camat")
    for day in ("2027-01-12", "2027-02-09"):
        await done(platform, "core.plan_cycle", programme="siopik", held_on=day, region_code=CIBINONG)
    await done(platform, "siopik.open_outreach", cycle_id=1, place="Aula", seats_in_person=9)


async def test_numbers_are_listed(office: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    await filled(office)
    known = await shown(office, "list", capsys)
    assert {"activities", "programmeCycles", "siopik.prospects"} <= {row[0] for row in known}

    async def first_two(line: str) -> list[list[str]]:
        return [row[:2] for row in (await shown(office, line, capsys))[1:]]

    titles = ["Penyuluhan SI OPIK SEHAT, 12 Januari 2027", "Bimbingan SI OPIK SEHAT, 12 Januari 2027"]
    assert await first_two("list activities") == [["1", titles[0]], ["2", titles[1]]]
    for line in (
        "list Activity kind=bimbingan",
        "list activities search=bimbing",
        "list activities kind=GUIDANCE",
    ):
        assert await first_two(line) == [["2", titles[1]]], line
    assert await first_two("list programme_cycles --first 1") == [["1", "SI OPIK SEHAT, 12 Januari 2027"]]
    assert await shown(office, "list holidayEffect 'day=17 Agustus 2027'", capsys) is not None
    with pytest.raises(BadInputError, match="bukan tanggal"):
        await shown(office, "list holidayEffect 'day=32 Februari'", capsys)
    with pytest.raises(BadInputError, match="Kode wilayah"):
        await shown(office, "list cooperatives regionCode=xx", capsys)
    assert [row[0] for row in await first_two("list steps --of programmeCycle:2")] == [
        str(n) for n in range(7, 13)
    ]
    assert await first_two(f"list siopik.prospects regionCode={CITEUREUP}") == [["2", "Koperasi Tunas"]]
    targets = await shown(office, "list targets --of activity:1 --columns party,turn", capsys)
    assert targets[1][::2] == ["1", "belum pernah diundang"] and targets[1][1].startswith(
        "Koperasi Warga Rukun ("
    )
    assert ["state", "Rancangan"] in await shown(office, "list activity:1", capsys)
    preview = await shown(office, "list outreachPreview cycle=2 places=3", capsys)
    assert preview[0] == ["Banyaknya calon sasaran yang belum ada di daftar siklus itu: 1"]
    assert preview[-1][0] == "Koperasi Warga Rukun"
    fields = await shown(office, "list activities --fields", capsys)
    assert ["startsAt", "Sesi pertama mulai"] in [[each.strip() for each in row] for row in fields]

    for line, fault in (
        ("list kegiatan", NotFoundError),
        ("list activity:99", NotFoundError),
        ("list targets --of activity:99", NotFoundError),
        ("list activities warna=biru", BadInputError),
        ("list activities kind=biru", BadInputError),
        ("list activities kind", BadInputError),
        ("list activities --columns warna", BadInputError),
        ("list activity:x", BadInputError),
        ("list activities --first 0", BadInputError),
        ("list attendees activityId=1 --as tidakada", KopukmError),
    ):
        with pytest.raises(fault):
            await shown(office, line, capsys)


async def test_an_account_is_shown_what_it_may_see(
    office: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    await filled(office)
    await create_account("tono", "Tono", "tidak dipakai", created_by="penguji")
    assert await shown(office, "list activities --as tono", capsys) == [], "drafts are for officers"
    assert len(await shown(office, "list siopik.cooperatives --as tono", capsys)) == 2


async def test_a_question_for_a_number_shows_the_list(
    office: Platform, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(office)
    monkeypatch.setattr(sys, "stdin", io.StringIO("?tunas\n2\nSudah bubar.\nya\n"))
    written = [" ".join(row) for row in await shown(office, "do siopik.drop_prospect", capsys)]
    assert any("2 Koperasi Tunas" in row for row in written)
    assert not any("Warga Rukun" in row for row in written)
    assert "siopik.Prospect nomor 2." in written
    told = await shown(office, "do siopik.drop_prospect --help", capsys)
    assert ["    Nomornya: kopukm list Prospect".strip()] in [[one.strip() for one in row] for row in told]

"""Each hook, by a plugin that implements it: what the platform does with what the hook gives.

A hook is tested by the functions named `test_<hook>_…`; `tests/docs/test_hooks_documented.py` holds that each
has one.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from garden.models import Garden

from databases import run_apart
from kopukm_core import clock
from kopukm_core.audiences import audience_members
from kopukm_core.cli.main import build_parser
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import rows, transaction
from kopukm_core.db.migrating import migration_lock
from kopukm_core.doctor.running import examine
from kopukm_core.errors import ConfigurationError, NotAllowedError, NotFoundError
from kopukm_core.files import StoredFile, readable_file
from kopukm_core.files.receiving import upload_file
from kopukm_core.identity import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_core.imports import KeptRow, import_at_once, judge_file, store_report, undo_run
from kopukm_core.jobs import JobTiming, fire_due, running_jobs, sync_schedules
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.parties import PartyKind, create_party
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import Settings, load_settings
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from servers import free_port

pytestmark = pytest.mark.anyio

GARDEN = PluginSource("garden", "garden.plugin", "kopukm-garden", "1.2.0")
GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0")
CIGOMBONG, JONGGOL = "32.01.38", "32.01.06"
FAST = JobTiming(lease=1.0, beat=0.1, poll=0.05, grace=0.2)


def settings_at(home: Path, **more: str) -> Settings:
    """Settings of an embedded installation in the folder."""
    return load_settings({"KOPUKM_HOME": str(home), **more})


def built(home: Path, *sources: PluginSource, **more: str) -> Platform:
    """The platform with these plugins, the garden and the GraphQL package where none are named."""
    return build_platform(settings_at(home, **more), sources or (GARDEN, GRAPHQL))


@pytest.fixture(scope="module")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an installation with the garden plugin, migrated and prepared."""
    home = tmp_path_factory.mktemp("garden")

    async def prepare() -> None:
        async with built(home).open():
            pass

    run_apart(prepare)
    return home


@pytest.fixture
def home(prepared_home: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    shutil.copytree(prepared_home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
async def platform(home: Path) -> AsyncIterator[Platform]:
    """The open platform."""
    async with built(home).open(prepare=False) as opened:
        yield opened


async def test_kopukm_checks_are_asked_by_the_doctor(home: Path) -> None:
    variables = {"KOPUKM_HOME": str(home), "KOPUKM_GARDEN_LARGEST": "0"}
    answers = await examine(variables, sources=(GARDEN, GRAPHQL), port=free_port(), patience=0.01)
    (found,) = [answer.finding for answer in answers if answer.name == "garden.size"]
    assert (found.what, found.why) == ("1 kebun.", "Terbanyak 0.")
    assert found.remedy == "Perbesar KOPUKM_GARDEN_LARGEST."


def officer(region_code: str) -> Actor:
    """A person with the role `garden.officer` in a region."""
    grants = tuple(Grant(name, region_code) for name in ("garden.write", "garden.read_phone"))
    return Actor(ActorKind.PERSON, "7", grants)


async def asked(platform: Platform, document: str, actor: Actor) -> Mapping[str, Any]:
    """The data of a GraphQL answer without errors."""
    schema = compose_contract(platform)
    answer = await schema.execute(document, context_value=RequestContext(actor, platform.settings, platform))
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    return answer.data


def test_kopukm_plugin_tells_who_the_plugin_is(tmp_path: Path) -> None:
    loaded = built(tmp_path).plugins["garden"]
    assert (loaded.info.title, loaded.info.version) == ("Kebun warga", "1.2.0")
    assert loaded.source.distribution == "kopukm-garden"
    assert loaded.place.endswith("garden/plugin.py:1")


def test_kopukm_plugin_must_bear_the_name_of_its_entry_point(tmp_path: Path) -> None:
    wrong = PluginSource("orchard", "garden.plugin", "kopukm-garden", "1.2.0")
    with pytest.raises(ConfigurationError, match=r"kopukm_plugin\(\) di .*garden/plugin.py.*'orchard'"):
        built(tmp_path, wrong)


def test_kopukm_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    assert built(tmp_path).plugins["garden"].settings == {"largest": 20}
    assert built(tmp_path, KOPUKM_GARDEN_LARGEST="7").plugins["garden"].settings == {"largest": 7}


def test_kopukm_settings_that_cannot_be_read_name_the_variable(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="KOPUKM_GARDEN_LARGEST berisi 'tujuh'") as caught:
        built(tmp_path, KOPUKM_GARDEN_LARGEST="tujuh")
    assert caught.value.remedy == "Kebun terbanyak per wilayah."


async def test_kopukm_models_get_their_tables_and_constraints(platform: Platform) -> None:
    found = await rows("SELECT name FROM sqlite_master WHERE name LIKE 'garden%'")
    assert {"garden_garden", "garden_garden_name"} <= {row["name"] for row in found}
    applied = await rows("SELECT name FROM tortoise_migrations WHERE app = 'garden'")
    assert [row["name"] for row in applied] == ["0001_initial"]


async def test_kopukm_permissions_are_what_commands_ask_for(platform: Platform) -> None:
    assert platform.roles.has_permission("garden.write")
    with pytest.raises(NotAllowedError, match=r"garden\.write"):
        await platform.runner.run(
            "garden.open_garden",
            {"name": "Kebun Mawar", "region_code": CIGOMBONG},
            Actor(ActorKind.PERSON, "8", (Grant("garden.read_phone", "32.01"),)),
        )
    assert not await Garden.exists(name="Kebun Mawar")


async def test_kopukm_roles_can_be_assigned_for_a_region(platform: Platform) -> None:
    administrator = operator("siti")
    account = await platform.runner.run(
        "core.create_account",
        {"login_name": "budi", "name": "Budi", "password": "kata sandi sementara 7"},
        administrator,
    )
    assert account.reference is not None, account.problems
    given = {"account_id": int(account.reference.id), "role": "garden.officer", "region_code": CIGOMBONG}
    outcome = await platform.runner.run("core.assign_role", given, administrator)
    assert outcome.accepted
    found = await rows("SELECT role, region_code FROM role_assignment")
    assert found == [{"role": "garden.officer", "region_code": CIGOMBONG}]


async def test_kopukm_visibility_masks_a_column_outside_the_region(platform: Platform) -> None:
    await Garden.create(name="Kebun Mawar", region_id=CIGOMBONG, caretaker_phone="+628123")
    document = '{ region(code: "32.01.38") { gardens(first: 5) { nodes { name caretakerPhone } } } }'
    for actor, phone in ((ANONYMOUS, None), (officer(JONGGOL), None), (officer(CIGOMBONG), "+628123")):
        nodes = (await asked(platform, document, actor))["region"]["gardens"]["nodes"]
        assert nodes == [{"name": "Kebun Mawar", "caretakerPhone": phone}]


async def test_kopukm_commands_run_for_every_door(platform: Platform) -> None:
    outcome = await platform.runner.run(
        "garden.open_garden", {"name": "Kebun Mawar", "region_code": CIGOMBONG}, officer(CIGOMBONG), key="a"
    )
    assert outcome.reference is not None
    assert outcome.reference.model == "garden.Garden"
    document = """mutation { openGarden(input: {name: "Kebun Mawar", regionCode: "32.01.38"}) {
        problems { field code } garden { name } } }"""
    payload = (await asked(platform, document, officer(CIGOMBONG)))["openGarden"]
    assert payload == {"problems": [{"field": "name", "code": "ALREADY_OPEN"}], "garden": None}
    assert await Garden.filter(name="Kebun Mawar").count() == 1


async def test_kopukm_tasks_do_what_a_command_enqueued(platform: Platform) -> None:
    outcome = await platform.runner.run(
        "garden.open_garden", {"name": "Kebun Mawar", "region_code": CIGOMBONG}, officer(CIGOMBONG)
    )
    waiting = await OutboxJob.get(task="garden.water_garden")
    assert (waiting.queue, waiting.caused_by) == ("garden", outcome.record_id)
    async with running_jobs(platform, FAST):
        async with asyncio.timeout(10):
            while await OutboxJob.exists():  # noqa: ASYNC110 - it waits for another task
                await asyncio.sleep(0.02)
    assert (await Garden.get(name="Kebun Mawar")).watered_on == clock.today(platform.settings.time_zone)


async def test_kopukm_schedules_enqueue_their_task_when_due(platform: Platform) -> None:
    zone = platform.settings.time_zone
    moving = clock.MovingClock(datetime(2026, 11, 2, 22, 59, tzinfo=UTC))
    with clock.using(moving):
        await sync_schedules(platform.schedules, zone)
        await fire_due(platform.schedules, zone)
        assert not await OutboxJob.exists(task="garden.water_all")
        moving.set(datetime(2026, 11, 2, 23, 0, tzinfo=UTC))
        await fire_due(platform.schedules, zone)
        assert await OutboxJob.filter(task="garden.water_all").count() == 1
        await fire_due(platform.schedules, zone)
    assert await OutboxJob.filter(task="garden.water_all").count() == 1


async def test_kopukm_imports_judge_and_store_a_spreadsheet(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "kebun.csv"
    file.write_text("Nama kebun;Desa atau kelurahan\nKebun Mawar;Cigombong, Cigombong\nKebun Teratai;Antah\n")
    report = await judge_file(platform, platform.imports["garden.gardens"], file, date(2026, 11, 2))
    await store_report(platform, platform.imports["garden.gardens"], report, operator("siti"))
    told = [(row.outcome.value, row.action and row.action.value) for row in report.rows]
    assert told == [("ok", "created"), ("error", None)]
    assert (await Garden.get(name="Kebun Mawar")).region_id == "32.01.38.2001"
    assert await CommandRecord.filter(command="garden.open_garden").count() == 1


async def test_an_import_of_gardens_is_taken_back_but_for_those_in_use(
    platform: Platform, tmp_path: Path
) -> None:
    file = tmp_path / "kebun.csv"
    file.write_text("Nama kebun;Desa atau kelurahan\nKebun Mawar;Cigombong\nKebun Melur;Cigombong\n")
    declaration = platform.imports["garden.gardens"]
    imported = await import_at_once(platform, declaration, file, date(2026, 11, 2), operator("siti"))
    assert imported.run is not None
    await Garden.filter(name="Kebun Melur").update(caretaker_phone="+628111222333")
    given = {"run_id": imported.run.id}
    assert (await platform.runner.run("core.undo_import", given, operator("siti"))).accepted
    await undo_run(platform, imported.run.id)
    assert not await Garden.exists(name="Kebun Mawar")
    kept = await KeptRow.get(run_id=imported.run.id)
    assert (kept.name, kept.reason) == ("Kebun Melur", "Sudah punya penjaga.")


async def test_kopukm_subcommands_stand_in_the_command_line(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    await Garden.create(name="Taman Mawar", region_id=CIGOMBONG)
    parsed = build_parser(platform).parse_args(["gardens", "--begins", "Taman"])
    assert parsed.subcommand.name == "gardens"
    assert await parsed.subcommand.run(parsed, platform) == 0
    assert capsys.readouterr().out == "1 kebun\n"


async def test_kopukm_audiences_give_parties_as_far_as_the_actor_may_see(platform: Platform) -> None:
    async with transaction() as connection:
        party = await create_party(
            connection, kind=PartyKind.PERSON, name="Tini", region_code=CIGOMBONG, plugin="garden"
        )
    near = Actor(ActorKind.PERSON, "7", (Grant("garden.write", CIGOMBONG),))
    far = Actor(ActorKind.PERSON, "8", (Grant("garden.write", JONGGOL),))
    found = await audience_members(platform, near, "garden.keepers", CIGOMBONG, {"word": "tini"})
    assert [(one.party_id, one.reason) for one in found] == [(party.id, "Menjaga kebun.")]
    assert await audience_members(platform, far, "garden.keepers") == []


async def test_kopukm_prepare_runs_after_migration_and_may_run_again(platform: Platform) -> None:
    assert await Garden.filter(name="Kebun Dinas", region_id="32.01").count() == 1
    await platform.prepare()
    assert await Garden.filter(name="Kebun Dinas", region_id="32.01").count() == 1


async def test_kopukm_prepare_waits_while_another_process_prepares(platform: Platform) -> None:
    await Garden.filter(name="Kebun Dinas").delete()
    async with migration_lock(platform.database.address):
        preparing = asyncio.create_task(platform.prepare())
        await asyncio.wait([preparing], timeout=0.4)
        assert not await Garden.filter(name="Kebun Dinas").exists()
    await preparing
    assert await Garden.filter(name="Kebun Dinas").count() == 1


async def test_kopukm_demo_fills_in_examples_once(platform: Platform) -> None:
    (given,) = [one for one in platform.plugins.given("kopukm_demo") if one.owner == "garden"]
    assert await given.value(platform) == "1 kebun contoh dibuat."
    await given.value(platform)
    assert await Garden.filter(name="Kebun Contoh").count() == 1


async def test_kopukm_graphql_adds_types_roots_and_fields_on_others_types(platform: Platform) -> None:
    document = """{ garden { gardens(first: 5) { nodes { name region { code } } } }
                    region(code: "32.01") { gardens(first: 5) { totalCount } } }"""
    data = await asked(platform, document, ANONYMOUS)
    assert data == {
        "garden": {"gardens": {"nodes": [{"name": "Kebun Dinas", "region": {"code": "32.01"}}]}},
        "region": {"gardens": {"totalCount": 1}},
    }


def test_kopukm_graphql_is_optional_where_the_graphql_package_is_off(tmp_path: Path) -> None:
    alone = built(tmp_path, GARDEN)
    assert alone.plugins.names == ("core", "garden")
    assert "garden.open_garden" in {one.name for one in alone.commands}


async def test_kopukm_file_purposes_decide_who_uploads_what_and_who_sees_it(platform: Platform) -> None:
    photo = b"\x89PNG\r\n\x1a\n" + bytes(40)
    officer = Actor(ActorKind.PERSON, "7", (Grant("garden.write", CIGOMBONG),), account_id=7)
    colleague = Actor(ActorKind.PERSON, "8", (Grant("garden.write", CIGOMBONG),), account_id=8)
    stranger = Actor(ActorKind.PERSON, "9", (Grant("garden.write", JONGGOL),), account_id=9)
    given = {"name": "kebun.png", "purpose": "garden.photo"}
    with pytest.raises(NotAllowedError, match="Foto kebun"):
        await upload_file(platform, photo, actor=Actor(ActorKind.PERSON, "10"), **given)
    workbook = await upload_file(platform, b"a;b\n1;2\n", actor=officer, **given)
    assert [one.code for one in workbook.problems] == ["FILE_KIND"]
    uploaded = await upload_file(platform, photo, actor=officer, **given)
    other = await upload_file(platform, b"a;b\n1;2\n", name="a.csv", purpose="core.import", actor=officer)
    assert uploaded.reference is not None
    assert other.reference is not None
    number = int(uploaded.reference.id)

    async def hung(actor: Actor, photo: int, region: str = CIGOMBONG) -> list[str]:
        answered = await platform.runner.run(
            "garden.hang_photo", {"region_code": region, "photo": photo}, actor
        )
        return [one.code for one in answered.problems]

    assert await hung(stranger, number, JONGGOL) == ["FILE_UNKNOWN"]
    assert await hung(officer, 999) == ["FILE_UNKNOWN"]
    assert await hung(officer, int(other.reference.id)) == ["FILE_OTHER_PURPOSE"]
    assert not (await StoredFile.get(id=number)).kept
    assert await hung(officer, number) == []
    assert (await StoredFile.get(id=number)).kept
    assert (await readable_file(platform, number, colleague)).region_code == CIGOMBONG
    with pytest.raises(NotFoundError):
        await readable_file(platform, number, stranger)

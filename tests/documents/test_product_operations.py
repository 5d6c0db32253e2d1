"""Every operation that comes with the platform runs, for somebody who may, on a server that trusts nothing else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from documents.activity_operations import run_activity_operations
from graphql import FieldNode, OperationDefinitionNode, parse

from documents.cycle_operations import ask_cycles, ask_programmes
from documents.health_operations import ask_health_operations
from documents.message_operations import ask_about_messages
from documents.seat_operations import ask_seats
from kopukm_core.identity.services import create_service_token
from kopukm_core.jobs import JobTiming, running_jobs, sync_schedules
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.documents import TrustedDocuments, compose_documents
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application
from made_plugins import GRAPHQL, SIOPIK
from office import OPERATOR, PASSWORD, client_of, headers, new_account
from paper_operations import run_paper_operations

pytestmark = pytest.mark.anyio

FOLDERS = ("graphql/kopukm_graphql", "plugins/siopik/kopukm_siopik")
ROOT = Path(__file__).parents[2]
DESA = "32.01.07.2001"
COUNTS = (
    "CooperativeTotal",
    *(f"CooperativesBy{name}" for name in ("Status", "Form", "Kind", "Pattern", "Grade", "Certificate")),
    *(f"CooperativesBy{name}" for name in ("Group", "Sector", "Region", "RegionAndStatus")),
)
SCHEDULE = "core.ended_access"


@pytest.fixture(scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    """An office with regions, one officer with every role, and a citizen with none."""
    home = tmp_path_factory.mktemp("office")
    variables = {"KOPUKM_HOME": str(home), "KOPUKM_TRUSTED_DOCUMENTS": "only"}
    async with build_platform(load_settings(variables), [GRAPHQL, SIOPIK]).open() as platform:
        await new_account(platform, "siti", *_every_role(platform))
        await new_account(platform, "budi")
        await sync_schedules(platform.schedules, platform.settings.time_zone)
        yield platform


@pytest.fixture(scope="module")
async def client(office: Platform) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(platform_application(office)) as opened:
        yield opened


@pytest.fixture(scope="module")
def trusted(office: Platform) -> TrustedDocuments:
    return compose_documents(office, compose_contract(office))


class Session:
    """Somebody who asks by the names of operations; `asked` collects what ran."""

    asked: set[str] = set()

    def __init__(self, client: httpx2.AsyncClient, token: str | None = None) -> None:
        self.client, self.token = client, token

    async def run(self, operation: str, **variables: Any) -> Any:
        """What its first field answers; no errors, no problems."""
        body = {"documentId": operation, "variables": variables}
        answer = await self.client.post("/graphql", json=body, headers=headers(self.token))
        assert "errors" not in answer.json(), f"{operation}: {answer.text}"
        (value,) = answer.json()["data"].values()
        assert not (isinstance(value, dict) and value.get("problems")), f"{operation}: {answer.text}"
        assert value is not None, operation
        self.asked.add(operation)
        return value

    async def write(self, operation: str, **given: Any) -> Any:
        return await self.run(operation, input=given)

    async def of(self, login_name: str, password: str = PASSWORD) -> Session:
        entered = await self.write("LogIn", loginName=login_name, password=password)
        return Session(self.client, entered["result"]["token"])


async def test_every_operation_runs_without_errors(
    office: Platform, client: httpx2.AsyncClient, trusted: TrustedDocuments
) -> None:
    anyone = Session(client)
    siti, budi = await anyone.of("siti"), await anyone.of("budi")
    await _regions(anyone)
    cooperative = await _cooperatives(siti)
    await _figures(siti, office, cooperative["id"])
    await _people(siti, budi, cooperative["partyId"])
    await ask_about_messages(siti, await _carrier(client, office), office, cooperative["partyId"])
    await _accounts(siti, anyone, office)
    await ask_health_operations(office, anyone, cooperative["id"])
    await _files(siti)
    await _imports(siti, office)
    await _papers(siti, anyone, office)
    await _activities(siti, anyone, cooperative["partyId"])
    await _work(office)
    await _jobs(siti)
    await _calendar(siti, anyone)
    await ask_programmes(siti)
    await ask_cycles(siti)
    await ask_seats(siti, cooperative["partyId"])
    await siti.run("LogOut")
    assert {document.name for document in trusted if document.kind != "subscription"} == Session.asked


async def _calendar(siti: Session, anyone: Session) -> None:
    decree = "SKB 3 Menteri Nomor 933 Tahun 2025"
    given = {"day": "2025-08-18", "name": "Cuti bersama Hari Kemerdekaan", "kind": "COLLECTIVE_LEAVE"}
    assert (await siti.write("SetDayOff", **given, source=decree))["calendarDay"]["isOff"]
    await siti.write("RemoveDayOff", day="2025-08-18", source=decree, restore=True)
    await siti.write("ConfirmDaysOff", year=2025, source=decree)
    days = (await siti.run("CalendarDays", year=2025))["nodes"]
    assert [day["source"] for day in days] == [decree] * 28
    assert {day["day"] for day in days} == {day["day"] for day in await anyone.run("DaysOff", year=2025)}
    hours = {
        "service": "desk",
        "title": "Loket",
        "weekdays": ["MONDAY", "FRIDAY"],
        "source": "Surat Kepala Dinas",
    }
    kept = await siti.write("SetHours", **hours, opens="8.00", closes="12.00", validFrom="2027-01-01")
    await siti.write("EndHours", hoursId=kept["openingHours"]["id"], lastDay="2027-06-30")
    (row,) = (await anyone.run("OpeningHours", service="desk"))["nodes"]
    assert (row["opens"], row["weekdays"], row["validUntil"]) == ("08:00", "15", "2027-06-30")
    opening = await anyone.run("ServiceOpening", service="desk", at="2027-01-03T20:00:00+07:00")
    assert (opening["isOpen"], opening["words"]) == (False, "Tutup. Buka lagi besok 08.00.")
    assert (await anyone.run("WorkingDays", first="2027-03-01", last="2027-03-31"))["count"] == 15
    due = await anyone.run("DueDay", start="2027-03-09", offset=0)
    assert (due["day"], due["reason"]) == ("2027-03-16", "Cuti Bersama Hari Raya Idul Fitri")
    made = (await siti.write("CreateCalendarFeed", source="core.days_off"))["result"]
    assert made["path"].startswith("/kalender/")
    (feed,) = (await siti.run("CalendarFeeds"))["nodes"]
    assert (await siti.write("RevokeCalendarFeed", feedId=feed["id"]))["calendarFeed"]["revokedAt"]


async def _carrier(client: httpx2.AsyncClient, platform: Platform) -> Session:
    """A program that carries messages, by its token."""
    scopes = ["core.carry_messages"]
    token = await create_service_token(
        OPERATOR, "carrier", "Pembawa", scopes=scopes, region_code="32.01", roles=platform.roles
    )
    return Session(client, token.text)


def _every_role(platform: Platform) -> list[tuple[str, str | None]]:
    """Every role there is: in the district where it has a place."""
    return [(role.name, "32.01" if role.scoped_by_region else None) for role in platform.roles]


async def _regions(anyone: Session) -> None:
    found = await anyone.run("SearchRegions", text="gunung putri", level="DISTRICT")
    assert found[0]["code"] == "32.01.02"
    assert (await anyone.run("Region", code=DESA))["ancestors"]
    assert (await anyone.run("RegionChildren", code="32.01"))["children"]["totalCount"] == 40
    await anyone.run("RegionBoundary", code="32.01")


async def _cooperatives(siti: Session) -> Any:
    given = {"name": "KSU Mekar Jaya", "nik": "3201010010001", "regionCode": DESA, "kind": "CONSUMER"}
    made = (await siti.write("RegisterCooperative", **given))["cooperative"]
    corrected = await siti.write("CorrectCooperative", cooperativeId=made["id"], phone="0215550123")
    assert corrected["cooperative"]["phone"] == "+62215550123"
    await siti.write("ReportYear", cooperativeId=made["id"], year=2025, membersMale=12, assets=1_250_000)
    await siti.write("ReportAnnualMeeting", cooperativeId=made["id"], year=2025, heldOn="2026-03-01")
    listed = await siti.run("Cooperatives", search="mekar")
    assert [each["id"] for each in listed["cooperatives"]["nodes"]] == [made["id"]]
    seen = (await siti.run("Cooperative", id=made["id"]))["cooperative"]
    assert (seen["yearlyReports"][0]["assets"], seen["annualMeetings"][0]["year"]) == (1_250_000, 2025)
    assert (await siti.run("CooperativesOfRegion", code="32.01.07"))["cooperativeCount"] == 1
    for name in COUNTS:
        assert (await siti.run(name))["cooperativeCounts"]["total"] == 1
    assert (await siti.run("YearlyReports"))["yearlyReports"]["totalCount"] == 1
    assert (await siti.run("AnnualMeetings"))["annualMeetings"]["totalCount"] == 1
    return seen


async def _figures(siti: Session, office: Platform, cooperative: str) -> None:
    """What is computed of the one cooperative, given out, and computed again."""
    await siti.write("OverrideStatus", cooperativeId=cooperative, status="INACTIVE", reason="kantor kosong")
    await siti.write("EndStatusOverride", cooperativeId=cooperative)
    rule = {"definition": "Berakhir dalam 60 hari.", "source": "Nota dinas", "effectiveOn": "2026-01-01"}
    await siti.write("AddRuleVersion", name="CERTIFICATE", parameters='{"days": 60}', **rule)
    assert len((await siti.run("RuleVersions"))["ruleVersions"]["nodes"]) > 10
    await _work(office)
    (one,) = (await siti.run("CooperativeStandings"))["cooperatives"]["nodes"]
    assert one["standing"]["lastMeetingOn"] == "2026-03-01"
    assert (await siti.run("FiguresByRegion", since="2025-01-01"))["statistics"]["total"]["registered"] == 1
    await siti.run("FiguresByCategory", by="CLASS_ALL", within="32.01")
    await siti.run("GrowthByMonth", since="2026-01-01")
    assert (await siti.run("AnnualMeetingWatch", year=2025))["annualMeetingWatch"]["cooperatives"] == []
    assert (await siti.run("CooperativeTimeline", cooperativeId=cooperative))["timeline"]
    features = (await siti.run("FiguresMap"))["map"]["collection"]["features"]
    assert (len(features), sum(one["properties"]["registered"] for one in features)) == (40, 1)
    await siti.write("PublishFigures", title="Koperasi 2025", asOf="2025-12-31")
    (published,) = (await siti.run("Publications"))["publications"]["nodes"]
    assert (await siti.run("PublicationCheck", id=published["id"]))["publicationCheck"]["isEqual"]


async def _files(siti: Session) -> None:
    answer = await _upload(siti, documentId="UploadFile")
    stored = answer.json()["data"]["uploadFile"]
    assert stored["problems"] == [], answer.text
    siti.asked.add("UploadFile")
    assert (await siti.run("File", id=stored["file"]["id"]))["name"] == "koperasi.csv"
    own = "mutation($file: Upload!, $purpose: String!) { uploadFile(file: $file, purpose: $purpose) { replayed } }"
    refused = (await _upload(siti, query=own)).json()["errors"]
    assert [each["extensions"]["code"] for each in refused] == ["DOCUMENT_NOT_TRUSTED"]


async def _imports(siti: Session, office: Platform) -> None:
    """An import over the contract alone: uploaded, carried out, looked at, its report fetched, taken back."""
    offered = await siti.run("Imports")
    assert "siopik.cooperatives" in [each["name"] for each in offered]
    sheet = "NIK;Nama Koperasi;Kelurahan Desa;Kecamatan\n3201010020001;KSU Melati;Pakansari;Cibinong\n;Tanpa Nomor;;\n"
    file = (await _upload(siti, content=sheet.encode(), documentId="UploadFile")).json()["data"][
        "uploadFile"
    ]["file"]
    started = await siti.write(
        "StartImport", importName="siopik.cooperatives", file=file["id"], asOf="2026-11-02"
    )
    number = started["importRun"]["id"]
    await _work(office)
    run = await siti.run("ImportRun", id=number)
    assert (run["state"], run["created"], run["refused"]) == ("DONE", 1, 1), run
    report = await siti.client.get(run["report"]["downloadPath"], headers=headers(siti.token))
    assert (report.status_code, report.content[:2]) == (200, b"PK")
    assert (await siti.run("ImportRuns"))["totalCount"] == 1
    await siti.write("UndoImport", runId=number)
    await _work(office)
    assert (await siti.run("ImportRun", id=number))["state"] == "UNDONE"
    assert (await siti.run("Cooperatives", search="melati"))["cooperatives"]["nodes"] == []


async def _work(office: Platform) -> None:
    """Do all jobs that wait."""
    async with running_jobs(office, JobTiming(beat=0.1, poll=0.02)):
        while await OutboxJob.all().exists():  # noqa: ASYNC110 - the jobs end in the database
            await asyncio.sleep(0.01)


async def _papers(siti: Session, anyone: Session, office: Platform) -> None:
    async def fetch(path: str) -> bytes:
        return (await siti.client.get(path, headers=headers(siti.token))).content

    await run_paper_operations(siti, anyone, lambda: _work(office), fetch)


async def _activities(siti: Session, anyone: Session, party: str) -> None:
    answer = await _upload(siti, purpose="core.activity_material", documentId="UploadFile")
    stored = answer.json()["data"]["uploadFile"]
    assert stored["problems"] == [], answer.text
    await run_activity_operations(siti, anyone, party, stored["file"]["id"])


async def _jobs(siti: Session) -> None:
    for operation in ("PauseSchedule", "ResumeSchedule", "RunSchedule"):
        await siti.write(operation, schedule=SCHEDULE)
    await siti.write("ChangeSchedule", schedule=SCHEDULE, cron="0 7 * * 1")
    job = await OutboxJob.get()
    for operation in ("RetryJob", "DropJob"):
        await OutboxJob.filter(id=job.id).update(status=JobStatus.DEAD)
        await siti.write(operation, jobId=job.id)
    assert await OutboxJob.all().count() == 0


async def _upload(
    siti: Session,
    *,
    content: bytes = b"Nama Koperasi\nKSU Mekar\n",
    purpose: str = "core.import",
    **document: str,
) -> httpx2.Response:
    given = {**document, "variables": {"file": None, "purpose": purpose}}
    return await siti.client.post(
        "/graphql",
        data={"operations": json.dumps(given), "map": '{"0": ["variables.file"]}'},
        files={"0": ("koperasi.csv", content, "text/csv")},
        headers={**headers(siti.token), "graphql-require-preflight": "1"},
    )


async def _people(siti: Session, budi: Session, party: str) -> None:
    assert (await siti.run("Parties", search="mekar"))["nodes"][0]["id"] == party
    assert (await siti.run("Party", id=party))["name"] == "KSU Mekar Jaya"
    asked = await budi.write("RequestMembership", partyId=party, title="Ketua")
    assert (await siti.run("Memberships", where={"state": {"equals": "REQUESTED"}}))["totalCount"] == 1
    membership = asked["membership"]["id"]
    await siti.write("DecideMembership", membershipId=membership, approve=True)
    await budi.write("EndMembership", membershipId=membership)
    await budi.run("SaveDraft", command="core.request_membership", input={"title": "Ketua"})
    assert (await budi.run("MyDrafts"))["drafts"][0]["input"] == {"title": "Ketua"}
    await budi.run("DiscardDraft", command="core.request_membership")
    assert (await budi.run("Me"))["account"]["memberships"][0]["state"] == "ENDED"
    sessions = (await budi.run("MySessions"))["account"]["sessions"]
    await budi.write("RevokeToken", tokenId=sessions[0]["id"])


async def _accounts(siti: Session, anyone: Session, platform: Platform) -> None:
    made = (await siti.write("CreateAccount", loginName="ani", name="Ani", password=PASSWORD))["account"]
    account = {"accountId": made["id"]}
    ani = await anyone.of("ani")
    await ani.write("ChangePassword", currentPassword=PASSWORD, newPassword="teh manis di beranda")
    await siti.write("AssignRole", **account, role="siopik.officer", regionCode="32.01.07")
    await siti.write("EndRole", **account, role="siopik.officer", regionCode="32.01.07")
    await siti.write("ResetPassword", **account, password=f"{PASSWORD} lain")
    await siti.write("DisableAccount", **account)
    await siti.write("EnableAccount", **account)
    assert (await siti.run("Accounts"))["totalCount"] == 3
    assert (await siti.run("Account", id=made["id"]))["loginName"] == "ani"
    await siti.write(
        "CreateServiceToken",
        service="wa",
        title="Percakapan",
        scopes=["siopik.read_reports"],
        regionCode="32.01",
    )
    chat = await create_service_token(
        OPERATOR,
        "chat",
        "Percakapan",
        scopes=["core.verify_contacts"],
        region_code="",
        roles=platform.roles,
        lifetime=timedelta(days=1),
    )
    await Session(siti.client, chat.text).write("VerifyContact", externalId="628123456789")
    await siti.write("DisableService", service="wa")
    cooperative = (await siti.run("Cooperatives"))["cooperatives"]["nodes"][0]["id"]
    await siti.write("DissolveCooperative", cooperativeId=cooperative, dissolvedOn="2026-01-31")
    assert global_id("Cooperative", 1) == cooperative


def test_a_file_has_the_name_of_its_operation_and_no_shared_fragment_is_idle(
    trusted: TrustedDocuments,
) -> None:
    for owner, folder in zip(("graphql", "siopik"), FOLDERS, strict=True):
        named = {file.stem for file in (ROOT / folder / "operations").glob("*.graphql")}
        own = [document for document in trusted if document.owner == owner]
        assert named == {document.name for document in own}
        for file in (ROOT / folder / "operations" / "fragments").glob("*.graphql"):
            for definition in parse(file.read_text(encoding="utf-8")).definitions:
                name = definition.name.value  # type: ignore[attr-defined]
                assert any(f"fragment {name} on" in document.text for document in own), name


def test_every_mutation_has_an_operation_so_that_production_can_be_used(
    office: Platform, trusted: TrustedDocuments
) -> None:
    covered = set()
    for document in trusted:
        (operation,) = (
            each for each in parse(document.text).definitions if isinstance(each, OperationDefinitionNode)
        )
        fields = [each for each in operation.selection_set.selections if isinstance(each, FieldNode)]
        covered |= {each.name.value for each in fields if document.kind == "mutation"}
    mutation = compose_contract(office)._schema.mutation_type
    assert mutation is not None
    assert covered == set(mutation.fields)

"""The registry's commands through GraphQL over HTTP: what a client's developer sees. On both engines."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from composed_once import composed_once
from databases import Databases
from kopukm_core import clock
from kopukm_core.commands.models import CommandRecord
from kopukm_core.db import AppModels, Dialect
from kopukm_core.identity.actor import operator
from kopukm_core.identity.models import Account
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.settings import Settings
from kopukm_graphql.node import global_id
from kopukm_graphql.serving import platform_application
from kopukm_siopik.models import AnnualMeeting, Cooperative, YearlyReport
from kopukm_siopik.plugin import kopukm_models
from office import FREE_DOCUMENTS_ONLY
from rows_kept import rows_kept
from siopik.conftest import GRAPHQL, SIOPIK
from siopik.registry import CIBINONG, PAKANSARI, PUSPANEGARA, make_regions, registered

pytestmark = pytest.mark.anyio

PASSWORD = "gunung salak biru 7"  # noqa: S105 - of an account that lives as long as a test
REGISTER = """mutation($input: RegisterCooperativeInput!, $key: String) {
  registerCooperative(input: $input, idempotencyKey: $key) {
    replayed problems { field code message } cooperative { id name phone region { name } } } }"""
REPORT = """mutation($input: ReportYearInput!) { reportYear(input: $input) {
    problems { field code } yearlyReport { year surplus } } }"""
MEETING = """mutation($input: ReportAnnualMeetingInput!) { reportAnnualMeeting(input: $input) {
    problems { field code } annualMeeting { year heldOn } } }"""
GIVEN: dict[str, Any] = {
    "name": "KSU Mekar Jaya",
    "nik": "3201010010001",
    "regionCode": PAKANSARI,
    "kind": "CONSUMER",
    "phone": "0812-3456-7890",
}


class Client:
    """An officer's app: GraphQL over HTTP with a session's token."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self._http = http
        self.token = ""

    async def send(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer; its status is always that of GraphQL over HTTP."""
        headers = {"accept": "application/json", "content-type": "application/json"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        sent = await self._http.post(
            "/graphql", content=json.dumps({"query": document, "variables": variables}), headers=headers
        )
        found: dict[str, Any] = sent.json()
        return found

    async def answer(self, document: str, **variables: Any) -> Any:
        """The one field's value of an answer without errors."""
        answered = await self.send(document, **variables)
        assert "errors" not in answered, answered
        (value,) = answered["data"].values()
        return value

    async def error(self, document: str, **variables: Any) -> dict[str, Any]:
        """The one error of an answer without data."""
        answered = await self.send(document, **variables)
        (error,) = answered["errors"]
        assert not any((answered.get("data") or {}).values())
        found: dict[str, Any] = error
        return found


@pytest.fixture(scope="module", params=[Dialect.SQLITE, Dialect.POSTGRES], ids=["sqlite", "postgres"])
async def office(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> AsyncIterator[Platform]:
    """The product, open for the file on each engine."""
    apps = {"core": AppModels(MODELS.models), "siopik": kopukm_models()}
    with databases.fresh(Dialect(request.param), apps) as url:
        settings = Settings(
            home=tmp_path_factory.mktemp("home"), database_url=url, variables=FREE_DOCUMENTS_ONLY
        )
        async with composed_once(build_platform(settings, [GRAPHQL, SIOPIK])).open(prepare=False) as running:
            await make_regions()
            yield running


@pytest.fixture(scope="module")
def application(office: Platform) -> Starlette:
    return platform_application(office)


@pytest.fixture(autouse=True)
async def moving_clock() -> AsyncIterator[clock.MovingClock]:
    """The clock of the test; async, so that it is set in the context in which the file's office runs."""
    moving = clock.MovingClock(datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
    with clock.using(moving):
        yield moving


@pytest.fixture
async def platform(office: Platform) -> AsyncIterator[Platform]:
    """The office with nothing but its regions."""
    async with rows_kept(office):
        yield office


@pytest.fixture
async def anonymous(platform: Platform, application: Starlette) -> AsyncIterator[Client]:
    transport = httpx2.ASGITransport(app=application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://kopukm.test") as http:
        yield Client(http)


@pytest.fixture
async def client(platform: Platform, anonymous: Client) -> Client:
    """An officer of Kecamatan Cibinong."""
    account = {"login_name": "siti", "name": "Siti Aminah", "password": PASSWORD}
    made = await platform.runner.run("core.create_account", account, operator("kepala"))
    assert made.reference is not None
    await Account.filter(id=int(made.reference.id)).update(must_change_password=False)
    role = {"account_id": int(made.reference.id), "role": "siopik.officer", "region_code": CIBINONG}
    assert (await platform.runner.run("core.assign_role", role, operator("kepala"))).accepted
    entered = await anonymous.answer(
        "mutation($input: LogInInput!) { logIn(input: $input) { result { token } } }",
        input={"loginName": "siti", "password": PASSWORD},
    )
    anonymous.token = entered["result"]["token"]
    return anonymous


async def test_a_cooperative_is_registered_and_a_repeat_answered_as_before(client: Client) -> None:
    first = await client.answer(REGISTER, input=GIVEN, key="a")
    again = await client.answer(REGISTER, input=GIVEN, key="a")

    assert (first["problems"], first["replayed"], again["replayed"]) == ([], False, True)
    assert first["cooperative"]["name"] == "KSU Mekar Jaya"
    assert first["cooperative"]["region"] == {"name": "Pakansari"}
    assert again["cooperative"] == first["cooperative"]
    assert await Cooperative.all().count() == 1
    assert (await CommandRecord.get(command="siopik.register_cooperative")).door == "graphql"


async def test_the_same_key_with_other_input_is_a_conflict(client: Client) -> None:
    await client.answer(REGISTER, input=GIVEN, key="a")
    error = await client.error(REGISTER, input={**GIVEN, "name": "Lain"}, key="a")
    assert error["extensions"]["code"] == "CONFLICT"
    assert "Pakai kunci baru" in error["message"]
    error = await client.error(REGISTER, input=GIVEN, key="a\x00")
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert await Cooperative.all().count() == 1


async def test_problems_name_their_fields_as_the_client_does(client: Client) -> None:
    wrong = {**GIVEN, "legalEntityDate": "1800-01-01", "regionCode": "32.01.01.1001", "postalCode": "1"}
    refused = await client.answer(REGISTER, input=wrong)
    assert [(one["field"], one["code"]) for one in refused["problems"]] == [
        ("legalEntityDate", "TOO_SMALL"),
        ("postalCode", "INVALID"),
    ]
    assert refused["problems"][0]["message"] == "Tanggal badan hukum: paling awal Senin, 1 Januari 1900."
    assert refused["cooperative"] is None
    unknown = await client.answer(REGISTER, input={**GIVEN, "regionCode": f"{CIBINONG}.9999"})
    assert [one["code"] for one in unknown["problems"]] == ["REGION_UNKNOWN"]
    assert await Cooperative.all().count() == 0


TEXTS = ("x" * 50_000, "a\x00b", "a\u0001b", "\u202eb", "...", "' OR 1=1 --", "😀" * 100, "\ud800", "ſ" * 200)


async def test_no_text_breaks_the_service(client: Client) -> None:
    fields = ("name", "nik", "address", "email", "phone", "chair", "legalEntityNumber", "postalCode")
    for text in TEXTS:
        for field in fields:
            answered = await client.send(REGISTER, input={**GIVEN, field: text})
            codes = [one["extensions"]["code"] for one in answered.get("errors", [])]
            assert codes in ([], ["BAD_USER_INPUT"], ["BAD_REQUEST"]), (field, text[:10], answered)


async def test_an_id_of_something_else_is_a_problem(client: Client) -> None:
    for wrong in (
        global_id("Region", "32.01"),
        global_id("Cooperative", "9" * 30),
        "bukan id",
        "",
        "a" * 5000,
    ):
        refused = await client.answer(REPORT, input={"cooperativeId": wrong, "year": 2025, "surplus": 1})
        assert [(one["field"], one["code"]) for one in refused["problems"]] == [
            ("cooperativeId", "INVALID_ID")
        ]
    gone = global_id("Cooperative", 77)
    refused = await client.answer(REPORT, input={"cooperativeId": gone, "year": 2025, "surplus": 1})
    assert refused["problems"] == [{"field": "cooperativeId", "code": "NOT_FOUND"}]


async def test_reports_and_meetings_of_a_cooperative(client: Client, platform: Platform) -> None:
    key = global_id("Cooperative", (await registered(platform)).id)
    report = await client.answer(REPORT, input={"cooperativeId": key, "year": 2025, "surplus": -(2**40)})
    assert report == {"problems": [], "yearlyReport": {"year": 2025, "surplus": -(2**40)}}
    meeting = await client.answer(
        MEETING, input={"cooperativeId": key, "year": 2025, "heldOn": "2026-03-27", "attendees": 40}
    )
    assert meeting == {"problems": [], "annualMeeting": {"year": 2025, "heldOn": "2026-03-27"}}


async def test_what_is_doubtful_is_told_as_remarks(client: Client, platform: Platform) -> None:
    key = global_id("Cooperative", (await registered(platform)).id)
    document = """mutation($input: ReportYearInput!) { reportYear(input: $input) {
        problems { code } remarks { field code message } yearlyReport { year } } }"""
    given = {"cooperativeId": key, "year": 2025, "annualMeetingOn": "2025-12-30"}
    answered = await client.answer(document, input=given)
    assert answered["yearlyReport"] == {"year": 2025}
    assert answered["problems"] == []
    assert answered["remarks"] == [
        {
            "field": "annualMeetingOn",
            "code": "RAT_BEFORE_YEAR_END",
            "message": "RAT tahun buku 2025 tidak mungkin sebelum tahun itu berakhir.",
        }
    ]


async def test_nothing_is_stored_for_whom_it_is_not(client: Client, platform: Platform) -> None:
    elsewhere = global_id("Cooperative", (await registered(platform, region_code=PUSPANEGARA)).id)
    given = {**GIVEN, "nik": "3201010010009", "regionCode": PUSPANEGARA}
    asked = [
        (REGISTER, given),
        (REPORT, {"cooperativeId": elsewhere, "year": 2025, "surplus": 1}),
        (MEETING, {"cooperativeId": elsewhere, "year": 2025, "heldOn": "2026-03-27"}),
    ]
    for token, code in ((client.token, "FORBIDDEN"), ("", "UNAUTHENTICATED")):
        client.token = token
        for document, told in asked:
            error = await client.error(document, input=told)
            assert error["extensions"]["code"] == code
            assert "siopik.write" not in error["message"] or code == "FORBIDDEN"
    assert await Cooperative.all().count() == 1
    assert await YearlyReport.all().count() == await AnnualMeeting.all().count() == 0


async def test_what_succeeded_before_a_failure_in_the_same_document_is_answered(client: Client) -> None:
    document = """mutation($mine: RegisterCooperativeInput!, $other: RegisterCooperativeInput!) {
      first: registerCooperative(input: $mine) { cooperative { name } }
      second: registerCooperative(input: $other) { cooperative { name } }
      third: registerCooperative(input: $mine) { problems { field code } } }"""
    other = {**GIVEN, "nik": "3201010010009", "regionCode": PUSPANEGARA}
    answered = await client.send(document, mine=GIVEN, other=other)
    assert answered["data"]["first"] == {"cooperative": {"name": "KSU Mekar Jaya"}}
    assert answered["data"]["second"] is None
    assert answered["data"]["third"]["problems"]
    (error,) = answered["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["second"], "FORBIDDEN")
    assert await Cooperative.all().count() == 1


async def test_inputs_are_described_by_the_values_that_programs_send(anonymous: Client) -> None:
    described = """{ report: __type(name: "ReportAnnualMeetingInput") { inputFields { name description } }
      register: __type(name: "RegisterCooperativeInput") { inputFields { name description } } }"""
    found = (await anonymous.send(described))["data"]
    texts = {each["name"]: each["description"] for type_ in found.values() for each in type_["inputFields"]}
    assert texts["cooperativeId"] == "Pengenal (id) koperasi: field id dari Cooperative."
    assert texts["heldOn"] == "Tanggal RAT. Contoh: 2026-03-27."
    assert texts["legalEntityDate"] == "Tanggal badan hukum. Contoh: 2004-10-19."
    assert texts["regionCode"] == "Desa atau kelurahan. Contoh: 32.01.01.1001."
    assert texts["group"] == "Kelompok koperasi. Contoh: KSU."

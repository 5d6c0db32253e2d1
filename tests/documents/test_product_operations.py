"""Every operation that comes with the platform runs, for somebody who may, on a server that trusts nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from composed_once import composed_once
from documents.account_operations import ask_accounts, ask_people
from documents.activity_operations import run_activity_operations
from documents.calendar_operations import ask_calendar
from documents.cycle_operations import ask_cycles, ask_programmes
from documents.figure_operations import ask_figures
from documents.file_operations import ask_files, ask_imports
from documents.health_operations import ask_health_operations
from documents.job_operations import ask_jobs
from documents.message_operations import ask_about_messages
from documents.outreach_operations import ask_outreach
from documents.paper_operations import run_paper_operations
from documents.registry_operations import ask_cooperatives, ask_regions
from documents.seat_operations import ask_seats
from documents.session import Session, work
from kopukm_core.identity.services import create_service_token
from kopukm_core.jobs import sync_schedules
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.documents import TrustedDocuments, compose_documents
from kopukm_graphql.documents.mode import FREE_DOCUMENTS
from kopukm_graphql.serving import platform_application
from made_plugins import GRAPHQL, SIOPIK
from office import OPERATOR, client_of, new_account
from ready_home import make_ready

pytestmark = pytest.mark.anyio

FOLDERS = ("graphql/kopukm_graphql", "plugins/siopik/kopukm_siopik")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    """An office with regions, one officer with every role, and a citizen with none."""
    home = make_ready(tmp_path_factory.mktemp("office"))
    variables = {"KOPUKM_HOME": str(home), "KOPUKM_TRUSTED_DOCUMENTS": "only"}
    async with composed_once(build_platform(load_settings(variables), [GRAPHQL, SIOPIK])).open() as platform:
        await new_account(platform, "siti", *_every_role(platform))
        await new_account(platform, "budi")
        await sync_schedules(platform.schedules, platform.settings.time_zone)
        yield platform


@pytest.fixture(scope="module")
async def client(office: Platform) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(platform_application(office)) as opened:
        yield opened


@pytest.fixture(scope="module")
def contract(office: Platform) -> ComposedSchema:
    return compose_contract(office)


@pytest.fixture(scope="module")
def trusted(office: Platform, contract: ComposedSchema) -> TrustedDocuments:
    return compose_documents(office, contract)


async def test_every_operation_runs_without_errors(
    office: Platform, client: httpx2.AsyncClient, trusted: TrustedDocuments
) -> None:
    anyone = Session(client)
    siti, budi = await anyone.of("siti"), await anyone.of("budi")
    await ask_regions(anyone)
    cooperative = await ask_cooperatives(siti)
    await ask_figures(siti, office, cooperative["id"])
    await ask_people(siti, budi, cooperative["partyId"])
    await ask_about_messages(siti, await _carrier(client, office), office, cooperative["partyId"])
    await ask_accounts(siti, anyone, office)
    await ask_health_operations(office, anyone, cooperative["id"])
    await ask_files(siti)
    await ask_imports(siti, office)
    await run_paper_operations(siti, anyone, lambda: work(office), siti.fetch)
    material = await siti.file(purpose="core.activity_material")
    await run_activity_operations(siti, anyone, cooperative["partyId"], material)
    await work(office)
    await ask_jobs(siti)
    await ask_calendar(siti, anyone)
    await ask_programmes(siti)
    await ask_cycles(siti)
    await ask_outreach(siti, cooperative["id"], cooperative["partyId"])
    await ask_seats(siti, cooperative["partyId"])
    await siti.run("LogOut")
    assert {document.name for document in trusted if document.kind != "subscription"} == Session.asked


async def _carrier(client: httpx2.AsyncClient, platform: Platform) -> Session:
    """A program that carries messages, by its token."""
    scopes = ["core.carry_messages"]
    token = await create_service_token(
        OPERATOR, "carrier", "Pembawa", scopes=scopes, region_code="32.01", roles=platform.roles
    )
    return Session(client, token.text)


def _every_role(platform: Platform) -> list[tuple[str, str | None]]:
    """Every role but that of who may send documents of his own: in the district where it has a place."""
    return [
        (role.name, "32.01" if role.scoped_by_region else None)
        for role in platform.roles
        if FREE_DOCUMENTS not in role.permissions
    ]


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
    contract: ComposedSchema, trusted: TrustedDocuments
) -> None:
    covered = set()
    for document in trusted:
        (operation,) = (
            each for each in parse(document.text).definitions if isinstance(each, OperationDefinitionNode)
        )
        fields = [each for each in operation.selection_set.selections if isinstance(each, FieldNode)]
        covered |= {each.name.value for each in fields if document.kind == "mutation"}
    mutation = contract._schema.mutation_type
    assert mutation is not None
    assert covered == set(mutation.fields)

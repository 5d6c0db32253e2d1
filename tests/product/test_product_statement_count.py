"""Each list field of the composed product issues as many SQL statements for one row as for ten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tortoise import Model

from contract_walk import list_documents, nested_listings, node_types
from kopukm_core.db import sort_key
from kopukm_core.files import StoredFile
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.identity.models import AccessToken, Account, MembershipState, PartyMembership, RoleAssignment
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.imports import ImportRun, KeptRow
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_core.privacy import PersonalText
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region, RegionBoundary
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.composing import compose_contract
from reading import answer
from statements import recorded_statements

pytestmark = pytest.mark.anyio
KECAMATAN = "32.01.07"
FEWEST = 2
"""One row of each type, and the region above its region: no relation is empty."""


async def seed(count: int) -> None:
    """So many rows of every type, each hanging on another; parties are merged into the one before."""
    from registry_rows import MOMENT, account
    from sown_rows import sow

    codes = [KECAMATAN, *(f"{KECAMATAN}.{2000 + number}" for number in range(1, count))]
    for number, code in enumerate(codes, 1):
        parent = None if code == KECAMATAN else KECAMATAN
        await Region.create(
            code=code,
            name=code,
            level=RegionLevel.VILLAGE,
            kind=RegionKind.VILLAGE,
            parent_id=parent,
            sort_key=code,
            search_text=code,
            loaded_at=MOMENT,
        )
        await RegionBoundary.create(
            region_id=code, geometry="{}", source="uji", licence="CC0", loaded_at=MOMENT
        )
        await Party.create(
            id=number,
            kind=PartyKind.ORGANISATION,
            name=code,
            sort_key=sort_key(code),
            search_text=code,
            region_id=code,
            created_at=MOMENT,
            changed_at=MOMENT,
        )
        holder = await account(f"orang{number}")
        await issue_person_token(holder, "Telepon")
        await RoleAssignment.create(
            account=holder, role="siopik.reader", region_code=code, granted_by="uji", granted_at=MOMENT
        )
        await PartyMembership.create(
            account=holder,
            party_id=number,
            title="Ketua",
            state=MembershipState.APPROVED,
            requested_at=MOMENT,
        )
        await _seed_import(number, code)
        await _seed_programmes(number, code)
    await sow(count, codes)
    await Registration.all().update(state=RegistrationState.ATTENDED)


async def _seed_import(number: int, code: str) -> None:
    from registry_rows import MOMENT

    file = await StoredFile.create(
        storage_key=f"uji/{number}",
        content_key=PersonalText("bukan kunci"),
        name="a.csv",
        media_type="text/csv",
        size=1,
        sha256="0" * 64,
        purpose="core.import",
        region_code=code,
        created_by="person:1",
        created_at=MOMENT,
    )
    run = await ImportRun.create(
        import_name="siopik.cooperatives",
        file=file,
        report=file,
        file_name="a.csv",
        as_of=MOMENT.date(),
        actor="person:1",
        region_code=code,
        started_at=MOMENT,
        progressed_at=MOMENT,
    )
    await KeptRow.create(run=run, subject_model="siopik.Cooperative", subject_id="1", reason="Diubah lagi.")


async def _seed_programmes(number: int, code: str) -> None:
    from kopukm_outside.models import FieldVisit

    from health_oracle import seed_health_of
    from kopukm_siopik.choices import OfficerPosition
    from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
    from registry_rows import MOMENT

    day = date(2026, 1, 1)
    known: dict[str, Any] = {"effective_on": day, "recorded_at": MOMENT}
    await Cooperative.create(
        id=number, party_id=number, region_id=code, name=code, sort_key=code, search_text=code, **known
    )
    await seed_health_of(number)
    for year in (2024, 2025):
        await YearlyReport.create(cooperative_id=number, year=year, **known)
        await AnnualMeeting.create(cooperative_id=number, year=year, held_on=day, recorded_at=MOMENT)
    for position in OfficerPosition:
        await Officer.create(cooperative_id=number, position=position, name="Siti", **known)
    await FieldVisit.create(region_id=code, party_id=number, purpose="Kunjungan", visited_on=day)


async def empty() -> None:
    """Take all rows away again."""
    from kopukm_outside.models import FieldVisit

    from health_oracle import empty_health
    from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
    from sown_rows import uproot

    await uproot()
    await empty_health()
    models: tuple[type[Model], ...] = (
        *(KeptRow, ImportRun, StoredFile),
        *(FieldVisit, Officer, AnnualMeeting, YearlyReport, Cooperative),
        *(PartyMembership, RoleAssignment, AccessToken, Account, Party, RegionBoundary),
    )
    for model in models:
        await model.all().delete()
    await Region.filter(parent_id__isnull=False).delete()
    await Region.all().delete()


def everything(product: Platform) -> Actor:
    """An officer of the kecamatan who holds every permission there: no statement is spared by a refusal."""
    grants = tuple(Grant(each.name, KECAMATAN) for each in product.roles.permissions)
    return Actor(ActorKind.PERSON, "1", grants, account_id=1)


async def counted(schema: ComposedSchema, actor: Actor) -> dict[str, int]:
    """The number of statements of each document, twice each level below its list."""
    numbers = {}
    for name, document in list_documents(schema._schema).items():
        with recorded_statements() as statements:
            await answer(schema, document, actor)
        numbers[name] = len(statements)
    return numbers


async def test_each_list_issues_as_many_statements_for_one_row_as_for_ten(product: Platform) -> None:
    schema, actor = compose_contract(product), everything(product)
    await seed(FEWEST)
    one = await counted(schema, actor)
    await empty()
    await seed(10)
    assert await counted(schema, actor) == one
    assert min(one.values()) >= 1
    below = {listing.name for each in node_types(schema._schema) for listing in nested_listings(each)}
    assert below - set(one) == {
        # no list of their parents, or none that can be had from Query alone
        "Evaluation.figures",
        "ProgrammeRevision.entries",
        "ProgrammeTimeline.steps",
    }
    assert {
        "Query.siopik.cooperatives",
        "Query.outside.visits",
        "Region.fieldVisits",
        "Account.roles",
    } <= set(one)
    assert {"Cooperative.officers", "Cooperative.fieldVisits", "Query.siopik.cooperativeCounts"} <= set(one)

"""Prospects: noted once, ended once, recorded by whatever door. On both engines."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from kopukm_core import clock
from kopukm_core.db import connection, transaction
from kopukm_core.errors import NotAllowedError
from kopukm_core.parties import ContactKind, add_contact_point, contact_points_of
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_siopik.outreach.prospects.converting import convert_recorded
from kopukm_siopik.outreach.prospects.models import Prospect, ProspectState
from siopik.registry import (
    CIBINONG,
    CIBINONG_OFFICER,
    CIRIMEKAR,
    PAKANSARI,
    PUSPANEGARA,
    codes,
    give,
    registered,
)

pytestmark = pytest.mark.anyio

TOLD = {"name": "Koperasi Warga Rukun", "region_code": CIBINONG, "told_by": "Pendataan kecamatan 2026"}


async def noted(platform: Platform, **told: object) -> Prospect:
    """A prospect noted with these facts besides the usual ones."""
    outcome = await give(platform, "note_prospect", {**TOLD, **told})
    assert outcome.reference is not None, outcome.problems
    return await Prospect.get(id=int(outcome.reference.id))


async def test_a_prospect_is_noted_once_in_its_kecamatan(platform: Platform) -> None:
    first = await noted(platform, phone="081234567890")
    again = await give(platform, "note_prospect", {**TOLD, "region_code": PAKANSARI, "name": "WARGA RUKUN"})
    elsewhere = await give(platform, "note_prospect", {**TOLD, "region_code": PUSPANEGARA})

    assert codes(again) == [("name", "ALREADY_NOTED")]
    assert elsewhere.reference is not None
    assert len(await contact_points_of(connection(), first.party_id)) == 1


async def test_two_at_once_note_one(platform: Platform) -> None:
    outcomes = await asyncio.gather(
        *(give(platform, "note_prospect", TOLD) for _ in range(4)), return_exceptions=True
    )
    assert await Prospect.all().count() == 1
    assert sum(not isinstance(one, BaseException) and one.reference is not None for one in outcomes) == 1


async def test_what_is_recorded_is_no_prospect(platform: Platform) -> None:
    await registered(platform, name="KSU Warga Rukun")
    assert codes(await give(platform, "note_prospect", TOLD)) == [("name", "ALREADY_REGISTERED")]


async def test_another_kecamatan_is_out_of_reach(platform: Platform) -> None:
    with pytest.raises(NotAllowedError):
        await give(platform, "note_prospect", {**TOLD, "region_code": PUSPANEGARA}, CIBINONG_OFFICER)
    prospect = await noted(platform, region_code=PUSPANEGARA)
    with pytest.raises(NotAllowedError):
        await give(
            platform, "drop_prospect", {"prospect_id": prospect.id, "reason": "bubar"}, CIBINONG_OFFICER
        )


async def test_one_that_is_recorded_under_its_name_is_converted(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    prospect = await noted(platform)
    other = await noted(platform, name="Koperasi Lain Sekali")
    async with transaction():
        await add_contact_point(connection(), prospect.party_id, ContactKind.EMAIL, "rukun@contoh.id")
    moving_clock.move(timedelta(days=3))
    cooperative = await registered(platform, name="KSU Warga Rukun", region_code=CIRIMEKAR)

    async with transaction():
        assert await convert_recorded(date(2026, 11, 5)) == 1
    async with transaction():
        assert await convert_recorded(date(2026, 11, 5)) == 0

    await prospect.refresh_from_db()
    await other.refresh_from_db()
    party = await Party.get(id=prospect.party_id)
    assert (prospect.state, prospect.cooperative_id) == (ProspectState.CONVERTED, cooperative.id)
    assert prospect.ended_at == clock.now()
    assert party.merged_into_id == cooperative.party_id
    assert "rukun@contoh.id" in [
        point.value.whole() for point in await contact_points_of(connection(), cooperative.party_id)
    ]
    assert other.state is ProspectState.OPEN


async def test_the_same_name_in_another_kecamatan_is_another(platform: Platform) -> None:
    prospect = await noted(platform)
    await registered(platform, name="KSU Warga Rukun", region_code=PUSPANEGARA)
    async with transaction():
        assert await convert_recorded(date(2026, 11, 5)) == 0
    await prospect.refresh_from_db()
    assert prospect.state is ProspectState.OPEN


async def test_an_officer_says_which_cooperative_it_is(platform: Platform) -> None:
    prospect = await noted(platform)
    cooperative = await registered(platform, name="Koperasi Bernama Lain")
    given = {"prospect_id": prospect.id, "cooperative_id": cooperative.id}

    assert (await give(platform, "convert_prospect", given)).reference is not None
    assert codes(await give(platform, "convert_prospect", given)) == [("prospect_id", "NOT_OPEN")]
    unknown = await noted(platform, name="Koperasi Ketiga")
    refused = await give(platform, "convert_prospect", {"prospect_id": unknown.id, "cooperative_id": 999})
    assert codes(refused) == [("cooperative_id", "NOT_FOUND")]
    far = await registered(
        platform,
        name="Koperasi Kecamatan Lain",
        region_code=PUSPANEGARA,
        nik="3201010019999",
        legal_entity_number="99/BH/2004",
    )
    given = {"prospect_id": unknown.id, "cooperative_id": far.id}
    with pytest.raises(NotAllowedError):
        await give(platform, "convert_prospect", given, CIBINONG_OFFICER)


async def test_a_dropped_prospect_may_be_noted_again(platform: Platform) -> None:
    prospect = await noted(platform)
    await give(platform, "drop_prospect", {"prospect_id": prospect.id, "reason": "Sudah bubar."})
    await prospect.refresh_from_db()
    assert (prospect.state, prospect.ended_because) == (ProspectState.DROPPED, "Sudah bubar.")
    assert (await noted(platform)).id != prospect.id

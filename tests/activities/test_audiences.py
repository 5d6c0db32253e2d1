"""Audiences: who belongs, as far as the one who asks may see. On both engines."""

from __future__ import annotations

import dataclasses

import pytest

from activities.gathering import CIBINONG, JONGGOL, OFFICER, Office
from activities.gathering_plugin import RECORDED
from kopukm_core.audiences import AudienceRegistry, audience_includes, audience_members
from kopukm_core.errors import BadInputError, ConfigurationError
from kopukm_core.identity.actor import ANONYMOUS, operator
from kopukm_core.parties.models import Party

pytestmark = pytest.mark.anyio

NAME = "gathering.recorded"


async def test_an_officer_is_given_the_members_of_their_own_region_with_reasons(office: Office) -> None:
    found = await audience_members(office.platform, OFFICER, NAME)
    assert [one.party_id for one in found] == [office.parties[f"Koperasi {letter}"] for letter in "ABCDEFGH"]
    assert found[0].reason == "Namanya Koperasi A."


async def test_whoever_sees_more_is_given_more(office: Office) -> None:
    everybody = await audience_members(office.platform, operator("siti"), NAME)
    assert office.parties["Koperasi Jauh"] in {one.party_id for one in everybody}
    far = await audience_members(office.platform, operator("siti"), NAME, JONGGOL)
    assert [one.party_id for one in far] == [office.parties["Koperasi Jauh"]]
    assert await audience_members(office.platform, ANONYMOUS, NAME, CIBINONG) == []
    own = await audience_members(office.platform, office.member("Koperasi B"), NAME)
    assert [one.party_id for one in own] == [office.parties["Koperasi B"]]


async def test_a_merged_party_is_left_out(office: Office) -> None:
    key = office.parties["Koperasi H"]
    await Party.filter(id=key).update(merged_into_id=office.parties["Koperasi G"])
    try:
        found = await audience_members(office.platform, OFFICER, NAME)
    finally:
        await Party.filter(id=key).update(merged_into_id=None)
    assert key not in {one.party_id for one in found}


async def test_parameters_narrow_it_and_unknown_ones_are_refused(office: Office) -> None:
    found = await audience_members(office.platform, OFFICER, NAME, "", {"word": "Koperasi C"})
    assert [one.party_id for one in found] == [office.parties["Koperasi C"]]
    with pytest.raises(BadInputError, match="warna"):
        await audience_members(office.platform, OFFICER, NAME, "", {"warna": "biru"})
    with pytest.raises(BadInputError, match=r"gathering\.recorded"):
        await audience_members(office.platform, OFFICER, "gathering.nobody")


async def test_one_party_is_asked_for_whoever_asks(office: Office) -> None:
    assert await audience_includes(office.platform, NAME, office.parties["Koperasi Jauh"])
    assert not await audience_includes(office.platform, NAME, office.parties["Usaha Tini"])


def test_an_audience_with_a_wrong_name_or_permission_refuses_the_start() -> None:
    for faulty in (
        dataclasses.replace(RECORDED, name="other.recorded"),
        dataclasses.replace(RECORDED, permission="gathering.nothing"),
    ):
        with pytest.raises(ConfigurationError):
            AudienceRegistry([("gathering", faulty)], {"core.read_parties"})
    assert NAME in AudienceRegistry([("gathering", RECORDED)], {"core.read_parties"})

"""Ways to reach a party: one form, once, encrypted, shown masked. On both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kopukm_core.db import AppModels, Apps, Database, rows, transaction
from kopukm_core.errors import ProblemsError
from kopukm_core.parties.contacts import add_contact_point, contact_points_of, masked_value
from kopukm_core.parties.kinds import ContactKind, PartyKind
from kopukm_core.parties.models import ContactPoint
from kopukm_core.parties.register import create_party
from kopukm_core.privacy import KeyRing, new_key, parse_keys, using_keys

pytestmark = pytest.mark.anyio


@pytest.fixture
def apps() -> Apps:
    return {"core": AppModels(("kopukm_core.regions.models", "kopukm_core.parties.models"))}


@pytest.fixture
def keys() -> Iterator[KeyRing]:
    with using_keys(parse_keys(f"k1={new_key()}", "uji")) as ring:
        yield ring


@pytest.fixture
async def party_id(database: Database) -> int:
    async with transaction() as connection:
        party = await create_party(connection, kind=PartyKind.PERSON, name="Siti Aminah")
    return int(party.id)


@pytest.mark.parametrize(
    ("kind", "written", "stored", "shown"),
    [
        (ContactKind.PHONE, "+6281234567890", "+6281234567890", "+6281••••890"),
        (ContactKind.WHATSAPP, " +6281234567890 ", "+6281234567890", "+6281••••890"),
        (ContactKind.EMAIL, "Siti@Contoh.id", "siti@contoh.id", "s•••@contoh.id"),
        (ContactKind.TELEGRAM, "@Siti_Aminah", "siti_aminah", "••••••"),
    ],
)
async def test_a_contact_is_kept_in_one_form_and_shown_masked(
    keys: KeyRing, party_id: int, kind: ContactKind, written: str, stored: str, shown: str
) -> None:
    with using_keys(keys):
        async with transaction() as connection:
            await add_contact_point(connection, party_id, kind, written)
            (point,) = await contact_points_of(connection, party_id)
        assert point.value.whole() == stored
        assert masked_value(point) == shown
        (raw,) = await rows("SELECT value, value_hash FROM contact_point")
    assert stored not in raw["value"] and stored not in raw["value_hash"]


async def test_a_contact_is_kept_once(keys: KeyRing, party_id: int) -> None:
    with using_keys(keys):
        async with transaction() as connection:
            first = await add_contact_point(connection, party_id, ContactKind.EMAIL, "siti@contoh.id")
            second = await add_contact_point(connection, party_id, ContactKind.EMAIL, "SITI@contoh.id")
    assert first.id == second.id
    assert await ContactPoint.all().count() == 1


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (ContactKind.PHONE, "12"),
        (ContactKind.WHATSAPP, "siti"),
        (ContactKind.EMAIL, "siti"),
        (ContactKind.TELEGRAM, "a b"),
        (ContactKind.EMAIL, ""),
    ],
)
async def test_what_is_no_contact_is_refused(
    keys: KeyRing, party_id: int, kind: ContactKind, written: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        async with transaction() as connection:
            await add_contact_point(connection, party_id, kind, written)
    assert [problem.code for problem in caught.value.problems] == ["CONTACT_INVALID"]
    assert await ContactPoint.all().count() == 0

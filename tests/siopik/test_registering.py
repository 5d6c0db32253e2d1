"""Entering cooperatives: facts, history, audit, and what is refused. On both engines."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from kopukm_core.commands.models import AuditEntry, CommandRecord
from kopukm_core.db import rows
from kopukm_core.errors import NotAllowedError
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_siopik.models import Cooperative, CooperativeVersion, Officer
from siopik.registry import (
    CIBINONG_OFFICER,
    CITEUREUP,
    GIVEN,
    PAKANSARI,
    PUSPANEGARA,
    TODAY,
    codes,
    give,
    registered,
)

pytestmark = pytest.mark.anyio


async def test_a_cooperative_with_its_party_history_officers_and_audit(platform: Platform) -> None:
    outcome = await give(platform, "register_cooperative", {**GIVEN, "kind": "consumer"})

    cooperative = await Cooperative.get()
    assert outcome.reference is not None and outcome.reference.id == str(cooperative.id)
    assert (cooperative.name, cooperative.nik, cooperative.region_id) == (
        "KSU Mekar Jaya",
        "3201010010001",
        PAKANSARI,
    )
    assert (cooperative.effective_on, cooperative.legal_entity_key) == (TODAY, "518/BH/KWK.10/2004")
    party = await Party.get(id=cooperative.party_id)
    assert (party.name, party.region_id, party.plugin) == ("KSU Mekar Jaya", PAKANSARI, "siopik")
    version = await CooperativeVersion.get()
    assert (version.cooperative_id, version.effective_on, version.command_record_id, version.nik) == (
        cooperative.id,
        TODAY,
        outcome.record_id,
        "3201010010001",
    )
    assert version.recorded_at == cooperative.recorded_at
    chair = await Officer.get()
    assert (chair.name, chair.position, chair.is_current) == ("Siti Aminah", "chair", True)
    entry = await AuditEntry.get()
    assert (entry.action, entry.subject_model, entry.subject_id) == (
        "create",
        "siopik.Cooperative",
        str(cooperative.id),
    )


async def test_personal_values_stand_in_no_record_and_no_audit(platform: Platform) -> None:
    cooperative = await registered(platform)
    await give(
        platform,
        "correct_cooperative",
        {"cooperative_id": cooperative.id, "phone": "+628111111111", "chair": "Udin Petot"},
    )
    kept = str([await rows("SELECT * FROM command_record"), await rows("SELECT * FROM audit_entry")])
    for personal in ("81234567890", "8111111111", "Aminah", "Petot"):
        assert personal not in kept
    assert "3201010010001" in kept


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"nik": "3201010010001", "name": "KSU Mekarjaya"}, ("nik", "ALREADY_REGISTERED")),
        (
            {"nik": "3201010010001", "name": "KSP Lain Sekali", "legal_entity_number": None},
            ("nik", "NIK_CONFLICT"),
        ),
        ({"nik": None, "name": "Koperasi Mekar Jaya"}, ("legal_entity_number", "ALREADY_REGISTERED")),
        (
            {"nik": None, "legal_entity_number": "No. 518/bh/kwk.10/2004"},
            ("legal_entity_number", "ALREADY_REGISTERED"),
        ),
        ({"nik": None, "legal_entity_number": None}, ("nik", "LEGAL_ID_MISSING")),
        ({"nik": "3201010010009"}, ("nik", "NIK_DIFFERS")),
        (
            {"nik": "3201010010009", "name": "Koperasi Mekarjaya", "region_code": PUSPANEGARA},
            ("nik", "NIK_DIFFERS"),
        ),
        ({"nik": "3201010010009", "legal_entity_number": None}, None),
        ({"nik": "3201010010009", "name": "KSP Lain Sekali"}, None),
    ],
)
async def test_one_that_is_stored_already_is_named(
    platform: Platform, told: dict[str, Any], problem: tuple[str, str] | None
) -> None:
    stored = await registered(platform)
    outcome = await give(platform, "register_cooperative", {**GIVEN, **told})
    if problem is None:
        assert outcome.accepted, outcome.problems
        return
    assert codes(outcome) == [problem]
    if problem[1] != "LEGAL_ID_MISSING":
        assert f"'KSU Mekar Jaya' (nomor {stored.id})" in outcome.problems[0].message
    assert await Cooperative.all().count() == await Party.all().count() == 1


async def test_the_same_name_in_the_same_village_under_other_numbers_is_remarked(platform: Platform) -> None:
    stored = await registered(platform)
    other = {**GIVEN, "nik": "3201010010009", "legal_entity_number": "7/BH"}
    outcome = await give(platform, "register_cooperative", other, key="a")
    (remark,) = outcome.remarks
    assert (remark.field, remark.code) == ("name", "SAME_NAME_SAME_VILLAGE")
    assert f"(nomor {stored.id})" in remark.message
    again = await give(platform, "register_cooperative", other, key="a")
    assert (again.replayed, again.remarks) == (True, outcome.remarks)
    elsewhere = {**GIVEN, "nik": "3201010010008", "legal_entity_number": "8/BH", "region_code": PUSPANEGARA}
    assert (await give(platform, "register_cooperative", elsewhere)).remarks == ()


async def test_the_same_name_in_the_same_place_is_the_same(platform: Platform) -> None:
    await registered(platform, nik=None)
    outcome = await give(
        platform, "register_cooperative", {**GIVEN, "legal_entity_number": None, "name": "Mekar Jaya"}
    )
    assert codes(outcome) == [("name", "ALREADY_REGISTERED")]


IMPOSSIBLE: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"name": "..."}, ("name", "INVALID")),
    ({"name": "  K "}, ("name", "TOO_SHORT")),
    ({"name": "K" * 201}, ("name", "TOO_LONG")),
    ({"name": "Mekar\x00Jaya"}, ("name", "INVALID")),
    ({"nik": "٣٢٠١٠١٠٠١٠٠٠١"}, ("nik", "WRONG_FORMAT")),
    ({"nik": "320101001000"}, ("nik", "WRONG_FORMAT")),
    ({"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.id"}, ("email", "TOO_LONG")),
    ({"region_code": "32.01.99"}, ("region_code", "REGION_UNKNOWN")),
    ({"region_code": "32.01.01.9999"}, ("region_code", "REGION_UNKNOWN")),
    ({"region_code": "32.01"}, ("region_code", "REGION_UNKNOWN")),
    ({"legal_entity_date": "0001-01-01"}, ("legal_entity_date", "TOO_SMALL")),
    ({"legal_entity_date": "0000-01-01"}, ("legal_entity_date", "INVALID")),
    ({"legal_entity_date": "2026-11-03"}, ("legal_entity_date", "IN_THE_FUTURE")),
    ({"legal_entity_date": "2026-02-30"}, ("legal_entity_date", "INVALID")),
    ({"effective_on": "2026-11-03"}, ("effective_on", "IN_THE_FUTURE")),
    ({"certificate_until": "9999-12-31"}, ("certificate_until", "TOO_LARGE")),
    ({"kind": "bank"}, ("kind", "INVALID")),
    ({"chair": "S" * 201}, ("chair", "TOO_LONG")),
]


async def test_what_cannot_be_is_a_problem_and_nothing_is_stored(platform: Platform) -> None:
    for told, problem in IMPOSSIBLE:
        outcome = await give(platform, "register_cooperative", {**GIVEN, **told})
        assert codes(outcome) == [problem]
    assert await Cooperative.all().count() == await Party.all().count() == 0


LONGEST: list[dict[str, Any]] = [
    {"name": "1 2 3 " * 33},
    {"name": "ﷺ" * 200, "nik": "3201010010002"},
    {"legal_entity_number": "ß" * 100, "nik": "3201010010003"},
    {"address": "Jl. " + "x" * 296, "sector": "y" * 200, "group": "z" * 100, "nik": "3201010010004"},
]


async def test_the_longest_values_fit(platform: Platform) -> None:
    for number, told in enumerate(LONGEST):
        assert await registered(platform, **{"legal_entity_number": f"{number}/BH", **told})


async def test_an_officer_registers_in_the_own_kecamatan_only(platform: Platform) -> None:
    for place in (PUSPANEGARA, CITEUREUP, None):
        with pytest.raises(NotAllowedError, match=r"32\.01\.01"):
            await give(platform, "register_cooperative", {**GIVEN, "region_code": place}, CIBINONG_OFFICER)
    assert await Cooperative.all().count() == 0
    assert (await give(platform, "register_cooperative", GIVEN, CIBINONG_OFFICER)).accepted


@pytest.mark.parametrize("told", [{}, {"nik": None}], ids=["nik", "number"])
async def test_registered_twice_at_once_one_is_told_of_the_other(
    platform: Platform, told: dict[str, Any]
) -> None:
    outcomes = await asyncio.gather(
        *(give(platform, "register_cooperative", {**GIVEN, **told}) for _ in range(5))
    )
    refused = [one for one in outcomes if not one.accepted]
    assert len(refused) == 4
    assert {codes(one)[0][1] for one in refused} == {"ALREADY_REGISTERED"}
    assert await Cooperative.all().count() == await Party.all().count() == 1
    assert await CommandRecord.filter(state="refused").count() == 4


async def test_the_record_keeps_what_is_not_personal_in_the_open(platform: Platform) -> None:
    await registered(platform)
    kept = json.loads((await CommandRecord.get()).input or "")
    assert kept["name"] == "KSU Mekar Jaya"
    assert set(kept["phone"]) == set(kept["chair"]) == {"sealed"}

"""Correcting and dissolving: what holds now, what held then, and when the office learned it. On both engines."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from kopukm_core import clock
from kopukm_core.commands import CommandContext, Dialogue, Outcome
from kopukm_core.commands.models import AuditEntry
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_core.values import ReadingContext
from kopukm_siopik.commands.correct import ClearableField
from kopukm_siopik.models import Cooperative, CooperativeVersion, Officer
from siopik.registry import (
    CIBINONG_OFFICER,
    CIRIMEKAR,
    OFFICER,
    PUSPANEGARA,
    TODAY,
    codes,
    give,
    registered,
)

pytestmark = pytest.mark.anyio


async def corrected(platform: Platform, key: int, actor: Actor = OFFICER, **told: Any) -> Outcome:
    return await give(platform, "correct_cooperative", {"cooperative_id": key, **told}, actor)


async def history(*names: str) -> list[tuple[Any, ...]]:
    """The versions in the order in which they were recorded."""
    return [tuple(row) for row in await CooperativeVersion.all().order_by("id").values_list(*names)]


async def test_the_present_state_changes_and_the_former_one_is_kept(
    platform: Platform, moving_clock: clock.MovingClock
) -> None:
    cooperative = await registered(platform, effective_on="2020-01-01")
    moving_clock.move(timedelta(days=1))
    outcome = await corrected(platform, cooperative.id, name="KSU Mekar Raya", region_code=CIRIMEKAR)
    assert outcome.accepted

    now = await Cooperative.get()
    assert (now.name, now.region_id, now.nik) == ("KSU Mekar Raya", CIRIMEKAR, cooperative.nik)
    assert (now.effective_on, now.recorded_at) == (date(2026, 11, 3), clock.now())
    assert now.sort_key == "ksu mekar raya"
    party = await Party.get(id=cooperative.party_id)
    assert (party.name, party.region_id) == ("KSU Mekar Raya", CIRIMEKAR)
    assert await history("name", "effective_on", "recorded_at") == [
        ("KSU Mekar Jaya", date(2020, 1, 1), cooperative.recorded_at),
        ("KSU Mekar Raya", date(2026, 11, 3), clock.now()),
    ]
    entry = await AuditEntry.get(action="update")
    assert json.loads(entry.changes or "")["name"] == ["KSU Mekar Jaya", "KSU Mekar Raya"]


async def test_what_was_so_before_goes_into_the_history_only(platform: Platform) -> None:
    cooperative = await registered(platform, effective_on="2020-01-01", address="Jl. Lama")
    await corrected(platform, cooperative.id, effective_on="2024-01-01", address="Jl. Baru", sector="Dagang")
    await corrected(platform, cooperative.id, effective_on="2022-01-01", address="Jl. Antara")

    now = await Cooperative.get()
    assert (now.address, now.sector, now.effective_on) == ("Jl. Baru", "Dagang", date(2024, 1, 1))
    assert await history("effective_on", "address", "sector") == [
        (date(2020, 1, 1), "Jl. Lama", None),
        (date(2024, 1, 1), "Jl. Baru", "Dagang"),
        (date(2022, 1, 1), "Jl. Antara", None),
    ]


async def test_the_same_as_now_can_have_been_otherwise_then(platform: Platform) -> None:
    cooperative = await registered(platform, effective_on="2020-01-01", address="Jl. Lama")
    await corrected(platform, cooperative.id, effective_on="2024-01-01", address="Jl. Baru")
    await corrected(platform, cooperative.id, effective_on="2023-01-01", address="Jl. Baru")
    assert len(await history("id")) == 3
    await corrected(platform, cooperative.id, effective_on="2023-06-01", address="Jl. Baru")
    assert len(await history("id")) == 3


async def test_nothing_new_leaves_no_trace_but_its_record(platform: Platform) -> None:
    cooperative = await registered(platform)
    assert (await corrected(platform, cooperative.id, name="KSU Mekar Jaya", chair="Siti Aminah")).accepted
    assert len(await history("id")) == 1
    assert await AuditEntry.all().count() == 1


async def test_what_was_wrong_can_be_emptied(platform: Platform) -> None:
    cooperative = await registered(platform, address="Jl. Salah")
    outcome = await corrected(platform, cooperative.id, clear=["address", "phone"], sector="Dagang")
    assert outcome.accepted
    now = await Cooperative.get()
    assert (now.address, now.phone, now.sector) == (None, None, "Dagang")

    outcome = await corrected(platform, cooperative.id, clear=["address"], address="Jl. Benar")
    assert codes(outcome) == [("clear", "CLEARED_AND_TOLD")]


async def test_officers_are_replaced_and_kept(platform: Platform) -> None:
    cooperative = await registered(platform, effective_on="2020-01-01")
    await corrected(platform, cooperative.id, chair="Udin", secretary="Tini", effective_on="2025-01-01")
    for _ in range(2):
        await corrected(platform, cooperative.id, chair="Joko", effective_on="2022-01-01")

    kept = await Officer.all().order_by("id").values_list("position", "name", "effective_on", "is_current")
    assert [tuple(one) for one in kept] == [
        ("chair", "Siti Aminah", date(2020, 1, 1), False),
        ("chair", "Udin", date(2025, 1, 1), True),
        ("secretary", "Tini", date(2025, 1, 1), True),
        ("chair", "Joko", date(2022, 1, 1), False),
    ]
    assert await Officer.filter(is_current=False, replaced_at__isnull=True).count() == 0
    told = [json.loads(one.changes or "") for one in await AuditEntry.filter(action="update")]
    assert told == [{"officers": ["(pribadi)", "(pribadi)"]}] * 2


async def test_a_number_of_another_cooperative_is_refused(platform: Platform) -> None:
    first = await registered(platform)
    second = await registered(platform, name="KSP Lain", nik="3201010010002", legal_entity_number="9/BH")
    outcome = await corrected(platform, second.id, nik=first.nik)
    assert codes(outcome) == [("nik", "NIK_CONFLICT")]
    assert f"'KSU Mekar Jaya' (nomor {first.id})" in outcome.problems[0].message
    outcome = await corrected(
        platform, second.id, legal_entity_number=first.legal_entity_number, name="KSU Mekar Jaya"
    )
    assert codes(outcome) == [("legal_entity_number", "ALREADY_REGISTERED")]
    assert (await Cooperative.get(id=second.id)).nik == "3201010010002"


async def test_who_may_correct_what(platform: Platform) -> None:
    here = await registered(platform)
    there = await registered(
        platform, nik="3201010010002", legal_entity_number="9/BH", region_code=PUSPANEGARA
    )
    outside = await registered(
        platform, nik="3201010010003", legal_entity_number="8/BH", region_code=None, office_outside=True
    )
    member = Actor(ActorKind.PERSON, "9", party_ids=frozenset((here.party_id,)), account_id=9)

    assert (await corrected(platform, here.id, CIBINONG_OFFICER, sector="Dagang")).accepted
    assert (await corrected(platform, here.id, member, sector="Jasa")).accepted
    for key, actor, told in (
        (there.id, CIBINONG_OFFICER, {"sector": "Dagang"}),
        (outside.id, CIBINONG_OFFICER, {"sector": "Dagang"}),
        (here.id, CIBINONG_OFFICER, {"region_code": PUSPANEGARA}),
        (there.id, member, {"sector": "Dagang"}),
        (here.id, member, {"region_code": CIRIMEKAR}),
        (here.id, member, {"office_outside": True}),
    ):
        with pytest.raises(NotAllowedError):
            await corrected(platform, key, actor, **told)
    with pytest.raises(NotAllowedError, match=r"untuk wilayah 32\.01\.03\.1001.*Wilayah Anda: 32\.01\.01\."):
        await corrected(platform, there.id, CIBINONG_OFFICER, sector="Dagang")
    assert (await Cooperative.get(id=here.id)).region_id == here.region_id
    assert await Cooperative.filter(sector="Dagang").count() == 0
    assert codes(await corrected(platform, 999, sector="Dagang")) == [("cooperative_id", "NOT_FOUND")]


async def test_a_dissolution_holds_from_its_day_on(platform: Platform) -> None:
    cooperative = await registered(
        platform, effective_on="2020-01-01", status="active", legal_entity_date="2004-10-19"
    )
    await corrected(platform, cooperative.id, effective_on="2026-06-01", address="Jl. Baru")

    given = {"cooperative_id": cooperative.id, "dissolved_on": "2026-05-12"}
    assert (await give(platform, "dissolve_cooperative", given)).accepted

    now = await Cooperative.get()
    assert (now.status, now.dissolved_on, now.address) == ("dissolved", date(2026, 5, 12), "Jl. Baru")
    assert now.effective_on == date(2026, 6, 1)
    states = await history("effective_on", "status", "address")
    assert states[2:] == [
        (date(2026, 5, 12), "dissolved", None),
        (date(2026, 6, 1), "dissolved", "Jl. Baru"),
    ]

    again = await give(platform, "dissolve_cooperative", {**given, "dissolved_on": "2026-05-13"})
    assert codes(again) == [("cooperative_id", "ALREADY_DISSOLVED")]
    assert "12 Mei 2026" in again.problems[0].message


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-03", "IN_THE_FUTURE"),
        ("2004-10-18", "BEFORE_FOUNDING"),
        ("0007-01-01", "TOO_SMALL"),
        ("1944-12-31", "TOO_SMALL"),
    ],
)
async def test_a_day_on_which_nobody_was_dissolved(platform: Platform, day: str, code: str) -> None:
    cooperative = await registered(platform, legal_entity_date="2004-10-19")
    given = {"cooperative_id": cooperative.id, "dissolved_on": day}
    assert codes(await give(platform, "dissolve_cooperative", given)) == [("dissolved_on", code)]
    assert (await Cooperative.get()).dissolved_on is None


async def test_a_dissolution_recorded_wrongly_can_be_taken_back(platform: Platform) -> None:
    cooperative = await registered(platform)
    given = {"cooperative_id": cooperative.id, "dissolved_on": TODAY.isoformat()}
    await give(platform, "dissolve_cooperative", given)
    assert (await corrected(platform, cooperative.id, clear=["dissolved_on"], status="active")).accepted
    now = await Cooperative.get()
    assert (now.status, now.dissolved_on) == ("active", None)


async def test_another_status_takes_the_dissolution_back(platform: Platform) -> None:
    cooperative = await registered(platform)
    given = {"cooperative_id": cooperative.id, "dissolved_on": TODAY.isoformat()}
    await give(platform, "dissolve_cooperative", given)
    assert (await corrected(platform, cooperative.id, status="dissolved", sector="Jasa")).accepted
    assert (await Cooperative.get()).dissolved_on == TODAY
    assert (await corrected(platform, cooperative.id, status="inactive")).accepted
    now = await Cooperative.get()
    assert (now.status, now.dissolved_on) == ("inactive", None)
    told = [json.loads(one.changes or "") for one in await AuditEntry.filter(action="update").order_by("id")]
    assert told[-1] == {"status": ["dissolved", "inactive"], "dissolved_on": ["2026-11-02", None]}


async def test_a_dissolution_is_recorded_with_its_day(platform: Platform) -> None:
    cooperative = await registered(platform, status="active")
    outcome = await corrected(platform, cooperative.id, status="dissolved")
    assert codes(outcome) == [("status", "DISSOLUTION_NEEDS_DAY")]
    assert (await Cooperative.get()).status == "active"


async def test_the_only_number_is_not_taken_away(platform: Platform) -> None:
    cooperative = await registered(platform, legal_entity_number=None)
    assert codes(await corrected(platform, cooperative.id, clear=["nik"])) == [("clear", "LEGAL_ID_MISSING")]
    outcome = await corrected(platform, cooperative.id, clear=["nik"], legal_entity_number="9/BH")
    assert outcome.accepted
    now = await Cooperative.get()
    assert (now.nik, now.legal_entity_key) == (None, "9/BH")


async def test_an_office_said_to_be_outside_has_no_region(platform: Platform) -> None:
    cooperative = await registered(platform)
    assert (await corrected(platform, cooperative.id, office_outside=True)).accepted
    now = await Cooperative.get()
    assert (now.region_id, now.office_outside) == (None, True)
    assert (await Party.get(id=cooperative.party_id)).region_id is None


async def test_several_are_chosen_by_number_or_label(platform: Platform) -> None:
    declaration = platform.commands["siopik.correct_cooperative"]
    context = CommandContext(OFFICER, platform, 0, declaration.name, "terminal")
    dialogue = Dialogue(declaration, context, ReadingContext(today=TODAY))
    while (prompt := await dialogue.next()) is not None and prompt.name != "clear":
        dialogue.answer(prompt, "1" if prompt.name == "cooperative_id" else "")
    assert prompt is not None
    assert prompt.lines()[2:5] == ["  1. NIK koperasi", "  2. Email", "  3. Nomor telepon"]
    assert dialogue.answer(prompt, "2; nomor telepon") is None
    assert dialogue.given()["clear"] == ["email", "phone"]
    assert ("Kosongkan", "Email; Nomor telepon") in dialogue.summary()
    problem = dialogue.answer(prompt, "2, 99")
    assert problem is not None
    assert problem.message == f"Pilih 1 sampai {len(ClearableField)}, beberapa dipisahkan koma."

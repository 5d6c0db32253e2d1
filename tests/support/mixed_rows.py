"""Rows whose places, people and states are drawn apart, so that each part of a rule decides for some row."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from kopukm_core.files import StoredFile
from kopukm_core.identity.models import AccessToken, Account, Service, TokenKind
from kopukm_core.parties.models import Party
from kopukm_core.privacy import PersonalText
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.registration_models import ActivityTarget
from kopukm_core.scheduling.cycles.models import CycleStep, StepFile
from kopukm_core.scheduling.slots.bookable_models import Bookable
from kopukm_core.scheduling.slots.models import Booking, BookingKind, BookingState, Quota, Slot, SlotState
from kopukm_siopik.figures.choices import ClassCriterion
from kopukm_siopik.figures.models import CooperativeStanding
from registry_rows import CODES, GUNUNG, JONGGOL, MOMENT

SEATS = 30
_FAR = 27_000
"""Days: no clock of a test comes there."""
_OVER = [state for state in BookingState if state is not BookingState.HELD]


async def mix(purposes: Sequence[str], holders: Sequence[str]) -> None:
    """The rows; those of the other oracles must be there. `holders` are the keys of who asks."""
    await _files(purposes)
    await _evidence()
    await _seats(holders)
    await _standings()
    await _tokens()
    await _targets()


async def _files(purposes: Sequence[str]) -> None:
    """Files of every purpose in every place; files given to a party; public ones."""
    places = [(purpose, code, None, False) for purpose in purposes for code in CODES[::2]]
    given = [("gone.paper", CODES[party % len(CODES)], party, False) for party in range(1, 9)]
    public = [("gone.paper", code, None, True) for code in CODES[:2]]
    await StoredFile.bulk_create(
        [
            StoredFile(
                storage_key=f"uji/campur/{number}",
                content_key=PersonalText("bukan kunci"),
                name=f"campur {number}.pdf",
                media_type="application/pdf",
                size=number,
                sha256="0" * 64,
                purpose=purpose,
                region_code=code,
                created_by="operator:uji",
                created_at=MOMENT,
                kept=True,
                party_id=party,
                is_public=shown,
            )
            for number, (purpose, code, party, shown) in enumerate([*places, *given, *public])
        ]
    )


async def _evidence() -> None:
    """A file of every step."""
    files = await StoredFile.filter(purpose="core.cycle_evidence").order_by("id")
    steps = await CycleStep.all().order_by("id")
    await StepFile.bulk_create(
        [
            StepFile(step_id=step.id, file_id=files[number % len(files)].id)
            for number, step in enumerate(steps)
        ]
    )


async def _seats(holders: Sequence[str]) -> None:
    """Experts by party, by account, and of the office alone; slots and bookings in any mixture."""
    chance = random.Random(5)
    parties = [one.id for one in await Party.all().order_by("id").limit(8)]
    accounts = [one.id for one in await Account.all().order_by("id").limit(8)]
    experts = await Bookable.all().order_by("id")
    codes = [code or "" for code in CODES]
    for number, expert in enumerate(experts):
        expert.party_id = (2, 3, 5, 6)[number % 4] if number % 3 == 0 else None
        expert.account_id = accounts[number % len(accounts)] if number % 3 == 1 else None
        await expert.save(update_fields=["party_id", "account_id"])
    slots = [
        Slot(
            bookable_id=experts[number % len(experts)].id,
            programme="uji",
            service="campur",
            region_code=chance.choice(codes),
            round_key=f"campur {number}",
            day=(MOMENT + timedelta(days=_FAR + number)).date(),
            starts_at=MOMENT + timedelta(days=_FAR + number),
            ends_at=MOMENT + timedelta(days=_FAR + number, hours=1),
            quota=chance.choice(list(Quota)),
            state=(state := chance.choice(list(SlotState))),
            held_until=MOMENT + timedelta(days=_FAR) if state is SlotState.HELD else None,
        )
        for number in range(SEATS)
    ]
    await Slot.bulk_create(slots)
    stored = await Slot.filter(service="campur").order_by("id")
    await Booking.bulk_create(
        [
            Booking(
                slot_id=slot.id,
                bookable_id=slot.bookable_id,
                client_id=chance.choice(parties),
                programme="uji",
                service="campur",
                region_code=slot.region_code,
                round_key=slot.round_key,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                kind=chance.choice(list(BookingKind)),
                state=BookingState.HELD if slot.state is SlotState.HELD else chance.choice(_OVER),
                holder=chance.choice(holders),
                hold_until=slot.held_until,
                made_at=MOMENT,
                changed_at=MOMENT,
            )
            for slot in stored
        ]
    )


async def _standings() -> None:
    """Standings of cooperatives whose members ask have a class as savings cooperatives."""
    await CooperativeStanding.filter(cooperative_id__lte=106).update(
        class_savings=2, class_savings_criterion=ClassCriterion.ASSETS
    )


async def _tokens() -> None:
    """A token of a service in the other kecamatan."""
    service = await Service.all().order_by("id").first()
    assert service is not None
    await AccessToken.create(
        kind=TokenKind.SERVICE,
        service=service,
        token_hash=f"rahasia-{JONGGOL}",
        title="Percakapan lain",
        region_code=JONGGOL,
        created_at=MOMENT,
        expires_at=MOMENT,
        ends_at=MOMENT,
    )


async def _targets() -> None:
    """An activity of a programme in one kecamatan; to every activity a party was invited whose member is an officer."""
    held = await Activity.all().order_by("id")
    listed = await ActivityTarget.all().values_list("activity_id", "party_id")
    await Activity.filter(region_id__startswith=GUNUNG, is_public=False).update(programme="siopik")
    await ActivityTarget.bulk_create(
        [
            ActivityTarget(
                activity_id=one.id,
                party_id=party,
                reason="Belum terdata",
                position=number,
                turn="belum pernah diundang",
                is_told=True,
                answer_code=f"campur {party} {number}",
                proposed_by="person:1",
                proposed_at=MOMENT,
            )
            for party in (3, 8)
            for number, one in enumerate(held, start=1)
            if (one.id, party) not in listed
        ]
    )

"""The desk at work: clients, officers, experts, seats, and commands that must succeed or be refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from kopukm_core import clock
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_core.scheduling.slots.bookable_models import Bookable, BookableKind, BookableService
from kopukm_core.scheduling.slots.models import Booking, Quota, Slot

REGION = "32.01"
MONDAY_NINE = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
"""09.00 WIB."""
_numbers = count(1)


def officer(region: str = REGION) -> Actor:
    """Who runs the desk there."""
    grants = (Grant("desk.run", region), Grant("core.read_programmes", region))
    return Actor(ActorKind.PERSON, f"9{len(region)}", grants, account_id=None)


def person(*party_ids: int) -> Actor:
    """An approved member of these parties."""
    return Actor(ActorKind.PERSON, f"1{next(_numbers):05}", party_ids=frozenset(party_ids))


@dataclass(slots=True)
class Desk:
    """One service of its own with its experts, so that tests share a database."""

    platform: Platform
    service: str

    async def client(self) -> int:
        """A party."""
        number = next(_numbers)
        made = await Party.create(
            kind=PartyKind.ORGANISATION,
            name=f"Koperasi {number}",
            sort_key=f"koperasi {number}",
            search_text=f"koperasi {number}",
            region_id=None,
            created_at=clock.now(),
            changed_at=clock.now(),
        )
        return int(made.id)

    async def expert(self, title: str = "Ibu Ratna") -> Bookable:
        """A consultant."""
        return await Bookable.create(
            programme="desk",
            kind=BookableKind.EXPERT,
            title=title,
            sort_key=title.lower(),
            region_code=REGION,
            place="Ruang Klinik",
            created_at=clock.now(),
        )

    async def seats(
        self,
        number: int,
        *,
        quota: Quota = Quota.PUBLIC,
        begins: datetime = MONDAY_NINE,
        expert: Bookable | None = None,
    ) -> list[Slot]:
        """So many seats, half an hour each, one after the other, of one expert."""
        whose = expert or await self.expert()
        times = [begins + timedelta(minutes=30 * place) for place in range(number)]
        return [
            await Slot.create(
                bookable_id=whose.id,
                programme="desk",
                service=self.service,
                region_code=REGION,
                round_key=f"{self.service}:2027-W05",
                day=(begin + timedelta(hours=7)).date(),
                starts_at=begin,
                ends_at=begin + timedelta(minutes=30),
                quota=quota,
            )
            for begin in times
        ]

    async def give(self, name: str, actor: Actor, /, key: str | None = None, **given: Any) -> int:
        """The number of the record that the accepted command answers."""
        outcome = await self.platform.runner.run(f"core.{name}", given, actor, key=key)
        assert outcome.accepted, outcome.problems
        return int(outcome.reference.id) if outcome.reference else 0

    async def refused(self, name: str, actor: Actor, /, **given: Any) -> str:
        """The code of the one problem of the refused command."""
        outcome = await self.platform.runner.run(f"core.{name}", given, actor)
        (problem,) = outcome.problems
        return problem.code

    async def book(self, slot: Slot, actor: Actor | None = None) -> Booking:
        """A booked seat of a new client."""
        client = await self.client()
        number = await self.give("book_slot", actor or person(client), slot_id=slot.id, client_id=client)
        return await Booking.get(id=number)


async def desk_service(name: str, **rules: Any) -> BookableService:
    """A service of the desk."""
    return await BookableService.create(
        name=name, programme="desk", title=name, changed_at=clock.now(), **rules
    )

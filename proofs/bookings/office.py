"""The office of the proof: so many clients with their accounts and tokens, and the seats of a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.identity.accounts import create_account
from kopukm_core.identity.models import MembershipState, PartyMembership
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.scheduling.slots.bookable_models import Bookable, BookableKind, BookableService
from kopukm_core.scheduling.slots.models import Slot
from kopukm_core.settings import load_settings
from kopukm_graphql.node import global_id

SERVICE = "proof.clinic"
EXPERTS = 3
ROUND = "proof:week"


@dataclass(frozen=True, slots=True)
class Wanting:
    """A client with a token."""

    party_id: int
    client: str
    """Global id."""
    token: str


async def fill(variables: dict[str, str], clients: int, seats: int) -> tuple[list[Wanting], list[str]]:
    """Put clients and seats into the installation's database; the clients, and the global ids of the seats."""
    sources = [PluginSource(name, f"kopukm_{name}.plugin", "kopukm", "") for name in ("graphql", "siopik")]
    platform = build_platform(load_settings(variables), sources)
    async with platform.open(prepare=False), transaction():
        return await _clients(clients), await _seats(seats, platform.settings.region_code)


async def _clients(number: int) -> list[Wanting]:
    made = []
    for place in range(number):
        now = clock.now()
        account = await create_account(f"klien.{place}", f"Klien {place}", "-", created_by="proof")
        await type(account).filter(id=account.id).update(must_change_password=False)
        party = await Party.create(
            kind=PartyKind.ORGANISATION,
            name=f"Koperasi {place}",
            sort_key=f"koperasi {place:05}",
            search_text=f"koperasi {place}",
            created_at=now,
            changed_at=now,
        )
        await PartyMembership.create(
            account_id=account.id,
            party_id=party.id,
            title="Ketua",
            state=MembershipState.APPROVED,
            requested_at=now,
        )
        token = await issue_person_token(account, "pembuktian")
        made.append(Wanting(party.id, global_id("Party", party.id), token.text))
    return made


async def _seats(number: int, region: str) -> list[str]:
    now = clock.now()
    await BookableService.create(name=SERVICE, programme="proof", title="Klinik", changed_at=now)
    experts = [
        await Bookable.create(
            programme="proof",
            kind=BookableKind.EXPERT,
            title=f"Konsultan {place}",
            sort_key=f"konsultan {place}",
            region_code=region,
            created_at=now,
        )
        for place in range(EXPERTS)
    ]
    monday = (now + timedelta(days=9)).replace(hour=2, minute=0, second=0, microsecond=0)
    made = []
    for place in range(number):
        turn, expert = divmod(place, EXPERTS)
        day, half_hour = divmod(turn, 12)
        begins = monday + timedelta(days=day, minutes=30 * half_hour)
        slot = await Slot.create(
            bookable_id=experts[expert].id,
            programme="proof",
            service=SERVICE,
            region_code=region,
            round_key=ROUND,
            day=(begins + timedelta(hours=7)).date(),
            starts_at=begins,
            ends_at=begins + timedelta(minutes=30),
        )
        made.append(global_id("Slot", slot.id))
    return made


def variables_of(environment: dict[str, str]) -> dict[str, str]:
    """The installation's settings among its environment."""
    return {name: value for name, value in environment.items() if name.startswith("KOPUKM_")}

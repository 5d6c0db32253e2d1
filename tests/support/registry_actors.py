"""Who asks, as the platform makes an actor of them, and what they hold as plain Python tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from kopukm_core.identity.actor import ANONYMOUS, Actor, operator
from kopukm_core.identity.authentication import actor_from_authorization, actor_of_account
from kopukm_core.identity.models import Account, MembershipState, Service, ServiceContact
from kopukm_core.identity.services import create_service_token, verify_contact
from kopukm_core.identity.tokens import issue_person_token
from kopukm_core.platform import Platform
from registry_rows import GUNUNG, JONGGOL, account, belong, hold

OPERATOR = operator("siti")
_ROLES: Mapping[str, tuple[str, ...]] = {
    "siopik.officer": (
        "siopik.read_contacts",
        "siopik.read_reports",
        "siopik.write",
        "siopik.run_programme",
        "siopik.read_health",
        "core.read_programmes",
        "core.read_activities",
        "core.read_parties",
        "core.read_messages",
    ),
    "siopik.reader": ("siopik.read_reports",),
    "siopik.health_reader": ("siopik.read_health",),
    "siopik.government_reader": ("siopik.read_aggregates",),
    "outside.visitor": ("outside.read_visits", "outside.read_notes", "outside.write_visits"),
    "core.party_reader": ("core.read_parties",),
    "core.import_reader": ("core.read_imports",),
    "core.membership_officer": ("core.approve_membership",),
    "core.administrator": ("core.manage_accounts", "core.manage_roles", "core.approve_membership"),
    "core.calendar_manager": ("core.manage_calendar",),
    "core.service_administrator": ("core.manage_services",),
    "core.programme_reader": ("core.read_programmes",),
    "core.report_reader": ("core.read_printed_reports",),
    "core.paper_issuer": ("core.read_papers", "core.issue_papers"),
    "core.message_administrator": ("core.manage_messages",),
}
"""The roles as this test knows them, told a second time."""
_SCOPES = ("siopik.read_contacts", "outside.read_visits", "core.verify_contacts", "core.manage_services")


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody holds: permission to region codes, own parties, own account."""

    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parties: frozenset[int] = frozenset()
    account_id: int | None = None
    sees_all: bool = False

    def has(self, permission: str, code: str | None) -> bool:
        """Whether it is held for the place: at its code, at one above it, or everywhere."""
        held = self.places.get(permission, ())
        return "" in held or (code is not None and any(f"{code}.".startswith(f"{one}.") for one in held))

    def anywhere(self, permission: str) -> bool:
        """Whether it is held in any place at all."""
        return bool(self.places.get(permission))


class Cast:
    """The actors by name, and the holding of each."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {"anonymous": ANONYMOUS}
        self.holdings: dict[str, Holding] = {ANONYMOUS.key: Holding(), OPERATOR.key: Holding(sees_all=True)}

    def of(self, actor: Actor) -> Holding:
        """What the actor holds."""
        return self.holdings[actor.key]

    def add(self, name: str, actor: Actor, holding: Holding) -> None:
        """One more."""
        self.actors[name], self.holdings[actor.key] = actor, holding


def _places(*roles: tuple[str, str]) -> dict[str, tuple[str, ...]]:
    places: dict[str, tuple[str, ...]] = {}
    for role, code in roles:
        for permission in _ROLES[role]:
            places[permission] = (*places.get(permission, ()), code)
    return places


async def add_person(
    cast: Cast, platform: Platform, name: str, *roles: tuple[str, str], members_of: tuple[int, ...] = ()
) -> Account:
    """A person with these (role, region) pairs and memberships, stored and in the cast."""
    made = await account(name.replace(" ", "."))
    for role, code in roles:
        await hold(made, role, code)
    for party in members_of:
        await belong(made, party, MembershipState.APPROVED)
    await issue_person_token(made, "Telepon")
    actor = await actor_of_account(made.id, roles=platform.roles)
    cast.add(name, actor, Holding(_places(*roles), frozenset(members_of), made.id))
    return made


async def cast_of(platform: Platform) -> Cast:
    """Everybody, stored and made."""
    cast = Cast()
    await add_person(
        cast,
        platform,
        "officer of one kecamatan",
        ("siopik.officer", GUNUNG),
        ("siopik.health_reader", GUNUNG),
        ("outside.visitor", GUNUNG),
        ("core.programme_reader", GUNUNG),
    )
    await add_person(
        cast,
        platform,
        "officer of another",
        ("siopik.officer", JONGGOL),
        ("core.membership_officer", JONGGOL),
        ("core.party_reader", JONGGOL),
        ("core.import_reader", JONGGOL),
        ("outside.visitor", JONGGOL),
        members_of=(8,),
    )
    await add_person(
        cast,
        platform,
        "reader of the district",
        ("siopik.reader", "32.01"),
        ("core.programme_reader", "32.01"),
        ("core.report_reader", JONGGOL),
        ("core.paper_issuer", GUNUNG),
        ("core.party_reader", "32.01"),
        ("core.import_reader", "32.01"),
    )
    member = await add_person(cast, platform, "member of two cooperatives", members_of=(2, 5))
    await hold(member, "siopik.officer", "32.01", ended=True)
    await belong(member, 7, MembershipState.REQUESTED)
    await belong(member, 8, MembershipState.ENDED)
    await add_person(
        cast,
        platform,
        "administrator",
        ("core.administrator", "32.01"),
        ("core.service_administrator", ""),
        ("core.calendar_manager", ""),
        ("core.message_administrator", ""),
    )
    await add_person(cast, platform, "reader of figures alone", ("siopik.government_reader", GUNUNG))
    head = await add_person(
        cast,
        platform,
        "head of the district",
        ("siopik.officer", "32.01"),
        ("outside.visitor", "32.01"),
        members_of=(3,),
    )
    await _services(cast, platform, head)
    cast.actors["operator"] = OPERATOR
    return cast


async def _services(cast: Cast, platform: Platform, head: Account) -> None:
    """A service alone, and the same speaking for a contact: no more than the person may, nor the service."""
    token = await create_service_token(
        OPERATOR,
        "whatsapp",
        "Percakapan",
        scopes=list(_SCOPES),
        region_code=GUNUNG,
        roles=platform.roles,
        lifetime=timedelta(days=30),
    )
    header = f"Bearer {token.text}"
    alone = await actor_from_authorization(header, roles=platform.roles)
    scopes = dict.fromkeys(_SCOPES, (GUNUNG,))
    cast.add("service", alone, Holding(scopes))
    contact = await verify_contact(alone, "+628111222333")
    await ServiceContact.filter(id=contact.id).update(account_id=head.id, party_id=6)
    assert await Service.all().count() == 1
    speaking = await actor_from_authorization(header, "+628111222333", roles=platform.roles)
    both = dict.fromkeys(("siopik.read_contacts", "outside.read_visits"), (GUNUNG,))
    cast.add("service for a contact", speaking, Holding(both, frozenset({3, 6}), head.id))

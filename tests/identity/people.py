"""People, parties and actors for the tests of identity."""

from __future__ import annotations

from itertools import count

from kopukm_core import clock
from kopukm_core.identity.accounts import create_account, hash_of_new_password
from kopukm_core.identity.actor import Actor, ActorKind, Grant, operator
from kopukm_core.identity.models import Account, MembershipState, PartyMembership
from kopukm_core.identity.passwords import Passwords
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region

QUICK = Passwords(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "gunung salak biru 7"  # noqa: S105
OPERATOR = operator("siti")
_numbers = count(1)


async def account(login_name: str = "", password: str = PASSWORD) -> Account:
    """An active account with the password given."""
    login = login_name or f"orang{next(_numbers)}"
    hashed = await hash_of_new_password(password, login, passwords=QUICK)
    return await create_account(login, "Siti Aminah", hashed, created_by=OPERATOR.key)


async def loaded(code: str, parent: str | None = None) -> Region:
    """A region, made where it is missing."""
    level = {
        2: RegionLevel.PROVINCE,
        5: RegionLevel.REGENCY,
        8: RegionLevel.DISTRICT,
        13: RegionLevel.VILLAGE,
    }
    found, _ = await Region.get_or_create(
        code=code,
        defaults={
            "name": f"Wilayah {code}",
            "level": level[len(code)],
            "parent_id": parent,
            "kind": RegionKind.DISTRICT,
            "sort_key": code,
            "search_text": code,
            "loaded_at": clock.now(),
        },
    )
    return found


async def party(region_code: str, name: str = "Koperasi Maju") -> Party:
    """A party in a region, which is made where it is missing."""
    return await Party.create(
        kind=PartyKind.ORGANISATION,
        name=name,
        sort_key=name,
        search_text=name,
        region=await loaded(region_code),
        created_at=clock.now(),
        changed_at=clock.now(),
    )


async def member(of: Party, who: Account) -> PartyMembership:
    """An approved membership."""
    return await PartyMembership.create(
        account=who, party=of, title="Ketua", state=MembershipState.APPROVED, requested_at=clock.now()
    )


def officer(who: Account, *permissions: str, region_code: str = "32.01") -> Actor:
    """A person with these permissions in one region."""
    grants = tuple(Grant(permission, region_code) for permission in permissions)
    return Actor(ActorKind.PERSON, str(who.id), grants, account_id=who.id)

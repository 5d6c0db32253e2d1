"""Who gives the commands in these tests."""

from __future__ import annotations

from kopukm_core.identity.actor import Actor, ActorKind, Grant

WRITE = "market.write"

OFFICER = Actor(ActorKind.PERSON, "1", (Grant(WRITE),), account_id=1)
OTHER_OFFICER = Actor(ActorKind.PERSON, "2", (Grant(WRITE),), account_id=2)
CIBINONG_OFFICER = Actor(ActorKind.PERSON, "3", (Grant(WRITE, "32.01.01"),), account_id=3)
MEMBER = Actor(ActorKind.PERSON, "4", party_ids=frozenset((7,)), account_id=4)
STRANGER = Actor(ActorKind.PERSON, "5", account_id=5)

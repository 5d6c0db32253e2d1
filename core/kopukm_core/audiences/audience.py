"""The value type that plugins contribute: a name, what it means, and who belongs to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kopukm_core.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class AudienceMember:
    """A party that belongs to an audience, and why, in words a person reads: "Belum lengkap: NIK, RAT 2025"."""

    party_id: int
    reason: str = ""


FindMembers: TypeAlias = Callable[[Actor, str, Mapping[str, Any]], Awaitable[Sequence[AudienceMember]]]
"""The actor who asks, a region code ("" for everywhere), the parameters. Whoever the actor may not see is left out of
what it gives by `audience_members`."""

IncludesParty: TypeAlias = Callable[[int, Mapping[str, Any]], Awaitable[bool]]
"""Whether one party belongs to it, with these parameters."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A target group: `plugin.noun`, an Indonesian title and definition, and the query that finds its members.

    `parameters` names what may be given besides the region, each with the question that a person is asked.
    `permission` is what an actor must hold for a party's place to be given that party: the plugin's own where its
    officers hold no `core.read_parties`. `includes` answers for one party without finding all of them: give it where
    many people ask at once whether they belong (registration for an activity).
    """

    name: str
    title: str
    definition: str
    find: FindMembers
    parameters: Mapping[str, str] = field(default_factory=dict)
    permission: str = "core.read_parties"
    includes: IncludesParty | None = None

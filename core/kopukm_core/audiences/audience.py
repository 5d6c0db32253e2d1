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
"""The actor who asks (only parties that it may see are given), a region code ("" for everywhere), the parameters."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A target group: `plugin.noun`, an Indonesian title and definition, and the query that finds its members.

    `parameters` names what may be given besides the region, each with the question that a person is asked.
    """

    name: str
    title: str
    definition: str
    find: FindMembers
    parameters: Mapping[str, str] = field(default_factory=dict)

"""Who belongs to an audience, as far as the actor may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kopukm_core.audiences.audience import Audience, AudienceMember
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import BadInputError
from kopukm_core.identity.actor import Actor, operator
from kopukm_core.parties.models import Party
from kopukm_core.visibility import AnyOf, Granted, Own, Rule
from kopukm_core.visibility.condition import condition_of

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

_AT_ONCE = 5_000
"""Parties asked for in one statement."""
_PLATFORM = operator("sasaran")
"""In whose name it is asked whether a party belongs: who registers need not be allowed to see the others."""


async def audience_members(
    platform: Platform, actor: Actor, name: str, region: str = "", parameters: Mapping[str, Any] | None = None
) -> list[AudienceMember]:
    """The members of the audience in a region ("" for everywhere), each once, in the order of its query.

    Only parties are given that the actor may see: its own, and those in whose place it holds the audience's
    permission. Parties that are merged into another are left out. BadInputError for a name or a parameter that is
    not declared.
    """
    audience = platform.audiences[name]
    given = dict(parameters or {})
    check_parameters(audience, given)
    found: dict[int, AudienceMember] = {}
    for member in await audience.find(actor, region, given):
        found.setdefault(member.party_id, member)
    seen = await _seen(actor, audience, list(found))
    return [member for key, member in found.items() if key in seen]


async def audience_includes(
    platform: Platform, name: str, party_id: int, parameters: Mapping[str, Any] | None = None
) -> bool:
    """Whether the party belongs to the audience now, whoever asks."""
    audience = platform.audiences[name]
    given = dict(parameters or {})
    if audience.includes is not None:
        return await audience.includes(party_id, given)
    return any(member.party_id == party_id for member in await audience.find(_PLATFORM, "", given))


def check_parameters(audience: Audience, given: Mapping[str, Any]) -> None:
    """Refuse what the audience does not declare. Raises BadInputError."""
    for name in given:
        if name not in audience.parameters:
            known = ", ".join(audience.parameters) or "tidak ada"
            raise BadInputError(
                f"Kelompok sasaran {audience.name} tidak mengenal keterangan {name[:60]!r}.",
                remedy=f"Yang dikenal: {known}.",
            )


async def _seen(actor: Actor, audience: Audience, ids: Sequence[int]) -> set[int]:
    rule = AnyOf(Own("id"), Granted(audience.permission, region="region_id"))
    seen: set[int] = set()
    for first in range(0, len(ids), _AT_ONCE):
        parameters = Parameters(dialect())
        listed = parameters.add_all(ids[first : first + _AT_ONCE])
        condition = condition_of(rule, Party, actor, "p", parameters, _no_other_rule)
        found = await rows(
            f"SELECT p.id FROM party p WHERE p.id IN ({listed}) AND p.merged_into_id IS NULL AND {condition}",
            parameters,
        )
        seen.update(int(row["id"]) for row in found)
    return seen


def _no_other_rule(model: type[Any]) -> Rule:
    raise AssertionError(f"no rule of {model.__name__} is asked for")

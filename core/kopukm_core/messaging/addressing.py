"""By which channel, and at which contact point, a party is reached now: a few statements for any number of parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.messaging.kinds import MessageFault, MessagePriority, MessagePurpose
from kopukm_core.messaging.registry import Messaging
from kopukm_core.parties.kinds import ContactKind

INBOX = "inbox"
"""The channel by which members read the party's messages after logging in."""
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Addressed:
    """Where a message to a party goes; with a `fault`, nowhere. `party_id` is the one that was kept at a merge."""

    party_id: int
    channel: str = ""
    contact_point_id: int | None = None
    fault: MessageFault | None = None


async def addressed(
    messaging: Messaging,
    party_ids: Sequence[int],
    purpose: MessagePurpose,
    priority: MessagePriority,
    *,
    preferring: Mapping[int, Addressed] | None = None,
) -> dict[int, Addressed]:
    """Each party's address by its id as asked; a party that does not exist is left out.

    `preferring` tells by party which address to keep as long as it still reaches it.
    """
    found: dict[int, Addressed] = {}
    for some in _chunks(list(dict.fromkeys(party_ids))):
        found.update(await _chunk(messaging, some, purpose, priority, preferring or {}))
    return found


async def _chunk(
    messaging: Messaging,
    asked: Sequence[int],
    purpose: MessagePurpose,
    priority: MessagePriority,
    preferring: Mapping[int, Addressed],
) -> dict[int, Addressed]:
    parameters = Parameters(dialect())
    kept = {
        row["id"]: row["merged_into_id"] or row["id"]
        for row in await rows(
            f"SELECT id, merged_into_id FROM party WHERE id IN ({parameters.add_all(asked)})", parameters
        )
    }
    keys = sorted(set(kept.values()))
    refused = await _without_consent(keys, purpose)
    stops = {} if priority is MessagePriority.REPLY else await _stops(keys)
    points = await _points(keys)
    members = await _with_members(keys)
    places: dict[int, Addressed] = {}
    for key in keys:
        if key in refused:
            places[key] = Addressed(key, fault=MessageFault.NO_CONSENT)
            continue
        stopped = stops.get(key, set())
        ways = _ways(messaging, key, points.get(key, ()), key in members)
        open_ways = [way for way in ways if way.channel == INBOX or not stopped & {way.channel, ""}]
        wanted = preferring.get(key)
        if wanted is not None and wanted in open_ways:
            places[key] = wanted
        elif open_ways:
            places[key] = open_ways[0]
        else:
            places[key] = Addressed(key, fault=MessageFault.OPTED_OUT if ways else MessageFault.UNREACHABLE)
    return {one: places[kept[one]] for one in asked if one in kept}


def _ways(
    messaging: Messaging, party_id: int, points: Sequence[dict[str, Any]], has_members: bool
) -> list[Addressed]:
    """All ways to the party, the best first: its contact points in its order, then last resorts, then the inbox."""
    found: list[Addressed] = []
    resorts: list[Addressed] = []
    for point in points:
        for channel in messaging.reaching(ContactKind(point["kind"])):
            way = Addressed(party_id, channel.name, point["id"])
            (resorts if channel.last_resort else found).append(way)
    found += resorts
    if has_members and INBOX in messaging.channels:
        found.append(Addressed(party_id, INBOX))
    return found


async def _points(keys: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    parameters = Parameters(dialect())
    found: dict[int, list[dict[str, Any]]] = {}
    for row in await rows(
        "SELECT id, party_id, kind FROM contact_point"
        f" WHERE stopped_at IS NULL AND party_id IN ({parameters.add_all(keys)}) ORDER BY party_id, rank, id",
        parameters,
    ):
        found.setdefault(row["party_id"], []).append(row)
    return found


async def _stops(keys: Sequence[int]) -> dict[int, set[str]]:
    parameters = Parameters(dialect())
    found: dict[int, set[str]] = {}
    for row in await rows(
        "SELECT party_id, channel FROM message_stop"
        f" WHERE ended_at IS NULL AND party_id IN ({parameters.add_all(keys)})",
        parameters,
    ):
        found.setdefault(row["party_id"], set()).add(row["channel"])
    return found


async def _without_consent(keys: Sequence[int], purpose: MessagePurpose) -> set[int]:
    """Promotion needs a living consent; an invitation only that nobody objected since."""
    if purpose is MessagePurpose.SERVICE:
        return set()
    parameters = Parameters(dialect())
    wanted = parameters.add(purpose)
    latest = await rows(
        "SELECT party_id, withdrawn_at FROM message_consent c WHERE purpose = "
        f"{wanted} AND party_id IN ({parameters.add_all(keys)}) AND id = (SELECT MAX(o.id) FROM message_consent o"
        f" WHERE o.party_id = c.party_id AND o.purpose = {wanted})",
        parameters,
    )
    if purpose is MessagePurpose.PROMOTION:
        return set(keys) - {row["party_id"] for row in latest if row["withdrawn_at"] is None}
    return {row["party_id"] for row in latest if row["withdrawn_at"] is not None}


async def _with_members(keys: Sequence[int]) -> set[int]:
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT DISTINCT m.party_id FROM party_membership m JOIN account a ON a.id = m.account_id"
        f" WHERE m.state = 'approved' AND a.state = 'active' AND m.party_id IN ({parameters.add_all(keys)})",
        parameters,
    )
    return {row["party_id"] for row in found}


def _chunks(keys: Sequence[int]) -> list[tuple[int, ...]]:
    return [tuple(keys[first : first + _AT_ONCE]) for first in range(0, len(keys), _AT_ONCE)]

"""By which channel, and at which contact point, a party is reached now: a few statements for any number of parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    kept = await _kept(asked)
    keys = sorted(set(kept.values()))
    family = await _family(keys)
    refused = await _without_consent(family, purpose)
    stops = {} if priority is MessagePriority.REPLY else await _stops(family)
    points = await _points(family)
    members = await _with_members(family)
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
    """All ways to the party, the best first: its contact points in its order, then the inbox, then what is a last
    resort for any of them."""
    found = [
        Addressed(party_id, channel.name, point["id"])
        for point in points
        for channel in messaging.reaching(ContactKind(point["kind"]))
    ]
    if has_members and INBOX in messaging.channels:
        found.append(Addressed(party_id, INBOX))
    return sorted(found, key=lambda way: messaging.channels[way.channel].last_resort)


async def families(parties: Iterable[int]) -> dict[int, frozenset[int]]:
    """All parties that are the same as each of these by now, itself among them; two statements for every 2,000."""
    found: dict[int, frozenset[int]] = {}
    for some in _chunks(list(dict.fromkeys(parties))):
        kept = await _kept(some)
        members: dict[int, set[int]] = {}
        for one, main in (await _family(sorted(set(kept.values())))).items():
            members.setdefault(main, set()).add(one)
        found.update({asked: frozenset(members[main]) for asked, main in kept.items()})
    return found


async def _kept(asked: Sequence[int]) -> dict[int, int]:
    """The party that was kept at a merge, by each that exists."""
    parameters = Parameters(dialect())
    found = await rows(
        f"SELECT id, merged_into_id FROM party WHERE id IN ({parameters.add_all(asked)})", parameters
    )
    return {row["id"]: row["merged_into_id"] or row["id"] for row in found}


async def _family(keys: Sequence[int]) -> dict[int, int]:
    """The parties and those that were merged into them, each with the one that was kept: they are one person."""
    parameters = Parameters(dialect())
    merged = await rows(
        f"SELECT id, merged_into_id FROM party WHERE merged_into_id IN ({parameters.add_all(keys)})",
        parameters,
    )
    return {**{key: key for key in keys}, **{row["id"]: row["merged_into_id"] for row in merged}}


async def _points(family: Mapping[int, int]) -> dict[int, list[dict[str, Any]]]:
    """The contact points in use by party, its own in their order before those of its duplicates.

    What the party itself has stopped is not used because a duplicate has the same address.
    """
    parameters = Parameters(dialect())
    found: dict[int, list[dict[str, Any]]] = {}
    in_order = await rows(
        "SELECT id, party_id, kind, value_hash, stopped_at IS NOT NULL AS is_stopped FROM contact_point"
        f" WHERE party_id IN ({parameters.add_all(family)}) ORDER BY party_id, rank, id",
        parameters,
    )
    known: set[tuple[int, str, str]] = set()
    for row in sorted(in_order, key=lambda one: family[one["party_id"]] != one["party_id"]):
        main = family[row["party_id"]]
        address = (main, str(row["kind"]), str(row["value_hash"]))
        if not row["is_stopped"] and address not in known:
            found.setdefault(main, []).append(row)
        if row["party_id"] == main:
            known.add(address)
    return found


async def _stops(family: Mapping[int, int]) -> dict[int, set[str]]:
    parameters = Parameters(dialect())
    found: dict[int, set[str]] = {}
    for row in await rows(
        "SELECT party_id, channel FROM message_stop"
        f" WHERE ended_at IS NULL AND party_id IN ({parameters.add_all(family)})",
        parameters,
    ):
        found.setdefault(family[row["party_id"]], set()).add(row["channel"])
    return found


async def _without_consent(family: Mapping[int, int], purpose: MessagePurpose) -> set[int]:
    """Promotion needs a living consent; an invitation only that nobody objected since."""
    if purpose is MessagePurpose.SERVICE:
        return set()
    parameters = Parameters(dialect())
    in_order = await rows(
        f"SELECT party_id, withdrawn_at FROM message_consent WHERE purpose = {parameters.add(purpose)}"
        f" AND party_id IN ({parameters.add_all(family)}) ORDER BY id",
        parameters,
    )
    living = {family[row["party_id"]]: row["withdrawn_at"] is None for row in in_order}
    if purpose is MessagePurpose.PROMOTION:
        return {key for key in family.values() if not living.get(key, False)}
    return {key for key, lives in living.items() if not lives}


async def _with_members(family: Mapping[int, int]) -> set[int]:
    """The parties whose own members have an account: those of a duplicate do not see the kept one's messages."""
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT DISTINCT m.party_id FROM party_membership m JOIN account a ON a.id = m.account_id"
        f" WHERE m.state = 'approved' AND a.state = 'active' AND m.party_id IN ({parameters.add_all(family)})",
        parameters,
    )
    return {row["party_id"] for row in found if family[row["party_id"]] == row["party_id"]}


def _chunks(keys: Sequence[int]) -> list[tuple[int, ...]]:
    return [tuple(keys[first : first + _AT_ONCE]) for first in range(0, len(keys), _AT_ONCE)]

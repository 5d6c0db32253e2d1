"""Taking the messages that are due on a channel, for a while, so that nobody else sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, execute, hold, rows
from kopukm_core.messaging.kinds import MessagePriority
from kopukm_core.messaging.models import PRIORITIES, MessageChannel
from kopukm_core.messaging.readdressing import readdress
from kopukm_core.messaging.registry import Messaging

MINUTE = timedelta(minutes=1)
BULK = PRIORITIES[MessagePriority.BULK]


@dataclass(frozen=True, slots=True)
class Taken:
    """The keys of messages taken under a lease; `again_at` when it is worth asking once more, None for at once."""

    keys: tuple[int, ...]
    again_at: datetime | None = None
    idle: bool = False
    """Nothing is due: what comes later is found by whoever queues it, or by the schedule."""


async def take(messaging: Messaging, channel_name: str, limit: int, lease: str, lasting: timedelta) -> Taken:
    """Take up to `limit` due messages of the channel, at most one of each party, in the current transaction.

    Replies come first; a party's messages go in their order; bulk rests in the quiet hours; the channel's rate is
    kept over all who take. What may no longer be sent ends here, and what has another way goes there. A lease that
    was not answered in time is void, and its messages are taken again with one attempt more, as often as the channel
    tries at all.
    """
    await hold(f"core.messages {channel_name}")
    now = clock.now()
    channel = await MessageChannel.get_or_none(name=channel_name)
    if channel is None or channel.paused_at is not None:
        return Taken((), idle=True)
    allowed = _allowed(channel, now)
    if allowed <= 0:
        return Taken((), again_at=(channel.counted_from or now) + MINUTE)
    await end_hopeless(channel, now)
    found = await _due(channel, now, min(limit, allowed), quiet=is_quiet(channel, messaging, now))
    kept = await readdress(messaging, channel_name, found)
    if kept:
        parameters = Parameters(dialect())
        await execute(
            f"UPDATE outbound_message SET status = 'sending', attempts = attempts + 1, lease = {parameters.add(lease)},"
            f" lease_until = {parameters.add(now + lasting)} WHERE id IN ({parameters.add_all(kept)})",
            parameters,
        )
        channel.counted += len(kept)
        await channel.save(update_fields=["counted", "counted_from"])
    return Taken(tuple(kept), idle=not found)


def is_quiet(channel: MessageChannel, messaging: Messaging, moment: datetime) -> bool:
    """Whether the channel's quiet hours hold at the moment, by the office's clock."""
    local = moment.astimezone(messaging.settings.time_zone)
    minute, first, until = local.hour * 60 + local.minute, channel.quiet_from, channel.quiet_until
    if first <= until:
        return first <= minute < until
    return minute >= first or minute < until


def _allowed(channel: MessageChannel, now: datetime) -> int:
    """How many may still go in the running minute; a clock set back begins a new one."""
    began = channel.counted_from
    if began is None or not began <= now < began + MINUTE:
        channel.counted_from, channel.counted = now, 0
    return channel.messages_per_minute - channel.counted


async def end_hopeless(channel: MessageChannel, now: datetime) -> None:
    """What would come too late to be of use ends here, and what was tried as often or as long as the channel tries.

    What somebody is sending at this moment is left to them.
    """
    parameters = Parameters(dialect())
    moment = parameters.add(now)
    too_old = parameters.add(now - timedelta(hours=channel.give_up_hours))
    late = f"COALESCE(useless_from <= {moment}, FALSE)"
    given_up = f"(due_at < {too_old} OR attempts >= {parameters.add(channel.most_attempts)})"
    await execute(
        "UPDATE outbound_message SET status = 'failed',"
        f" fault = CASE WHEN {late} THEN 'expired' ELSE 'given_up' END, ended_at = {moment}, lease = NULL,"
        f" lease_until = NULL WHERE channel = {parameters.add(channel.name)} AND ({late} OR {given_up})"
        f" AND (status = 'queued' OR status = 'sending' AND lease_until < {moment})",
        parameters,
    )


async def _due(
    channel: MessageChannel, now: datetime, limit: int, *, quiet: bool
) -> Sequence[dict[str, Any]]:
    parameters = Parameters(dialect())
    name, moment = parameters.add(channel.name), parameters.add(now)
    due = (
        f"(m.status = 'queued' AND m.next_attempt_at <= {moment}"
        f" OR m.status = 'sending' AND m.lease_until < {moment})"
    )
    rested = f" AND m.priority < {BULK}" if quiet else ""
    before = (
        "SELECT e.id FROM outbound_message e WHERE e.party_id = m.party_id AND e.channel || '' = m.channel"
        " AND (e.priority, e.id) < (m.priority, m.id) AND (e.status = 'sending'"
        f" OR e.status = 'queued' AND (e.attempts > 0 OR e.next_attempt_at <= {moment}))"
    )
    return await rows(
        "SELECT m.id, m.party_id, m.contact_point_id, m.purpose, m.priority FROM outbound_message m"
        f" WHERE m.channel = {name} AND m.status IN ('queued', 'sending') AND {due}{rested}"
        f" AND ({before} LIMIT 1) IS NULL"
        f" ORDER BY m.priority, m.next_attempt_at, m.id LIMIT {parameters.add(limit)}",
        parameters,
    )

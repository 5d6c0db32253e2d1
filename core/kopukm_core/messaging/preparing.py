"""What the messages bring to the database: a row for each channel, with what it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.db import Parameters, dialect, execute

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def prepare_messaging(platform: Platform) -> None:
    """A row for each channel that has none; what the office set stays."""
    for channel in platform.messaging.channels.values():
        parameters = Parameters(dialect())
        values = (
            channel.name,
            channel.messages_per_minute,
            *channel.quiet_hours,
            channel.most_attempts,
            channel.give_up_hours,
        )
        await execute(
            "INSERT INTO message_channel (name, messages_per_minute, quiet_from, quiet_until, most_attempts,"
            f" give_up_hours, counted, paused_because) VALUES ({parameters.add_all(values)}, 0, '')"
            " ON CONFLICT (name) DO NOTHING",
            parameters,
        )

"""The command on a channel's rate and hours."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.messaging.models import MessageChannel
from kopukm_core.messaging.readable import MANAGE_MESSAGES

_HOUR = r"([01]\d|2[0-3])[.:][0-5]\d"
_NUMBERS = ("messages_per_minute", "most_attempts", "give_up_hours")


@command(
    "core.set_message_channel",
    title="Atur kanal pesan",
    permission=MANAGE_MESSAGES,
    returns=MessageChannel,
    updates=True,
)
class SetMessageChannel:
    """Mengatur laju sebuah kanal, jam tenang pesan massal, dan batas mencobanya; atau menghentikannya sementara."""

    channel: str = ask("Kanal", example="email", maximum_length=60)
    messages_per_minute: int | None = ask("Pesan per menit", minimum=1, maximum=100_000)
    quiet_from: str | None = ask(
        "Jam tenang mulai", example="20.00", pattern=_HOUR, pattern_help="Tulis jam dan menit: 20.00."
    )
    quiet_until: str | None = ask(
        "Jam tenang sampai",
        help="Sama dengan mulainya berarti tidak ada.",
        example="07.00",
        pattern=_HOUR,
        pattern_help="Tulis jam dan menit: 07.00.",
    )
    most_attempts: int | None = ask(
        "Paling banyak dicoba",
        help="Sesudah sebanyak itu tanpa hasil, pesannya gagal dan terlihat pada yang tidak tercapai.",
        minimum=1,
        maximum=1_000,
    )
    give_up_hours: int | None = ask(
        "Dicoba paling lama, dalam jam", example="168", minimum=1, maximum=24 * 365
    )
    paused: bool | None = ask("Hentikan sementara")
    reason: str | None = ask("Alasan dihentikan", maximum_length=300)

    async def run(self, context: CommandContext) -> MessageChannel:
        channel = await MessageChannel.get_or_none(name=self.channel.strip())
        if channel is None:
            context.refuse("channel", "NO_SUCH_CHANNEL", "Kanal itu tidak ada; lihat daftar kanal.")
        before = _told(channel)
        for name in _NUMBERS:
            if (value := getattr(self, name)) is not None:
                setattr(channel, name, value)
        if self.quiet_from is not None:
            channel.quiet_from = _minutes(self.quiet_from)
        if self.quiet_until is not None:
            channel.quiet_until = _minutes(self.quiet_until)
        if self.paused is not None:
            channel.paused_at = (channel.paused_at or clock.now()) if self.paused else None
            channel.paused_because = (self.reason or "") if self.paused else ""
        await channel.save(
            update_fields=[*_NUMBERS, "quiet_from", "quiet_until", "paused_at", "paused_because"]
        )
        await context.audit("update", channel, {"settings": (before, _told(channel))})
        return channel


def _told(channel: MessageChannel) -> list[int | bool]:
    """The settings for the audit."""
    numbers = [int(getattr(channel, name)) for name in _NUMBERS]
    return [*numbers, channel.quiet_from, channel.quiet_until, channel.paused_at is None]


def _minutes(written: str) -> int:
    return int(written[:2]) * 60 + int(written[3:])

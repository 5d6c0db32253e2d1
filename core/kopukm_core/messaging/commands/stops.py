"""Commands by which a party stops messages, and allows them again."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import hold
from kopukm_core.messaging.commands.parties import PartyId, writable_party
from kopukm_core.messaging.models import MessageStop
from kopukm_core.messaging.readable import MANAGE_CONTACTS

_CHANNEL_HELP = "Misalnya email; kosong berarti semua kanal."


@command(
    "core.stop_messages",
    title="Hentikan pesan",
    permission=MANAGE_CONTACTS,
    members=True,
    returns=MessageStop,
)
class StopMessages:
    """Menghentikan pesan kepada seseorang di satu kanal, atau di semua; yang masih antre ikut tidak dikirim."""

    party_id: PartyId = ask("Nomor pihak")
    channel: str | None = ask("Kanal", help=_CHANNEL_HELP, maximum_length=60)

    async def run(self, context: CommandContext) -> MessageStop:
        party = await writable_party(context, self.party_id)
        channel = _known(context, self.channel)
        await hold(f"core.stop {party.id}")
        living = await MessageStop.get_or_none(party_id=party.id, channel=channel, ended_at=None)
        if living is not None:
            return living
        stop = await MessageStop.create(
            party_id=party.id,
            channel=channel,
            stopped_at=clock.now(),
            stopped_through=context.door[:60],
            stopped_by=context.actor.key,
        )
        await context.audit("stop", stop, {"channel": ("", channel)})
        return stop


@command("core.allow_messages", title="Izinkan pesan lagi", permission=MANAGE_CONTACTS, members=True)
class AllowMessages:
    """Mengizinkan lagi pesan yang pernah dihentikan di satu kanal, atau di semua."""

    party_id: PartyId = ask("Nomor pihak")
    channel: str | None = ask("Kanal", help=_CHANNEL_HELP, maximum_length=60)

    async def run(self, context: CommandContext) -> None:
        party = await writable_party(context, self.party_id)
        channel = _known(context, self.channel)
        stops = MessageStop.filter(party_id=party.id, ended_at=None)
        for stop in await (stops.filter(channel__in=[channel, ""]) if channel else stops):
            stop.ended_at, stop.ended_by = clock.now(), context.actor.key
            await stop.save(update_fields=["ended_at", "ended_by"])
            await context.audit("allow", stop, {"channel": (stop.channel, "")})


def _known(context: CommandContext, channel: str | None) -> str:
    """The channel's name, "" for all."""
    name = (channel or "").strip()
    if name and name not in context.platform.messaging.channels:
        known = ", ".join(context.platform.messaging.channels)
        context.refuse("channel", "NO_SUCH_CHANNEL", f"Kanal itu tidak ada. Yang ada: {known}.")
    return name

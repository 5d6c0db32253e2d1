"""A plugin with messages of its own, and a channel that an outside program carries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from kopukm_core.messaging import Capabilities, Channel, MessagePurpose, MessageTemplate
from kopukm_core.parties import ContactKind
from kopukm_core.plugins import PluginInfo, hookimpl

WHEN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

REMINDER = MessageTemplate(
    "post.reminder",
    "Pengingat",
    "Yth. {name}, kegiatan {activity} dimulai {starts_at}.",
    variables={"name": "Koperasi Maju", "activity": "Sosialisasi", "starts_at": WHEN},
    subject="Pengingat: {activity}",
)
INVITATION = MessageTemplate(
    "post.invitation", "Undangan", "Datanglah, {name}.", {"name": "Koperasi Maju"}, MessagePurpose.INVITATION
)
PROMOTION = MessageTemplate("post.promotion", "Promosi", "Belilah.", {}, MessagePurpose.PROMOTION)

CHAT = Channel(
    "chat",
    "Obrolan",
    kinds=(ContactKind.WHATSAPP, ContactKind.WHATSAPP_USER),
    capabilities=Capabilities(maximum_length=200, receipts=True),
)


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("post", "Pos", "1.0.0")


@hookimpl
def kopukm_message_templates() -> Sequence[MessageTemplate]:
    return (REMINDER, INVITATION, PROMOTION)


@hookimpl
def kopukm_message_channels() -> Sequence[Channel]:
    return (CHAT,)

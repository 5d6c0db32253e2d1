"""What an outside program reads that carries the messages of a channel."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from kopukm_core.errors import NotAllowedError
from kopukm_core.messaging.carrying import leased_messages
from kopukm_core.messaging.readable import CARRY_MESSAGES
from kopukm_core.parties import ContactKind
from kopukm_graphql.node import global_id
from kopukm_graphql.server.message_attachments import attachment_paths
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import handwritten
from kopukm_graphql.source.types import enum_definition

enum_definition(ContactKind)


@strawberry.type(description="Pesan yang diambil untuk dibawa, dengan alamatnya yang utuh.")
class CarriedMessage:
    """A message under a lease."""

    message_id: strawberry.ID = strawberry.field(description="Nomor pesan, untuk reportMessageStatus.")
    message_key: str = strawberry.field(
        description="Tetap sama setiap kali pesan ini diambil: kenali pengulangan dengannya."
    )
    attempt: int = strawberry.field(
        description="Pengambilan ke berapa; di atas 1, yang sebelumnya mungkin sudah sampai."
    )
    kind: ContactKind | None = strawberry.field(description="Jenis kontak tujuannya.")
    address: str = strawberry.field(description="Nomor atau pengenal tujuannya.")
    template: str = strawberry.field(description="Nama pesannya.")
    subject: str = strawberry.field(description="Judulnya.")
    text: str = strawberry.field(description="Isinya.")
    attachment_paths: list[str] = strawberry.field(
        description="Alamat untuk mengambil lampirannya, selama pesan ini dipegang."
    )
    created_at: datetime | None = strawberry.field(description="Kapan dibuat.")


async def messages_to_carry(
    info: strawberry.Info[Any, Any],
    lease: Annotated[str, strawberry.argument(description="Kunci dari takeMessages.")],
) -> list[CarriedMessage]:
    """The messages still held under the lease."""
    request = context_of(info)
    if not request.actor.may(CARRY_MESSAGES, request.settings.region_code):
        raise NotAllowedError(
            "Anda tidak berwenang membawa pesan.",
            remedy=f"Minta izin {CARRY_MESSAGES} kepada pengelola layanan.",
        )
    return [
        CarriedMessage(
            message_id=strawberry.ID(global_id("OutboundMessage", one.message_id)),
            message_key=one.message_key,
            attempt=one.attempt,
            kind=one.kind,
            address=one.address,
            template=one.template,
            subject=one.subject,
            text=one.text,
            attachment_paths=attachment_paths(one.message_id, one.attachment_count),
            created_at=one.created_at,
        )
        for one in await leased_messages(request.platform, lease)
    ]


CARRIED_MESSAGES = handwritten(
    "messagesToCarry",
    messages_to_carry,
    description="Pesan yang sedang dipegang dengan satu kunci pengambilan; untuk program yang membawanya.",
)

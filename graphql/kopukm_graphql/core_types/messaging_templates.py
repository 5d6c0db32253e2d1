"""The texts of messages with a preview, for the office that edits them."""

from __future__ import annotations

from typing import Any

import strawberry

from kopukm_core.errors import NotAllowedError
from kopukm_core.messaging import MessagePurpose
from kopukm_core.messaging.readable import MANAGE_MESSAGES
from kopukm_core.messaging.template import shown_value
from kopukm_core.messaging.wordings import wordings_of
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import handwritten
from kopukm_graphql.source.types import enum_definition

enum_definition(MessagePurpose)


@strawberry.type(description="Sebuah isian di dalam teks pesan.")
class MessageVariable:
    """A variable of a template."""

    name: str = strawberry.field(description="Namanya; di dalam teks ditulis {nama}.")
    example: str = strawberry.field(description="Contohnya, sebagaimana akan tertulis.")


@strawberry.type(description="Sebuah pesan yang dikirim layanan ini, dengan teks yang berlaku.")
class MessageTemplate:
    """A template with the words that count now."""

    name: str = strawberry.field(description="Namanya.")
    title: str = strawberry.field(description="Sebutannya.")
    purpose: MessagePurpose = strawberry.field(description="Untuk apa.")
    version: int = strawberry.field(description="Versi teks yang berlaku; 0 teks bawaan.")
    subject: str = strawberry.field(description="Judul yang berlaku.")
    text: str = strawberry.field(description="Teks yang berlaku.")
    variables: list[MessageVariable] = strawberry.field(description="Isian yang boleh dipakai.")
    preview_subject: str = strawberry.field(description="Judul dengan contoh isian.")
    preview: str = strawberry.field(description="Teks dengan contoh isian.")


async def message_templates(info: strawberry.Info[Any, Any]) -> list[MessageTemplate]:
    """All templates, for who may edit them."""
    request = context_of(info)
    if not request.actor.may(MANAGE_MESSAGES):
        raise NotAllowedError(
            "Anda tidak berwenang melihat teks pesan.",
            remedy=f"Minta izin {MANAGE_MESSAGES} kepada pengelola akun.",
        )
    messaging = request.platform.messaging
    words = await wordings_of(messaging.templates.values())
    reading = messaging.context()
    found = []
    for name, template in sorted(messaging.templates.items()):
        subject, text = words[name].rendered(template.all_variables, reading)
        found.append(
            MessageTemplate(
                name=name,
                title=template.title,
                purpose=template.purpose,
                version=words[name].version,
                subject=words[name].subject,
                text=words[name].text,
                variables=[
                    MessageVariable(name=each, example=shown_value(example, reading))
                    for each, example in template.all_variables.items()
                ],
                preview_subject=subject,
                preview=text,
            )
        )
    return found


MESSAGE_TEMPLATES = handwritten(
    "messageTemplates", message_templates, description="Pesan yang dikirim layanan ini, dengan pratinjau."
)

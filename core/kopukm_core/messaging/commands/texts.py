"""Commands on the words of messages."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import hold
from kopukm_core.messaging.models import MessageText
from kopukm_core.messaging.readable import MANAGE_MESSAGES
from kopukm_core.messaging.template import MessageTemplate


@command("core.change_message_text", title="Ubah teks pesan", permission=MANAGE_MESSAGES, returns=MessageText)
class ChangeMessageText:
    """Mengganti teks sebuah pesan. Isian ditulis {nama}; yang lama tetap tersimpan sebagai versi."""

    template: str = ask("Nama pesan", example="core.reminder", maximum_length=120)
    subject: str | None = ask("Judul", help="Untuk kanal yang punya judul.", maximum_length=200)
    text: str = ask("Teks", maximum_length=4000)

    async def run(self, context: CommandContext) -> MessageText:
        template = _known(context, self.template)
        subject = self.subject if self.subject is not None else template.subject
        fault = template.fault_of(subject, self.text)
        if fault:
            context.refuse("text", "TEXT_DOES_NOT_FIT", f"{fault[:1].upper()}{fault[1:]}.")
        return await _stored(context, template, subject, self.text)


@command(
    "core.reset_message_text",
    title="Kembalikan teks pesan",
    permission=MANAGE_MESSAGES,
    returns=MessageText,
)
class ResetMessageText:
    """Memakai lagi teks bawaan sebuah pesan, sebagai versi baru."""

    template: str = ask("Nama pesan", maximum_length=120)

    async def run(self, context: CommandContext) -> MessageText:
        template = _known(context, self.template)
        return await _stored(context, template, template.subject, template.text)


def _known(context: CommandContext, name: str) -> MessageTemplate:
    template = context.platform.messaging.templates.get(name.strip())
    if template is None:
        context.refuse("template", "NO_SUCH_TEMPLATE", "Pesan itu tidak ada; lihat daftar pesan.")
    return template


async def _stored(context: CommandContext, template: MessageTemplate, subject: str, text: str) -> MessageText:
    await hold(f"core.message_text {template.name}")
    last = await MessageText.filter(template=template.name).order_by("-version").first()
    version = 1 if last is None else last.version + 1
    stored = await MessageText.create(
        template=template.name,
        version=version,
        subject=" ".join(subject.split()),
        text=text.strip(),
        changed_at=clock.now(),
        changed_by=context.actor.key,
    )
    await context.audit("create", stored, {"version": (version - 1, version)})
    return stored

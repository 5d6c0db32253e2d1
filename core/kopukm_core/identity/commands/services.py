"""Commands on services: their tokens, and the contacts they verify."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.identity.core_roles import MANAGE_SERVICES, VERIFY_CONTACTS
from kopukm_core.identity.models import AccessToken, Service, ServiceContact
from kopukm_core.identity.services import create_service_token, disable_service, verify_contact
from kopukm_core.values import RegionCode


@dataclass(frozen=True, slots=True)
class ServiceToken:
    """Token layanan yang baru."""

    token_id: int = field(metadata={"description": "Nomor token, untuk mengakhirinya."})
    token: str = field(metadata={"description": "Token; hanya diberikan kali ini."})
    expires_at: datetime = field(metadata={"description": "Token berakhir pada saat ini."})

    def __repr__(self) -> str:
        return f"<ServiceToken {self.token_id}>"


@command(
    "core.create_service_token", title="Buat token layanan", permission=MANAGE_SERVICES, returns=ServiceToken,
    credential=True,
)  # fmt: skip
class CreateServiceToken:
    """Membuat token layanan (dan layanannya, bila belum ada). Token hanya ditampilkan satu kali."""

    service: str = ask("Layanan", help="Nama singkat, misalnya whatsapp.", maximum_length=60)
    title: str = ask("Keterangan", help="Dipakai di mana token ini.", maximum_length=120)
    scopes: list[str] = ask("Izin", help="Nama izin yang boleh dipakai layanan ini.", minimum_length=1)
    region_code: RegionCode | None = ask("Wilayah", help="Kosong: semua wilayah.")
    days: int = ask("Masa berlaku (hari)", default=90, minimum=1, maximum=365)

    async def run(self, context: CommandContext) -> ServiceToken:
        token = await create_service_token(
            context.actor,
            self.service,
            self.title,
            scopes=self.scopes,
            region_code=self.region_code or "",
            roles=context.platform.roles,
            lifetime=timedelta(days=self.days),
        )
        given = {"service": (None, self.service), "scopes": (None, " ".join(self.scopes))}
        await context.audit_id("create", AccessToken, token.id, given)
        return ServiceToken(token.id, token.text, token.expires_at)


@command("core.disable_service", title="Nonaktifkan layanan", permission=MANAGE_SERVICES, returns=Service)
class DisableService:
    """Menonaktifkan layanan: semua tokennya berakhir seketika."""

    service: str = ask("Layanan", maximum_length=60)

    async def run(self, context: CommandContext) -> Service:
        service = await disable_service(context.actor, self.service)
        await context.audit("disable", service)
        return service


@command(
    "core.verify_contact", title="Nyatakan kontak terverifikasi", permission=VERIFY_CONTACTS,
    returns=ServiceContact,
)  # fmt: skip
class VerifyContact:
    """Mencatat bahwa layanan yang meminta sudah memastikan pemilik kontak ini."""

    external_id: str = ask("Kontak", help="Alamat orang itu pada layanan.", maximum_length=200, personal=True)

    async def run(self, context: CommandContext) -> ServiceContact:
        contact = await verify_contact(context.actor, self.external_id)
        await context.audit("verify", contact)
        return contact

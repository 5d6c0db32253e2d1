"""The measure of commands: five fields, a permission and an effect that a newcomer can read."""

from __future__ import annotations

from commands.stand_models import Stand
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.values import PhoneNumber, RegionCode, Rupiah


@command(
    "market.open_stand",
    title="Buka lapak",
    permission="market.write",
    region="region_code",
    returns=Stand,
)
class OpenStand:
    """Membuka lapak di pasar."""

    number: int = ask("Nomor lapak", minimum=1)
    name: str = ask("Nama lapak", example="Sayur Bu Tini", maximum_length=100)
    region_code: RegionCode = ask("Desa atau kelurahan")
    phone: PhoneNumber | None = ask("Telepon", personal=True)
    rent: Rupiah | None = ask("Sewa sebulan", minimum=0)

    async def run(self, context: CommandContext) -> Stand:
        if await Stand.exists(number=self.number):
            context.refuse("number", "TAKEN", f"Lapak {self.number} sudah dibuka.")
        stand = await Stand.create(
            number=self.number, name=self.name, region_code=self.region_code, rent=self.rent
        )
        await context.audit("create", stand)
        return stand

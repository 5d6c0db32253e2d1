"""What changes gardens."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.values import RegionCode
from garden.models import Garden


@command("garden.open_garden", title="Buka kebun", permission="garden.write", region="region_code", returns=Garden)
class OpenGarden:
    """Mencatat kebun baru dan menjadwalkan penyiraman pertamanya."""

    name: str = ask("Nama kebun", example="Kebun Melati", minimum_length=3, maximum_length=200)
    region_code: RegionCode = ask("Desa atau kelurahan", example="Ciburuy, Cigombong")

    async def run(self, context: CommandContext) -> Garden:
        if await Garden.exists(region_id=self.region_code, name=self.name):
            context.refuse("name", "ALREADY_OPEN", "Kebun bernama itu sudah ada di wilayah ini.")
        garden = await Garden.create(name=self.name, region_id=self.region_code)
        await context.audit("create", garden)
        await context.enqueue("garden.water_garden", garden_id=garden.id)
        return garden

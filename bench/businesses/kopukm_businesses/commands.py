"""What changes businesses."""

from __future__ import annotations

from kopukm_businesses.models import Business, BusinessClass
from kopukm_businesses.permissions import WRITE
from kopukm_core import clock
from kopukm_core.commands import CommandContext, StoredRecord, ask, command
from kopukm_core.db import search_text
from kopukm_core.values import RegionCode, Rupiah


@command(
    "businesses.register_business",
    title="Daftarkan usaha",
    permission=WRITE,
    region="region_code",
    returns=Business,
    at_once=True,
)
class RegisterBusiness:
    """Mencatat usaha baru di sebuah desa atau kelurahan."""

    owner_name: str = ask("Nama pemilik", example="Siti Rahayu", minimum_length=3, maximum_length=200)
    name: str = ask("Nama usaha", example="Warung Barokah", minimum_length=3, maximum_length=200)
    kbli: str = ask("Kode KBLI", example="10710", pattern="[0-9]{5}")
    region_code: RegionCode = ask("Desa atau kelurahan", example="Tajur, Citeureup")
    business_class: BusinessClass = ask("Skala usaha")
    turnover: Rupiah = ask("Omzet setahun", help="Dalam rupiah.", minimum=0)

    async def run(self, context: CommandContext) -> StoredRecord:
        return await context.create(
            Business,
            {
                "owner_name": self.owner_name,
                "name": self.name,
                "search_text": search_text(self.name),
                "kbli": self.kbli,
                "region_id": self.region_code,
                "business_class": self.business_class,
                "turnover": self.turnover,
                "created_at": clock.now(),
            },
        )


COMMANDS = (RegisterBusiness,)

"""Commands of the sample plugin, one for each thing that the runner promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commands.stand_example import OpenStand
from commands.stand_models import Stand
from kopukm_core.commands import (
    Answers,
    CommandContext,
    Option,
    RowAction,
    RowResult,
    StoredRecord,
    ask,
    audit_many,
    command,
)
from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.events import Event
from kopukm_core.values import PhoneNumber, RegionCode, Rupiah

WRITE = "market.write"
PARTS = ("utara", "selatan")


@command("market.set_rent", title="Setel sewa", permission=WRITE, members=True, returns=Stand)
class SetRent:
    """Menyetel sewa, mengabarkannya, dan menyuruh menagihnya; lalu menolak bila terlalu mahal."""

    number: int = ask("Nomor lapak")
    rent: Rupiah = ask("Sewa")

    async def run(self, context: CommandContext) -> Stand:
        stand = await Stand.get_or_none(number=self.number)
        if stand is None:
            raise NotFoundError("Lapak itu tidak ada.", remedy="Periksa nomornya.")
        before, stand.rent = stand.rent, self.rent
        await stand.save(update_fields=["rent"])
        await context.audit("update", stand, {"rent": (before, self.rent)})
        await context.enqueue("market.collect_rent", number=self.number)
        await context.publish(Event("market.rent", {"number": self.number}))
        if self.rent > 1_000_000:
            context.refuse("rent", "TOO_DEAR", "Sewa paling mahal Rp1.000.000.")
        if self.rent == 13:
            raise ConfigurationError("Kunci pembukuan belum dipasang.")
        return stand


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass that is shown once."""

    code: str


@command("market.issue_pass", title="Buat kartu masuk", permission=WRITE, returns=Pass, credential=True)
class IssuePass:
    """Membuat kartu masuk pasar."""

    holder: str = ask("Pemegang", personal=True)
    secret: str = ask("Kata sandi", secret=True)

    async def run(self, context: CommandContext) -> Pass:
        if self.secret == "salah":  # noqa: S105
            context.refuse("secret", "WRONG", f"Kata sandi {self.holder} salah.")
        return Pass(f"kartu-{self.secret}")


@command("market.call_holder", title="Hubungi pemegang", permission=WRITE)
class CallHolder:
    """Mencatat bahwa pemegang lapak dihubungi."""

    holder: str = ask("Pemegang", personal=True)
    phone: PhoneNumber = ask("Telepon", personal=True)
    word: str | None = ask("Kata sandi", secret=True)
    note: str | None = ask("Catatan", maximum_length=50)

    async def run(self, context: CommandContext) -> None:
        context.person = "person:77"


async def free_numbers(answers: Answers, context: CommandContext) -> Sequence[Option]:
    """Numbers in the part that was answered, without those taken."""
    first = {"utara": 1, "selatan": 11}[str(answers["part"])]
    taken = {stand.number for stand in await Stand.all()}
    return [Option(each, f"Lapak {each}") for each in range(first, first + 3) if each not in taken]


@command("market.ask_stand", title="Minta lapak", permission=WRITE)
class AskStand:
    """Meminta lapak yang masih kosong."""

    part: str = ask(
        "Bagian pasar", check=lambda value: None if value in PARTS else "Pilih utara atau selatan."
    )
    number: int = ask("Nomor lapak", options=free_numbers)
    is_paid: bool = ask("Membayar sewa")
    rent: Rupiah | None = ask("Sewa", when=lambda answers: bool(answers["is_paid"]), minimum=1)
    days: int = ask("Berapa hari", default=7, minimum=1, maximum=30)
    word: str = ask("Kata sandi", secret=True, minimum_length=4)

    async def run(self, context: CommandContext) -> None:
        await Stand.create(number=self.number, name=self.part, region_code="32.01.01", rent=self.rent)


@command("market.list_stand", title="Daftar lapak", permission=WRITE, region="region_code")
class ListStand:
    """Mencatat banyak lapak sekaligus."""

    number: int = ask("Nomor lapak")
    name: str = ask("Nama", maximum_length=100)
    region_code: str = ask("Wilayah", maximum_length=13)
    phone: PhoneNumber | None = ask("Telepon", personal=True)

    async def run(self, context: CommandContext) -> None:
        await Stand.create(number=self.number, name=self.name, region_code=self.region_code)

    @classmethod
    async def run_batch(cls, inputs: Sequence[ListStand], context: CommandContext) -> list[RowResult]:
        results, keys = [], []
        for one in inputs:
            found = await Stand.get_or_none(number=one.number)
            stand = found or await Stand.create(number=one.number, name=one.name, region_code=one.region_code)
            results.append(RowResult(RowAction.UNCHANGED if found else RowAction.CREATED, str(stand.id)))
            keys.append(stand.id)
        await audit_many(context, "create", Stand, keys)
        return results


@command(
    "market.pitch_stand",
    title="Pasang lapak",
    permission=WRITE,
    region="region_code",
    returns=Stand,
    at_once=True,
)
class PitchStand:
    """Memasang lapak dan mengabarkannya, dalam satu langkah."""

    number: int = ask("Nomor lapak")
    region_code: RegionCode = ask("Desa atau kelurahan")
    phone: PhoneNumber | None = ask("Telepon", personal=True)

    async def run(self, context: CommandContext) -> StoredRecord:
        if await Stand.exists(number=self.number):
            context.refuse("number", "TAKEN", f"Lapak {self.number} sudah dibuka.")
        row: dict[str, Any] = {
            "number": self.number,
            "name": f"Lapak {self.number}",
            "region_code": self.region_code,
        }
        if self.number == 13:
            await Stand.create(**row)
        if self.number == 14:
            await Stand.filter(number=1).update(rent=0)
        stand = await context.create(Stand, row, changes={"number": (None, self.number)})
        await context.publish(lambda: Event("market.pitched", {"stand_id": int(str(stand.key))}))
        if self.number > 100:
            context.remark("number", "FAR", "Lapak ini jauh.")
        return stand


@command("market.leave_note", title="Tinggalkan pesan", permission=None)
class LeaveNote:
    """Meninggalkan pesan di lapak yang ada, oleh siapa pun; di lapak 1 hanya oleh petugas."""

    number: int = ask("Nomor lapak")
    note: str = ask("Pesan", personal=True)

    async def run(self, context: CommandContext) -> None:
        if self.number == 1:
            context.require(WRITE)
        if not await Stand.exists(number=self.number):
            context.refuse("number", "NO_SUCH_STAND", "Lapak itu tidak ada.")


COMMANDS = (LeaveNote, OpenStand, SetRent, IssuePass, CallHolder, AskStand, ListStand, PitchStand)

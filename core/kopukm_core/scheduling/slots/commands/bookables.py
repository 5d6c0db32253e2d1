"""Commands on who or what can be booked: made, and withdrawn."""

from __future__ import annotations

from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import sort_key
from kopukm_core.scheduling.slots.access import officers_bookable, require_officer
from kopukm_core.scheduling.slots.bookable_models import Bookable, BookableExpertise, BookableKind
from kopukm_core.scheduling.slots.closing import close_times
from kopukm_core.scheduling.slots.commands.arguments import BookableId
from kopukm_core.values import RecordIdType, RegionCode


@command("core.make_bookable", title="Daftarkan konsultan", permission=None, returns=Bookable)
class MakeBookable:
    """Mendaftarkan konsultan, mentor, petugas, meja, atau ruang yang kursinya dapat dipesan."""

    programme: str = ask("Program", help="Nama singkatnya.", maximum_length=60)
    kind: BookableKind = ask("Jenis")
    title: str = ask("Nama", maximum_length=200)
    region_code: RegionCode = ask("Wilayah")
    place: str | None = ask("Tempat", maximum_length=200)
    party_id: Annotated[int, RecordIdType("Party")] | None = ask("Pihaknya")
    account_id: Annotated[int, RecordIdType("Account")] | None = ask("Akunnya")
    own_fields: list[str] | None = ask("Bidang keahlian", help="Bidangnya sendiri.")
    further_fields: list[str] | None = ask("Bidang lain", help="Bidang yang dapat dibantunya.")

    async def run(self, context: CommandContext) -> Bookable:
        require_officer(context, self.programme, self.region_code)
        bookable = await Bookable.create(
            programme=self.programme,
            kind=self.kind,
            title=self.title,
            sort_key=sort_key(self.title),
            party_id=self.party_id,
            account_id=self.account_id,
            region_code=self.region_code,
            place=self.place or "",
            created_at=clock.now(),
        )
        known = dict.fromkeys(self.further_fields or (), 1) | dict.fromkeys(self.own_fields or (), 2)
        for name, points in known.items():
            await BookableExpertise.create(bookable_id=bookable.id, field=name[:60], points=points)
        await context.audit("create", bookable)
        return bookable


@command("core.withdraw_bookable", title="Akhiri konsultan", permission=None, returns=Bookable)
class WithdrawBookable:
    """Mengakhiri seorang konsultan: kursinya yang bebas ditutup, yang terisi dibatalkan dan kliennya diberi tahu."""

    bookable_id: BookableId = ask("Konsultan")
    reason: str = ask("Alasan", maximum_length=300)

    async def run(self, context: CommandContext) -> Bookable:
        bookable = await officers_bookable(context, self.bookable_id)
        now = clock.now()
        withdrawing = Bookable.filter(id=bookable.id, withdrawn_at__isnull=True)
        if not await withdrawing.update(withdrawn_at=now, withdrawn_because=self.reason):
            context.refuse("bookable_id", "ALREADY_WITHDRAWN", "Konsultan ini sudah diakhiri.")
        await context.audit("update", bookable, {"withdrawn_because": ("", self.reason)})
        await close_times(context, bookable, now, None, self.reason)
        return await Bookable.get(id=bookable.id)


BOOKABLE_COMMANDS: tuple[type, ...] = (MakeBookable, WithdrawBookable)

"""Commands that make and close slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, audit_many, command
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.scheduling.calendar import load_calendar
from kopukm_core.scheduling.slots.access import known_service, require_officer
from kopukm_core.scheduling.slots.bookable_models import (
    Availability,
    AvailabilityException,
    Bookable,
)
from kopukm_core.scheduling.slots.generating import (
    invited_places,
    round_of_week,
    slot_times,
)
from kopukm_core.scheduling.slots.models import Quota, Slot, SlotState
from kopukm_core.scheduling.slots.rounds import round_of_known_cycle
from kopukm_core.scheduling.slots.seating import known_slot
from kopukm_core.scheduling.slots.telling import tell_slots
from kopukm_core.values import RecordIdType, RegionCode

LONGEST = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class GeneratedSlots:
    """Banyaknya kursi yang dibuat, dan yang sudah ada sebelumnya."""

    created: int = field(metadata={"description": "Banyaknya kursi yang dibuat sekarang."})
    unchanged: int = field(metadata={"description": "Banyaknya kursi yang sudah ada."})
    invited: int = field(metadata={"description": "Di antara yang baru, yang disediakan bagi undangan."})


@command("core.generate_slots", title="Buat kursi", permission=None, returns=GeneratedSlots)
class GenerateSlots:
    """Membuat kursi satu layanan dari waktu sedia para konsultan, jam buka, dan kalender kerja.

    Boleh diulang: kursi yang sudah ada tidak berubah.
    """

    service: str = ask("Layanan", maximum_length=60)
    region_code: RegionCode = ask("Wilayah")
    first_day: date = ask("Hari pertama")
    last_day: date = ask("Hari terakhir")
    bookable_id: Annotated[int, RecordIdType("Bookable")] | None = ask("Hanya konsultan ini")
    cycle_id: Annotated[int, RecordIdType("ProgrammeCycle")] | None = ask("Siklus program")

    async def run(self, context: CommandContext) -> GeneratedSlots:
        service = await known_service(context, self.service)
        require_officer(context, service.programme, self.region_code)
        if self.last_day < self.first_day:
            context.refuse("last_day", "INVALID", "Hari terakhir sebelum hari pertama.")
        if self.last_day > self.first_day + LONGEST:
            context.refuse("last_day", "INVALID", f"Paling lama {LONGEST.days} hari sekaligus.")
        cycle_round = ""
        if self.cycle_id is not None:
            cycle_round = await round_of_known_cycle(context, service.programme, self.cycle_id)
        calendar = await load_calendar(self.first_day, self.last_day, time_zone=context.settings.time_zone)
        chosen = Bookable.filter(
            programme=service.programme, region_code=self.region_code, withdrawn_at__isnull=True
        )
        if self.bookable_id is not None:
            chosen = chosen.filter(id=self.bookable_id)
        made: list[dict[str, object]] = []
        for bookable in await chosen.order_by("id"):
            weekly = await Availability.filter(bookable_id=bookable.id)
            exceptions = await AvailabilityException.filter(bookable_id=bookable.id)
            times = slot_times(
                calendar,
                service.name,
                service.slot_minutes,
                self.first_day,
                self.last_day,
                weekly,
                exceptions,
                service.most_seats_per_day,
            )
            made += [
                {
                    "bookable_id": bookable.id,
                    "programme": service.programme,
                    "service": service.name,
                    "region_code": self.region_code,
                    "round_key": cycle_round or round_of_week(service.programme, one.day),
                    "cycle_id": self.cycle_id,
                    "day": one.day,
                    "starts_at": one.starts_at,
                    "ends_at": one.ends_at,
                    "state": SlotState.FREE,
                    "closed_because": "",
                }
                for one in times
            ]
        made.sort(key=lambda row: (row["starts_at"], row["bookable_id"]))
        invited = invited_places(len(made), service.invited_percent)
        stored = await _store(
            [
                {**row, "quota": Quota.INVITED if place in invited else Quota.PUBLIC}
                for place, row in enumerate(made)
            ]
        )
        await audit_many(context, "create", Slot, [one for one, _ in stored])
        await tell_slots(context, None, self.region_code)
        return GeneratedSlots(
            len(stored), len(made) - len(stored), sum(quota == Quota.INVITED for _, quota in stored)
        )


async def _store(made: list[dict[str, object]]) -> list[tuple[int, str]]:
    """Store those whose bookable has no slot that begins then; their numbers and quotas."""
    stored: list[tuple[int, str]] = []
    for first in range(0, len(made), 100):
        chunk = made[first : first + 100]
        given = Parameters(dialect())
        values = ", ".join(f"({', '.join(given.add(value) for value in row.values())})" for row in chunk)
        found = await rows(
            f"INSERT INTO slot ({', '.join(chunk[0])}) VALUES {values} ON CONFLICT DO NOTHING RETURNING id, quota",
            given,
        )
        stored += [(int(row["id"]), str(row["quota"])) for row in found]
    return stored


@command("core.close_slot", title="Tutup kursi", permission=None, returns=Slot)
class CloseSlot:
    """Menutup sebuah kursi yang bebas, agar tidak dapat dipesan."""

    slot_id: Annotated[int, RecordIdType("Slot")] = ask("Kursi")
    reason: str = ask("Alasan", maximum_length=300)

    async def run(self, context: CommandContext) -> Slot:
        slot = await known_slot(self.slot_id)
        require_officer(context, slot.programme, slot.region_code)
        return await _change(context, self.slot_id, SlotState.FREE, SlotState.CLOSED, self.reason)


@command("core.reopen_slot", title="Buka kursi lagi", permission=None, returns=Slot)
class ReopenSlot:
    """Membuka lagi kursi yang ditutup."""

    slot_id: Annotated[int, RecordIdType("Slot")] = ask("Kursi")

    async def run(self, context: CommandContext) -> Slot:
        slot = await known_slot(self.slot_id)
        require_officer(context, slot.programme, slot.region_code)
        return await _change(context, self.slot_id, SlotState.CLOSED, SlotState.FREE, "")


async def _change(
    context: CommandContext, slot_id: int, before: SlotState, after: SlotState, reason: str
) -> Slot:
    changed = await Slot.filter(id=slot_id, state=before).update(
        state=after, closed_because=reason, absence_id=None
    )
    slot = await Slot.get(id=slot_id)
    if not changed:
        context.refuse("slot_id", "WRONG_STATE", f"Kursi itu berstatus: {slot.state.label.lower()}.")
    await context.audit("update", slot, {"state": (before, after)})
    await tell_slots(context, slot, slot.region_code)
    return slot


SLOT_COMMANDS: tuple[type, ...] = (GenerateSlots, CloseSlot, ReopenSlot)

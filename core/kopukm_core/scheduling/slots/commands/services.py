"""The command that sets a service and its rules."""

from __future__ import annotations

from typing import Any

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.slots.access import require_officer
from kopukm_core.scheduling.slots.bookable_models import BookableService


@command("core.set_bookable_service", title="Atur layanan berkursi", permission=None, returns=BookableService)
class SetBookableService:
    """Mengatur satu layanan berkursi: lama kursi, lama tahan, tenggang, bagian undangan, dan masa pelepasannya."""

    name: str = ask("Layanan", help="Nama layanan pada kalender kerja.", maximum_length=60)
    programme: str = ask("Program", help="Nama singkatnya.", maximum_length=60)
    title: str = ask("Sebutan", maximum_length=200)
    slot_minutes: int = ask("Lama kursi (menit)", minimum=5, maximum=240, default=30)
    hold_minutes: int = ask("Lama tahan (menit)", minimum=1, maximum=120, default=10)
    grace_minutes: int = ask("Tenggang terlambat (menit)", minimum=0, maximum=120, default=15)
    invited_percent: int = ask("Bagian undangan (persen)", minimum=0, maximum=100, default=0)
    release_from_days: int = ask("Dilepas mulai H-", minimum=0, maximum=60, default=7)
    release_until_days: int = ask("Dilepas sampai H-", minimum=0, maximum=60, default=2)
    most_seats_per_day: int | None = ask(
        "Paling banyak kursi sehari",
        help="Tiap konsultan; kosong berarti sebanyak jam bukanya.",
        minimum=1,
        maximum=96,
    )
    carried_weeks: int = ask(
        "Beban dihitung dari (minggu)",
        help="Beban minggu-minggu lalu diperhitungkan.",
        minimum=0,
        maximum=52,
        default=8,
    )
    source: str | None = ask("Dasar aturan", maximum_length=300)

    async def run(self, context: CommandContext) -> BookableService:
        require_officer(context, self.programme, context.settings.region_code)
        if self.release_until_days > self.release_from_days:
            context.refuse("release_until_days", "INVALID", "Masa pelepasan terbalik: H-7 sampai H-2.")
        stored = await BookableService.get_or_none(name=self.name)
        if stored is not None and stored.programme != self.programme:
            context.refuse("name", "OTHER_PROGRAMME", "Layanan itu milik program lain.")
        values: dict[str, Any] = {
            "programme": self.programme,
            "title": self.title,
            "slot_minutes": self.slot_minutes,
            "hold_minutes": self.hold_minutes,
            "grace_minutes": self.grace_minutes,
            "invited_percent": self.invited_percent,
            "release_from_days": self.release_from_days,
            "release_until_days": self.release_until_days,
            "most_seats_per_day": self.most_seats_per_day,
            "carried_weeks": self.carried_weeks,
            "source": self.source or "",
            "changed_at": clock.now(),
        }
        if stored is None:
            stored = await BookableService.create(name=self.name, **values)
            await context.audit("create", stored)
            return stored
        changes = {
            name: (getattr(stored, name), value)
            for name, value in values.items()
            if name != "changed_at" and getattr(stored, name) != value
        }
        await stored.update_from_dict(values).save()
        await context.audit("update", stored, changes)
        return stored


SERVICE_COMMANDS: tuple[type, ...] = (SetBookableService,)

"""Making an activity."""

from __future__ import annotations

from datetime import datetime

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.activities.announcing import announce
from kopukm_core.scheduling.activities.choices import ActivityKind, ActivityMode
from kopukm_core.scheduling.activities.commands.fields import PARAMETERS_HELP, CycleId, read_parameters
from kopukm_core.scheduling.activities.creating import NewActivity, NewSession, create_activity
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.values import RegionCode


@command("core.create_activity", title="Buat kegiatan", permission=None, returns=Activity)
class CreateActivity:
    """Membuat rancangan kegiatan dengan sesi pertamanya; belum terlihat umum sampai dibuka."""

    kind: ActivityKind = ask("Jenis kegiatan")
    title: str = ask("Judul", maximum_length=200)
    region_code: RegionCode = ask("Wilayah")
    mode: ActivityMode = ask("Tatap muka, daring, atau keduanya")
    starts_at: datetime = ask("Sesi pertama mulai", example="23/11/2026 08.00")
    ends_at: datetime = ask("Sesi pertama selesai", example="23/11/2026 09.00")
    place: str | None = ask("Tempat", maximum_length=300)
    link: str | None = ask("Tautan daring", maximum_length=500)
    description: str | None = ask("Uraian", maximum_length=5000)
    programme: str | None = ask(
        "Nama program", help="Kosong bila bukan bagian satu program.", maximum_length=60
    )
    cycle_id: CycleId | None = ask("Siklus program")
    seats_in_person: int | None = ask(
        "Tempat tatap muka", help="Kosong berarti tidak dibatasi.", maximum=100_000
    )
    seats_online: int | None = ask("Tempat daring", help="Kosong berarti tidak dibatasi.", maximum=100_000)
    registration_opens_at: datetime | None = ask("Pendaftaran dibuka")
    registration_closes_at: datetime | None = ask("Pendaftaran ditutup")
    audience: str | None = ask(
        "Kelompok yang boleh mendaftar", help="Kosong berarti terbuka untuk semua.", maximum_length=100
    )
    audience_parameters: list[str] | None = ask("Keterangan kelompok", help=PARAMETERS_HELP)

    async def run(self, context: CommandContext) -> Activity:
        first = NewSession(self.starts_at, self.ends_at, self.place or "", self.link or "")
        activity = await create_activity(
            context,
            NewActivity(
                kind=self.kind,
                title=self.title,
                region_code=self.region_code,
                sessions=(first,),
                programme=self.programme or "",
                cycle_id=self.cycle_id,
                description=self.description or "",
                mode=self.mode,
                seats_in_person=self.seats_in_person,
                seats_online=self.seats_online,
                registration_opens_at=self.registration_opens_at,
                registration_closes_at=self.registration_closes_at,
                audience=self.audience or "",
                audience_parameters=read_parameters(context, self.audience_parameters, "audience_parameters"),
            ),
        )
        await announce(context, activity)
        return activity

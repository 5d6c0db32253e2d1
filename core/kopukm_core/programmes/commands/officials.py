"""Who signs, from when until when; and the letterhead, from when on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import hold
from kopukm_core.programmes.choices import Capacity, Paper
from kopukm_core.programmes.models import Letterhead, Official
from kopukm_core.programmes.officials import official_on, overlapping
from kopukm_core.programmes.permissions import MANAGE_PROGRAMMES
from kopukm_core.values import RecordIdType, RegionCode, short_date

LOCK = "core.officials"


@command("core.record_official", title="Catat pejabat", permission=MANAGE_PROGRAMMES, returns=Official)
class RecordOfficial:
    """Mencatat pejabat yang menandatangani naskah dinas sejak suatu tanggal.

    Pelaksana harian atau tugas didahulukan dari pejabat definitif selama masanya.
    """

    name: str = ask("Nama dengan gelar", minimum_length=3, maximum_length=200)
    title: str = ask("Jabatan", example="Kepala Dinas", minimum_length=3, maximum_length=200)
    capacity: Capacity = ask("Kedudukan")
    starts_on: date = ask("Mulai")
    ends_on: date | None = ask("Sampai", help="Kosong bila belum diketahui.")
    nip: str | None = ask(
        "NIP", pattern=r"[0-9]{18}", pattern_help="NIP terdiri atas 18 angka.", personal=True
    )
    signs: Paper = ask("Menandatangani", default=Paper.ALL)
    source: str | None = ask("Dasar", help="Surat perintah atau keputusan.", maximum_length=500)

    async def run(self, context: CommandContext) -> Official:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            context.refuse("ends_on", "INVALID", "Akhirnya sebelum awalnya.")
        await hold(LOCK)
        official = Official(
            name=self.name,
            title=self.title,
            nip=self.nip or "",
            capacity=self.capacity,
            signs=self.signs,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            source=self.source or "",
            recorded_at=clock.now(),
        )
        await refuse_overlap(context, official, "starts_on")
        await official.save()
        await context.audit("create", official)
        await _remark_other_signer(context, official)
        return official


@command("core.end_official", title="Akhiri pejabat", permission=MANAGE_PROGRAMMES, returns=Official)
class EndOfficial:
    """Mencatat hari terakhir seorang pejabat menandatangani."""

    official_id: Annotated[int, RecordIdType("Official")] = ask("Nomor pejabat")
    ends_on: date = ask("Sampai")
    starts_on: date | None = ask("Mulai", help="Bila awalnya baru diketahui sekarang.")

    async def run(self, context: CommandContext) -> Official:
        await hold(LOCK)
        official = await Official.select_for_update().get_or_none(id=self.official_id)
        if official is None:
            context.refuse("official_id", "NO_SUCH_OFFICIAL", "Pejabat itu tidak ada.")
        before = (official.starts_on, official.ends_on)
        official.starts_on = self.starts_on or official.starts_on
        official.ends_on = self.ends_on
        if official.starts_on is not None and self.ends_on < official.starts_on:
            context.refuse("ends_on", "INVALID", "Akhirnya sebelum awalnya.")
        await refuse_overlap(context, official, "ends_on")
        await official.save(update_fields=["starts_on", "ends_on"])
        await context.audit("update", official, {"days": (before, (official.starts_on, official.ends_on))})
        return official


async def _remark_other_signer(context: CommandContext, official: Official) -> None:
    """Point out that another one goes on signing: somebody who acts, and whose last day is not recorded."""
    day = official.starts_on or context.today
    signer = await official_on(day, official.signs)
    if signer is not None and signer.id != official.id:
        words = f"Pada {short_date(day)} yang menandatangani tetap {signer.name} ({signer.capacity.label.lower()})."
        context.remark("starts_on", "ANOTHER_SIGNS", f"{words} Akhiri masanya bila sudah selesai.")


async def refuse_overlap(context: CommandContext, official: Official, field: str) -> None:
    """Refuse days on which two would sign the same papers: nobody could tell who does."""
    other = await overlapping(official)
    if other is None:
        return
    begins = short_date(other.starts_on) if other.starts_on else "awal yang belum diisi"
    until = f" sampai {short_date(other.ends_on)}" if other.ends_on else ""
    context.refuse(
        field,
        "OVERLAPS",
        f"{other.name} ({other.title}, {other.capacity.label.lower()}) menandatangani naskah yang sama sejak "
        f"{begins}{until}. Akhiri dahulu masanya.",
    )


@command("core.record_letterhead", title="Catat kop surat", permission=MANAGE_PROGRAMMES, returns=Letterhead)
class RecordLetterhead:
    """Mencatat nama dan alamat dinas pada kop surat sejak suatu tanggal; kop yang lama tetap bagi naskah lama."""

    name: str = ask("Nama dinas", minimum_length=3, maximum_length=200)
    address: str = ask("Alamat", minimum_length=3, maximum_length=500)
    effective_on: date = ask("Berlaku sejak")
    parent_name: str | None = ask(
        "Baris di atasnya", example="Pemerintah Kabupaten Bogor", maximum_length=200
    )
    phone: str | None = ask("Telepon", maximum_length=60)
    fax: str | None = ask("Faks", maximum_length=60)
    email: str | None = ask("Surel", maximum_length=200)
    website: str | None = ask("Situs", maximum_length=200)
    region_code: RegionCode | None = ask("Wilayah kantornya")
    source: str | None = ask("Dasar", maximum_length=500)

    async def run(self, context: CommandContext) -> Letterhead:
        stored = await Letterhead.create(
            name=self.name,
            address=self.address,
            effective_on=self.effective_on,
            parent_name=self.parent_name or "",
            phone=self.phone or "",
            fax=self.fax or "",
            email=self.email or "",
            website=self.website or "",
            region_id=self.region_code,
            source=self.source or "",
            recorded_at=clock.now(),
        )
        await context.audit("create", stored)
        return stored

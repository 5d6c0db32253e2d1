"""Correcting what is recorded of a cooperative."""

from __future__ import annotations

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.values import Choice
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.commands.fields import CooperativeFields, CooperativeId
from kopukm_siopik.models import Cooperative
from kopukm_siopik.permissions import WRITE
from kopukm_siopik.recording.announcing import announce
from kopukm_siopik.recording.checking import check_days, check_region
from kopukm_siopik.recording.correcting import correct, facts_of
from kopukm_siopik.recording.entry import LEGAL_ID_MISSING, Entry
from kopukm_siopik.recording.finding import writable_cooperative
from kopukm_siopik.recording.matching import hold_registry, other_holder
from kopukm_siopik.recording.placing import check_place
from kopukm_siopik.recording.village_cooperatives import check_served_village


class ClearableField(Choice):
    """What may be emptied because it was recorded wrongly."""

    NIK = "nik", "NIK koperasi"
    EMAIL = "email", "Email"
    PHONE = "phone", "Nomor telepon"
    ADDRESS = "address", "Alamat"
    POSTAL_CODE = "postal_code", "Kode pos"
    LEGAL_AMENDED_ON = "legal_amended_on", "Tanggal perubahan anggaran dasar"
    LEGAL_AUTHORITY = "legal_authority", "Pengesah badan hukum"
    LOAN_SCOPE = "loan_scope", "Layanan simpan pinjam"
    SUPERVISED_BY = "supervised_by", "Kewenangan pembinaan dan pengawasan"
    GRADE = "grade", "Grade"
    CERTIFICATE_UNTIL = "certificate_until", "Sertifikat berlaku sampai"
    STATUS = "status", "Status koperasi"
    DISSOLVED_ON = "dissolved_on", "Tanggal pembubaran"
    COORDINATES = "coordinates", "Lintang dan bujur"
    NIB = "nib", "NIB"
    NPWP = "npwp", "NPWP"
    SAVINGS_LICENCE_NUMBER = "savings_licence_number", "Nomor izin usaha simpan pinjam"
    SAVINGS_LICENCE_DATE = "savings_licence_date", "Tanggal izin usaha simpan pinjam"
    SERVED_VILLAGE = "served_village_code", "Desa atau kelurahan Merah Putih"

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it empties."""
        return ("latitude", "longitude") if self is ClearableField.COORDINATES else (str(self.value),)


@command(
    "siopik.correct_cooperative",
    title="Perbaiki data koperasi",
    permission=WRITE,
    members=True,
    returns=Cooperative,
    updates=True,
)
class CorrectCooperative(CooperativeFields):
    """Memperbaiki data koperasi. Yang dikosongkan tidak berubah; keadaan lama tetap tersimpan.

    Status lain daripada dibubarkan membatalkan pembubaran: tanggal pembubarannya ikut dikosongkan. Kantor yang
    dinyatakan di luar kabupaten tanpa wilayah kehilangan wilayahnya yang lama.
    """

    cooperative_id: CooperativeId = ask("Nomor koperasi", help="Nomor catatan koperasi di registri ini.")
    clear: list[ClearableField] | None = ask("Kosongkan", help="Isian yang harus dihapus isinya.")

    async def run(self, context: CommandContext) -> Cooperative:
        await hold_registry()
        cooperative = await writable_cooperative(context, self.cooperative_id)
        if self.region_code is not None:
            context.require(WRITE, self.region_code)
        entry = Entry.of(self, context.today)
        check_days(context, entry)
        check_region(context, entry)
        cleared = {name for one in self.clear or () for name in one.facts}
        for one in self.clear or ():
            if any(entry.facts[name] is not None for name in one.facts):
                context.refuse("clear", "CLEARED_AND_TOLD", f"{one.label}: pilih mengisi atau mengosongkan.")
        if entry.facts["office_outside"] and self.region_code is None:
            context.require(WRITE, cooperative.region_id)
            cleared.add("region_code")
        is_outside = bool(entry.facts["office_outside"] or cooperative.office_outside)
        place = self.region_code or (None if is_outside else cooperative.region_id)
        await check_place(context, entry, place)
        _check_numbers(context, cooperative, entry, cleared)
        _check_status(context, cooperative, entry)
        other = await other_holder(entry, cooperative)
        if other.field == "nik":
            context.refuse("nik", "NIK_CONFLICT", f"NIK ini sudah dipakai {other.shown}.")
        if other.field:
            context.refuse(
                other.field, "ALREADY_REGISTERED", f"Nomor badan hukum ini sudah dipakai {other.shown}."
            )
        told = {name: value for name, value in entry.facts.items() if value is not None}
        facts = {**facts_of(cooperative), **dict.fromkeys(cleared), **told}
        await check_served_village(context, facts, cooperative)
        former = cooperative.region_id
        if await correct(context, cooperative, entry, cleared=cleared):
            await announce([(cooperative.id, cooperative.region_id), (cooperative.id, former)])
        return cooperative


def _check_numbers(
    context: CommandContext, cooperative: Cooperative, entry: Entry, cleared: set[str]
) -> None:
    """Refuse to take the only number that the cooperative is known by."""
    if "nik" in cleared and entry.legal_entity_key is None and cooperative.legal_entity_key is None:
        context.refuse("clear", "LEGAL_ID_MISSING", LEGAL_ID_MISSING)


def _check_status(context: CommandContext, cooperative: Cooperative, entry: Entry) -> None:
    """A dissolution is recorded with its day; an export may declare the status without."""
    is_told = entry.facts["status"] is CooperativeStatus.DISSOLVED
    if is_told and cooperative.status is not CooperativeStatus.DISSOLVED:
        context.refuse(
            "status",
            "DISSOLUTION_NEEDS_DAY",
            "Pembubaran dicatat bersama tanggalnya: pakai perintah 'Catat pembubaran'.",
        )

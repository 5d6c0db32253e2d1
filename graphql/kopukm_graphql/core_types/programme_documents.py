"""SOPs in the contract: the editions of a programme's document, in which what is blank says so."""

from __future__ import annotations

from datetime import date

from kopukm_core.programmes import document_models
from kopukm_core.programmes.choices import DocumentSection
from kopukm_core.values import short_date
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import column, computed, to_many, to_one
from kopukm_graphql.source.types import enum_definition

enum_definition(DocumentSection, "Bagian SOP yang berupa daftar.")

BLANK = "belum diisi"
"""What stands where the SOP is blank."""


@source(
    document_models.ProgrammeRevision,
    description="Satu revisi SOP sebuah program; yang lama tetap terbaca.",
    filters=("version", "is_current"),
    orders=("version",),
)
class ProgrammeRevisionSource:
    version = column("Urutan revisi di layanan ini.")
    title = column("Judul.")
    change_note = column("Apa yang berubah.")
    source = column("Dari mana isinya.")
    issued_on = column("Tanggal terbit; kosong bila belum diisi.")
    recorded_at = column("Kapan dicatat.")
    is_current = column("Inilah yang berlaku.")
    programme = to_one("Programme", key="programme_id", description="Programnya.")
    entries = to_many(
        "ProgrammeRevisionEntry",
        key="revision_id",
        order=("position",),
        first=100,
        description="Butir-butir daftarnya, tiap bagian menurut urutannya.",
    )

    @computed(columns=("definition",), description='Pengertian; "belum diisi" bila kosong.')
    def definition(definition: str) -> str:
        return definition or BLANK

    @computed(columns=("purpose",), description='Tujuan; "belum diisi" bila kosong.')
    def purpose(purpose: str) -> str:
        return purpose or BLANK

    @computed(columns=("number",), description='Nomor dokumen; "belum diisi" bila kosong.')
    def number(number: str) -> str:
        return number or BLANK

    @computed(columns=("revision",), description='Nomor revisi; "belum diisi" bila kosong.')
    def revision(revision: str) -> str:
        return revision or BLANK

    @computed(columns=("issued_on",), description='Tanggal terbit dalam kata; "belum diisi" bila kosong.')
    def issued_on_words(issued_on: date | None) -> str:
        return short_date(issued_on) if issued_on else BLANK

    @computed(columns=("history",), description='Rekam historis perubahan; "belum diisi" bila kosong.')
    def history(history: str) -> str:
        return history or BLANK


@source(
    document_models.RevisionEntry,
    name="ProgrammeRevisionEntry",
    description="Satu butir daftar dalam SOP: dasar hukum, langkah prosedur, unit.",
    filters=("section",),
    orders=("position",),
)
class RevisionEntrySource:
    section = column("Bagiannya.")
    position = column("Urutannya dalam bagian itu.")
    text = column("Isinya.")
    note = column("Catatan, misalnya bahwa sudah dicabut.")


DOCUMENT_TYPES = (ProgrammeRevisionSource, RevisionEntrySource)

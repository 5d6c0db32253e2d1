"""Revisions of an SOP: each command adds an edition, and none is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.programmes.choices import DocumentSection
from kopukm_core.programmes.document_models import ProgrammeRevision
from kopukm_core.programmes.lines import LinesType
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.programmes.permissions import MANAGE_PROGRAMMES
from kopukm_core.programmes.programme import LegalBasis
from kopukm_core.programmes.revising import add_revision, entries_of

Lines = Annotated[list[str], LinesType()]

KEPT = "Kosong berarti tetap seperti revisi yang berlaku."
EACH_LINE = f"Satu baris bagi tiap butir. {KEPT}"
_FIELDS = ("title", "number", "revision", "issued_on", "definition", "purpose", "history", "source")
_SECTIONS = {
    "policies": DocumentSection.POLICY,
    "references": DocumentSection.REFERENCE,
    "procedure": DocumentSection.PROCEDURE,
    "units_concerned": DocumentSection.UNIT_CONCERNED,
    "executors": DocumentSection.EXECUTOR,
}


@command(
    "core.revise_programme_document",
    title="Revisi dokumen program",
    permission=MANAGE_PROGRAMMES,
    returns=ProgrammeRevision,
    updates=True,
)
class ReviseProgrammeDocument:
    """Membuat revisi baru SOP sebuah program; revisi yang lama tetap terbaca.

    Catatan pada dasar hukum yang kalimatnya tidak berubah ikut terbawa.
    """

    programme: str = ask("Program", maximum_length=100)
    change_note: str = ask("Apa yang berubah", minimum_length=3, maximum_length=500)
    title: str | None = ask("Judul", help=KEPT, maximum_length=300)
    number: str | None = ask("Nomor dokumen", help=KEPT, maximum_length=100)
    revision: str | None = ask("Nomor revisi", help=KEPT, maximum_length=60)
    issued_on: date | None = ask("Tanggal terbit", help=KEPT)
    definition: str | None = ask("Pengertian", help=KEPT, maximum_length=10_000)
    purpose: str | None = ask("Tujuan", help=KEPT, maximum_length=10_000)
    policies: Lines | None = ask("Kebijakan", help=EACH_LINE)
    references: Lines | None = ask("Referensi", help=EACH_LINE)
    procedure: Lines | None = ask("Prosedur", help=EACH_LINE)
    units_concerned: Lines | None = ask("Unit terkait", help=EACH_LINE)
    executors: Lines | None = ask("Unsur pelaksana", help=EACH_LINE)
    history: str | None = ask("Rekam historis perubahan", help=KEPT, maximum_length=10_000)
    source: str | None = ask("Sumber", help=KEPT, maximum_length=500)

    async def run(self, context: CommandContext) -> ProgrammeRevision:
        row, current = await current_document(context, self.programme)
        fields = {
            name: given if (given := getattr(self, name)) is not None else getattr(current, name)
            for name in _FIELDS
        }
        entries = await entries_of(current)
        notes = {one.text: one.note for some in entries.values() for one in some}
        for name, section in _SECTIONS.items():
            given = getattr(self, name)
            if given is not None:
                entries[section] = [LegalBasis(text, notes.get(text, "")) for text in given]
        return await stored_revision(context, row, current, fields, entries, self.change_note)


@command(
    "core.note_legal_basis",
    title="Catat pada dasar hukum",
    permission=MANAGE_PROGRAMMES,
    returns=ProgrammeRevision,
)
class NoteLegalBasis:
    """Memberi catatan pada sebuah dasar hukum, misalnya bahwa sudah dicabut; ini pun menjadi revisi baru."""

    programme: str = ask("Program", maximum_length=100)
    text: str = ask("Dasar hukum", help="Kalimatnya, persis seperti di dokumen.", maximum_length=2_000)
    note: str = ask("Catatan", minimum_length=3, maximum_length=500)

    async def run(self, context: CommandContext) -> ProgrammeRevision:
        row, current = await current_document(context, self.programme)
        entries = await entries_of(current)
        found = False
        for section in (DocumentSection.POLICY, DocumentSection.REFERENCE):
            for place, one in enumerate(entries[section]):
                if one.text == self.text:
                    entries[section][place], found = LegalBasis(one.text, self.note), True
        if not found:
            context.refuse("text", "NO_SUCH_BASIS", "Dasar hukum itu tidak ada di dokumen program ini.")
        fields = {name: getattr(current, name) for name in _FIELDS}
        return await stored_revision(context, row, current, fields, entries, f"Catatan: {self.note}"[:500])


async def current_document(
    context: CommandContext, programme: str
) -> tuple[OfficeProgramme, ProgrammeRevision]:
    """The programme, locked, with the edition of its SOP that is in force."""
    row = await OfficeProgramme.select_for_update().get_or_none(name=programme)
    if row is None:
        context.refuse("programme", "NO_SUCH_PROGRAMME", "Program itu tidak ada.")
    return row, await ProgrammeRevision.get(programme_id=row.id, is_current=True)


async def stored_revision(
    context: CommandContext,
    row: OfficeProgramme,
    current: ProgrammeRevision,
    fields: dict[str, object],
    entries: dict[DocumentSection, list[LegalBasis]],
    change_note: str,
) -> ProgrammeRevision:
    """Add the office's edition after the one that was in force."""
    given = {**fields, "change_note": change_note, "recorded_by": context.actor.key}
    added = await add_revision(row, given, entries)
    await context.audit("create", added, {"version": (current.version, added.version)})
    return added

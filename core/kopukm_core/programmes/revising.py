"""Editions of an SOP: the plugin's are loaded, the office's are commanded; none is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kopukm_core import clock
from kopukm_core.programmes.choices import DocumentSection
from kopukm_core.programmes.document_models import ProgrammeRevision, RevisionEntry
from kopukm_core.programmes.models import OfficeProgramme
from kopukm_core.programmes.programme import LegalBasis, ProgrammeDocument

Entries = Mapping[DocumentSection, Sequence[LegalBasis]]


async def add_edition(programme: OfficeProgramme, document: ProgrammeDocument) -> None:
    """Load an edition that a plugin brings, once. One that comes after a revision of the office is kept beside it."""
    known = ProgrammeRevision.filter(programme_id=programme.id)
    if await known.filter(plugin_version=document.version).exists():
        return
    current = await known.get_or_none(is_current=True)
    await add_revision(
        programme,
        {
            "plugin_version": document.version,
            "title": document.title,
            "number": document.number,
            "revision": document.revision,
            "issued_on": document.issued_on,
            "definition": document.definition,
            "purpose": document.purpose,
            "history": document.history,
            "source": document.source,
        },
        _sections(document),
        is_current=current is None or current.plugin_version is not None,
    )


async def add_revision(
    programme: OfficeProgramme, fields: Mapping[str, Any], entries: Entries, *, is_current: bool = True
) -> ProgrammeRevision:
    """Add an edition after the last one; a current one takes the place of the one that was."""
    known = ProgrammeRevision.filter(programme_id=programme.id)
    last = await known.order_by("-version").first()
    if is_current:
        await known.filter(is_current=True).update(is_current=False)
    added = await ProgrammeRevision.create(
        programme_id=programme.id,
        version=1 if last is None else last.version + 1,
        recorded_at=clock.now(),
        is_current=is_current,
        **fields,
    )
    await RevisionEntry.bulk_create(
        [
            RevisionEntry(
                revision_id=added.id, section=section, position=position, text=each.text, note=each.note
            )
            for section, listed in entries.items()
            for position, each in enumerate(listed, start=1)
        ]
    )
    return added


async def entries_of(revision: ProgrammeRevision) -> dict[DocumentSection, list[LegalBasis]]:
    """The listed parts of an edition."""
    found: dict[DocumentSection, list[LegalBasis]] = {section: [] for section in DocumentSection}
    for entry in await RevisionEntry.filter(revision_id=revision.id).order_by("position"):
        found[entry.section].append(LegalBasis(entry.text, entry.note))
    return found


def _sections(document: ProgrammeDocument) -> Entries:
    return {
        DocumentSection.POLICY: document.policies,
        DocumentSection.REFERENCE: document.references,
        DocumentSection.PROCEDURE: [LegalBasis(text) for text in document.procedure],
        DocumentSection.UNIT_CONCERNED: [LegalBasis(text) for text in document.units_concerned],
        DocumentSection.EXECUTOR: [LegalBasis(text) for text in document.executors],
    }

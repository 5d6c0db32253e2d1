"""Who sees programmes: an SOP, who signs and where the office is are public (UU 14/2008)."""

from __future__ import annotations

from kopukm_core.programmes.document_models import ProgrammeRevision, RevisionEntry
from kopukm_core.programmes.models import Letterhead, OfficeProgramme, Official, Unit
from kopukm_core.programmes.permissions import READ_PROGRAMMES
from kopukm_core.programmes.timeline_models import ProgrammeTimeline, TimelineStep
from kopukm_core.visibility import Everyone, Granted, Mask, Visibility

PROGRAMME_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(Unit, rows=Everyone()),
    Visibility(Official, rows=Everyone(), masks={"nip": Mask(Granted(READ_PROGRAMMES), text="•••")}),
    Visibility(Letterhead, rows=Everyone()),
    Visibility(OfficeProgramme, rows=Everyone()),
    Visibility(ProgrammeRevision, rows=Everyone()),
    Visibility(RevisionEntry, rows=Everyone()),
    Visibility(ProgrammeTimeline, rows=Everyone()),
    Visibility(TimelineStep, rows=Everyone()),
)

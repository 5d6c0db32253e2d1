"""Programmes of the office: units, officials, letterhead, and each programme's SOP as a versioned document."""

from kopukm_core.programmes.choices import Capacity, DocumentSection, Paper
from kopukm_core.programmes.officials import letterhead, official_on
from kopukm_core.programmes.permissions import MANAGE_PROGRAMMES, READ_PROGRAMMES
from kopukm_core.programmes.programme import (
    CycleFigure,
    CycleFigures,
    LegalBasis,
    Programme,
    ProgrammeDocument,
    ProgrammeUnit,
)
from kopukm_core.programmes.registry import ProgrammeRegistry
from kopukm_core.programmes.requiring import require_programme
from kopukm_core.programmes.timeline import (
    Anchor,
    EvidenceCheck,
    EvidenceFound,
    EvidenceKind,
    OffsetUnit,
    Roll,
    StepTemplate,
    Timeline,
)

__all__ = [
    "MANAGE_PROGRAMMES",
    "READ_PROGRAMMES",
    "Anchor",
    "Capacity",
    "CycleFigure",
    "CycleFigures",
    "DocumentSection",
    "EvidenceCheck",
    "EvidenceFound",
    "EvidenceKind",
    "LegalBasis",
    "OffsetUnit",
    "Paper",
    "Programme",
    "ProgrammeDocument",
    "ProgrammeRegistry",
    "ProgrammeUnit",
    "Roll",
    "StepTemplate",
    "Timeline",
    "letterhead",
    "official_on",
    "require_programme",
]

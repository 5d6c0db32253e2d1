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
from kopukm_core.programmes.requiring import require_programme, runs_programme
from kopukm_core.programmes.signing import signed_as
from kopukm_core.programmes.timeline import (
    Anchor,
    EvidenceCheck,
    EvidenceFound,
    EvidenceKind,
    StepTemplate,
    Timeline,
)
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll

__all__ = [
    "MANAGE_PROGRAMMES",
    "READ_PROGRAMMES",
    "Anchor",
    "Capacity",
    "CycleFigure",
    "CycleFigures",
    "DayUnit",
    "DocumentSection",
    "EvidenceCheck",
    "EvidenceFound",
    "EvidenceKind",
    "LegalBasis",
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
    "runs_programme",
    "signed_as",
]

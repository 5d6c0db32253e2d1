"""What outlets give to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_siopik.outlets.commands import COMMANDS
from kopukm_siopik.outlets.reports import REPORTS
from kopukm_siopik.outlets.visibility import VISIBILITY

OUTLETS_PART = Part(
    models=("kopukm_siopik.outlets.models",),
    visibility=VISIBILITY,
    commands=COMMANDS,
    reports=REPORTS,
)

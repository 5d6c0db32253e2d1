"""What the plugin's outreach gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.visibility import Granted, Visibility
from kopukm_siopik.outreach.prospects.commands import ConvertProspect, DropProspect, NoteProspect
from kopukm_siopik.outreach.prospects.models import Prospect
from kopukm_siopik.outreach.prospects.tasks import PROSPECT_SCHEDULES, PROSPECT_TASKS
from kopukm_siopik.permissions import READ_REPORTS

OUTREACH_PART = Part(
    models=("kopukm_siopik.outreach.prospects.models",),
    visibility=(Visibility(Prospect, rows=Granted(READ_REPORTS, region="region_id")),),
    commands=(NoteProspect, ConvertProspect, DropProspect),
    tasks=PROSPECT_TASKS,
    schedules=PROSPECT_SCHEDULES,
)

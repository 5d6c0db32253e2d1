"""What the plugin's outreach gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.visibility import Granted, Through, Visibility
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outreach.audiences import OUTREACH_AUDIENCES
from kopukm_siopik.outreach.guidance.commands import MeasureGuidance, OpenGuidance
from kopukm_siopik.outreach.guidance.models import GuidedCompletion
from kopukm_siopik.outreach.guidance.tasks import GUIDANCE_SCHEDULES, GUIDANCE_TASKS
from kopukm_siopik.outreach.opening import OpenOutreach
from kopukm_siopik.outreach.prospects.commands import ConvertProspect, DropProspect, NoteProspect
from kopukm_siopik.outreach.prospects.models import Prospect
from kopukm_siopik.outreach.prospects.tasks import PROSPECT_SCHEDULES, PROSPECT_TASKS
from kopukm_siopik.outreach.reporting import PROGRAMME_REPORT
from kopukm_siopik.outreach.targeting.commands import ProposeNext
from kopukm_siopik.permissions import READ_REPORTS
from kopukm_siopik.visibility import FIGURES

OUTREACH_PART = Part(
    models=("kopukm_siopik.outreach.guidance.models", "kopukm_siopik.outreach.prospects.models"),
    visibility=(
        Visibility(Prospect, rows=Granted(READ_REPORTS, region="region_id")),
        Visibility(GuidedCompletion, rows=Through("cooperative_id", Cooperative, FIGURES)),
    ),
    commands=(
        NoteProspect,
        ConvertProspect,
        DropProspect,
        OpenOutreach,
        ProposeNext,
        OpenGuidance,
        MeasureGuidance,
    ),
    audiences=OUTREACH_AUDIENCES,
    reports=(PROGRAMME_REPORT,),
    tasks=(*PROSPECT_TASKS, *GUIDANCE_TASKS),
    schedules=(*PROSPECT_SCHEDULES, *GUIDANCE_SCHEDULES),
)

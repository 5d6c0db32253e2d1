"""The feedback form on paper, with what is known of the activity."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.messaging.registry import messaging_in_use
from kopukm_core.messaging.template import shown_value
from kopukm_core.papers import EvaluationSheet, SheetQuestion, evaluation_sheet_pdf, office_letterhead
from kopukm_core.scheduling.activities.choices import QuestionKind
from kopukm_core.scheduling.activities.feedback import HIGHEST, LOWEST, form_of
from kopukm_core.scheduling.activities.feedback_models import FeedbackQuestion
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.notices import facts

INTRODUCTION = (
    "Mohon beri tanda centang pada satu angka untuk tiap pertanyaan: 1 tidak baik, 2 kurang baik, 3 baik, "
    "4 sangat baik. Nama tidak perlu ditulis."
)
_SCALE = tuple(str(score) for score in range(LOWEST, HIGHEST + 1))


async def feedback_sheet(context: CommandContext, activity: Activity) -> bytes:
    """The sheet as a PDF. Refuses where there is no form. Raises TypesettingError."""
    form = await form_of(activity, activity.starts_at.astimezone(context.settings.time_zone).date())
    if form is None:
        context.refuse("activity_id", "NO_FORM", "Belum ada formulir umpan balik untuk kegiatan ini.")
    questions = await FeedbackQuestion.filter(form_id=form.id).order_by("number")
    known = await facts(activity)
    return await evaluation_sheet_pdf(
        EvaluationSheet(
            title=form.title,
            particulars=(
                ("Acara", f"{activity.title} ({activity.kind.label})"),
                ("Waktu", shown_value(activity.starts_at, messaging_in_use().context())),
                ("Tempat", str(known["where"])),
                ("Koperasi atau usaha", ""),
            ),
            questions=[
                SheetQuestion(one.text, _SCALE if one.kind is QuestionKind.SCALE else (), lines=4)
                for one in questions
            ],
            letterhead=await office_letterhead(context.today),
            printed_at=clock.now(),
            introduction=INTRODUCTION,
            time_zone=context.settings.time_zone,
        )
    )

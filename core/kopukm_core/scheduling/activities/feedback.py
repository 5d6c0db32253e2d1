"""Feedback: forms by version, one sheet for each who attended, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.scheduling.activities.choices import ActivityKind, QuestionKind
from kopukm_core.scheduling.activities.feedback_models import (
    FeedbackAnswer,
    FeedbackForm,
    FeedbackQuestion,
    FeedbackSheet,
)
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.rules import read_data

LOWEST, HIGHEST = 1, 4
"""The four-point scale of PermenPANRB 14/2017."""
DEFINITION = (
    "NRR adalah nilai rata-rata jawaban berskala 1 sampai 4. Nilai unsur adalah NRR × 25; indeks adalah rata-rata "
    "nilai semua unsur, masing-masing sama bobotnya (PermenPANRB 14/2017)."
)


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question of a new form."""

    kind: QuestionKind
    text: str
    element: str = ""

    @classmethod
    def scale(cls, written: str) -> NewQuestion:
        """From `element: question`; the whole is the question where no element is named."""
        element, sign, text = written.partition(":")
        return cls(QuestionKind.SCALE, (text if sign else written).strip(), element.strip() if sign else "")

    @classmethod
    def text_of(cls, written: str) -> NewQuestion:
        """A question answered in words."""
        return cls(QuestionKind.TEXT, written.strip())


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was answered to one scaled question: how often, and the mean score; `value` is the mean × 25."""

    number: int
    element: str
    text: str
    answers: int
    mean: Decimal | None

    @property
    def value(self) -> Decimal | None:
        """To two decimals, as it is published."""
        return None if self.mean is None else _rounded(self.mean * 25)


@dataclass(frozen=True, slots=True)
class FeedbackResult:
    """What an activity's feedback comes to; `index` is null without answers."""

    sheets: int
    questions: tuple[QuestionResult, ...]

    @property
    def index(self) -> Decimal | None:
        """The mean of the elements' means × 25, to two decimals."""
        means = [one.mean for one in self.questions if one.mean is not None]
        return _rounded(sum(means, Decimal(0)) / len(means) * 25) if means else None


async def load_forms() -> None:
    """Enter the form that the platform brings, for each kind that has none."""
    brought = read_data("feedback_form.json")
    for kind in ActivityKind:
        if not await FeedbackForm.exists(kind=kind):
            questions = [NewQuestion(QuestionKind.SCALE, text, name) for name, text in brought["scale"]]
            questions += [NewQuestion(QuestionKind.TEXT, text) for text in brought["text"]]
            day = date.fromisoformat(brought["effective_on"])
            await store_form(kind, day, brought["title"], brought["source"], questions)


async def store_form(
    kind: ActivityKind, day: date, title: str, source: str, questions: Sequence[NewQuestion]
) -> FeedbackForm:
    """A new version of the kind's form."""
    last = await FeedbackForm.filter(kind=kind).order_by("-version").first()
    form = await FeedbackForm.create(
        kind=kind,
        version=1 if last is None else last.version + 1,
        title=title,
        source=source,
        effective_on=day,
        recorded_at=clock.now(),
    )
    for number, question in enumerate(questions, start=1):
        await FeedbackQuestion.create(
            form_id=form.id, number=number, element=question.element, text=question.text, kind=question.kind
        )
    return form


async def form_of(activity: Activity, day: date) -> FeedbackForm | None:
    """The form for the activity: the one that is answered already, else the latest effective on its day."""
    used = await FeedbackSheet.filter(activity_id=activity.id).order_by("id").first().select_related("form")
    if used is not None:
        return used.form
    return (
        await FeedbackForm.filter(kind=activity.kind, effective_on__lte=day)
        .order_by("-effective_on", "-version")
        .first()
    )


async def store_sheet(
    context: CommandContext,
    activity: Activity,
    scores: Sequence[int],
    remark: str,
    *,
    registration_id: int | None = None,
    paper_number: int | None = None,
) -> FeedbackSheet:
    """Store one sheet; refuses scores that do not fit the form. The indexes hold that there is one for each."""
    form = await form_of(activity, activity.starts_at.astimezone(context.settings.time_zone).date())
    if form is None:
        context.refuse("", "NO_FORM", "Belum ada formulir umpan balik untuk kegiatan ini.")
    questions = await FeedbackQuestion.filter(form_id=form.id).order_by("number")
    scaled = [one for one in questions if one.kind is QuestionKind.SCALE]
    if len(scores) != len(scaled):
        context.refuse("scores", "WRONG_NUMBER", f"Formulir ini mempunyai {len(scaled)} pertanyaan berskala.")
    for place, score in enumerate(scores):
        if not LOWEST <= score <= HIGHEST:
            context.refuse(f"scores.{place}", "SCORE_INVALID", "Nilai harus 1 sampai 4.")
    sheet = await FeedbackSheet.create(
        activity_id=activity.id,
        form_id=form.id,
        registration_id=registration_id,
        paper_number=paper_number,
        given_at=clock.now(),
    )
    answers = [
        FeedbackAnswer(sheet_id=sheet.id, question_id=question.id, score=score)
        for question, score in zip(scaled, scores, strict=True)
    ]
    written = next((one for one in questions if one.kind is QuestionKind.TEXT), None)
    if remark and written is not None:
        answers.append(FeedbackAnswer(sheet_id=sheet.id, question_id=written.id, text=remark))
    await FeedbackAnswer.bulk_create(answers)
    await context.audit("create", sheet)
    return sheet


async def feedback_result(activity_ids: Sequence[int]) -> FeedbackResult:
    """What the sheets of these activities come to, by element; two statements."""
    parameters = Parameters(dialect())
    listed = parameters.add_all(activity_ids)
    found = await rows(
        "SELECT MIN(q.number) AS number, q.element, q.text, COUNT(*) AS answers, SUM(a.score) AS total"
        " FROM feedback_answer a JOIN feedback_sheet s ON s.id = a.sheet_id"
        " JOIN feedback_question q ON q.id = a.question_id"
        f" WHERE s.activity_id IN ({listed}) AND a.score IS NOT NULL GROUP BY q.element, q.text"
        " ORDER BY 1, 2, 3",
        parameters,
    )
    sheets = await FeedbackSheet.filter(activity_id__in=list(activity_ids)).count()
    questions = tuple(
        QuestionResult(
            int(row["number"]),
            str(row["element"]),
            str(row["text"]),
            int(row["answers"]),
            Decimal(int(row["total"])) / Decimal(int(row["answers"])),
        )
        for row in found
    )
    return FeedbackResult(sheets, questions)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)

"""Tables of feedback: forms by version, and one sheet for each who attended."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.scheduling.activities.choices import ActivityKind, QuestionKind
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.registration_models import Registration


class FeedbackForm(Model):
    """The questions asked after activities of a kind, from a day on; never changed once it was answered."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharEnumField(ActivityKind, max_length=20)
    version = fields.IntField()
    title = fields.CharField(max_length=200)
    source = fields.CharField(max_length=300)
    effective_on = fields.DateField()
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "feedback_form"


class FeedbackQuestion(Model):
    """One question, in its place on the form."""

    id = fields.BigIntField(primary_key=True)
    form: fields.ForeignKeyRelation[FeedbackForm] = fields.ForeignKeyField(
        "core.FeedbackForm", related_name="questions", on_delete=fields.RESTRICT, db_index=True
    )
    form_id: int
    number = fields.IntField()
    element = fields.CharField(max_length=120, default="")
    """What of the service it asks about: an element of PermenPANRB 14/2017."""
    text = fields.CharField(max_length=500)
    kind = fields.CharEnumField(QuestionKind, max_length=20)

    class Meta:
        table = "feedback_question"


class FeedbackSheet(Model):
    """One filled-in form: of a registration, or a paper one with a number and no name."""

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="feedback", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    form: fields.ForeignKeyRelation[FeedbackForm] = fields.ForeignKeyField(
        "core.FeedbackForm", related_name="sheets", on_delete=fields.RESTRICT, db_index=True
    )
    form_id: int
    registration: fields.ForeignKeyNullableRelation[Registration] = fields.ForeignKeyField(
        "core.Registration", related_name="feedback", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    registration_id: int | None
    paper_number = fields.IntField(null=True)
    given_at = fields.DatetimeField()

    class Meta:
        table = "feedback_sheet"


class FeedbackAnswer(Model):
    """The answer to one question: a score of 1 to 4, or a text."""

    id = fields.BigIntField(primary_key=True)
    sheet: fields.ForeignKeyRelation[FeedbackSheet] = fields.ForeignKeyField(
        "core.FeedbackSheet", related_name="answers", on_delete=fields.RESTRICT, db_index=True
    )
    sheet_id: int
    question: fields.ForeignKeyRelation[FeedbackQuestion] = fields.ForeignKeyField(
        "core.FeedbackQuestion", related_name="answers", on_delete=fields.RESTRICT, db_index=True
    )
    question_id: int
    score = fields.SmallIntField(null=True)
    text = fields.CharField(max_length=2000, default="")

    class Meta:
        table = "feedback_answer"


CONSTRAINTS: tuple[Constraint, ...] = (
    index("feedback_form_once", "feedback_form", "kind, version", unique=True),
    index("feedback_question_once", "feedback_question", "form_id, number", unique=True),
    index(
        "feedback_sheet_once",
        "feedback_sheet",
        "registration_id",
        unique=True,
        where="registration_id IS NOT NULL",
        protects="satu peserta menjawab satu kali",
    ),
    index(
        "feedback_sheet_paper",
        "feedback_sheet",
        "activity_id, paper_number",
        unique=True,
        where="paper_number IS NOT NULL",
        protects="satu lembar kertas dicatat satu kali",
    ),
    index("feedback_answer_once", "feedback_answer", "sheet_id, question_id", unique=True),
)

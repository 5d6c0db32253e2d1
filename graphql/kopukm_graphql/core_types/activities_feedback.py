"""Feedback on activities in the contract: forms, sheets, answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import strawberry

from kopukm_core.scheduling.activities import choices
from kopukm_core.scheduling.activities import feedback_models as models
from kopukm_core.scheduling.activities.feedback import DEFINITION, feedback_result
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.permissions import READ_ACTIVITIES
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.node import record_number
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import column, to_many, to_one
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import connection, handwritten
from kopukm_graphql.source.types import enum_definition

enum_definition(choices.QuestionKind, "Bagaimana sebuah pertanyaan dijawab.")


@source(
    models.FeedbackForm,
    description="Formulir umpan balik kegiatan, menurut jenis dan versinya.",
    filters=("kind",),
)
class FeedbackForm:
    """A form."""

    kind = column("Jenis kegiatannya.")
    version = column("Versinya.")
    title = column("Judulnya.")
    source = column("Dasarnya.")
    effective_on = column("Berlaku sejak.")
    questions = to_many(
        "FeedbackQuestion",
        key="form_id",
        order=("number",),
        first=50,
        description="Pertanyaannya, berurutan.",
    )


@source(models.FeedbackQuestion, description="Satu pertanyaan umpan balik.")
class FeedbackQuestion:
    """A question."""

    number = column("Urutannya.")
    element = column("Unsur pelayanan yang ditanyakan.")
    text = column("Pertanyaannya.")
    kind = column("Bagaimana dijawab.")


@source(
    models.FeedbackSheet,
    description="Satu lembar umpan balik yang sudah diisi, untuk petugas.",
    filters=("activity",),
)
class FeedbackSheet:
    """A filled-in form."""

    activity = to_one("Activity", key="activity_id", description="Kegiatannya.")
    form = to_one("FeedbackForm", key="form_id", description="Formulirnya.")
    paper_number = column("Nomor lembar kertasnya; kosong bila diisi sendiri.")
    given_at = column("Kapan diisi atau dicatat.")
    answers = to_many(
        "FeedbackAnswer", key="sheet_id", order=("question_id",), first=50, description="Jawabannya."
    )


@source(models.FeedbackAnswer, description="Jawaban atas satu pertanyaan.")
class FeedbackAnswer:
    """An answer."""

    question = to_one("FeedbackQuestion", key="question_id", description="Pertanyaannya.")
    score = column("Nilai 1 sampai 4; kosong bila uraian.")
    text = column("Uraiannya.")


@strawberry.type(description="Apa yang dijawab atas satu pertanyaan berskala.")
class FeedbackQuestionResult:
    """The mean of one question."""

    number: int = strawberry.field(description="Urutannya.")
    element: str = strawberry.field(description="Unsur pelayanan yang ditanyakan.")
    text: str = strawberry.field(description="Pertanyaannya.")
    answers: int = strawberry.field(description="Banyaknya jawaban.")
    mean: Decimal | None = strawberry.field(description="Nilai rata-rata (NRR), 1 sampai 4.")
    value: Decimal | None = strawberry.field(description="NRR × 25.")


@strawberry.type(description="Hasil umpan balik sebuah kegiatan.")
class FeedbackResults:
    """What the sheets come to."""

    definition: str = strawberry.field(description="Cara menghitungnya.")
    sheets: int = strawberry.field(description="Banyaknya lembar.")
    index: Decimal | None = strawberry.field(
        description="Rata-rata semua unsur × 25; kosong bila belum ada jawaban."
    )
    questions: list[FeedbackQuestionResult] = strawberry.field(description="Menurut pertanyaan.")


async def feedback_results(
    info: strawberry.Info[Any, Any],
    activity_id: Annotated[strawberry.ID, strawberry.argument(description="Pengenal global kegiatannya.")],
) -> FeedbackResults | None:
    """Three statements; null for whom the sheets are hidden from."""
    context = context_of(info)
    number = record_number(str(activity_id), "Activity")
    region = await Activity.filter(id=number).values_list("region_id", flat=True)
    if not region or not context.actor.may(READ_ACTIVITIES, str(region[0])):
        return None
    result = await feedback_result([number])
    return FeedbackResults(
        definition=DEFINITION,
        sheets=result.sheets,
        index=result.index,
        questions=[
            FeedbackQuestionResult(
                number=one.number,
                element=one.element,
                text=one.text,
                answers=one.answers,
                mean=one.mean,
                value=one.value,
            )
            for one in result.questions
        ],
    )


FEEDBACK_CONTRIBUTION = Contribution(
    types=(
        FeedbackForm,
        FeedbackQuestion,
        FeedbackSheet,
        FeedbackAnswer,
        FeedbackQuestionResult,
        FeedbackResults,
    ),
    query=(
        connection("feedbackForms", of="FeedbackForm", description="Formulir umpan balik."),
        handwritten(
            "feedbackResults",
            feedback_results,
            description="Hasil umpan balik sebuah kegiatan, untuk petugas di wilayahnya; kosong bagi yang lain.",
        ),
        connection("feedbackSheets", of="FeedbackSheet", description="Lembar umpan balik di wilayah Anda."),
    ),
)

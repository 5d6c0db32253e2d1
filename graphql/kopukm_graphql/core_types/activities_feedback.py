"""Feedback on activities in the contract: forms, sheets, answers."""

from __future__ import annotations

from kopukm_core.scheduling.activities import choices
from kopukm_core.scheduling.activities import feedback_models as models
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import column, to_many, to_one
from kopukm_graphql.source.roots import connection
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


FEEDBACK_CONTRIBUTION = Contribution(
    types=(FeedbackForm, FeedbackQuestion, FeedbackSheet, FeedbackAnswer),
    query=(
        connection("feedbackForms", of="FeedbackForm", description="Formulir umpan balik."),
        connection("feedbackSheets", of="FeedbackSheet", description="Lembar umpan balik di wilayah Anda."),
    ),
)

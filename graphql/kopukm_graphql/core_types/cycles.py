"""The cycles of core in the contract: cycles, steps, and changes of dates."""

from __future__ import annotations

from typing import Any

import strawberry

from kopukm_core import clock
from kopukm_core.db.conversion import day_of
from kopukm_core.scheduling.cycles import choices, models
from kopukm_core.scheduling.cycles.announcing import TOPIC
from kopukm_core.scheduling.cycles.colouring import colour_of
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.core_types.cycle_board import BOARD_ROOTS
from kopukm_graphql.core_types.cycle_effect import EFFECT_ROOTS
from kopukm_graphql.core_types.cycle_evaluations import EVALUATION_TYPES
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import aggregate, column, resolved, to_many, to_one
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import connection, counts, lookup, watch
from kopukm_graphql.source.types import enum_definition

enum_definition(choices.CycleState, "Sejauh mana sebuah siklus.")
enum_definition(choices.ChangeCause, "Mengapa sebuah langkah berganti tanggal.")
enum_definition(choices.OnDayOff, "Bila hari H perulangan jatuh pada hari libur.")
enum_definition(choices.StepColour, "Bagaimana sebuah langkah hari ini.")


@source(
    models.ProgrammeCycle,
    description="Satu siklus program di sekitar hari H-nya.",
    filters=("programme", "held_on", "state", "region_code", "region"),
    orders=("held_on",),
    default_order=("held_on",),
)
class ProgrammeCycleSource:
    title = column("Judul.")
    held_on = column("Hari H.")
    first_session_on = column("Sesi pertama.")
    last_session_on = column("Sesi terakhir.")
    state = column("Sejauh mana.")
    reason = column("Alasan pembatalan.")
    region_code = column("Kode wilayahnya.", column="region_id")
    recorded_at = column("Kapan direncanakan.")
    changed_at = column("Kapan terakhir berubah.")
    programme = to_one("Programme", key="programme_id", description="Programnya.")
    timeline = to_one(
        "ProgrammeTimeline", key="timeline_id", description="Versi garis waktu yang dipakai siklus ini."
    )
    region = to_one("Region", key="region_id", description="Wilayahnya.")
    steps = to_many(
        "CycleStep",
        key="cycle_id",
        order=("position", "due_from"),
        first=100,
        description="Langkah-langkahnya, menurut urutan; 100 yang pertama, selebihnya dari cycleSteps.",
    )
    step_count = aggregate("CycleStep", key="cycle_id", description="Jumlah langkahnya.")
    evaluation = to_many("Evaluation", key="cycle_id", first=1, description="Evaluasi yang berlaku.")
    decided_by = to_many(
        "Evaluation",
        key="next_cycle_id",
        first=10,
        description="Evaluasi siklus terdahulu yang keputusannya dijalankan siklus ini.",
    )


@source(
    models.CycleStep,
    description="Satu langkah sebuah siklus: tenggat, mengapa tanggal itu, dan bagaimana berakhirnya.",
    filters=("due_from", "due_until", "done_at", "done_on", "waived_at", "is_automatic", "unit", "cycle"),
    orders=("due_until", "due_from"),
    default_order=("due_until",),
)
class CycleStepSource:
    position = column("Urutannya.")
    occurrence_on = column("Bagi langkah berulang: hari kerjanya, atau Senin pekannya.")
    due_from = column("Awal tenggat.")
    due_until = column("Akhir tenggat.")
    why = column("Mengapa tanggal ini.")
    is_estimated = column("Tanggalnya bergantung pada hari libur yang masih perkiraan, dan dapat bergeser.")
    done_at = column("Kapan ditandai selesai.")
    done_on = column("Tanggal selesainya.")
    done_by = column("Siapa yang menandainya.")
    is_automatic = column("Terbukti dari data.")
    evidence_text = column("Keterangan bukti.")
    evidence_link = column("Tautan bukti.")
    waived_at = column("Kapan dikecualikan.")
    waived_by = column("Siapa yang mengecualikannya.")
    waived_reason = column("Alasan pengecualian.")
    sequence = column("Berapa kali tanggal, kepastian, atau pengecualiannya berubah; SEQUENCE di kalender.")
    template = to_one("TimelineStep", key="template_id", description="Barisnya di garis waktu.")
    unit = to_one("Unit", key="unit_id", description="Unit yang bertanggung jawab.")
    cycle = to_one("ProgrammeCycle", key="cycle_id", description="Siklusnya.")
    files = to_many("StepFile", key="step_id", order=("id",), first=50, description="Berkas buktinya.")
    changes = to_many(
        "StepChange",
        key="step_id",
        order=("-id",),
        first=50,
        description="Perubahan tanggalnya, terbaru dahulu.",
    )

    @resolved(
        columns=("done_at", "waived_at", "due_from", "due_until"),
        description="Bagaimana langkah ini hari ini; tidak disimpan, dihitung tiap kali dilihat.",
    )
    def colour(root: strawberry.Parent[Any], info: strawberry.Info[Any, Any]) -> choices.StepColour:
        return colour_of(
            done=root["done_at"] is not None,
            waived=root["waived_at"] is not None,
            due_from=day_of(root["due_from"]),
            due_until=day_of(root["due_until"]),
            today=clock.today(context_of(info).settings.time_zone),
        )


@source(models.StepFile, description="Berkas bukti sebuah langkah.")
class StepFileSource:
    file = to_one("File", key="file_id", description="Berkasnya.")


@source(models.StepChange, description="Satu perubahan tanggal sebuah langkah.", orders=("recorded_at",))
class StepChangeSource:
    cause = column("Sebabnya.")
    old_from = column("Awal tenggat semula.")
    old_until = column("Akhir tenggat semula.")
    new_from = column("Awal tenggat yang baru; kosong bila langkahnya ditiadakan.")
    new_until = column("Akhir tenggat yang baru.")
    why = column("Mengapa tanggal yang baru.")
    recorded_at = column("Kapan berubah.")


CYCLES_CONTRIBUTION = Contribution(
    types=(
        ProgrammeCycleSource,
        CycleStepSource,
        StepFileSource,
        StepChangeSource,
        *EVALUATION_TYPES,
    ),
    query=(
        connection(
            "programmeCycles", of="ProgrammeCycle", description="Siklus yang boleh dilihat, menurut hari H."
        ),
        lookup("programmeCycle", of="ProgrammeCycle", by=("id",), description="Satu siklus."),
        connection("cycleSteps", of="CycleStep", description="Langkah yang boleh dilihat, menurut tenggat."),
        lookup("cycleStep", of="CycleStep", by=("id",), description="Satu langkah."),
        counts(
            "programmeCycleCounts",
            of="ProgrammeCycle",
            by=("state",),
            region="region_id",
            definition="Siklus yang direncanakan, menurut keadaannya sekarang; yang dibatalkan ikut dihitung.",
            description="Jumlah siklus menurut keadaan dan wilayah.",
        ),
        *BOARD_ROOTS,
        *EFFECT_ROOTS,
    ),
    subscriptions=(
        watch(
            "cycleChanged",
            "ProgrammeCycle",
            topic=TOPIC,
            key="cycle_id",
            by=("id", "within"),
            description="Siklus yang baru direncanakan, berganti tanggal, atau langkahnya berakhir; null: muat ulang.",
        ),
    ),
)

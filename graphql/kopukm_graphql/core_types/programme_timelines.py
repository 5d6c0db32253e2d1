"""Timelines in the contract: the versions of a programme's steps, as its plugin brought them."""

from __future__ import annotations

from kopukm_core.programmes import timeline_models
from kopukm_core.programmes.timeline import Anchor, EvidenceKind
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import column, computed, to_many, to_one
from kopukm_graphql.source.types import enum_definition

enum_definition(Anchor, "Dari mana hari sebuah langkah dihitung.")
enum_definition(EvidenceKind, "Apa yang membuktikan sebuah langkah.")


@source(
    timeline_models.ProgrammeTimeline,
    description="Satu versi garis waktu sebuah program.",
    filters=("version",),
    orders=("version",),
)
class ProgrammeTimelineSource:
    version = column("Versinya.")
    effective_on = column("Berlaku sejak.")
    source = column("Di mana tertulis.")
    steps = to_many(
        "TimelineStep", key="timeline_id", order=("position",), first=100, description="Langkah-langkahnya."
    )


@source(
    timeline_models.TimelineStep,
    description="Satu baris garis waktu: kapan, siapa, di mana, dengan bukti apa.",
    orders=("position",),
)
class TimelineStepSource:
    position = column("Urutannya.")
    key = column("Kuncinya dalam garis waktu ini.")
    number = column("Nomor di SOP.")
    phase = column("Tahapnya.")
    title = column("Kegiatannya.")
    anchor = column("Dari mana harinya dihitung.")
    offset_from = column("Mulai sekian hari dari sana.")
    offset_to = column("Sampai sekian hari dari sana.")
    unit_of_offset = column("Hari kalender atau hari kerja.")
    roll = column("Ke mana bila libur; kosong: maju sebelum hari H, mundur sesudahnya.")
    after_step = column("Kunci langkah yang diikutinya.")
    time_from = column("Dari pukul, JJ:MM.")
    time_to = column("Sampai pukul, JJ:MM.")
    place = column("Tempat.")
    parties = column("Pihak yang terlibat.")
    tools = column("Alat dan bahan.")
    evidence = column("Bukti yang diminta.")
    unit = to_one("Unit", key="unit_id", description="Unit yang bertanggung jawab.")

    @computed(
        columns=("inferred",),
        description="Isian yang kosong di SOP dan diambil dari baris di atasnya.",
    )
    def inferred(inferred: str) -> list[str]:
        return [name for name in inferred.split(",") if name]


TIMELINE_TYPES = (ProgrammeTimelineSource, TimelineStepSource)

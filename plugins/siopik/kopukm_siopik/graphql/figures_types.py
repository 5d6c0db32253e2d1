"""Figures with what they mean, as types of the contract."""

from datetime import date
from typing import Any

import strawberry

from kopukm_core.errors import NotAllowedError
from kopukm_core.regions.kinds import RegionLevel
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.figures.choices import RuleName
from kopukm_siopik.figures.counting import Counts
from kopukm_siopik.figures.rule_book import Definition
from kopukm_siopik.health.choices import HealthStatus
from kopukm_siopik.health.permissions import READ_HEALTH
from kopukm_siopik.permissions import READ_AGGREGATES, READ_REPORTS

enum_definition(RuleName, "Aturan hitungan.")


@strawberry.type(description="Arti sebuah angka: aturan, versi, dan dasarnya.")
class FigureDefinition:
    """What stands beside a figure."""

    name: RuleName = strawberry.field(description="Aturannya.")
    version: int = strawberry.field(description="Versi yang dipakai.")
    title: str = strawberry.field(description="Judul.")
    text: str = strawberry.field(description="Definisi.")
    source: str = strawberry.field(description="Dasarnya.")
    effective_on: date = strawberry.field(description="Berlaku sejak.")

    @classmethod
    def of(cls, one: Definition) -> "FigureDefinition":
        """The definition as the contract tells it."""
        return cls(
            name=one.name,
            version=one.version,
            title=one.title,
            text=one.text,
            source=one.source,
            effective_on=one.effective_on,
        )


@strawberry.type(description="Banyaknya koperasi dengan satu predikat kesehatan.")
class PredicateCount:
    """One predicate."""

    predicate: HealthStatus = strawberry.field(description="Predikat, atau belum dinilai.")
    count: int = strawberry.field(description="Banyaknya.")


@strawberry.type(description="Banyaknya koperasi pada satu hari.")
class CooperativeFigures:
    """Counts, and shares of the registered ones."""

    registered: int = strawberry.field(description="Tercatat, berdiri, dan belum bubar.")
    active_declared: int = strawberry.field(description="Dinyatakan aktif di ODS atau oleh dinas.")
    active_computed: int = strawberry.field(
        description="Aktif menurut aturan atau penetapan, termasuk yang belum RAT tahun ini."
    )
    awaiting_meeting: int = strawberry.field(description="Di antaranya: aktif, belum RAT tahun ini.")
    inactive_computed: int = strawberry.field(description="Tidak aktif menurut aturan atau penetapan.")
    met: int = strawberry.field(description="Sudah RAT tahun buku yang berakhir terakhir.")
    assessed: int | None = strawberry.field(
        description="Dinilai kesehatannya: ada hasil pemeriksaan yang berlaku. Kosong bila terlalu sedikit untuk "
        "ditampilkan kepada Anda, lihat definisinya."
    )
    healthy: int | None = strawberry.field(
        description="Sehat menurut hasil pemeriksaan yang berlaku. Kosong bila terlalu sedikit untuk ditampilkan."
    )
    dissolved: int = strawberry.field(description="Dibubarkan sampai hari itu.")
    active_declared_share: float | None = strawberry.field(
        description="Bagian yang dinyatakan aktif dari yang tercatat, 0 sampai 1."
    )
    active_computed_share: float | None = strawberry.field(
        description="Bagian yang aktif menurut hitungan dari yang tercatat, 0 sampai 1."
    )
    healthy_share: float | None = strawberry.field(
        description="Bagian yang sehat dari yang tercatat, 0 sampai 1; kosong bila belum ada yang dinilai."
    )

    predicates: list[PredicateCount] | None = strawberry.field(
        description="Yang tercatat menurut predikat kesehatan, dan yang belum dinilai. Kosong bila terlalu sedikit."
    )

    @classmethod
    def of(cls, counts: Counts, shown: bool) -> "CooperativeFigures":
        """The counts as the contract tells them; those of health results only where they are `shown`."""
        return cls(
            registered=counts.registered,
            active_declared=counts.active_declared,
            active_computed=counts.active_computed,
            awaiting_meeting=counts.awaiting_meeting,
            inactive_computed=counts.inactive_computed,
            met=counts.met,
            assessed=counts.assessed if shown else None,
            healthy=counts.healthy if shown else None,
            dissolved=counts.dissolved,
            active_declared_share=counts.share(counts.active_declared),
            active_computed_share=counts.share(counts.active_computed),
            healthy_share=counts.healthy_share if shown else None,
            predicates=[
                PredicateCount(predicate=one, count=count) for one, count in counts.by_health().items()
            ]
            if shown
            else None,
        )


VILLAGE_CODE_LENGTH = len("32.01.07.2001")


def require_health(info: Any, within: str) -> None:
    """Rows split by predicate are for those who may read results; others have `predicates` where it tells no single."""
    request = context_of(info)
    if not request.actor.may(READ_HEALTH, within or request.settings.region_code):
        raise NotAllowedError(
            "Statistik yang dipecah menurut kesehatan mengikuti hasil pemeriksaan yang tidak terbuka.",
            remedy="Ambil figures { predicates } tanpa by, atau minta izin siopik.read_health.",
        )


def require_reports(info: Any, within: str, level: RegionLevel) -> None:
    """Figures that follow from yearly reports are for those who may read these in the whole region asked.

    Who may know aggregates only is told them by kecamatan or wider: in a desa there is often one cooperative.
    """
    actor = context_of(info).actor
    is_wide = level is not RegionLevel.VILLAGE and len(within) < VILLAGE_CODE_LENGTH
    if not actor.may(READ_REPORTS, within) and not (is_wide and actor.may(READ_AGGREGATES, within)):
        raise NotAllowedError(
            "Angka ini mengikuti laporan tahunan yang tidak boleh Anda lihat di wilayah itu.",
            remedy="Sebutkan within dengan wilayah Anda, atau minta izin siopik.read_reports.",
        )

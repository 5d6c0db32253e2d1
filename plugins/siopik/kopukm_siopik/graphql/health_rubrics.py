"""Rubrics in the contract: aspects and indicators, with formulas and thresholds in words."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.scalars import JSON

from kopukm_graphql.source import column, resolved, source
from kopukm_siopik.health.models import HealthRubric
from kopukm_siopik.health.rules import Aspect, Indicator, Questionnaire, exact_text, read_rubric


@strawberry.type(
    name="HealthIndicator", description="Satu indikator rubrik kesehatan: kuesioner atau rasio keuangan."
)
class HealthIndicatorType:
    """One indicator."""

    key: str = strawberry.field(description="Kunci indikator; kode butir ialah kunci.nomor.")
    title: str = strawberry.field(description="Nama indikator.")
    group: str = strawberry.field(description="Komponen aspeknya.")
    items: list[str] = strawberry.field(description="Butir kuesioner; kosong bila indikator ini rasio.")
    formula: str | None = strawberry.field(
        description="Rumus rasio seperti tertulis; null bila indikator ini kuesioner."
    )
    formula_in_words: str | None = strawberry.field(description="Rumus rasio dengan nama masukannya.")
    thresholds: list[str] = strawberry.field(description="Nilai untuk skor 4, 3, 2, dan 1, dengan kata.")
    note: str = strawberry.field(description="Keterangan.")


@strawberry.type(name="HealthAspect", description="Satu aspek rubrik kesehatan dengan bobotnya.")
class HealthAspectType:
    """One aspect."""

    key: str = strawberry.field(description="Kunci aspek.")
    title: str = strawberry.field(description="Nama aspek.")
    weight: str = strawberry.field(description="Bobot dalam persen skor akhir.")
    indicators: list[HealthIndicatorType] = strawberry.field(description="Indikator, menurut urutan.")


@strawberry.type(name="HealthPredicateBand", description="Mulai skor berapa suatu predikat berlaku.")
class HealthPredicateBandType:
    """One predicate."""

    label: str = strawberry.field(description="Predikat.")
    at_least: str = strawberry.field(description="Skor terendahnya, sesudah dibulatkan.")


@source(
    HealthRubric,
    description="Satu versi rubrik penilaian kesehatan koperasi; versi yang tersimpan tidak pernah berubah.",
    filters=("version", "kind", "effective_on"),
    orders=("effective_on", "version"),
)
class HealthRubricSource:
    version = column("Nama versi.")
    kind = column("Untuk koperasi apa.")
    title = column("Judul.")
    source = column("Dasarnya.")
    effective_on = column("Berlaku mulai.")
    recorded_at = column("Kapan disimpan.")
    document = column("Dokumennya utuh, untuk disalin menjadi versi baru.", type=JSON)

    @resolved(columns=("document",), description="Keterangan versi ini.")
    def notes(root: strawberry.Parent[Any]) -> list[str]:
        return list(read_rubric(root["document"]).notes)

    @resolved(
        columns=("document",),
        description="Ada indikatornya; bila tidak, skor tiap aspek dimasukkan dari penilaian di luar.",
    )
    def has_working_papers(root: strawberry.Parent[Any]) -> bool:
        return read_rubric(root["document"]).has_working_papers

    @resolved(columns=("document",), description="Predikat menurut skor, dari yang tertinggi.")
    def predicates(root: strawberry.Parent[Any]) -> list[HealthPredicateBandType]:
        bands = read_rubric(root["document"]).predicates
        return [
            HealthPredicateBandType(label=one.predicate.label, at_least=exact_text(one.at_least))
            for one in bands
        ]

    @resolved(columns=("document",), description="Aspek, menurut urutan.")
    def aspects(root: strawberry.Parent[Any]) -> list[HealthAspectType]:
        return [_aspect(one) for one in read_rubric(root["document"]).aspects]


def _aspect(aspect: Aspect) -> HealthAspectType:
    return HealthAspectType(
        key=aspect.key,
        title=aspect.title,
        weight=exact_text(aspect.weight),
        indicators=[_indicator(one) for one in aspect.indicators],
    )


def _indicator(indicator: Indicator) -> HealthIndicatorType:
    is_questionnaire = isinstance(indicator, Questionnaire)
    return HealthIndicatorType(
        key=indicator.key,
        title=indicator.title,
        group=indicator.group,
        items=list(indicator.items) if isinstance(indicator, Questionnaire) else [],
        formula=None if isinstance(indicator, Questionnaire) else indicator.formula.text,
        formula_in_words=None if isinstance(indicator, Questionnaire) else indicator.formula.in_words,
        thresholds=[
            f"{score}: {indicator.thresholds.words(score)}{' butir terpenuhi' if is_questionnaire else ''}"
            for score in (4, 3, 2, 1)
        ],
        note=indicator.note,
    )

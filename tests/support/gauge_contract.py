"""What the sample plugin "gauge" declares: every kind of leaf, functions that raise, parts written by hand."""

from __future__ import annotations

import strawberry

from gauge_models import Gauge
from kopukm_core.db import AppModels
from kopukm_core.errors import NotFoundError
from kopukm_core.visibility import Everyone, Visibility, VisibilityRegistry
from kopukm_graphql.compose import ComposedSchema, Owned, compose
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.row import Row
from kopukm_graphql.source import (
    aggregate,
    column,
    computed,
    connection,
    handwritten,
    listing,
    lookup,
    namespace,
    resolved,
    source,
    to_many,
    to_one,
)

APPS = {"gauge": AppModels(("gauge_models",))}


@source(Gauge, description="Alat ukur contoh.", filters=("name", "note", "marks"), orders=("name",))
class GaugeSource:
    name = column("Nama alat.")
    state = column("Keadaan alat.")
    level = column("Tinggi jarum.")
    marks = column("Banyaknya garis.")
    checked_on = column("Tanggal diperiksa.")
    checked_at = column("Waktu diperiksa.")
    note = column("Catatan.")
    keeper = to_one("Gauge", key="keeper_id", description="Alat pembandingnya.")
    kept = to_many("Gauge", key="keeper_id", description="Alat yang dibandingkan dengannya.")
    kept_count = aggregate("Gauge", key="keeper_id", description="Banyaknya yang dibandingkan.")
    mean_level = aggregate(
        "Gauge", key="keeper_id", function="average", column="level", description="Rata-rata tinggi."
    )

    @computed(columns=("name",), description="Nama dalam huruf besar; gagal untuk yang rusak.")
    def loud(name: str) -> str:
        if name == "rusak":
            raise ValueError("alat rusak")
        return name.upper()

    @computed(columns=("note",), description="Catatan yang dijanjikan selalu ada.")
    def sure_note(note: str | None) -> str:
        return note  # type: ignore[return-value]

    @resolved(columns=("name",), description="Ditulis tangan.")
    def by_hand(root: strawberry.Parent[Row]) -> str:
        return f"tangan {root['name']}"


def broken() -> str:
    raise NotFoundError("Tidak ada yang rusak.")


def greeting() -> str:
    return "halo"


def careful(fails: bool = False) -> str | None:
    if fails:
        raise NotFoundError("Tidak pasti.")
    return "pasti"


CONTRIBUTION = Contribution(
    types=(GaugeSource,),
    query=(
        namespace(
            "gauge",
            description="Alat ukur.",
            fields=(
                connection("gauges", of="Gauge", description="Semua alat."),
                listing("all", of="Gauge", description="Semua alat."),
                lookup("gauge", of="Gauge", by=("id", "name"), description="Satu alat."),
                handwritten("greeting", greeting, description="Salam."),
                handwritten("careful", careful, description="Gagal bila diminta."),
                handwritten("broken", broken, description="Selalu gagal."),
            ),
        ),
    ),
)


def gauge_schema() -> ComposedSchema:
    """The plugin composed alone."""
    visibility = VisibilityRegistry([Visibility(Gauge, rows=Everyone())])
    return compose([Owned("gauge", CONTRIBUTION)], visibility)

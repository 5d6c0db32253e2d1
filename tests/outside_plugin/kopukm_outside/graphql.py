"""The plugin in the contract: a type, its corner of Query, and fields on types of the core and of SI OPIK SEHAT."""

from __future__ import annotations

from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import (
    aggregate,
    column,
    connection,
    connection_to,
    counts,
    namespace,
    source,
    to_one,
    watch,
)
from kopukm_graphql.source.types import enum_definition
from kopukm_outside.commands import VISIT_RECORDED
from kopukm_outside.models import FieldVisit, VisitState

enum_definition(VisitState, "Keadaan kunjungan.")


@source(
    FieldVisit,
    description="Kunjungan lapangan petugas.",
    filters=("state", "region_id", "note", "visited_on"),
    orders=("visited_on", "note"),
)
class FieldVisitSource:
    purpose = column("Tujuan kunjungan.")
    note = column("Catatan petugas; hanya untuk petugas.")
    visited_on = column("Tanggal kunjungan.")
    state = column("Keadaan kunjungan.")
    greeting = column("Salam pada undangan.")
    region_code = column("Kode wilayah yang dikunjungi.", column="region_id")
    region = to_one("Region", key="region_id", description="Wilayah yang dikunjungi.")
    party = to_one("Party", key="party_id", description="Yang dikunjungi.")
    cooperative = to_one(
        "Cooperative",
        key="party_id",
        to="party_id",
        description="Koperasi yang dikunjungi, bila SI OPIK SEHAT terpasang.",
        optional=True,
    )


CONTRIBUTION = Contribution(
    types=(FieldVisitSource,),
    query=(
        namespace(
            "outside",
            description="Kunjungan lapangan.",
            fields=(
                connection("visits", of="FieldVisit", description="Kunjungan yang boleh Anda lihat."),
                counts(
                    "visitCounts",
                    of="FieldVisit",
                    by=("state",),
                    region="region_id",
                    definition="Kunjungan yang dicatat, direncanakan atau sudah dipastikan.",
                    description="Jumlah kunjungan.",
                ),
            ),
        ),
    ),
    subscriptions=(
        watch(
            "visitRecorded",
            "FieldVisit",
            topic=VISIT_RECORDED,
            key="visit_id",
            by=("within",),
            description="Kunjungan yang baru dicatat; null: muat ulang yang ditampilkan.",
        ),
    ),
    fields=(
        extend(
            "Region",
            field_visits=connection_to(
                "FieldVisit", key="region_id", subtree=True, description="Kunjungan di wilayah ini."
            ),
            field_visit_count=aggregate(
                "FieldVisit", key="region_id", subtree=True, description="Jumlah kunjungan di wilayah ini."
            ),
        ),
        extend(
            "Cooperative",
            optional=True,
            field_visits=connection_to(
                "FieldVisit", key="party_id", own="party_id", description="Kunjungan ke koperasi ini."
            ),
        ),
    ),
)

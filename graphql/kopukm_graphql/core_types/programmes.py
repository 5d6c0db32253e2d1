"""The programmes of core in the contract: units, officials, letterhead, and what is asked of them."""

from __future__ import annotations

from typing import Any

import strawberry

from kopukm_core.programmes import choices, models
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.core_types.programme_documents import DOCUMENT_TYPES
from kopukm_graphql.core_types.programme_flow import FLOW_ROOTS
from kopukm_graphql.core_types.programme_office import OFFICE_ROOTS
from kopukm_graphql.core_types.programme_timelines import TIMELINE_TYPES
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, connection_to, resolved, to_many, to_one
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import connection, listing, lookup
from kopukm_graphql.source.types import enum_definition

enum_definition(choices.Capacity, "Kedudukan seorang pejabat.")
enum_definition(choices.Paper, "Naskah yang ditandatangani.")


@source(
    models.Unit,
    description="Unit atau tim dinas; ia juga sebuah pihak, yang anggotanya membaca pesannya.",
    filters=("key", "is_team", "closed_on"),
    orders=(Order("name", "name", "Menurut nama."),),
    default_order=("name",),
)
class UnitSource:
    key = column("Nama pendek yang dipakai langkah program.")
    name = column("Nama.")
    is_team = column("Dibentuk sebagai tim.")
    steps_per_day = column("Lebih dari sekian langkah sehari diperingatkan sebagai tumpukan.")
    closed_on = column("Berakhir pada.")
    parent = to_one("Unit", key="parent_id", description="Unit induknya.")
    party = to_one("Party", key="party_id", description="Unit ini sebagai pihak; terlihat oleh anggotanya.")


@source(
    models.Official,
    description="Pejabat yang menandatangani naskah dinas.",
    filters=("capacity", "starts_on", "ends_on"),
    orders=("starts_on",),
)
class OfficialSource:
    name = column("Nama dengan gelar.")
    title = column("Jabatan.")
    nip = column("NIP; hanya terlihat oleh yang membaca siklus program.")
    capacity = column("Kedudukan: definitif, Plh, atau Plt.")
    signs = column("Naskah yang ditandatanganinya.")
    starts_on = column("Mulai; kosong bila belum diisi.")
    ends_on = column("Sampai; kosong bila belum berakhir.")
    source = column("Dasarnya.")


@source(
    models.Letterhead,
    description="Nama dan alamat dinas pada kop surat, sejak suatu tanggal.",
    orders=("effective_on",),
)
class LetterheadSource:
    name = column("Nama dinas.")
    parent_name = column("Baris di atas namanya.")
    address = column("Alamat.")
    phone = column("Telepon.")
    fax = column("Faks.")
    email = column("Surel.")
    website = column("Situs.")
    region = to_one("Region", key="region_id", description="Wilayah kantornya.")
    effective_on = column("Berlaku sejak; kosong berarti sejak semula.")
    source = column("Dasarnya.")


@source(
    models.OfficeProgramme,
    name="Programme",
    description="Program dinas.",
    filters=("name", "unit"),
    orders=(Order("title", "title", "Menurut judul."),),
    default_order=("title",),
)
class ProgrammeSource:
    name = column("Nama untuk perintah.")
    title = column("Judul.")
    unit = to_one("Unit", key="unit_id", description="Unit penanggung jawab.")
    cycles_in_flight = column("Sekian siklus dalam sepekan diperingatkan sebagai tumpukan.")

    @resolved(
        columns=("name",),
        description="Pluginnya dipakai; bila tidak, siklusnya tetap terbaca, dan tidak dapat diubah.",
    )
    def is_in_use(root: strawberry.Parent[Any], info: strawberry.Info[Any, Any]) -> bool:
        return root["name"] in context_of(info).platform.programmes

    revisions = to_many(
        "ProgrammeRevision",
        key="programme_id",
        order=("-version",),
        first=50,
        description="Revisi SOP-nya, terbaru dahulu: rekam historis perubahan.",
    )
    document = to_many(
        "ProgrammeRevision",
        key="programme_id",
        where={"is_current": True},
        first=1,
        description="SOP yang berlaku.",
    )
    timelines = to_many(
        "ProgrammeTimeline",
        key="programme_id",
        order=("-version",),
        first=50,
        description="Versi garis waktunya, terbaru dahulu.",
    )
    cycles = connection_to("ProgrammeCycle", key="programme_id", description="Siklusnya yang boleh dilihat.")


PROGRAMMES_CONTRIBUTION = Contribution(
    types=(
        UnitSource,
        OfficialSource,
        LetterheadSource,
        ProgrammeSource,
        *DOCUMENT_TYPES,
        *TIMELINE_TYPES,
    ),
    query=(
        connection("units", of="Unit", description="Unit dan tim dinas."),
        listing("officials", of="Official", order=("id",), first=100, description="Pejabat yang tercatat."),
        listing(
            "letterheads", of="Letterhead", order=("id",), first=100, description="Kop surat yang tercatat."
        ),
        connection("programmes", of="Programme", description="Program dinas."),
        lookup("programme", of="Programme", by=("id", "name"), description="Satu program."),
        *FLOW_ROOTS,
        *OFFICE_ROOTS,
    ),
)

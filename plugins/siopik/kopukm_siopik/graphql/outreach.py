"""SI OPIK SEHAT's outreach in the contract."""

from datetime import datetime

import strawberry

from kopukm_core.scheduling.activities import RegistrationState
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import (
    Order,
    column,
    computed,
    connection,
    connection_to,
    counts,
    lookup,
    source,
    sql,
    to_many,
    to_one,
)
from kopukm_graphql.source.roots import RootField
from kopukm_siopik.graphql.outreach_figures import OUTREACH_FIGURES_ROOTS
from kopukm_siopik.graphql.outreach_preview import OUTREACH_PREVIEW_ROOTS
from kopukm_siopik.outreach.guidance.filling import fillings
from kopukm_siopik.outreach.guidance.models import GuidedCompletion
from kopukm_siopik.outreach.prospects.models import Prospect


@source(
    Prospect,
    description="Calon koperasi: diketahui ada, tetapi belum tercatat di registri.",
    filters=("state", "region_code", "region", "noted_at"),
    orders=(Order("name", "sort_key", "Menurut abjad nama."), "noted_at"),
    search=("search_text",),
    default_order=("sort_key",),
)
class ProspectSource:
    name = column("Nama seperti disampaikan.")
    region_code = column("Kode wilayah desa, kelurahan, atau kecamatan.", column="region_id")
    region = to_one("Region", key="region_id", description="Wilayahnya.")
    nik = column("NIK koperasi, bila diketahui.")
    legal_entity_number = column("Nomor badan hukum, bila diketahui.")
    told_by = column("Dari mana dinas mengetahuinya.")
    note = column("Catatan petugas.")
    state = column("Belum tercatat, sudah tercatat, atau tidak dilanjutkan.")
    noted_at = column("Kapan calon ini dicatat.")
    ended_at = column("Kapan tercatat sebagai koperasi atau dihentikan.")
    ended_because = column("Mengapa berakhir.")
    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasinya, setelah tercatat.")
    party = to_one("Party", key="party_id", description="Calon ini sebagai pihak, untuk diundang.")


@strawberry.type(description="Satu isian yang belum ada ketika bimbingan dibuka, dan cara mengisinya.")
class GuidedField:
    """A field that was missing."""

    name: str = strawberry.field(description="Nama tetapnya di aturan kelengkapan.")
    label: str = strawberry.field(description="Apa yang belum ada.")
    is_filled: bool | None = strawberry.field(
        description="Sudah terisi ketika diukur; null bila belum diukur."
    )
    command: str = strawberry.field(description="Perintah yang mengisinya.")
    command_title: str = strawberry.field(description="Judul perintah itu.")
    field: str = strawberry.field(description="Isian perintah itu.")
    help: str = strawberry.field(description="Keterangan dan contoh isian itu.")


@source(
    GuidedCompletion,
    description="Bimbingan pendataan satu koperasi dalam satu kegiatan: kelengkapan sebelum dan sesudahnya.",
    filters=("activity_id", "opened_at", "measured_at"),
    orders=("opened_at",),
)
class GuidedCompletionSource:
    before = column("Nilai kelengkapan sebelum bimbingan, 0 sampai 100.")
    missing_before = column("Isian yang belum ada sebelum bimbingan, dipisah koma.")
    opened_at = column("Kapan datanya dibuka untuk bimbingan.")
    after = column("Nilai kelengkapan sesudah bimbingan; kosong bila belum diukur.")
    missing_after = column("Isian yang masih belum ada sesudah bimbingan, dipisah koma.")
    measured_at = column("Kapan hasilnya diukur.")
    gain = sql(int, "{after} - {before}", description="Kenaikan nilai; kosong bila belum diukur.")

    @computed(
        columns=("missing_before", "missing_after", "measured_at"),
        description="Isian yang belum ada ketika dibuka, masing-masing dengan cara mengisinya.",
    )
    def fields(missing_before: str, missing_after: str, measured_at: datetime | None) -> list[GuidedField]:
        left = set(missing_after.split(","))
        return [
            GuidedField(
                name=one.name,
                label=one.label,
                is_filled=None if measured_at is None else one.name not in left,
                command=one.command,
                command_title=one.command_title,
                field=one.field,
                help=one.help,
            )
            for one in fillings(missing_before)
        ]

    @computed(
        columns=("missing_before", "missing_after", "measured_at"),
        description="Yang masih harus diisi, sebagai kalimat: apa dan dengan perintah apa.",
    )
    def still_to_do(missing_before: str, missing_after: str, measured_at: datetime | None) -> list[str]:
        return [one.sentence for one in fillings(missing_before if measured_at is None else missing_after)]

    cooperative = to_one("Cooperative", key="cooperative_id", description="Koperasinya.")
    activity = to_one("Activity", key="activity_id", description="Kegiatannya.")


OUTREACH_ROOTS: tuple[RootField, ...] = (
    *OUTREACH_FIGURES_ROOTS,
    *OUTREACH_PREVIEW_ROOTS,
    connection(
        "guidedCompletions",
        of="GuidedCompletion",
        description="Bimbingan pendataan: kelengkapan sebelum dan sesudah, menurut waktu dibuka.",
    ),
    connection("prospects", of="Prospect", description="Calon koperasi, menurut abjad."),
    lookup("prospect", of="Prospect", description="Satu calon koperasi menurut pengenal globalnya."),
    counts(
        "prospectCounts",
        of="Prospect",
        by=("state",),
        region="region_id",
        definition="Calon koperasi yang pernah dicatat, menurut keadaannya sekarang: belum tercatat di registri, "
        "sudah tercatat, atau tidak dilanjutkan.",
        description="Jumlah calon koperasi menurut keadaan dan wilayah.",
    ),
)
"""Fields of `siopik` in the query."""

OUTREACH_CONTRIBUTION = Contribution(
    types=(ProspectSource, GuidedCompletionSource, GuidedField),
    fields=(
        extend(
            "Activity",
            guided_completions=connection_to(
                "GuidedCompletion",
                key="activity_id",
                description="Kelengkapan data tiap peserta sebelum dan sesudah bimbingan ini.",
            ),
        ),
        extend(
            "Cooperative",
            participations=connection_to(
                "Registration",
                key="party_id",
                own="party_id",
                where={"state": RegistrationState.ATTENDED},
                description="Kegiatan yang benar-benar diikuti pengurus, pengawas, dan anggotanya, dengan hasilnya; "
                "bagi koperasinya sendiri dan petugas.",
            ),
            guided_completions=to_many(
                "GuidedCompletion",
                key="cooperative_id",
                order=("-opened_at",),
                description="Bimbingan pendataan yang pernah diikuti, terbaru dahulu.",
            ),
        ),
    ),
)

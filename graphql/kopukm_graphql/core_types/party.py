"""Parties in the contract: the little that every programme knows of a person or an organisation."""

from kopukm_core.parties import models
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, computed, to_one
from kopukm_graphql.source.roots import RootField, connection, lookup


@source(
    models.Party,
    description="Orang atau lembaga yang dilayani dinas: satu koperasi, satu usaha, atau satu pemohon.",
    filters=("kind", "region_code", "region"),
    orders=(
        Order("name", "sort_key", "Menurut abjad nama."),
        Order("created_at", "created_at", "Menurut waktu dicatat."),
    ),
    search=("search_text",),
    default_order=("sort_key",),
)
class Party:
    """A person or an organisation."""

    kind = column("Orang atau lembaga.")
    name = column("Nama.")
    region_code = column("Kode wilayah tempat kedudukannya.", column="region_id")
    region = to_one("Region", key="region_id", description="Wilayah tempat kedudukannya.")
    created_at = column("Waktu dicatat.")
    changed_at = column("Waktu terakhir diubah.")
    merged_into = to_one(
        "Party", key="merged_into_id", description="Pihak yang sama dan dipertahankan, bila ini duplikatnya."
    )

    @computed(
        columns=("outside_region",),
        description="Tempat sebagaimana ditulis, bila bukan wilayah yang dimuat.",
    )
    def outside_region(outside_region: str) -> str | None:
        return outside_region or None


PARTY_ROOTS: tuple[RootField, ...] = (
    lookup("party", of="Party", by=("id",), description="Satu pihak menurut pengenal globalnya."),
    connection(
        "parties",
        of="Party",
        where={"merged_into_id": None},
        description="Pihak yang boleh Anda lihat; duplikat yang sudah digabung tidak ikut.",
    ),
)

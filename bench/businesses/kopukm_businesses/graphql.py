"""Businesses in the contract."""

from __future__ import annotations

from kopukm_businesses.models import Business, BusinessClass
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import (
    aggregate,
    column,
    connection,
    connection_to,
    counts,
    lookup,
    namespace,
    source,
    to_one,
)
from kopukm_graphql.source.types import enum_definition

enum_definition(BusinessClass, "Skala usaha menurut PP 7/2021.")


@source(
    Business,
    description="Usaha yang didata dinas.",
    filters=("business_class", "kbli", "validated", "region_code", "region", "created_at"),
    orders=("created_at",),
    search=("search_text",),
    default_order=("-created_at",),
)
class BusinessSource:
    owner_name = column("Nama pemilik.")
    name = column("Nama usaha.")
    kbli = column("Kode KBLI, lima angka.")
    business_class = column("Skala usaha.")
    turnover = column("Omzet setahun; yang belum divalidasi hanya terlihat oleh petugas wilayahnya.")
    validated = column("Datanya sudah divalidasi.")
    created_at = column("Waktu dicatat.")
    region_code = column("Kode desa atau kelurahannya.", column="region_id")
    region = to_one("Region", key="region_id", description="Desa atau kelurahannya.")


CONTRIBUTION = Contribution(
    types=(BusinessSource,),
    query=(
        namespace(
            "businesses",
            description="Registri usaha.",
            fields=(
                connection("businesses", of="Business", description="Usaha, yang terbaru dahulu."),
                lookup("business", of="Business", by=("id",), description="Satu usaha."),
                counts(
                    "businessCounts",
                    of="Business",
                    by=("business_class", "validated"),
                    region="region_id",
                    definition="Usaha yang tercatat sampai sekarang.",
                    description="Banyaknya usaha menurut skala dan wilayah.",
                ),
            ),
        ),
    ),
    fields=(
        extend(
            "Region",
            businesses=connection_to(
                "Business", key="region_id", subtree=True, description="Usaha di wilayah ini."
            ),
            business_count=aggregate(
                "Business", key="region_id", subtree=True, description="Banyaknya usaha di wilayah ini."
            ),
            turnover_total=aggregate(
                "Business",
                key="region_id",
                subtree=True,
                function="sum",
                column="turnover",
                description="Jumlah omzet yang terlihat.",
            ),
        ),
    ),
)

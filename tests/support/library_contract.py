"""What the sample plugins "library" and "book" declare: sources, visibility, contract."""

from __future__ import annotations

from datetime import date

from book_models import Book
from kopukm_core.db import AppModels
from kopukm_core.visibility import (
    AllOf,
    AnyOf,
    Everyone,
    Granted,
    Mask,
    Own,
    Through,
    Visibility,
    VisibilityRegistry,
    Where,
)
from kopukm_graphql.compose import ComposedSchema, Owned, compose
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import (
    Order,
    aggregate,
    column,
    computed,
    connection,
    connection_to,
    counts,
    listing,
    lookup,
    namespace,
    source,
    sql,
    to_many,
    to_one,
)
from library_models import Library, Place, Visit

APPS = {"library": AppModels(("library_models",)), "book": AppModels(("book_models",))}

LIBRARY_VISIBILITY = (
    Visibility(Place, rows=Everyone()),
    Visibility(
        Library,
        rows=AnyOf(Where("is_published", True), Granted("library.read", "region_code"), Own("party_id")),
        masks={
            "phone": Mask(AnyOf(Granted("library.contact", "region_code"), Own("party_id")), text="•••"),
            "budget": Granted("library.money", "region_code"),
        },
    ),
    Visibility(Visit, rows=Through("library_id", Library), masks={"visitor": Granted("library.contact")}),
)
BOOK_VISIBILITY = (
    Visibility(
        Book,
        rows=AnyOf(
            Granted("book.read", "region_code"),
            AllOf(Where("is_lent", False), Through("library_id", Library)),
        ),
        masks={"price": Granted("book.price", "region_code")},
    ),
)


@source(Place, name="Region", description="Wilayah contoh.", search=("name",), orders=("code",))
class RegionSource:
    code = column("Kode wilayah.")
    name = column("Nama wilayah.")


@source(
    Library,
    description="Perpustakaan contoh.",
    filters=("kind", "region_code", "budget", "phone", "opened_on", "recorded_at", "is_published", "visits"),
    orders=(Order("name", by="name_key", description="Nama"), "budget", "opened_on", "kind"),
    search=("search",),
)
class LibrarySource:
    name = column("Nama perpustakaan.")
    kind = column("Jenis perpustakaan.")
    region_code = column("Kode wilayahnya.")
    is_published = column("Sudah diumumkan.")
    phone = column("Nomor telepon.")
    budget = column("Anggaran setahun.")
    opened_on = column("Tanggal dibuka.")
    recorded_at = column("Waktu dicatat.")
    share = column("Bagian dalam persen.")
    details = column("Keterangan lain.")
    region = to_one("Region", key="region_code", description="Wilayahnya.")
    visits = to_many(
        "Visit", key="library_id", order=("-visited_on",), first=3, description="Kunjungan terakhir."
    )
    visit_log = connection_to("Visit", key="library_id", description="Semua kunjungan.")
    visit_count = aggregate("Visit", key="library_id", description="Banyaknya kunjungan.")
    fee_total = aggregate(
        "Visit", key="library_id", function="sum", column="fee", description="Jumlah iuran."
    )
    has_budget = sql(bool, "{budget} IS NOT NULL", description="Anggarannya terlihat dan terisi.")
    has_phone = sql(bool, "{phone} IS NOT NULL", unmasked=("phone",), description="Punya nomor telepon.")

    @computed(columns=("opened_on", "name"), description="Nama dengan tahun dibuka.")
    def title(opened_on: date | None, name: str) -> str:
        return f"{name} ({opened_on.year})" if opened_on else name


@source(
    Visit,
    description="Kunjungan ke perpustakaan.",
    filters=("visitor", "visited_on", "fee", "library"),
    orders=("visited_on", "fee"),
)
class VisitSource:
    visitor = column("Nama pengunjung.")
    visited_on = column("Tanggal kunjungan.")
    fee = column("Iuran.")
    library = to_one("Library", key="library_id", description="Perpustakaan yang dikunjungi.")


@source(
    Book,
    description="Buku contoh.",
    filters=("is_lent", "price", "region_code", "library"),
    orders=(Order("title", by="title_key", description="Judul"), "price"),
)
class BookSource:
    title = column("Judul buku.")
    is_lent = column("Sedang dipinjam.")
    price = column("Harga.")
    library = to_one("Library", key="library_id", description="Perpustakaannya.", optional=True)


LIBRARY = Contribution(
    types=(RegionSource, LibrarySource, VisitSource),
    query=(
        namespace(
            "library",
            description="Perpustakaan.",
            fields=(
                connection("libraries", of="Library", description="Semua perpustakaan."),
                listing(
                    "publicLibraries",
                    of="Library",
                    where={"is_published": True},
                    description="Yang diumumkan.",
                ),
                connection("visits", of="Visit", description="Semua kunjungan."),
                listing("regions", of="Region", description="Semua wilayah."),
                lookup(
                    "libraryBy",
                    of="Library",
                    by=("id", "name_key", "phone"),
                    description="Satu perpustakaan.",
                ),
                counts(
                    "libraryCounts",
                    of="Library",
                    by=("kind", "is_published", "budget"),
                    region="region_code",
                    definition="Perpustakaan yang tercatat.",
                    description="Banyaknya perpustakaan.",
                ),
            ),
        ),
    ),
    fields=(
        extend(
            "Region",
            libraries=connection_to(
                "Library", key="region_code", subtree=True, description="Perpustakaan di wilayah ini."
            ),
            library_count=aggregate(
                "Library",
                key="region_code",
                subtree=True,
                description="Banyaknya perpustakaan di wilayah ini.",
            ),
        ),
    ),
)
BOOK = Contribution(
    types=(BookSource,),
    query=(
        namespace(
            "book",
            description="Buku.",
            fields=(
                connection("books", of="Book", description="Semua buku."),
                counts(
                    "bookCounts",
                    of="Book",
                    by=("is_lent",),
                    region="region_code",
                    definition="Buku yang tercatat.",
                    description="Banyaknya buku.",
                ),
            ),
        ),
    ),
    fields=(
        extend(
            "Library",
            optional=True,
            books=connection_to("Book", key="library_id", description="Bukunya."),
            book_count=aggregate("Book", key="library_id", description="Banyaknya buku."),
            dearest=aggregate(
                "Book", key="library_id", function="maximum", column="price", description="Harga tertinggi."
            ),
        ),
    ),
)


def sample_visibility(*declarations: Visibility) -> VisibilityRegistry:
    """The registry of both plugins, or of these declarations instead."""
    return VisibilityRegistry(declarations or (*LIBRARY_VISIBILITY, *BOOK_VISIBILITY))


def sample_schema(visibility: VisibilityRegistry | None = None) -> ComposedSchema:
    """Both plugins composed."""
    return compose([Owned("library", LIBRARY), Owned("book", BOOK)], visibility or sample_visibility())

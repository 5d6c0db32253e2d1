"""The papers of core in the contract: reports, numbered papers, and the check that anyone may make."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry

from kopukm_core.papers import check_paper, models, shown_code
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.core_types.papers_reports import REPORT_ROOTS, REPORT_SUBSCRIPTIONS, REPORT_TYPES
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, computed
from kopukm_graphql.source.roots import RootField, connection, handwritten, lookup


@source(
    models.IssuedPaper,
    description="Surat atau sertifikat bernomor.",
    filters=("kind", "year", "number", "about", "issued_on"),
    orders=(Order("issued_on", "issued_on", "Menurut tanggalnya."),),
)
class IssuedPaper:
    """A numbered paper."""

    kind = column("Jenisnya: letter, certificate, atau milik program.")
    kind_title = column("Sebutan jenisnya.")
    year = column("Tahun nomornya.")
    sequence = column("Nomor urut dalam tahun itu.")
    number = column("Nomornya sebagaimana tercetak.")
    issued_on = column("Tanggalnya.")
    shown_name = column("Nama padanya, disamarkan.")
    subject = column("Halnya, atau kegiatannya.")
    about = column("Apa yang dilayaninya, misalnya core.Registration:12.")
    region_code = column("Kode wilayahnya.")
    issued_at = column("Kapan dicatat.")
    withdrawn_at = column("Kapan ditarik; kosong bila berlaku.")
    withdrawal_reason = column("Mengapa ditarik.")

    @computed(columns=("code",), description="Kode pemeriksaannya, sebagaimana tercetak.")
    def code(code: str) -> str:
        return shown_code(code)


@source(
    models.PaperNumbering, description="Pola nomor sebuah jenis surat mulai suatu hari.", filters=("kind",)
)
class PaperNumbering:
    """How papers of a kind are numbered."""

    kind = column("Jenisnya.")
    title = column("Sebutan jenisnya.")
    pattern = column("Polanya.")
    effective_on = column("Mulai berlaku; kosong berarti sejak semula.")
    source = column("Dasarnya.")
    recorded_at = column("Kapan dicatat.")


@strawberry.type(description="Yang boleh diketahui siapa pun tentang sebuah surat atau sertifikat.")
class VerifiedPaper:
    """What the check tells."""

    code: str = strawberry.field(description="Kodenya.")
    number: str = strawberry.field(description="Nomornya.")
    kind: str = strawberry.field(description="Jenisnya, misalnya Sertifikat.")
    issued_on: date = strawberry.field(description="Tanggalnya.")
    name: str = strawberry.field(description="Nama padanya, disamarkan: cocokkan huruf awalnya.")
    subject: str = strawberry.field(description="Halnya, atau kegiatannya.")
    is_valid: bool = strawberry.field(description="Berlaku; tidak: sudah ditarik.")
    withdrawn_at: str | None = strawberry.field(description="Kapan ditarik (ISO 8601).")


async def verify_paper(
    info: strawberry.Info[Any, Any],
    code: Annotated[
        str, strawberry.argument(description="Kode pada kertas; huruf kecil dan spasi tidak apa-apa.")
    ],
) -> VerifiedPaper | None:
    """The paper that bears the code."""
    found = await check_paper(code)
    if found is None:
        return None
    return VerifiedPaper(
        code=found.code,
        number=found.number,
        kind=found.kind,
        issued_on=found.issued_on,
        name=found.name,
        subject=found.subject,
        is_valid=found.is_valid,
        withdrawn_at=found.withdrawn_at.isoformat() if found.withdrawn_at else None,
    )


PAPER_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "verifyPaper",
        verify_paper,
        description="Memeriksa surat atau sertifikat menurut kodenya; null: tidak dikenal. Terbuka bagi siapa pun.",
    ),
    connection("issuedPapers", of="IssuedPaper", description="Surat dan sertifikat yang boleh Anda lihat."),
    lookup("issuedPaper", of="IssuedPaper", by=("id",), description="Satu surat atau sertifikat."),
    connection("paperNumberings", of="PaperNumbering", description="Pola nomor yang pernah ditetapkan."),
)

PAPERS_CONTRIBUTION = Contribution(
    types=(*REPORT_TYPES, IssuedPaper, PaperNumbering),
    query=(*REPORT_ROOTS, *PAPER_ROOTS),
    subscriptions=REPORT_SUBSCRIPTIONS,
)

"""Imports in the contract: what may be imported, the runs, and what undoing them left."""

from __future__ import annotations

from typing import Any

import strawberry

from kopukm_core.imports import models, usable_imports
from kopukm_core.imports.progress import TOPIC
from kopukm_core.tabular import template_of
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, computed, to_many, to_one
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, connection, handwritten, lookup, watch
from kopukm_graphql.source.types import enum_definition

enum_definition(models.ImportState, "Sejauh mana sebuah impor.")
enum_definition(models.ImportStage, "Apa yang sedang dikerjakan sebuah impor.")


@source(
    models.ImportRun,
    description="Satu impor: satu berkas yang dinilai, disimpan, dan dilaporkan per baris.",
    filters=("state", "import_name", "dry_run", "started_at"),
    orders=(Order("started_at", "started_at", "Menurut waktu diminta."),),
)
class ImportRun:
    """One import of one file."""

    import_name = column("Nama impornya, misalnya siopik.cooperatives.")
    file = to_one("File", key="file_id", description="Berkas yang diimpor; kosong bila dari baris perintah.")
    file_name = column("Nama berkasnya.")
    as_of = column("Hari berkas diekspor.")
    dry_run = column("Uji coba: dinilai saja, tidak ada yang disimpan.")
    actor = column("Siapa yang memintanya.")
    state = column("Sejauh mana.")
    stage = column("Apa yang sedang dikerjakan.")
    done = column("Baris yang selesai pada tahap ini.")
    total = column("Baris pada tahap ini.")
    row_count = column("Baris data di berkas itu.")
    created = column("Baris yang menjadi catatan baru.")
    updated = column("Baris yang memperbarui catatan.")
    unchanged = column("Baris yang sudah tercatat dan tidak mengubah apa pun.")
    warned = column("Baris yang diterima dengan catatan.")
    refused = column("Baris yang ditolak.")
    repeated = column("Baris yang mengulang baris lain di berkas itu.")
    report = to_one(
        "File",
        key="report_id",
        description="Laporannya: lembar yang sama dengan kolom Hasil dan Alasan di sebelah kanan.",
    )
    started_at = column("Kapan diminta.")
    ended_at = column("Kapan berakhir.")
    undone_rows = column("Perubahan yang ditarik ketika dibatalkan.")
    kept_rows = column("Perubahan yang dibiarkan ketika dibatalkan.")
    undone_at = column("Kapan selesai dibatalkan.")
    kept = to_many(
        "ImportKeptRow",
        key="run_id",
        order=("id",),
        description="Catatan yang dibiarkan ketika dibatalkan, dengan alasannya.",
    )

    @computed(columns=("error",), description="Mengapa gagal, dan apa yang dapat dilakukan.")
    def error(error: str) -> str | None:
        return error or None

    @computed(columns=("error_code",), description="Kode kegagalannya.")
    def error_code(error_code: str) -> str | None:
        return error_code or None


@source(
    models.KeptRow,
    name="ImportKeptRow",
    description="Catatan yang dibiarkan sebagaimana adanya ketika sebuah impor dibatalkan.",
)
class ImportKeptRow:
    """A record that undoing left."""

    subject_model = column("Jenis catatannya, misalnya siopik.Cooperative.")
    subject_id = column("Nomor catatannya.")
    name = column("Namanya, sejauh diketahui.")
    reason = column("Mengapa dibiarkan.")
    command = column("Perintah yang mengubahnya sesudah impor itu; kosong bila tidak ada.")
    changed_at = column("Kapan perintah itu dijalankan.")
    run = to_one("ImportRun", key="run_id", description="Impornya.")


@strawberry.type(description="Sebuah kolom yang dikenal pada lembar impor.")
class ImportColumn:
    """A column of a declared sheet."""

    heading: str = strawberry.field(description="Judulnya di lembar kosong.")
    synonyms: list[str] = strawberry.field(description="Judul lain yang dikenal.")
    required: bool = strawberry.field(description="Lembar tanpa kolom ini tidak dikenali.")


@strawberry.type(description="Sebuah jenis lembar yang dikenal.")
class ImportSheet:
    """A declared sheet."""

    name: str = strawberry.field(description="Namanya.")
    title: str = strawberry.field(description="Sebutannya.")
    columns: list[ImportColumn] = strawberry.field(description="Kolom-kolomnya.")
    template: str = strawberry.field(description="Lembar kosong sebagai CSV: judul kolomnya saja.")


@strawberry.type(description="Sebuah impor yang boleh Anda jalankan.")
class Import:
    """An import that is offered."""

    name: str = strawberry.field(description="Namanya, untuk startImport.")
    title: str = strawberry.field(description="Sebutannya.")
    sheets: list[ImportSheet] = strawberry.field(description="Lembar yang dikenalinya.")


async def imports(info: strawberry.Info[Any, Any]) -> list[Import]:
    """The imports whose commands the caller may give."""
    context = context_of(info)
    return [
        Import(
            name=one.name,
            title=one.title,
            sheets=[
                ImportSheet(
                    name=sheet.name,
                    title=sheet.title,
                    columns=[
                        ImportColumn(heading=each.label, synonyms=list(each.synonyms), required=each.required)
                        for each in sheet.columns
                    ],
                    template=template_of(one, sheet.name),
                )
                for sheet in one.sheets
            ],
        )
        for one in usable_imports(context.platform, context.actor)
    ]


IMPORT_TYPES: tuple[type[Any], ...] = (ImportRun, ImportKeptRow)

IMPORT_ROOTS: tuple[RootField, ...] = (
    handwritten("imports", imports, description="Impor yang boleh Anda jalankan."),
    connection("importRuns", of="ImportRun", description="Impor yang boleh Anda lihat."),
    lookup("importRun", of="ImportRun", by=("id",), description="Satu impor."),
)

IMPORT_SUBSCRIPTIONS: tuple[RootField, ...] = (
    watch(
        "importRunChanged",
        "ImportRun",
        topic=TOPIC,
        key="import_run_id",
        by=("id",),
        required=("id",),
        description="Sebuah impor setiap kali ia maju, paling sering beberapa kali sedetik; null: kabar terlewat, "
        "muat ulang.",
    ),
)

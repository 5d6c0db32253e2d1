"""Reports in the contract: what may be asked for, the tables themselves, and what was printed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from kopukm_core.papers import ReportRequest, Table, TablesPaper, models
from kopukm_core.papers.building import build_report, usable_reports
from kopukm_core.papers.printing import TOPIC
from kopukm_core.papers.report import Cell, ColumnKind, Withheld
from kopukm_core.papers.tables_paper import written_row
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, computed, to_one
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, connection, handwritten, lookup, watch
from kopukm_graphql.source.types import enum_definition

enum_definition(models.ReportForm, "Bentuk sebuah laporan.")
enum_definition(models.PrintState, "Sejauh mana laporan yang diminta.")


@source(
    models.PrintedReport,
    description="Satu laporan yang diminta; berkasnya ada begitu selesai disusun.",
    filters=("state", "report", "asked_at"),
    orders=(Order("asked_at", "asked_at", "Menurut waktu diminta."),),
)
class PrintedReport:
    """A report that somebody asked for."""

    report = column("Nama laporannya.")
    title = column("Sebutannya.")
    form = column("Bentuknya.")
    first_day = column("Hari pertama.")
    last_day = column("Hari terakhir.")
    region_code = column("Kode wilayahnya.")
    known_at = column("Menurut catatan sampai saat ini; kosong bila menurut catatan ketika disusun.")
    actor = column("Siapa yang memintanya.")
    state = column("Sejauh mana.")
    asked_at = column("Kapan diminta.")
    ended_at = column("Kapan selesai atau gagal.")
    file = to_one("File", key="file_id", description="Berkasnya; kosong bila belum selesai.")

    @computed(columns=("error",), description="Mengapa gagal, dan apa yang dapat dilakukan.")
    def error(error: str) -> str | None:
        return error or None


@strawberry.type(name="Report", description="Sebuah laporan yang boleh Anda minta.")
class ReportType:
    """A report that is offered."""

    name: str = strawberry.field(description="Namanya, untuk printReport dan reportTables.")
    title: str = strawberry.field(description="Sebutannya.")
    description: str = strawberry.field(description="Apa yang disajikannya.")
    uses_period: bool = strawberry.field(
        description="Menyajikan satu masa; tidak: keadaan pada hari terakhir saja."
    )
    region_codes: list[str] = strawberry.field(
        description="Wilayah yang boleh Anda minta, beserta yang di dalamnya; kosong berarti di mana pun."
    )


@strawberry.type(description="Sebuah kolom tabel laporan.")
class ReportColumn:
    """A column of a table."""

    label: str = strawberry.field(description="Judulnya.")
    kind: str = strawberry.field(description="text, number, rupiah, percent, atau date.")


@strawberry.type(description="Sebuah baris tabel laporan.")
class ReportRow:
    """A row of a table."""

    values: JSON = strawberry.field(
        description="Isinya sebagai nilai, seurut kolom; hari dan saat sebagai ISO 8601."
    )
    texts: list[str] = strawberry.field(description="Isinya sebagaimana tercetak.")


@strawberry.type(description="Sebuah tabel laporan.")
class ReportTable:
    """A table of a report."""

    title: str = strawberry.field(description="Judulnya.")
    columns: list[ReportColumn] = strawberry.field(description="Kolomnya.")
    rows: list[ReportRow] = strawberry.field(description="Barisnya.")
    total: ReportRow | None = strawberry.field(description="Baris jumlah, bila ada.")
    definitions: list[str] = strawberry.field(description="Apa arti angkanya.")


@strawberry.type(description="Satu bagian laporan: paragraf, atau tabel.")
class ReportSection:
    """A part of a report: exactly one of the two."""

    text: str | None = strawberry.field(description="Paragraf.")
    table: ReportTable | None = strawberry.field(description="Tabel.")


@strawberry.type(description="Satu keterangan di atas laporan, misalnya Periode.")
class ReportParticular:
    """A line above the tables."""

    label: str = strawberry.field(description="Sebutannya.")
    text: str = strawberry.field(description="Isinya.")


@strawberry.type(description="Isi laporan: angka yang sama dengan yang tercetak.")
class ReportContent:
    """A built report."""

    title: str = strawberry.field(description="Judulnya.")
    particulars: list[ReportParticular] = strawberry.field(description="Masa, wilayah, dan seterusnya.")
    sections: list[ReportSection] = strawberry.field(description="Bagiannya menurut urutan cetak.")
    built_at: str = strawberry.field(description="Kapan disusun (ISO 8601).")


async def reports(info: strawberry.Info[Any, Any]) -> list[ReportType]:
    """The reports that the caller may ask for."""
    context = context_of(info)
    return [
        ReportType(
            name=one.name,
            title=one.title,
            description=one.description,
            uses_period=one.uses_period,
            region_codes=list(context.actor.regions(one.permission)),
        )
        for one in usable_reports(context.platform, context.actor)
    ]


async def report_tables(
    info: strawberry.Info[Any, Any],
    name: Annotated[str, strawberry.argument(description="Nama laporan, lihat `reports`.")],
    first_day: Annotated[date, strawberry.argument(description="Hari pertama masa laporan.")],
    last_day: Annotated[date, strawberry.argument(description="Hari terakhir masa laporan.")],
    region_code: Annotated[
        str, strawberry.argument(description="Wilayah yang dilaporkan; kosong: seluruh wilayah Anda.")
    ] = "",
    known_at: Annotated[
        datetime | None, strawberry.argument(description="Menurut yang diketahui saat itu; kosong: sekarang.")
    ] = None,
) -> ReportContent:
    """A report as data, built as for printing."""
    context = context_of(info)
    request = ReportRequest(first_day, last_day, region_code, known_at)
    paper = await build_report(context.platform, context.actor, name, request)
    return ReportContent(
        title=paper.title,
        particulars=[ReportParticular(label=label, text=text) for label, text in paper.particulars],
        sections=[
            ReportSection(text=each, table=None)
            if isinstance(each, str)
            else ReportSection(text=None, table=_table(each, paper))
            for each in paper.content
        ],
        built_at=paper.printed_at.isoformat(),
    )


def _table(table: Table, paper: TablesPaper) -> ReportTable:
    def row(cells: tuple[Cell, ...]) -> ReportRow:
        values = [_value(one) for one in cells]
        return ReportRow(values=values, texts=written_row(cells, table.columns, paper))  # type: ignore[arg-type]

    return ReportTable(
        title=table.title,
        columns=[ReportColumn(label=one.label, kind=_KINDS[one.kind]) for one in table.columns],
        rows=[row(each) for each in table.rows],
        total=None if table.total is None else row(table.total),
        definitions=[*table.footnotes, *table.definitions],
    )


def _value(cell: Cell) -> str | int | float | bool | None:
    """The cell as JSON; null where nothing is known or told, which the text beside it tells apart."""
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return None if isinstance(cell, Withheld) else cell


_KINDS = {kind: kind.value for kind in ColumnKind}

REPORT_TYPES: tuple[type[Any], ...] = (PrintedReport,)

REPORT_ROOTS: tuple[RootField, ...] = (
    handwritten("reports", reports, description="Laporan yang boleh Anda minta."),
    handwritten(
        "reportTables",
        report_tables,
        description="Isi sebuah laporan; wilayah kosong berarti seluruh wilayah dinas.",
    ),
    connection("printedReports", of="PrintedReport", description="Laporan tercetak yang boleh Anda lihat."),
    lookup("printedReport", of="PrintedReport", by=("id",), description="Satu laporan yang diminta."),
)

REPORT_SUBSCRIPTIONS: tuple[RootField, ...] = (
    watch(
        "printedReportChanged",
        "PrintedReport",
        topic=TOPIC,
        key="printed_report_id",
        by=("id",),
        required=("id",),
        description="Sebuah laporan begitu selesai atau gagal; null: kabar terlewat, muat ulang.",
    ),
)

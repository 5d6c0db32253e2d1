"""The RAT watch and the timeline in the contract."""

from datetime import date
from typing import Annotated, Any

import strawberry

from kopukm_core import clock
from kopukm_core.errors import BadInputError
from kopukm_core.values import RegionCode
from kopukm_graphql.node import global_id, record_number
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.figures.choices import RuleName
from kopukm_siopik.figures.report_tables import region_names
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.timeline import MOST as MOST_EVENTS
from kopukm_siopik.figures.timeline import EventKind, timeline
from kopukm_siopik.figures.watching import MOST, WatchState, watch_counts, watch_list
from kopukm_siopik.graphql.figures_arguments import Within
from kopukm_siopik.graphql.figures_types import FigureDefinition

enum_definition(WatchState, "Keadaan RAT satu tahun buku.")
enum_definition(EventKind, "Apa yang terjadi pada koperasi.")

First = Annotated[int, strawberry.argument(description=f"Paling banyak sekian, sampai {MOST}.")]


@strawberry.type(description="Satu koperasi dalam pantauan RAT.")
class WatchedCooperative:
    """A row of the list."""

    cooperative_id: strawberry.ID = strawberry.field(description="Pengenal koperasinya.")
    name: str = strawberry.field(description="Nama koperasi.")
    region_code: RegionCode | None = strawberry.field(description="Kode wilayahnya.")
    state: WatchState = strawberry.field(description="Keadaan RAT-nya.")
    held_on: date | None = strawberry.field(description="Tanggal RAT tahun buku itu.")
    last_meeting_on: date | None = strawberry.field(description="Tanggal RAT terakhir dari tahun mana pun.")


@strawberry.type(description="Pantauan RAT satu kecamatan.")
class WatchCountType:
    """Counts of a kecamatan."""

    region_code: RegionCode | None = strawberry.field(description="Kode kecamatan; null: tidak diketahui.")
    region_name: str | None = strawberry.field(description="Nama kecamatan.")
    not_held: int = strawberry.field(description="Belum RAT, belum lewat batas waktu.")
    overdue: int = strawberry.field(description="Belum RAT, sudah lewat batas waktu.")
    held: int = strawberry.field(description="Sudah RAT tepat waktu.")
    held_late: int = strawberry.field(description="Sudah RAT, terlambat.")
    lapsing: int = strawberry.field(description="Sertifikat NIK-nya segera berakhir.")


@strawberry.type(description="Pantauan RAT satu tahun buku.")
class AnnualMeetingWatch:
    """Counts and a page of the list."""

    year: int = strawberry.field(description="Tahun buku.")
    deadline: date = strawberry.field(description="Hari terakhir RAT tepat waktu.")
    definitions: list[FigureDefinition] = strawberry.field(description="Arti angka-angkanya.")
    counts: list[WatchCountType] = strawberry.field(description="Per kecamatan.")
    cooperatives: list[WatchedCooperative] = strawberry.field(description="Menurut abjad nama.")


@strawberry.type(description="Satu kejadian dalam riwayat kegiatan.")
class TimelineEventType:
    """An event."""

    day: date = strawberry.field(description="Harinya.")
    kind: EventKind = strawberry.field(description="Jenis kejadian.")
    text: str = strawberry.field(description="Dalam kata-kata.")
    cooperative_id: strawberry.ID = strawberry.field(description="Pengenal koperasinya.")
    cooperative_name: str = strawberry.field(description="Nama koperasinya.")


async def resolve_watch(
    info: strawberry.Info[Any, Any],
    year: Annotated[
        int | None, strawberry.argument(description="Tahun buku; kosong: yang baru berakhir.")
    ] = None,
    within: Within = None,
    states: Annotated[
        list[WatchState] | None, strawberry.argument(description="Kosong: yang belum RAT.")
    ] = None,
    first: First = 100,
    offset: Annotated[int, strawberry.argument(description="Lewati sekian yang pertama.")] = 0,
) -> AnnualMeetingWatch:
    """Counts, and the page of the list; two statements, and the names of regions."""
    today = clock.today(context_of(info).settings.time_zone)
    asked = today.year - 1 if year is None else year
    if not 1945 <= asked < today.year:
        raise BadInputError("Tahun buku itu belum berakhir.", remedy="Pilih tahun yang sudah berakhir.")
    if not 0 <= first <= MOST or offset < 0:
        raise BadInputError(f"first harus 0 sampai {MOST}, dan offset tidak minus.")
    rules = await rule_book(today)
    counts = await watch_counts(rules, asked, today, within or "")
    wanted = tuple(states) if states else (WatchState.NOT_HELD, WatchState.OVERDUE)
    found = await watch_list(
        rules, asked, today, within=within or "", states=wanted, first=first, offset=offset
    )
    names = await region_names([one.region_code for one in counts])
    return AnnualMeetingWatch(
        year=asked,
        deadline=rules.meeting.deadline(asked),
        definitions=[
            FigureDefinition.of(one) for one in rules.told(RuleName.ANNUAL_MEETING, RuleName.CERTIFICATE)
        ],
        counts=[
            WatchCountType(
                region_code=_code(one.region_code),
                region_name=names.get(one.region_code or ""),
                not_held=one.not_held,
                overdue=one.overdue,
                held=one.held,
                held_late=one.held_late,
                lapsing=one.lapsing,
            )
            for one in counts
        ],
        cooperatives=[
            WatchedCooperative(
                cooperative_id=strawberry.ID(global_id("Cooperative", one.cooperative_id)),
                name=one.name,
                region_code=_code(one.region_code),
                state=one.state,
                held_on=one.held_on,
                last_meeting_on=one.last_meeting_on,
            )
            for one in found
        ],
    )


async def resolve_timeline(
    info: strawberry.Info[Any, Any],
    cooperative_id: Annotated[
        strawberry.ID | None, strawberry.argument(description="Hanya koperasi ini.")
    ] = None,
    within: Within = None,
    first_day: Annotated[date | None, strawberry.argument(description="Kosong: setahun ke belakang.")] = None,
    last_day: Annotated[date | None, strawberry.argument(description="Kosong: hari ini.")] = None,
    first: First = 100,
) -> list[TimelineEventType]:
    """The events, the newest first."""
    if not 0 <= first <= MOST_EVENTS:
        raise BadInputError(f"first harus 0 sampai {MOST_EVENTS}.")
    today = clock.today(context_of(info).settings.time_zone)
    until = last_day or today
    since = first_day or date(max(until.year - 1, date.min.year), until.month, 1)
    key = None if cooperative_id is None else record_number(cooperative_id, "Cooperative")
    request = context_of(info)
    found = await timeline(
        request.platform,
        request.actor,
        since,
        until,
        cooperative_id=key,
        within=within or "",
        first=first,
    )
    return [
        TimelineEventType(
            day=one.day,
            kind=one.kind,
            text=one.text,
            cooperative_id=strawberry.ID(global_id("Cooperative", one.cooperative_id)),
            cooperative_name=one.cooperative_name,
        )
        for one in found
    ]


def _code(code: str | None) -> RegionCode | None:
    return None if code is None else RegionCode(code)


WATCH_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "annualMeetingWatch",
        resolve_watch,
        description="Siapa belum RAT, siapa terlambat, dan sertifikat siapa segera berakhir.",
    ),
    handwritten(
        "timeline", resolve_timeline, description="Riwayat kegiatan koperasi, atau koperasi satu wilayah."
    ),
)

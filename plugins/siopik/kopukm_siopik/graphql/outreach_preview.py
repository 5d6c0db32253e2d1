"""`siopik.outreachPreview`: whom the next outreach of a cycle would propose, before anything is stored."""

from typing import Annotated, Any

import strawberry

from kopukm_core import clock
from kopukm_core.errors import BadInputError, NotAllowedError, NotFoundError
from kopukm_core.parties.models import Party
from kopukm_core.regions.codes import is_within
from kopukm_core.scheduling.activities.choices import ActivityKind
from kopukm_core.scheduling.activities.rotating import rested_first
from kopukm_core.scheduling.activities.rules import rule_on
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_core.values import RegionCode
from kopukm_graphql.node import global_id, record_number
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_graphql.source.types import enum_definition
from kopukm_siopik.outreach.targeting.candidates import PROGRAMME, candidates_of
from kopukm_siopik.outreach.targeting.order import TargetOrder
from kopukm_siopik.outreach.targeting.proposing import times_for
from kopukm_siopik.permissions import RUN_PROGRAMME

MOST_SHOWN = 500

enum_definition(TargetOrder, "Apa yang didahulukan di antara yang belum lama ini tidak diundang.")


@strawberry.type(description="Satu calon sasaran penyuluhan menurut giliran.")
class OutreachCandidate:
    """One candidate in its place."""

    position: int = strawberry.field(description="Urutannya, mulai 1.")
    party_id: strawberry.ID = strawberry.field(description="Pengenal global pihaknya.")
    name: str = strawberry.field(description="Namanya.")
    region_code: str | None = strawberry.field(description="Kode wilayahnya.")
    reason: str = strawberry.field(description="Mengapa menjadi sasaran.")
    turn: str = strawberry.field(description="Mengapa pada urutan itu: kapan terakhir diundang.")


@strawberry.type(
    description="Giliran penyuluhan berikutnya, sejauh boleh Anda lihat; belum ada yang disimpan."
)
class OutreachPreview:
    """The next turn."""

    candidates: int = strawberry.field(
        description="Banyaknya calon sasaran yang belum ada di daftar siklus itu."
    )
    left_over: int = strawberry.field(description="Yang belum mendapat tempat dan belum lama ini diundang.")
    resting: int = strawberry.field(description="Yang belum lama ini diundang: di belakang semua yang lain.")
    more_times: int = strawberry.field(
        description="Berapa kali lagi sebanyak ini sampai semua yang menunggu mendapat giliran."
    )
    chosen: list[OutreachCandidate] = strawberry.field(description="Yang akan diusulkan, menurut giliran.")


async def outreach_preview(
    info: strawberry.Info[Any, Any],
    cycle: Annotated[strawberry.ID, strawberry.argument(description="Siklus SI OPIK SEHAT.")],
    places: Annotated[int, strawberry.argument(description="Banyaknya tempat, 1 sampai 500.")],
    region_code: Annotated[
        RegionCode | None,
        strawberry.argument(description="Kecamatan atau desa; kosong berarti seluruh wilayah siklus."),
    ] = strawberry.UNSET,
    order: Annotated[
        list[TargetOrder] | None,
        strawberry.argument(description="Apa yang didahulukan; kosong berarti urutan biasa."),
    ] = strawberry.UNSET,
) -> OutreachPreview:
    """For who may run the programme there; a handful of statements."""
    number = record_number(cycle, "ProgrammeCycle")
    if not 1 <= places <= MOST_SHOWN:
        raise BadInputError(f"places harus 1 sampai {MOST_SHOWN}.")
    context = context_of(info)
    if not context.actor.may(RUN_PROGRAMME):
        raise NotAllowedError(
            "Anda tidak berwenang melihat giliran penyuluhan.", remedy=f"Minta izin {RUN_PROGRAMME}."
        )
    found = await ProgrammeCycle.get_or_none(id=number, programme__name=PROGRAMME)
    region = (region_code or found.region_id) if found else ""
    if (
        found is None
        or not is_within(region, found.region_id)
        or not context.actor.may(RUN_PROGRAMME, region)
    ):
        raise NotFoundError(
            "Siklus itu tidak ada di wilayah itu.",
            remedy="Pilih siklus dan wilayah yang boleh Anda jalankan.",
        )
    zone = context.platform.settings.time_zone
    rule = await rule_on(ActivityKind.OUTREACH, found.held_on)
    waiting = rested_first(
        await candidates_of(context.platform, context.actor, found.id, region, order or ()), rule.rest_days
    )
    chosen, left = waiting[:places], waiting[places:]
    moment = clock.now()
    resting = sum(one.is_resting(moment, rule.rest_days) for one in left)
    named = {
        int(key): (str(name), code)
        for key, name, code in await Party.filter(id__in=[one.party_id for one in chosen]).values_list(
            "id", "name", "region_id"
        )
    }
    return OutreachPreview(
        candidates=len(waiting),
        left_over=len(left) - resting,
        resting=resting,
        more_times=times_for(len(left) - resting, places),
        chosen=[
            OutreachCandidate(
                position=place,
                party_id=strawberry.ID(global_id("Party", one.party_id)),
                name=named[one.party_id][0],
                region_code=named[one.party_id][1],
                reason=one.reason,
                turn=one.turn(zone),
            )
            for place, one in enumerate(chosen, start=1)
        ],
    )


OUTREACH_PREVIEW_ROOTS: tuple[RootField, ...] = (
    handwritten(
        "outreachPreview",
        outreach_preview,
        description="Giliran penyuluhan berikutnya: siapa yang akan diusulkan, dengan alasannya, dan yang tersisa.",
    ),
)

"""Whom no channel reaches, in the contract: for the officer who prints letters or calls."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.messaging import MessageFault
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.permissions import READ_ACTIVITIES
from kopukm_core.scheduling.activities.unreached import DEFINITION, unreached_parties
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.node import global_id, record_number
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import handwritten
from kopukm_graphql.source.types import enum_definition

enum_definition(MessageFault)
MOST_SHOWN = 500


@strawberry.type(description="Koperasi atau usaha yang tidak dapat dicapai pesan.")
class UnreachedParty:
    """A party that nothing reaches."""

    party_id: strawberry.ID = strawberry.field(description="Pengenal global pihaknya.")
    name: str = strawberry.field(description="Namanya.")
    region_code: str | None = strawberry.field(description="Kode wilayahnya.")
    fault: MessageFault = strawberry.field(description="Mengapa tidak tercapai.")
    is_registered: bool = strawberry.field(description="Sudah terdaftar; tidak: baru menjadi sasaran.")
    tried_at: datetime | None = strawberry.field(
        description="Kapan terakhir dikirimi; kosong bila belum ada yang dikirim."
    )


@strawberry.type(description="Siapa saja yang tidak dapat dicapai pesan tentang sebuah kegiatan.")
class UnreachedParties:
    """How many, and the first of them."""

    definition: str = strawberry.field(description="Siapa yang termasuk.")
    count: int = strawberry.field(description="Banyaknya, sejauh boleh Anda lihat.")
    parties: list[UnreachedParty] = strawberry.field(description="Yang pertama menurut nama.")


async def unreached(
    info: strawberry.Info[Any, Any],
    activity_id: Annotated[strawberry.ID, strawberry.argument(description="Pengenal global kegiatannya.")],
    first: Annotated[int, strawberry.argument(description="Sekian yang pertama, sampai 500.")] = 100,
) -> UnreachedParties | None:
    """A handful of statements; null for who may not see the participants."""
    context = context_of(info)
    activity = await Activity.get_or_none(id=record_number(str(activity_id), "Activity"))
    if activity is None or not context.actor.may(READ_ACTIVITIES, activity.region_id):
        return None
    found = {one.party_id: one for one in await unreached_parties(context.platform.messaging, activity)}
    named: list[dict[str, Any]] = []
    keys = sorted(found)
    for begin in range(0, len(keys), 2_000):
        given = Parameters(dialect())
        seen = context.platform.visibility.condition(Party, context.actor, "p", given)
        named += await rows(
            "SELECT p.id, p.name, p.sort_key, p.region_code FROM party p"
            f" WHERE p.id IN ({given.add_all(keys[begin : begin + 2_000])}) AND {seen}",
            given,
        )
    named.sort(key=lambda row: (row["sort_key"], row["id"]))
    return UnreachedParties(
        definition=DEFINITION,
        count=len(named),
        parties=[
            UnreachedParty(
                party_id=strawberry.ID(global_id("Party", row["id"])),
                name=row["name"],
                region_code=row["region_code"],
                fault=found[row["id"]].fault,
                is_registered=found[row["id"]].is_registered,
                tried_at=found[row["id"]].tried_at,
            )
            for row in named[: max(0, min(first, MOST_SHOWN))]
        ],
    )


UNREACHED_CONTRIBUTION = Contribution(
    types=(UnreachedParty, UnreachedParties),
    query=(
        handwritten(
            "unreachedParties",
            unreached,
            description="Sasaran dan pendaftar sebuah kegiatan yang tidak dapat dicapai pesan, dengan sebabnya.",
        ),
    ),
)

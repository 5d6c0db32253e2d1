"""Audiences in the contract: what there is, and who belongs before anybody is written to."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from kopukm_core.audiences import audience_members
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor
from kopukm_core.parties.models import Party as PartyModel
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.node import global_id
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import handwritten

MOST_SHOWN = 100


@strawberry.type(description="Keterangan yang dapat diberikan kepada sebuah kelompok sasaran.")
class AudienceParameter:
    """A parameter of an audience."""

    name: str = strawberry.field(description="Namanya.")
    question: str = strawberry.field(description="Yang ditanyakan.")


@strawberry.type(name="Audience", description="Kelompok sasaran: kepada siapa undangan atau pesan ditujukan.")
class AudienceType:
    """An audience."""

    name: str = strawberry.field(description="Namanya.")
    title: str = strawberry.field(description="Sebutannya.")
    definition: str = strawberry.field(description="Siapa yang termasuk.")
    parameters: list[AudienceParameter] = strawberry.field(description="Keterangan yang dapat diberikan.")


@strawberry.type(name="AudienceMember", description="Satu anggota kelompok sasaran.")
class AudienceMemberType:
    """A member, with the reason."""

    party_id: strawberry.ID = strawberry.field(description="Pengenal global pihaknya.")
    name: str = strawberry.field(description="Namanya.")
    region_code: str | None = strawberry.field(description="Kode wilayahnya.")
    reason: str = strawberry.field(description="Mengapa termasuk.")


@strawberry.type(description="Isi sebuah kelompok sasaran sekarang, sejauh boleh Anda lihat.")
class AudiencePreview:
    """Who belongs now."""

    definition: str = strawberry.field(description="Siapa yang termasuk.")
    count: int = strawberry.field(description="Banyaknya.")
    members: list[AudienceMemberType] = strawberry.field(description="Yang pertama, dengan alasannya.")


async def audiences(info: strawberry.Info[Any, Any]) -> list[AudienceType]:
    """The audiences whose members the caller may see somewhere."""
    context = context_of(info)
    return [
        AudienceType(
            name=one.name,
            title=one.title,
            definition=one.definition,
            parameters=[AudienceParameter(name=name, question=text) for name, text in one.parameters.items()],
        )
        for one in context.platform.audiences
        if context.actor.may(one.permission)
    ]


async def audience_preview(
    info: strawberry.Info[Any, Any],
    name: Annotated[str, strawberry.argument(description="Nama kelompoknya.")],
    region: Annotated[str, strawberry.argument(description="Kode wilayah; kosong berarti semua.")] = "",
    parameters: Annotated[
        JSON | None, strawberry.argument(description="Keterangan yang dikenal kelompok itu.")
    ] = None,
    first: Annotated[int, strawberry.argument(description="Sekian anggota pertama, sampai 100.")] = 20,
) -> AudiencePreview:
    """Two statements besides the audience's own query."""
    context = context_of(info)
    audience = context.platform.audiences[name]
    _require(context.actor, audience.permission)
    given: dict[str, Any] = parameters if isinstance(parameters, dict) else {}
    found = await audience_members(context.platform, context.actor, name, region, given)
    shown = found[: max(0, min(first, MOST_SHOWN))]
    named = {
        int(key): (str(text), place)
        for key, text, place in await PartyModel.filter(id__in=[one.party_id for one in shown]).values_list(
            "id", "name", "region_id"
        )
    }
    return AudiencePreview(
        definition=audience.definition,
        count=len(found),
        members=[
            AudienceMemberType(
                party_id=strawberry.ID(global_id("Party", one.party_id)),
                name=named[one.party_id][0],
                region_code=named[one.party_id][1],
                reason=one.reason,
            )
            for one in shown
            if one.party_id in named
        ],
    )


def _require(actor: Actor, permission: str) -> None:
    if not actor.may(permission):
        raise NotAllowedError(
            "Anda tidak berwenang melihat kelompok sasaran ini.", remedy=f"Minta izin {permission}."
        )


AUDIENCES_CONTRIBUTION = Contribution(
    types=(AudienceType, AudienceMemberType, AudienceParameter, AudiencePreview),
    query=(
        handwritten("audiences", audiences, description="Kelompok sasaran yang boleh Anda pakai."),
        handwritten(
            "audiencePreview",
            audience_preview,
            description="Banyaknya anggota sebuah kelompok sasaran sekarang, dan yang pertama dengan alasannya.",
        ),
    ),
)

"""`me`: who the server takes the caller for, and what they may do."""

from typing import Any

import strawberry
from strawberry.scalars import JSON
from strawberry.types.field import StrawberryField

from kopukm_core.commands import drafts_of
from kopukm_core.identity import ActorKind
from kopukm_graphql.contribution import Extension, extend
from kopukm_graphql.source.fields import to_one
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, handwritten


@strawberry.type(description="Satu izin dan wilayah berlakunya.")
class HeldPermission:
    """A permission inside a region subtree."""

    permission: str = strawberry.field(description="Nama izin.")
    region_code: str = strawberry.field(description="Wilayah berlakunya; kosong berarti di mana pun.")


@strawberry.type(name="Draft", description="Isian yang sudah dimulai dan disimpan, milik Anda sendiri.")
class DraftType:
    """A begun input."""

    command: str = strawberry.field(description="Nama perintahnya.")
    name: str = strawberry.field(description="Nama draf.")
    input: JSON = strawberry.field(description="Isian sebagai JSON, mungkin belum lengkap.")
    updated_at: str = strawberry.field(description="Kapan terakhir disimpan (ISO 8601).")


@strawberry.type(description="Siapa Anda bagi layanan ini.")
class Me:
    """The actor of this request."""

    kind: str = strawberry.field(description="anonymous, person, service, atau operator.")
    key: str = strawberry.field(description="Nama tetap Anda dalam catatan tindakan.")
    permissions: list[HeldPermission] = strawberry.field(description="Izin yang Anda pegang sekarang.")
    account_id: strawberry.Private[int | None] = None


async def drafts(info: strawberry.Info[Any, Any]) -> list[DraftType]:
    """The caller's drafts; none for the anonymous."""
    context = context_of(info)
    if context.actor.kind is ActorKind.ANONYMOUS:
        return []
    return [
        DraftType(
            command=each.command,
            name=each.name,
            input=each.input,  # type: ignore[arg-type]
            updated_at=each.updated_at.isoformat(),
        )
        for each in await drafts_of(context.platform, context.actor)
    ]


async def me(info: strawberry.Info[Any, Any]) -> Me:
    """The actor, from the token that came with the request."""
    actor = context_of(info).actor
    held = [HeldPermission(permission=each.permission, region_code=each.region_code) for each in actor.grants]
    return Me(kind=actor.kind.value, key=actor.key, permissions=held, account_id=actor.account_id)


ME_ROOTS: tuple[RootField, ...] = (handwritten("me", me, description="Siapa Anda bagi layanan ini."),)

_DRAFTS: StrawberryField = strawberry.field(
    resolver=drafts, description="Draf isian Anda, yang terbaru dahulu."
)

ME_FIELDS: tuple[Extension, ...] = (
    extend("Me", drafts=_DRAFTS),
    extend(
        "Me", account=to_one("Account", key="account_id", description="Akun Anda; kosong bila bukan orang.")
    ),
)

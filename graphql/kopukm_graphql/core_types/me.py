"""`me`: who the platform takes the caller for, and what it lets them do."""

import strawberry

from kopukm_core.identity.actor import ActorKind
from kopukm_core.values import Choice
from kopukm_graphql.context import RequestContext
from kopukm_graphql.source.roots import RootField, handwritten
from kopukm_graphql.source.types import enum_definition


class CallerKind(Choice):
    """The kinds of caller that are not anonymous."""

    PERSON = "person", "Orang yang masuk dengan akunnya"
    SERVICE = "service", "Layanan, untuk dirinya atau untuk kontak yang sudah dipastikan"
    OPERATOR = "operator", "Operator di baris perintah"


enum_definition(CallerKind, "Siapa yang memanggil.")


@strawberry.type(description="Satu izin yang dipegang, di satu wilayah dan semua wilayah di bawahnya.")
class HeldPermission:
    """A grant."""

    name: str = strawberry.field(description="Nama izin, misalnya core.manage_accounts.")
    region_code: str | None = strawberry.field(description="Kode wilayah; kosong berarti di mana saja.")


@strawberry.type(description="Pemanggil sebagaimana dikenal platform.")
class Me:
    """The caller; their account hangs below."""

    account_id: strawberry.Private[int | None]
    kind: CallerKind = strawberry.field(description="Orang, layanan, atau operator.")
    acting_for: str | None = strawberry.field(description="Kontak yang diwakili sebuah layanan.")
    permissions: list[HeldPermission] = strawberry.field(description="Semua izin yang dipegang.")


async def me(info: strawberry.Info[RequestContext, None]) -> Me | None:
    """Null for the anonymous caller."""
    actor = info.context.actor
    if actor.kind is ActorKind.ANONYMOUS:
        return None
    return Me(
        account_id=actor.account_id,
        kind=CallerKind(actor.kind.value),
        acting_for=actor.acting_for or None,
        permissions=[
            HeldPermission(name=grant.permission, region_code=grant.region_code or None)
            for grant in actor.grants
        ],
    )


ME: RootField = handwritten("me", me, description="Siapa Anda bagi platform ini; kosong bila belum masuk.")

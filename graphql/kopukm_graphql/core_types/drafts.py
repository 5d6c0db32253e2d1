"""Mutations for drafts: kept as they are, for any command."""

from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON
from strawberry.types.field import StrawberryField

from kopukm_core.commands import discard_draft, save_draft
from kopukm_core.errors import BadInputError
from kopukm_graphql.source.places import context_of

CommandName = Annotated[
    str, strawberry.argument(description="Nama perintahnya, misalnya siopik.register_cooperative.")
]
DraftName = Annotated[
    str, strawberry.argument(description="Nama draf, bila ada beberapa untuk satu perintah.")
]


async def save(
    info: strawberry.Info[Any, Any],
    command: CommandName,
    input: Annotated[JSON, strawberry.argument(description="Isian sebagai objek JSON, boleh belum lengkap.")],  # noqa: A002
    name: DraftName = "",
) -> bool:
    """Keep a draft in place of the former one of that name."""
    if not isinstance(input, dict):
        raise BadInputError("Isian draf harus objek JSON.", remedy='Contoh: {"name": "KSU Mekar"}')
    context = context_of(info)
    await save_draft(context.platform, context.actor, command, input, name=name)
    return True


async def discard(info: strawberry.Info[Any, Any], command: CommandName, name: DraftName = "") -> bool:
    """Throw a draft away."""
    return await discard_draft(context_of(info).actor, command, name=name)


DRAFT_MUTATIONS: dict[str, StrawberryField] = {
    "save_draft": strawberry.field(resolver=save, description="Menyimpan isian yang belum selesai."),
    "discard_draft": strawberry.field(resolver=discard, description="Membuang draf; salah bila tidak ada."),
}

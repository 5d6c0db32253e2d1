# mypy: disable-error-code="untyped-decorator"
"""A small schema behind the real server, for suites from outside: `python demo_server.py PORT`."""

from __future__ import annotations

import sys
from datetime import date
from enum import Enum
from types import SimpleNamespace
from typing import cast

import strawberry
from starlette.requests import Request

from kopukm_core.identity.actor import ANONYMOUS
from kopukm_graphql.server import ActorContext, ServerSettings, create_application, serve


@strawberry.enum(description="Jenis koperasi")
class Kind(Enum):
    CONSUMER = "consumer"
    PRODUCER = "producer"


@strawberry.type(description="Koperasi")
class Cooperative:
    id: strawberry.ID = strawberry.field(description="Nomor")
    name: str = strawberry.field(description="Nama")
    kind: Kind = strawberry.field(description="Jenis")
    founded_on: date | None = strawberry.field(description="Tanggal berdiri", default=None)

    @strawberry.field(description="Koperasi sejenis")
    def similar(self, first: int = 5) -> list[Cooperative]:
        return list(STORED.values())[: max(0, min(first, 100))]


@strawberry.input(description="Koperasi baru")
class NewCooperative:
    name: str = strawberry.field(description="Nama")
    kind: Kind = strawberry.field(description="Jenis", default=Kind.CONSUMER)
    founded_on: date | None = strawberry.field(description="Tanggal berdiri", default=None)
    members: list[int] = strawberry.field(description="Jumlah anggota per tahun", default_factory=list)


STORED: dict[str, Cooperative] = {}


@strawberry.type(description="Membaca")
class Query:
    @strawberry.field(description="Daftar koperasi")
    def cooperatives(self, first: int = 20, kind: Kind | None = None, name: str = "") -> list[Cooperative]:
        found = [each for each in STORED.values() if name in each.name and kind in (None, each.kind)]
        return found[: max(0, min(first, 100))]

    @strawberry.field(description="Satu koperasi")
    def cooperative(self, id: strawberry.ID) -> Cooperative | None:  # noqa: A002
        return STORED.get(id)


@strawberry.type(description="Mengubah")
class Mutation:
    @strawberry.mutation(description="Daftarkan koperasi")
    def register(self, input: NewCooperative) -> Cooperative:  # noqa: A002
        cooperative = Cooperative(
            id=strawberry.ID(str(len(STORED) + 1)),
            name=input.name,
            kind=input.kind,
            founded_on=input.founded_on,
        )
        if len(STORED) < 100:
            STORED[cooperative.id] = cooperative
        return cooperative


async def open_context(_: Request) -> ActorContext:
    return cast(ActorContext, SimpleNamespace(actor=ANONYMOUS))


def main() -> None:
    application = create_application(
        strawberry.Schema(Query, Mutation), settings=ServerSettings(), open_context=open_context
    )
    serve(application, port=int(sys.argv[1]))


if __name__ == "__main__":
    main()

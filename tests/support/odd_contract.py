"""The root fields of odd cases, and their schema."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from odd_types import CALLS, SCALARS, Animal, Beast, Bird, Broken, Cat, Colour, Dog, Holder, Money, Range, Row


@dataclass
class Stream:
    """An async iterator that tells when it was closed; fails where told."""

    fails_at: int
    index: int = 0
    closed: bool = False

    def __aiter__(self) -> Stream:
        return self

    async def __anext__(self) -> int:
        await asyncio.sleep(0)
        self.index += 1
        if self.index == self.fails_at:
            raise ValueError("arus putus")
        if self.index > 4:
            raise StopAsyncIteration
        return self.index

    async def aclose(self) -> None:
        self.closed = True
        CALLS.append("closed")


def _failing(count: int) -> Iterator[int]:
    yield from range(count)
    raise ValueError("pencacah rusak")


async def _soon(value: Any) -> Any:
    await asyncio.sleep(0)
    if isinstance(value, Exception):
        raise value
    return value


@strawberry.type
class Query:
    @strawberry.field
    def rows(self, count: int = 3) -> list[Row]:
        return [
            Row(
                key=each,
                text=None if each == 1 else f"teks {each}",
                day=date(2026, 11, each + 1),
                colour=Colour.BLUE if each else Colour.RED,
                money=Money(each),
                amount=Decimal("12.50"),
                colours=[Colour.RED, Colour.BLUE],
                grid=[[1, 2], None, [each]],
            )
            for each in range(count)
        ]

    @strawberry.field
    async def maybe_rows(self) -> list[Row | None] | None:
        return [Row(key=1), None, Row(key=2), Row(key=3)]

    @strawberry.field
    async def one(self, key: int) -> Row | None:
        await asyncio.sleep(0)
        return Row(key=key) if key else None

    @strawberry.field
    def holder(self) -> Holder | None:
        return cast(Holder, Broken())

    @strawberry.field
    def animals(self) -> list[Animal]:
        return [Cat(name="Manis", age=3), Dog(name="Bleki"), Cat(name="Belang")]

    @strawberry.field
    async def beasts(self) -> list[Beast | None]:
        return [Cat(name="Manis"), Bird(wings=2), None]

    @strawberry.field
    def wrong_beast(self) -> Beast | None:
        return cast(Cat, Dog(name="Bleki"))

    @strawberry.field
    def wrong_animal(self) -> Animal | None:
        return cast(Animal, object())

    @strawberry.field
    def bad_bird(self) -> Bird | None:
        return Bird(wings=-1)

    @strawberry.field
    def colour(self, of: Colour = Colour.BLUE) -> Colour:
        return of

    @strawberry.field
    def wrong_colour(self) -> Colour | None:
        return cast(Colour, "hijau")

    @strawberry.field
    def wide(self, big: int = 2**31) -> int | None:
        return 2**40

    @strawberry.field
    def nothing_written(self) -> Money | None:
        return Money(0)

    @strawberry.field
    def within(self, bounds: Range, colours: list[Colour] | None = None) -> str:
        return f"{bounds.low}-{bounds.high} {[each.name for each in colours or []]}"

    @strawberry.field
    def returns_error(self) -> str | None:
        return cast(str, GraphQLError("dikembalikan", extensions={"code": "X"}))

    @strawberry.field
    async def located(self) -> str | None:
        raise GraphQLError("dengan letak", path=["lain", 1])

    @strawberry.field
    def not_a_list(self) -> list[int] | None:
        return cast(list[int], 5)

    @strawberry.field
    def lazy(self) -> list[int]:
        return cast(list[int], (each for each in (1, 2, 3)))

    @strawberry.field
    def broken_list(self) -> list[int] | None:
        return cast(list[int], _failing(2))

    @strawberry.field
    def awaited_items(self, fails: bool = False) -> list[int] | None:
        return cast(list[int], [_soon(1), 2, _soon(ValueError("butir")) if fails else _soon(3)])

    @strawberry.field
    def awaited_nullable_items(self) -> list[int | None]:
        return cast(list[int | None], [_soon(1), _soon(ValueError("butir")), None, _soon("x")])

    @strawberry.field
    def bad_item_before_awaited(self) -> list[int] | None:
        return cast(list[int], [_soon(1), None, _soon(2)])

    @strawberry.field
    def stream(self, fails_at: int = 0) -> list[int] | None:
        return cast(list[int], Stream(fails_at))

    @strawberry.field
    def stream_of_rows(self) -> list[Row]:
        async def rows() -> AsyncIterator[Row]:
            for each in range(3):
                await asyncio.sleep(0)
                yield Row(key=each)

        return cast(list[Row], rows())

    @strawberry.field
    async def certain(self, key: int = 2) -> Row:
        return Row(key=key)

    @strawberry.field
    def sure_null(self) -> str:
        return cast(str, None)

    @strawberry.field
    async def slow(self) -> str:
        CALLS.append("slow began")
        try:
            await asyncio.sleep(30)
        finally:
            CALLS.append("slow ended")
        return "lama"


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def step(self, name: str, turns: int = 1, fails: bool = False) -> Row | None:
        CALLS.append(f"begin {name}")
        for _ in range(turns):
            await asyncio.sleep(0)
        CALLS.append(f"end {name}")
        if fails:
            raise ValueError(name)
        return Row(key=7)

    @strawberry.mutation
    async def must(self, name: str) -> str:
        CALLS.append(name)
        return cast(str, None)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[Row]:
        yield Row(key=1)


def odd_schema() -> strawberry.Schema:
    """The contract, with hand-made answers to `isTypeOf` that must be awaited."""
    schema = strawberry.Schema(
        Query,
        Mutation,
        Subscription,
        types=[Cat, Dog, Bird],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    dog = schema._schema.type_map["Dog"]
    plain = dog.is_type_of  # type: ignore[attr-defined]

    async def is_dog(value: Any, info: Any) -> bool:
        await asyncio.sleep(0)
        return bool(plain(value, info))

    dog.is_type_of = is_dog  # type: ignore[attr-defined]
    return schema

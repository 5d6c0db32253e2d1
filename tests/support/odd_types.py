"""Types of odd cases: every way in which a field may answer, fail, wait, or be null."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, NewType, cast

import strawberry
from strawberry.types.info import Info
from strawberry.types.scalar import ScalarDefinition

from kopukm_core.errors import NotFoundError

Money = NewType("Money", int)
CALLS: list[str] = []
"""What was called, in order."""


def _money(value: Any) -> Any:
    return None if value == 0 else f"Rp{int(value)}"


SCALARS: Mapping[object, ScalarDefinition] = {
    Money: strawberry.scalar(name="Money", serialize=_money, parse_value=int)
}


@strawberry.enum
class Colour(Enum):
    RED = "merah"
    BLUE = "biru"


@strawberry.interface
class Animal:
    name: str
    age: int | None = None


@strawberry.type
class Cat(Animal):
    lives: int = 9

    @strawberry.field
    async def owner(self) -> str | None:
        await asyncio.sleep(0)
        return f"pemilik {self.name}"


@strawberry.type
class Dog(Animal):
    @strawberry.field
    def bark(self, loud: bool = False, times: int = 1) -> str:
        return " ".join(["GUK" if loud else "guk"] * times)


@strawberry.type
class Bird:
    wings: int

    @classmethod
    def is_type_of(cls, value: Any, _info: Any) -> bool:
        return isinstance(value, Bird) and value.wings >= 0


Beast = Annotated[Cat | Bird, strawberry.union("Beast")]


@strawberry.input
class Range:
    low: int
    high: int | None = 10


class Broken:
    """Attributes that raise and awaitables that are attributes."""

    @property
    def raises(self) -> str:
        raise ValueError("atribut rusak")

    @property
    def later(self) -> Awaitable[str]:
        async def text() -> str:
            return "nanti"

        return text()

    sure: Any = None
    colour: Any = "hijau"


@strawberry.type
class Holder:
    raises: str | None
    later: str | None
    sure: str
    colour: Colour | None


@strawberry.type
class Row:
    key: int
    text: str | None = None
    day: date | None = None
    colour: Colour = Colour.RED
    money: Money | None = None
    amount: Decimal | None = None
    colours: list[Colour] | None = None
    grid: list[list[int] | None] | None = None
    late_inner: strawberry.Private[Any] = None

    @strawberry.field
    async def sure(self) -> str:
        await asyncio.sleep(0)
        CALLS.append(f"sure {self.key}")
        if self.key == 2:
            raise NotFoundError("Baris dua tidak ada.")
        return f"pasti {self.key}"

    @strawberry.field
    def sure_now(self) -> str:
        CALLS.append(f"sure_now {self.key}")
        return cast(str, None if self.key == 2 else f"kini {self.key}")

    @strawberry.field
    async def maybe(self) -> str | None:
        if self.key % 2:
            raise ValueError(f"baris {self.key}")
        return "ada"

    @strawberry.field
    def place(self, info: Info) -> str:
        raw: Any = info._raw_info
        names = (raw.field_name, str(raw.return_type), raw.parent_type.name, len(raw.field_nodes))
        return f"{raw.path.as_list()} {names} {sorted(raw.fragments)} {dict(raw.variable_values)}"

    @strawberry.field
    async def next(self) -> Row | None:
        await asyncio.sleep(0)
        return Row(key=self.key + 1) if self.key < 4 else None

    @strawberry.field
    def others(self) -> list[Row]:
        return [Row(key=self.key * 10 + each) for each in (1, 2)]

"""The orders a list may be asked in: the enum of a source, and the column that each value means."""

from __future__ import annotations

from enum import Enum

from strawberry.types.enum import EnumValue, StrawberryEnumDefinition

from kopukm_graphql.source.catalog import Source
from kopukm_graphql.source.declaration import Order
from kopukm_graphql.source.fields import Column


def order_enum(source: Source) -> StrawberryEnumDefinition | None:
    """`CooperativeOrder` with `NAME_ASC`, `NAME_DESC` …; None where no order is declared."""
    orders = source.declaration.orders
    if not orders:
        return None
    names = [f"{each.name.upper()}_{way}" for each in orders for way in ("ASC", "DESC")]
    name = f"{source.name}Order"
    return StrawberryEnumDefinition(
        wrapped_cls=Enum(name, {each: each for each in names}),  # type: ignore[arg-type]
        name=name,
        description=f"Urutan daftar {source.name}.",
        values=[
            EnumValue(value, value, description=f"{_words(source, order)}, {way}.")
            for order in orders
            for value, way in (
                (f"{order.name.upper()}_ASC", "naik"),
                (f"{order.name.upper()}_DESC", "turun"),
            )
        ],
    )


def asked_order(source: Source, asked: Enum) -> str:
    """The column of an order's value, with "-" before it for descending."""
    name, _, way = str(asked.value).rpartition("_")
    order = next(each for each in source.declaration.orders if each.name.upper() == name)
    return f"-{order.by}" if way == "DESC" else order.by


def _words(source: Source, order: Order) -> str:
    declared = {each.name: each for each in source.declaration.fields if isinstance(each, Column)}
    found = declared.get(order.name)
    return (order.description or (found.description if found else order.name)).rstrip(".")

"""The connection and edge types of each source, and the arguments of fields that return them."""

from __future__ import annotations

from typing import Any

from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition

from kopukm_graphql.compose.objects import attribute
from kopukm_graphql.source.answers import ConnectionAnswer
from kopukm_graphql.source.catalog import Source
from kopukm_graphql.source.filters import SourceFilters
from kopukm_graphql.source.made_types import object_type
from kopukm_graphql.source.orders import order_enum
from kopukm_graphql.source.strawberry_fields import PAGE_ARGUMENTS, SourceField, argument


class ConnectionTypes:
    """Made once per schema and source, when a field first needs them."""

    def __init__(self, filters: SourceFilters) -> None:
        self.filters = filters
        self.made: dict[str, type[Any]] = {}
        self._orders: dict[str, StrawberryEnumDefinition | None] = {}
        self.page_info = object_type(
            "PageInfo",
            "Letak satu halaman dalam daftarnya.",
            (
                attribute("has_next_page", "hasNextPage", bool, "Masih ada baris sesudah halaman ini."),
                attribute(
                    "has_previous_page", "hasPreviousPage", bool, "Masih ada baris sebelum halaman ini."
                ),
                attribute("start_cursor", "startCursor", StrawberryOptional(str), "Kursor baris pertama."),
                attribute("end_cursor", "endCursor", StrawberryOptional(str), "Kursor baris terakhir."),
            ),
        )

    def type_of(self, source: Source) -> type[Any]:
        """`XConnection`, with `XEdge` below it."""
        if source.name not in self.made:
            origin = source.declaration.origin
            edge = object_type(
                f"{source.name}Edge",
                f"Satu baris daftar {source.name} dengan kursornya.",
                (
                    attribute("node", "node", origin, "Barisnya."),
                    attribute("cursor", "cursor", str, "Letak baris ini, untuk after atau before."),
                ),
            )
            self.made[source.name] = object_type(
                f"{source.name}Connection",
                f"Satu halaman daftar {source.name}.",
                (
                    attribute("edges", "edges", StrawberryList(edge), "Baris beserta kursornya."),
                    attribute("nodes", "nodes", StrawberryList(origin), "Baris saja."),
                    attribute("page_info", "pageInfo", self.page_info, "Letak halaman."),
                    SourceField(
                        "totalCount", int, "Banyaknya baris seluruh daftar yang terlihat bagi Anda.", _total
                    ),
                ),
            )
        return self.made[source.name]

    def arguments(self, source: Source) -> list[StrawberryArgument]:
        """Paging always; `where`, `search` and `order` as far as the source declares them."""
        arguments = [argument(name, StrawberryOptional(kind), text) for name, kind, text in PAGE_ARGUMENTS]
        return arguments + self.narrowing(source) + self._order(source)

    def narrowing(self, source: Source) -> list[StrawberryArgument]:
        """`where` and `search`."""
        arguments = []
        where = self.filters.of(source)
        if where is not None:
            arguments.append(argument("where", StrawberryOptional(where), "Saringan."))
        if source.declaration.search:
            arguments.append(
                argument("search", StrawberryOptional(str), "Potongan nama atau kata yang dicari.")
            )
        return arguments

    def _order(self, source: Source) -> list[StrawberryArgument]:
        if source.name not in self._orders:
            self._orders[source.name] = order_enum(source)
        enum = self._orders[source.name]
        return [argument("order", StrawberryOptional(enum), "Urutan.")] if enum else []


def _total(parent: ConnectionAnswer, _info: Any, _arguments: dict[str, Any]) -> Any:
    return parent.total()

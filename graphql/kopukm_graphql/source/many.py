"""Resolvers of declared lists: to-many fields, nested connections, and aggregates over related rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from kopukm_core.db import dialect
from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.connections import PageRequest
from kopukm_graphql.connections.page import checked_limit
from kopukm_graphql.loaders import BatchLoader
from kopukm_graphql.row import Row
from kopukm_graphql.source.answers import ConnectionAnswer, list_request
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.fields import Aggregate, ConnectionTo, ToMany
from kopukm_graphql.source.lists import ListReader, ListRequest, Page
from kopukm_graphql.source.places import Resolve, context_of, parent_value, raw_info
from kopukm_graphql.source.selection import path_key, source_keys
from kopukm_graphql.source.types import kind_of_field, reader_of_type

SQL_FUNCTIONS = {
    "count": "count(*)",
    "sum": "sum({column})",
    "minimum": "min({column})",
    "maximum": "max({column})",
    "average": "avg({column})",
}


def to_many_resolver(catalog: Catalog, source: Source | None, declaration: ToMany) -> Resolve:
    """Answers a limited list of related rows: one statement for all parents of a place."""
    target = catalog[declaration.target]

    def resolve(parent: Any, info: Any, arguments: dict[str, Any]) -> Any:
        context, raw = context_of(info), raw_info(info)

        def make() -> BatchLoader:
            request = ListRequest(
                source=target,
                keys=source_keys(catalog, target, raw, raw.field_nodes),
                page=PageRequest(checked_limit(arguments["first"])),
                order=declaration.order or target.declaration.default_order,
                fixed=declaration.where,
                link=declaration,
                parent=source,
            )
            reader = ListReader(catalog, context.actor, request)

            async def load(values: Sequence[Any]) -> dict[Any, list[Row]]:
                return {key: list(page.rows) for key, page in (await reader.pages(values)).items()}

            return BatchLoader(load, list)

        loader = context.loaders.get(path_key(raw), make)
        value = parent_value(source, parent, declaration.own)
        return [] if value is None else loader.load(value)

    return resolve


@dataclass(frozen=True, slots=True)
class _NestedConnection:
    """One connection's place in the document: its loaders, and whether its rows are selected."""

    reader: ListReader
    pages: BatchLoader
    totals: BatchLoader
    wanted: bool

    def answer(self, value: Any) -> Any:
        total = partial(self.totals.load, value)
        return self._paged(value, total) if self.wanted else ConnectionAnswer(Page(), total)

    def cancel(self) -> None:
        self.pages.cancel()
        self.totals.cancel()

    async def _paged(self, value: Any, total: Any) -> ConnectionAnswer:
        return ConnectionAnswer(await self.pages.load(value), total)


def connection_resolver(catalog: Catalog, source: Source | None, declaration: ConnectionTo) -> Resolve:
    """Answers a connection below each parent: one statement for all pages of a place, one for all totals."""
    target = catalog[declaration.target]

    def resolve(parent: Any, info: Any, arguments: dict[str, Any]) -> Any:
        context, raw = context_of(info), raw_info(info)

        def make() -> _NestedConnection:
            wanted, request = list_request(catalog, target, arguments, raw)
            linked = replace(request, fixed=declaration.where, link=declaration, parent=source)
            reader = ListReader(catalog, context.actor, linked)
            reader.check()
            return _NestedConnection(
                reader, BatchLoader(reader.pages, reader.empty_page), BatchLoader(reader.totals, int), wanted
            )

        place = context.loaders.get(path_key(raw), make)
        return place.answer(parent_value(source, parent, declaration.own))

    return resolve


def aggregate_resolver(catalog: Catalog, source: Source | None, declaration: Aggregate) -> Resolve:
    """Answers a figure over related rows; any but a count is null for none (or hidden ones)."""
    target = catalog[declaration.target]
    empty = 0 if declaration.function == "count" else None

    def resolve(parent: Any, info: Any, _arguments: dict[str, Any]) -> Any:
        context = context_of(info)

        def make() -> BatchLoader:
            request = ListRequest(source=target, fixed=declaration.where, link=declaration, parent=source)
            reader = ListReader(catalog, context.actor, request)

            async def load(values: Sequence[Any]) -> dict[Any, Any]:
                figures = await reader.aggregates(
                    values, SQL_FUNCTIONS[declaration.function], declaration.column
                )
                return {key: _figure(target, declaration, figure) for key, figure in figures.items()}

            return BatchLoader(load, lambda: empty)

        loader = context.loaders.get(path_key(raw_info(info)), make)
        value = parent_value(source, parent, declaration.own)
        return empty if value is None else loader.load(value)

    return resolve


def _figure(target: Source, declaration: Aggregate, figure: Any) -> Any:
    """What the database computed, as the type that the contract promises."""
    if figure is None or declaration.column is None or declaration.function == "count":
        return figure
    if declaration.function == "average":
        return float(figure)
    read = reader_of_type(kind_of_field(field_of(target.model, declaration.column)).python, dialect())
    return figure if read is None else read(figure)

"""What a connection field answers with, and the fields of the types made for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import GraphQLResolveInfo

from kopukm_graphql.connections import page_request
from kopukm_graphql.row import Row
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.lists import ListRequest, Page
from kopukm_graphql.source.orders import asked_order
from kopukm_graphql.source.selection import connection_nodes, source_keys


@dataclass(frozen=True, slots=True)
class EdgeAnswer:
    """One row with its cursor, which is written where it is selected."""

    node: Row
    cursor_of: Callable[[Row], str]

    @property
    def cursor(self) -> str:
        return self.cursor_of(self.node)


@dataclass(frozen=True, slots=True)
class PageInfoAnswer:
    """Relay's PageInfo."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True)
class ConnectionAnswer:
    """A page; `total` is asked only where `totalCount` is selected."""

    page: Page
    total: Callable[[], Any]

    @cached_property
    def edges(self) -> list[EdgeAnswer]:
        return [EdgeAnswer(row, self.page.cursor_of) for row in self.page.rows]

    @property
    def nodes(self) -> list[Row]:
        return list(self.page.rows)

    @property
    def page_info(self) -> PageInfoAnswer:
        rows, cursor_of = self.page.rows, self.page.cursor_of
        return PageInfoAnswer(
            self.page.has_next,
            self.page.has_previous,
            cursor_of(rows[0]) if rows else None,
            cursor_of(rows[-1]) if rows else None,
        )


def list_request(
    catalog: Catalog, target: Source, arguments: dict[str, Any], info: GraphQLResolveInfo[Any]
) -> tuple[bool, ListRequest]:
    """A connection's arguments as a request, and whether its rows (not only its total) are selected."""
    wanted, nodes = connection_nodes(info, target.name)
    asked = arguments.get("order")
    columns = (asked_order(target, asked),) if asked is not None else target.declaration.default_order
    return wanted, ListRequest(
        source=target,
        keys=source_keys(catalog, target, info, nodes),
        page=page_request(*(arguments.get(name) for name in ("first", "after", "last", "before"))),
        order=columns,
        order_asked=asked is not None,
        where=arguments.get("where"),
        search=arguments.get("search"),
    )

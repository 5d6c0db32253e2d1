"""Reading many rows: one page of a list, the same page for many parents at once, and their totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kopukm_core.identity.actor import Actor
from kopukm_core.visibility.expressions import field_of, listed
from kopukm_graphql.connections import Ordering, PageRequest, decode_cursor, encode_cursor
from kopukm_graphql.row import Row
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.fields import Many
from kopukm_graphql.source.filters import filter_conditions
from kopukm_graphql.source.statement import Statement
from kopukm_graphql.source.types import reader_of

_ORDER = "<"
"""Prefix of the row keys that hold the order's values, for cursors."""


@dataclass(frozen=True, slots=True)
class ListRequest:
    """Everything that decides which rows of a source a list holds, but for the parent it hangs on."""

    source: Source
    keys: tuple[str, ...] = ()
    page: PageRequest = field(default_factory=lambda: PageRequest(0))
    order: tuple[str, ...] = ()
    order_asked: bool = False
    fixed: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] | None = None
    search: str | None = None
    link: Many | None = None
    parent: Source | None = None


def _no_cursor(_: Row) -> str:
    raise LookupError("an empty page has no cursors")


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the list's order; `cursor_of` writes the cursor of one of them."""

    rows: tuple[Row, ...] = ()
    cursor_of: Callable[[Row], str] = _no_cursor
    has_next: bool = False
    has_previous: bool = False


def cursor_signature(source: Source, ordering: Ordering) -> str:
    """Names the list and order that a cursor belongs to."""
    return f"{source.name}:{ordering.signature}"


class ListReader:
    """Reads a `ListRequest` for one actor."""

    def __init__(self, catalog: Catalog, actor: Actor, request: ListRequest) -> None:
        self.catalog = catalog
        self.actor = actor
        self.request = request

    async def page(self) -> Page:
        """The page of a list that hangs on no parent."""
        statement = self._statement()
        ordering, selected, conditions = self._prepared(statement)
        backward = self.request.page.backward
        sql = (
            f"SELECT {selected} FROM {statement.table} {statement.where(conditions)} "
            f"ORDER BY {ordering.order_by(statement.parameters, backward=backward)} "
            f"LIMIT {self.request.page.limit + 1}"
        )
        return self._page([statement.read(raw) for raw in await statement.rows(sql)], ordering)

    def empty_page(self) -> Page:
        """The page of a list, or of a parent, without rows there."""
        page = self.request.page
        return Page(
            has_next=page.backward and page.before is not None,
            has_previous=not page.backward and page.after is not None,
        )

    async def total(self) -> int:
        """How many rows the whole list has."""
        statement = self._statement(ordered=False)
        sql = f"SELECT count(*) AS total FROM {statement.table} {statement.where(self._filtered(statement))}"
        return int((await statement.rows(sql))[0]["total"])

    async def pages(self, parents: Sequence[Any]) -> dict[Any, Page]:
        """The page of each parent; parents without rows are left out."""
        statement = self._statement()
        ordering, selected, conditions = self._prepared(statement)
        order = ordering.order_by(statement.parameters, backward=self.request.page.backward)
        inner = (
            f"SELECT {selected}, parent.key AS parent_key, "
            f"row_number() OVER (PARTITION BY parent.key ORDER BY {order}) AS position "
            f"FROM {self._joined(statement, parents)} {statement.where(conditions)}"
        )
        sql = (
            f"SELECT * FROM ({inner}) ranked WHERE position <= {self.request.page.limit + 1} "
            f"ORDER BY parent_key, position"
        )
        found: dict[Any, list[Row]] = {}
        for raw in await statement.rows(sql):
            found.setdefault(raw["parent_key"], []).append(statement.read(raw))
        return {key: self._page(rows, ordering) for key, rows in found.items()}

    async def totals(self, parents: Sequence[Any]) -> dict[Any, int]:
        """The length of each parent's whole list; parents without rows are left out."""
        return await self.aggregates(parents, "count(*)")

    async def aggregates(
        self, parents: Sequence[Any], function: str, column: str | None = None
    ) -> dict[Any, Any]:
        """One figure per parent: `function` is SQL with `{column}` for the column."""
        statement = self._statement(ordered=False)
        if column and statement.is_hidden(column):
            return {}
        value = function.format(column=statement.readable(column)) if column else function
        sql = (
            f"SELECT parent.key AS parent_key, {value} AS value FROM {self._joined(statement, parents)} "
            f"{statement.where(self._filtered(statement))} GROUP BY parent.key"
        )
        return {raw["parent_key"]: raw["value"] for raw in await statement.rows(sql)}

    def check(self) -> None:
        """Raise now what reading would raise for this request: a bad cursor, a masked column."""
        self._prepared(self._statement())

    def _statement(self, *, ordered: bool = True) -> Statement:
        return Statement(self.catalog, self.request.source, self.actor, ordered=ordered)

    def _filtered(self, statement: Statement) -> list[str]:
        return [
            *statement.equals(self.request.fixed),
            *filter_conditions(statement, self.request.where, self.request.search),
        ]

    def _prepared(self, statement: Statement) -> tuple[Ordering, str, list[str]]:
        page = self.request.page
        ordering = statement.ordering(self.request.order, explicit=self.request.order_asked)
        selected = statement.select(self.request.keys)
        for index, term in enumerate(ordering.terms):
            reader = reader_of(term.field, statement.parameters.dialect)
            selected += f", {statement.take(f'{_ORDER}{index}', term.sql, reader)}"
        conditions = self._filtered(statement)
        for cursor, before in ((page.after, False), (page.before, True)):
            if cursor is not None:
                values = decode_cursor(
                    cursor_signature(self.request.source, ordering),
                    cursor,
                    [term.kind for term in ordering.terms],
                )
                conditions.append(ordering.beyond(values, statement.parameters, before=before))
        return ordering, selected.removeprefix(", "), conditions

    def _joined(self, statement: Statement, parents: Sequence[Any]) -> str:
        """The parents' keys joined with the rows that hang on them."""
        link, parent = self.request.link, self.request.parent
        assert link is not None  # noqa: S101 - lists without a link are read by page() and total()
        field = field_of(parent.model, link.own) if parent else field_of(statement.source.model, link.key)
        keys = listed(field, parents, statement.parameters)
        column = statement.readable(link.key)
        condition = f"{column} = parent.key"
        if link.subtree:
            # As within_region writes it.
            bytewise = f'{column} COLLATE "C"' if statement.parameters.dialect == "postgres" else column
            condition = f"({bytewise} >= parent.key AND {bytewise} < parent.key || '/')"
        return f"{keys} parent JOIN {statement.table} ON {condition}"

    def _page(self, rows: list[Row], ordering: Ordering) -> Page:
        page = self.request.page
        more = len(rows) > page.limit
        rows = rows[: page.limit]
        if page.backward:
            rows.reverse()
        signature = cursor_signature(self.request.source, ordering)
        terms = [f"{_ORDER}{index}" for index in range(len(ordering.terms))]

        def cursor_of(row: Row) -> str:
            return encode_cursor(signature, [row[term] for term in terms])

        behind = more if page.backward else page.after is not None
        ahead = page.before is not None if page.backward else more
        return Page(tuple(rows), cursor_of, has_next=ahead, has_previous=behind)

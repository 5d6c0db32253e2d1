"""Connections as JSON: a page with its total, its edges, its cursors and what lies around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kopukm_graphql.compiling.arguments import CursorLater
from kopukm_graphql.compiling.leaves import Stored, carried
from kopukm_graphql.compiling.plan import Connection, Cursor, Edges, Nodes, PageInfo, Total
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.related import linked
from kopukm_graphql.compiling.sheet import JsonText, Sheet, columns_used
from kopukm_graphql.connections import Ordering, PageRequest, decode_cursor, encode_cursor, page_request
from kopukm_graphql.source.fields import ConnectionTo
from kopukm_graphql.source.filters import filter_conditions
from kopukm_graphql.source.lists import cursor_signature
from kopukm_graphql.source.orders import asked_order
from kopukm_graphql.source.statement import Statement

_POSITION = "position__"
"""A column that no table has: names of fields hold no two underscores."""


def connection(sheet: Sheet, plan: Connection, parent: Statement | None = None) -> str:
    """The JSON object of a connection as an SQL expression; never null.

    Raises what the arguments raise where they do not fit (KopukmError).
    """
    return _Page(sheet, plan, parent).text()


def _needs_positions(plan: Connection) -> bool:
    """Whether it matters where in the page a row stands, or whether there are more."""
    infos = [part for _, part in plan.parts if isinstance(part, PageInfo)]
    return any(isinstance(name, str) for info in infos for _, name in info.fields)


class _Page:
    def __init__(self, sheet: Sheet, plan: Connection, parent: Statement | None) -> None:
        self.sheet = sheet
        self.plan = plan
        self.needs_positions = _needs_positions(plan)
        self.reads_rows = False
        """Whether any part written so far is made of the page's rows."""
        given = sheet.arguments[plan.arguments.number]
        self.page = page_request(*(given.get(name) for name in ("first", "after", "last", "before")))
        self.statement = sheet.statement(plan.target)
        self.ordering = self._ordering(given)
        self.counted = sheet.statement(plan.target, ordered=False)
        self.conditions = [*self._filtered(self.statement, given, parent), *self._beyond(self.page)]
        self.counted_conditions = self._filtered(self.counted, given, parent)

    def text(self) -> str:
        """All parts, read from the page's rows where any part needs them."""
        text = JsonText(self.sheet.writing)

        def write(part: Total | Nodes | Edges | PageInfo) -> None:
            match part:
                case Total():
                    text.expression(self._total())
                case Nodes():
                    self._list(text, self.sheet.row(self.statement, part.fields))
                case Edges():
                    self._list(text, self._edge(part))
                case PageInfo():
                    self._page_info(text, part)

        text.object(self.plan.parts, write)
        whole = text.sql()
        return f"(SELECT {whole} FROM {self._rows(whole)})" if self.reads_rows else f"({whole})"

    def _ordering(self, given: Mapping[str, Any]) -> Ordering:
        asked = given.get("order")
        target = self.plan.target
        columns = (asked_order(target, asked),) if asked is not None else target.declaration.default_order
        return self.statement.ordering(columns, explicit=asked is not None)

    def _filtered(
        self, statement: Statement, given: Mapping[str, Any], parent: Statement | None
    ) -> list[str]:
        declaration = self.plan.declaration
        hung = (
            [linked(statement, parent, declaration)]
            if isinstance(declaration, ConnectionTo) and parent is not None
            else []
        )
        fixed = statement.equals(declaration.where)
        return [*hung, *fixed, *filter_conditions(statement, given.get("where"), given.get("search"))]

    def _beyond(self, page: PageRequest) -> list[str]:
        conditions: list[str] = []
        kinds = [term.kind for term in self.ordering.terms]
        signature = cursor_signature(self.plan.target, self.ordering)
        for cursor, before in ((page.after, False), (page.before, True)):
            if isinstance(cursor, CursorLater):
                values, check = cursor.values(lambda text: decode_cursor(signature, text, kinds))
                self.sheet.checks.append(check)
                conditions.append(self.ordering.beyond(values, self.sheet.parameters, before=before))
        return conditions

    def _total(self) -> str:
        where = self.counted.where(self.counted_conditions)
        return f"(SELECT count(*) FROM {self.counted.table} {where})"

    def _list(self, text: JsonText, row: str) -> None:
        self.reads_rows = True
        shown = f"{self._position} <= {self.page.limit}" if self.needs_positions else ""
        text.constant("[")
        text.expression(self.sheet.writing.or_empty(self.sheet.writing.all_joined(row, shown)))
        text.constant("]")

    def _edge(self, edges: Edges) -> str:
        text = JsonText(self.sheet.writing)

        def write(part: Nodes | Cursor) -> None:
            match part:
                case Cursor():
                    text.expression(self._cursor())
                case Nodes(fields=fields):
                    text.expression(self.sheet.row(self.statement, fields))

        text.object(edges.fields, write)
        return text.sql()

    def _page_info(self, text: JsonText, info: PageInfo) -> None:
        backward = self.page.backward

        def write(name: str) -> None:
            match name:
                case "hasNextPage" if backward:
                    text.constant("true" if self.page.before is not None else "false")
                case "hasPreviousPage" if not backward:
                    text.constant("true" if self.page.after is not None else "false")
                case "hasNextPage" | "hasPreviousPage":
                    self.reads_rows = True
                    more = f"count(*) > {self.page.limit}"
                    text.expression(f"CASE WHEN {more} THEN 'true' ELSE 'false' END")
                case "startCursor" | "endCursor":
                    text.expression(self._outer_cursor(nearest=(name == "startCursor") is not backward))
                case _:
                    raise RunOtherwiseError(f"pageInfo.{name}")

        text.object(info.fields, write)

    def _outer_cursor(self, *, nearest: bool) -> str:
        """The cursor of the row that stands first in the order of reading, or last; null for an empty page."""
        if self.page.limit == 0:
            return "'null'"
        self.reads_rows = True
        position, cursor = self._position, self._cursor()
        shown = f"{position} = 1" if nearest else f"{position} <= {self.page.limit}"
        if nearest:
            return self.sheet.writing.or_null(f"max(CASE WHEN {shown} THEN {cursor} END)")
        placed = self.sheet.writing.joined([self.sheet.writing.padded(position), cursor])
        bytewise = ' COLLATE "C"' if self.sheet.dialect == "postgres" else ""
        last = f"max(CASE WHEN {shown} THEN {placed} END{bytewise})"
        return self.sheet.writing.or_null(f"substr({last}, 6)")

    def _cursor(self) -> str:
        """The cursor of a row, which Python writes."""
        texts: list[tuple[str, Any]] = []
        for term in self.ordering.terms:
            if term.sql == "NULL":
                texts.append(("'null'", None))
            else:
                texts.append(carried(self.sheet.writing, term.sql, Stored(term.field)))
        signature = cursor_signature(self.plan.target, self.ordering)
        return self.sheet.hole(texts, lambda *values: encode_cursor(signature, values))

    @property
    def _position(self) -> str:
        return f"{self.statement.alias}.{_POSITION}"

    def _rows(self, selected: str) -> str:
        """The page's rows, one more where that matters, in the order in which they are answered."""
        statement, page, alias = self.statement, self.page, self.statement.alias
        order = self.ordering.order_by(self.sheet.parameters, backward=page.backward)
        columns = columns_used(alias, selected)
        limit = page.limit + 1 if self.needs_positions else page.limit
        rows = (
            f"SELECT {columns} FROM {statement.table} {statement.where(self.conditions)} "
            f"ORDER BY {order} LIMIT {limit}"
        )
        if not self.needs_positions and not page.backward:
            return f"({rows}) {alias}"
        placed = f"SELECT row_number() OVER () AS {_POSITION}, {alias}.* FROM ({rows}) {alias}"
        if page.backward:
            placed = f"SELECT * FROM ({placed}) {alias} ORDER BY {_POSITION} DESC"
        return f"({placed}) {alias}"

"""Writing one SELECT over a source: visibility goes into it here, before anything else can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Any

from kopukm_core.db import Parameters, dialect, has_district_index, rows
from kopukm_core.db.later import SizedLater
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor
from kopukm_core.visibility.condition import all_of
from kopukm_core.visibility.expressions import column_sql, database_value, field_of, table_sql, within_region
from kopukm_graphql.connections.ordering import Ordering, OrderTerm
from kopukm_graphql.row import Row
from kopukm_graphql.source.catalog import SHOWN, Catalog, Source, column_key, expressions_of
from kopukm_graphql.source.fields import Expression
from kopukm_graphql.source.types import Reader, kind_of_annotation, reader_of, reader_of_type


class Statement:
    """One statement over the rows of a source that this actor sees, in the making.

    `alias` names the source's table in it; `ordered` says that its rows are wanted in an order, not counted.
    `known` holds the values of columns that a condition fixes to one value.
    Every condition starts from `visible()`; columns are only read through `readable()`, which masks them.
    """

    def __init__(
        self,
        catalog: Catalog,
        source: Source,
        actor: Actor,
        *,
        parameters: Parameters | None = None,
        alias: str = "t",
        ordered: bool = True,
    ) -> None:
        self.catalog = catalog
        self.source = source
        self.actor = actor
        self.parameters = parameters or Parameters(dialect())
        self.alias = alias
        self.ordered = ordered
        self.known: dict[str, SizedLater] = {}
        self._readers: list[tuple[str, str, Reader | None]] = []

    @property
    def table(self) -> str:
        """The table with its alias, for FROM and JOIN."""
        return f"{table_sql(self.source.model)} {self.alias}"

    def visible(self) -> str:
        """The condition of the rows the actor sees."""
        return self.catalog.visibility.condition(self.source.model, self.actor, self.alias, self.parameters)

    def within(self, column: str, code: str | SizedLater) -> str:
        """The condition of the rows whose region code in the column is this one, or lies below it."""
        by_district = self.ordered and self.is_clear(column) and has_district_index(self.source.model, column)
        return within_region(self.comparable(column), code, self.parameters, by_district=by_district)

    def readable(self, column: str) -> str:
        """The column as the actor may read it: null where it is masked."""
        name = column_key(self.source.model, column)
        return self.catalog.visibility.column(
            self.source.model, name, self.actor, self.alias, self.parameters
        )

    def comparable(self, column: str) -> str:
        """The column for filtering, ordering, counting by it. NotAllowedError where it is hidden."""
        name = column_key(self.source.model, column)
        if self.is_hidden(name):
            raise NotAllowedError(
                f"Kolom {name} pada {self.source.name} tertutup bagi Anda, jadi tidak bisa dipakai untuk "
                "menyaring, mengurutkan, atau menghitung.",
                remedy="Masuk dengan akun yang berhak, atau hapus syarat itu.",
            )
        return self.readable(name)

    def is_hidden(self, column: str) -> bool:
        """Whether the actor sees the column in no row."""
        return self.catalog.visibility.is_hidden(self.source.model, column, self.actor)

    def is_clear(self, column: str) -> bool:
        """Whether the actor sees the column in every row."""
        return self.catalog.visibility.is_clear(self.source.model, column, self.actor)

    def equals(self, where: Mapping[str, Any]) -> list[str]:
        """The conditions of a declaration's fixed `where`; declared, so masks do not apply."""
        conditions = []
        for column, value in where.items():
            plain = column_sql(self.source.model, column, self.alias)
            if value is None:
                conditions.append(f"{plain} IS NULL")
            elif isinstance(value, bool):
                conditions.append(plain if value else f"NOT {plain}")
            else:
                stored = database_value(value, self.parameters.dialect)
                conditions.append(f"{plain} = {self.parameters.add(stored)}")
        return conditions

    def select(self, keys: Iterable[str]) -> str:
        """The select list for the keys; `read()` understands the rows that come of it."""
        expressions = expressions_of(self.source)
        return ", ".join(self.take(key, *self._expression(key, expressions)) for key in keys)

    def take(self, key: str, sql: str, reader: Reader | None) -> str:
        """One item of the select list, read back under `key`."""
        name = f"c{len(self._readers)}"
        self._readers.append((key, name, reader))
        return f"{sql} AS {name}"

    def read(self, raw: Mapping[str, Any]) -> Row:
        """The row of what was selected, as Python values."""
        values: dict[str, Any] = {}
        for key, name, reader in self._readers:
            value = raw[name]
            values[key] = value if reader is None or value is None else reader(value)
        return Row(self.source.name, values)

    def ordering(self, columns: Sequence[str], *, explicit: bool) -> Ordering:
        """The order by these columns ("-" reverses one). A hidden one is refused if asked, else left out."""
        terms: list[OrderTerm] = []
        for each in [*columns, self.source.key]:
            name = column_key(self.source.model, each.removeprefix("-"))
            if any(term.column == name for term in terms) or (not explicit and self.is_hidden(name)):
                continue
            field = field_of(self.source.model, name)
            sql = self.comparable(name)
            nullable = field.null or sql.startswith("CASE ")
            terms.append(OrderTerm(name, each.startswith("-"), sql, field, nullable))
        if len(terms) == 2 and terms[0].descending:
            last = terms[1]
            terms[1] = OrderTerm(last.column, True, last.sql, last.field, last.nullable)
        return Ordering(tuple(terms))

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        """Run the text written with this statement's parameters."""
        return await rows(sql, self.parameters)

    def where(self, conditions: Iterable[str]) -> str:
        """The WHERE clause: what the actor sees, and the conditions."""
        return f"WHERE {all_of([self.visible(), *conditions])}"

    def value(self, key: str) -> str:
        """What stands under a row key, as the actor may read it."""
        return self._expression(key, expressions_of(self.source))[0]

    def _expression(self, key: str, expressions: Mapping[str, Expression]) -> tuple[str, Reader | None]:
        model, kind = self.source.model, self.parameters.dialect
        if key in expressions:
            declared = expressions[key]
            return self._expand(declared), reader_of_type(kind_of_annotation(declared.type).python, kind)
        name = key.removesuffix(SHOWN)
        reader = reader_of(field_of(model, name), kind)
        if key.endswith(SHOWN):
            shown = self.catalog.visibility.shown(model, name, self.actor, self.alias, self.parameters)
            return shown, reader
        return self.readable(name), reader

    def _expand(self, declared: Expression) -> str:
        text: list[str] = []
        for literal, name, _, _ in Formatter().parse(declared.sql):
            text.append(literal)
            if name in declared.unmasked:
                text.append(column_sql(self.source.model, name, self.alias))
            elif name is not None:
                text.append(self.readable(name))
        return f"({''.join(text)})"

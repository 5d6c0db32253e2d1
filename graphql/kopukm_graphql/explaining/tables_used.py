"""The tables and columns that a plan reads, filters and orders by: what its visibility is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from kopukm_core.errors import KopukmError
from kopukm_graphql.compiling.plan import (
    AnyNode,
    Call,
    Connection,
    Counted,
    CountedRegion,
    CountedRows,
    Edges,
    Fields,
    Figure,
    Found,
    GlobalId,
    Listing,
    Many,
    Namespace,
    Nodes,
    One,
    Value,
)
from kopukm_graphql.node import parse_global_id
from kopukm_graphql.source.catalog import SHOWN, Catalog, Source, column_key, expressions_of
from kopukm_graphql.source.counting import column_of
from kopukm_graphql.source.fields import Many as Related
from kopukm_graphql.source.fields import ToOne
from kopukm_graphql.source.filters import filter_terms
from kopukm_graphql.source.orders import asked_order
from kopukm_graphql.source.root_resolving import lookup_columns


@dataclass(slots=True)
class TablesUsed:
    """Sources by name with the columns used of each, in the order in which the plan comes to them."""

    catalog: Catalog
    given: Sequence[Mapping[str, Any]]
    columns: dict[str, list[str]] = field(default_factory=dict)

    def take(self, fields: Fields, source: Source | None = None) -> None:
        """All that these fields read; `source` is the type whose fields they are."""
        for _, plan in fields:
            self._plan(plan, source)

    def _plan(self, plan: Any, source: Source | None) -> None:
        match plan:
            case Namespace(fields=inner):
                self.take(inner)
            case Nodes(fields=inner):
                self.take(inner, source)
            case Edges(fields=inner) | CountedRows(fields=inner):
                for _, each in inner:
                    self._plan(each, source)
            case AnyNode(by_type=by_type, arguments=arguments):
                for target, inner in asked_types(by_type, self._of(arguments.number)).values():
                    self._use(target, "pk")
                    self.take(inner, target)
            case Connection(declaration=declaration, target=target, parts=parts, arguments=arguments):
                if isinstance(declaration, Related) and source is not None:
                    self._related(source, target, declaration)
                self._use(target, *declaration.where)
                self._listed(target, self._of(arguments.number))
                for _, part in parts:
                    self._plan(part, target)
            case Listing(declaration=declaration, target=target, arguments=arguments):
                self._use(target, *declaration.where, *declaration.order)
                self._listed(target, self._of(arguments.number))
                self.take(plan.fields, target)
            case Found(target=target, arguments=arguments):
                columns = lookup_columns(target, plan.declaration)
                given = [name for name, value in self._of(arguments.number).items() if value is not None]
                self._use(target, *("pk" if name == "id" else columns[name] for name in given))
                self.take(plan.fields, target)
            case Counted():
                self._counted(plan)
            case CountedRegion(target=target):
                self._use(target, "code")
                self.take(plan.fields, target)
            case _ if source is not None:
                self._of_row(plan, source)

    def _of_row(self, plan: Any, source: Source) -> None:
        match plan:
            case GlobalId():
                self._use(source, "pk")
            case Value(key=key) if key in expressions_of(source):
                names = (each[1] for each in Formatter().parse(expressions_of(source)[key].sql))
                self._use(source, *(name for name in names if name))
            case Value(key=key):
                self._use(source, key)
            case Call(columns=columns):
                self._use(source, *columns)
            case One(declaration=declaration, target=target):
                self._use(source, declaration.key)
                self._use(target, declaration.to)
                self.take(plan.fields, target)
            case Many(declaration=declaration, target=target):
                self._related(source, target, declaration)
                self._use(target, *(declaration.order or target.declaration.default_order))
                self.take(plan.fields, target)
            case Figure(declaration=declaration, target=target):
                self._related(source, target, declaration)
                self._use(target, *([declaration.column] if declaration.column else []))

    def _counted(self, plan: Counted) -> None:
        given = self._of(plan.arguments.number)
        dimensions = [str(each.value) for each in given.get("by") or ()]
        self._use(plan.source, *(column_of(plan.declaration, each) for each in dimensions))
        self._filtered(plan.source, given.get("where"))
        for _, part in plan.parts:
            self._plan(part, plan.source)

    def _listed(self, target: Source, given: Mapping[str, Any]) -> None:
        asked = given.get("order")
        order = (asked_order(target, asked),) if asked is not None else target.declaration.default_order
        self._use(target, *order)
        self._filtered(target, given.get("where"))
        if given.get("search"):
            self._use(target, *target.declaration.search)

    def _filtered(self, target: Source, where: Any) -> None:
        if not isinstance(where, Mapping):
            return
        terms = {term.name: term for term in filter_terms(target)}
        for name, value in where.items():
            relation = terms[name].relation
            if relation is None:
                self._use(target, terms[name].column)
            elif isinstance(value, Mapping):
                related = self.catalog[relation.target]
                if isinstance(relation, ToOne):
                    self._use(target, relation.key)
                    self._use(related, relation.to)
                else:
                    self._related(target, related, relation)
                self._filtered(related, value.get("where"))

    def _related(self, source: Source, target: Source, declaration: Related) -> None:
        self._use(source, declaration.own)
        self._use(target, declaration.key, *declaration.where)

    def _use(self, source: Source, *columns: str) -> None:
        known = self.columns.setdefault(source.name, [])
        for name in _plain_names(source, columns):
            if name not in known:
                known.append(name)

    def _of(self, number: int) -> Mapping[str, Any]:
        return self.given[number] if number < len(self.given) else {}


def asked_types(
    by_type: Mapping[str, tuple[Source, Fields]], given: Mapping[str, Any]
) -> Mapping[str, tuple[Source, Fields]]:
    """Of the types that a node may be, the one that the id names; all, where none does."""
    try:
        name = parse_global_id(given["id"])[0]
    except (KeyError, KopukmError):
        return by_type
    return {name: by_type[name]} if name in by_type else {}


def _plain_names(source: Source, columns: Iterable[str]) -> Iterable[str]:
    for column in columns:
        yield column_key(source.model, column.removeprefix("-").removesuffix(SHOWN))

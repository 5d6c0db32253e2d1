"""Filters: the input type of a source, and the conditions that its values become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from strawberry.utils.str_converters import to_camel_case
from tortoise.models import Model

from kopukm_core.db import Later
from kopukm_core.errors import BadInputError, ConfigurationError
from kopukm_core.visibility.expressions import database_value, field_of, one_of
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.fields import Column, FieldDeclaration, Many, ToOne
from kopukm_graphql.source.inputs import FilterTypes, input_field
from kopukm_graphql.source.made_types import input_type
from kopukm_graphql.source.searching import search_conditions
from kopukm_graphql.source.statement import Statement
from kopukm_graphql.source.types import ValueKind, kind_of_annotation, kind_of_field

LONGEST_LIST = 100
FILTER_DEPTH = 3
"""How many relations deep a filter may reach."""


@dataclass(frozen=True, slots=True)
class FilterTerm:
    """One thing a source may be filtered by: a column, or a relation."""

    name: str
    column: str = ""
    relation: ToOne | Many | None = None


def filter_terms(source: Source) -> list[FilterTerm]:
    """What the source's declaration names under `filters`."""
    declared = {each.name: each for each in source.declaration.fields}
    return [_term(source, name, declared.get(name)) for name in source.declaration.filters]


def kind_of_column(source: Source, column: str) -> ValueKind:
    """The kind of a column: as the declared field says, else as the model's field is."""
    for declared in source.declaration.fields:
        if isinstance(declared, Column) and declared.column == column and declared.type is not None:
            return kind_of_annotation(declared.type)
    return kind_of_field(field_of(source.model, column))


class SourceFilters:
    """The filter input types of a schema, by the name of the source."""

    def __init__(self, catalog: Catalog, values: FilterTypes) -> None:
        self.catalog = catalog
        self.values = values
        self._made: dict[str, type[Any]] = {}

    def of(self, source: Source) -> type[Any] | None:
        """`CooperativeFilter`, or None where nothing may be filtered by."""
        if source.name not in self._made:
            terms = filter_terms(source)
            if not terms:
                return None
            name = f"{source.name}Filter"
            made = input_type(name, f"Saringan daftar {source.name}; semua syarat harus terpenuhi.", ())
            self._made[source.name] = made
            made.__strawberry_definition__.fields.extend(
                field for field in (self._field(source, term) for term in terms) if field is not None
            )
        return self._made[source.name]

    def _field(self, source: Source, term: FilterTerm) -> Any:
        if term.relation is None:
            kind = kind_of_column(source, term.column)
            return input_field(term.name, self.values.of(kind.python), _described(source, term))
        if term.relation.target not in self.catalog:
            return None
        target = self.catalog[term.relation.target]
        inner = self.of(target)
        fields = [input_field("exists", bool, "true: ada yang terlihat; false: tidak ada (bawaan true).")]
        if inner is not None:
            fields.append(input_field("where", inner, "Yang memenuhi syarat ini."))
        words = term.relation.description.rstrip(".")
        name = f"{source.name}{term.name[0].upper()}{term.name[1:]}Filter"
        relation = input_type(name, f"Saringan menurut: {words}.", fields)
        return input_field(term.name, relation, f"Menurut: {words}.")


def filter_conditions(
    statement: Statement,
    given: Mapping[str, Any] | None,
    search: str | Sequence[Later] | None,
    depth: int = 0,
) -> list[str]:
    """The conditions of a filter's value. BadInputError and NotAllowedError tell what is wrong with it.

    Single values and lists of values in it may be `Later`; so may be the words that are sought.
    """
    conditions: list[str] = []
    if given:
        terms = {term.name: term for term in filter_terms(statement.source)}
        for name, value in given.items():
            if value is None:
                continue
            term = terms[name]
            if term.relation is None:
                conditions += _column_conditions(statement, term.column, value)
            else:
                conditions.append(_relation_condition(statement, term.relation, value, depth))
    if search is not None and (not isinstance(search, str) or search.strip()):
        conditions += search_conditions(statement, search)
    return conditions


def _column_conditions(statement: Statement, column: str, given: Mapping[str, Any]) -> list[str]:
    field = field_of(statement.source.model, column)
    parameters = statement.parameters
    conditions = []
    asked = {operation: value for operation, value in given.items() if value is not None}
    # PostgreSQL refuses parameters that nothing uses: a mask's are taken only where the column is compared.
    sql = statement.comparable(column) if asked.keys() - {"within"} else ""
    for operation, value in asked.items():
        match operation:
            case "in":
                few = value.map(_few) if isinstance(value, Later) else _few(value)
                conditions.append(one_of(sql, field, few, parameters))
            case "within":
                conditions.append(statement.within(column, value))
            case "isNull":
                conditions.append(f"{sql} IS {'' if value else 'NOT '}NULL")
            case _:
                sign = {"equals": "=", "atLeast": ">=", "atMost": "<="}[operation]
                conditions.append(f"{sql} {sign} {parameters.add(database_value(value, parameters.dialect))}")
    return conditions


def _few(values: Sequence[Any]) -> Sequence[Any]:
    if len(values) > LONGEST_LIST:
        raise BadInputError(f"Saringan in memuat lebih dari {LONGEST_LIST} nilai.")
    return values


def _relation_condition(
    statement: Statement, relation: ToOne | Many, given: Mapping[str, Any], depth: int
) -> str:
    """Whether related rows exist that the actor sees: what is hidden is as if it did not exist."""
    if depth >= FILTER_DEPTH:
        raise BadInputError(f"Saringan lewat relasi paling dalam {FILTER_DEPTH} tingkat.")
    target = statement.catalog[relation.target]
    inner = Statement(
        statement.catalog,
        target,
        statement.actor,
        parameters=statement.parameters,
        alias=f"{statement.alias}{depth + 1}",
        ordered=False,
    )
    near, far = (relation.key, relation.to) if isinstance(relation, ToOne) else (relation.own, relation.key)
    joined = f"{inner.readable(far)} = {statement.readable(near)}"
    fixed = inner.equals(relation.where) if isinstance(relation, Many) else []
    wanted = filter_conditions(inner, given.get("where"), None, depth + 1)
    found = f"EXISTS (SELECT 1 FROM {inner.table} {inner.where([joined, *fixed, *wanted])})"
    return f"NOT {found}" if given.get("exists") is False else found


def _term(source: Source, name: str, declared: FieldDeclaration | None) -> FilterTerm:
    if isinstance(declared, ToOne | Many):
        if isinstance(declared, Many) and declared.subtree:
            raise ConfigurationError(
                f"{source.name} ({source.declaration.place}): {name} tidak bisa menjadi saringan."
            )
        return FilterTerm(to_camel_case(name), relation=declared)
    if isinstance(declared, Column):
        return FilterTerm(to_camel_case(name), column=declared.column)
    if name in _columns(source.model):
        return FilterTerm(to_camel_case(name), column=name)
    raise ConfigurationError(
        f"{source.name} ({source.declaration.place}) menyaring menurut {name!r}, "
        "yang bukan kolom atau relasinya.",
        remedy=f"Kolom yang ada: {', '.join(sorted(_columns(source.model)))}.",
    )


def _columns(model: type[Model]) -> Mapping[str, str]:
    return model._meta.fields_db_projection


def _described(source: Source, term: FilterTerm) -> str:
    for declared in source.declaration.fields:
        if isinstance(declared, Column) and declared.column == term.column:
            return declared.description
    return f"Menurut {term.name}."

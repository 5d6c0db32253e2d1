"""Counts of visible rows by categories and region level, always with the definition of what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import GraphQLResolveInfo
from strawberry.utils.str_converters import to_camel_case

from kopukm_core import clock
from kopukm_core.errors import BadInputError
from kopukm_core.regions.codes import CODE_LENGTHS
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.row import Row
from kopukm_graphql.source.catalog import Catalog
from kopukm_graphql.source.filters import filter_conditions
from kopukm_graphql.source.places import Resolve, context_of, raw_info
from kopukm_graphql.source.roots import Counts
from kopukm_graphql.source.selection import subfields
from kopukm_graphql.source.statement import Statement
from kopukm_graphql.source.types import enum_definition, reader_of

LARGEST_ANSWER = 5000
REGION = "REGION"
"""The dimension's enum value for the region; the others are the columns' names in capitals."""


enum_definition(RegionLevel, "Tingkat wilayah.")


@dataclass(frozen=True, slots=True)
class CountsAnswer:
    """The figures, what they mean, and when they were counted."""

    definition: str
    counted_at: datetime
    total: int
    rows: list[Row]


def counts_resolver(catalog: Catalog, root: Counts) -> Resolve:
    """One GROUP BY statement."""
    source = catalog[root.of]

    async def resolve(_parent: Any, info: Any, arguments: dict[str, Any]) -> CountsAnswer:
        asked = list(dict.fromkeys(str(each.value) for each in arguments["by"]))
        _refuse_unasked(root, asked, raw_info(info))
        statement = Statement(catalog, source, context_of(info).actor, ordered=False)
        groups: list[str] = []
        selected: list[str] = []
        for dimension in asked:
            column = column_of(root, dimension)
            sql, reader = (
                statement.comparable(column),
                reader_of(field_of(source.model, column), statement.parameters.dialect),
            )
            if dimension == REGION:
                sql = region_at(sql, arguments)
            selected.append(statement.take(_row_key(dimension, column), sql, reader))
            groups.append(str(len(groups) + 1))
        conditions = filter_conditions(statement, arguments.get("where"), arguments.get("search"))
        items = ", ".join([*selected, "count(*) AS total"])
        text = f"SELECT {items} FROM {statement.table} {statement.where(conditions)}"
        if groups:
            text += f" GROUP BY {', '.join(groups)} ORDER BY {', '.join(groups)} LIMIT {LARGEST_ANSWER + 1}"
        raw = await statement.rows(text)
        if len(raw) > LARGEST_ANSWER:
            raise BadInputError(
                f"Hasil hitungan lebih dari {LARGEST_ANSWER} baris.",
                remedy="Kurangi by, atau tambah saringan.",
            )
        rows = [_row(statement, root, each) for each in raw]
        return CountsAnswer(root.definition, clock.now(), sum(row["count"] for row in rows), rows)

    return resolve


def _refuse_unasked(root: Counts, asked: list[str], info: GraphQLResolveInfo[Any]) -> None:
    """A row's field is null for "not known": one that was not counted by must not look the same."""
    type_name = root.name[0].upper() + root.name[1:]
    rows = subfields(info, info.field_nodes, frozenset((type_name,))).get("rows", ())
    selected = subfields(info, rows, frozenset((f"{type_name}Row",)))
    for name, dimension in _dimensions_by_field(root).items():
        if name in selected and dimension not in asked:
            raise BadInputError(
                f"{root.name}: {name} hanya dapat dibaca bila dihitung menurut {dimension}.",
                remedy=f"Tambahkan {dimension} pada by, atau hapus {name} dari kueri.",
            )


def dimension_of(root: Counts, field_name: str) -> str | None:
    """The dimension that a field of a counted row tells of; None for its count."""
    return _dimensions_by_field(root).get(field_name)


def column_of(root: Counts, dimension: str) -> str:
    """The column that a dimension counts by."""
    return root.region if dimension == REGION and root.region else dimension.lower()


def _dimensions_by_field(root: Counts) -> dict[str, str]:
    found = {to_camel_case(column): column.upper() for column in root.by}
    return {**found, "regionCode": REGION, "region": REGION} if root.region else found


def dimensions(root: Counts) -> Mapping[str, str]:
    """Enum value → column, for the dimensions that may be asked."""
    found = {column.upper(): column for column in root.by}
    return {**found, REGION: root.region} if root.region else found


def row_field_names(root: Counts) -> Mapping[str, str]:
    """GraphQL field of a counted row → its key in the row."""
    names = {to_camel_case(column): column for column in root.by}
    return {**names, "regionCode": "region_code"} if root.region else names


def _row_key(dimension: str, column: str) -> str:
    return "region_code" if dimension == REGION else column


def region_at(sql: str, arguments: Mapping[str, Any]) -> str:
    """A region code cut at the level that is asked for."""
    return f"substr({sql}, 1, {CODE_LENGTHS[arguments.get('regionLevel') or RegionLevel.DISTRICT]})"


def _row(statement: Statement, root: Counts, raw: Mapping[str, Any]) -> Row:
    row = statement.read(raw)
    row["count"] = int(raw["total"])
    for key in (*root.by, "region_code"):
        row.setdefault(key, None)
    return row

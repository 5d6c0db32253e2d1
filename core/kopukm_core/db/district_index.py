"""Indexes by kecamatan: rows of one kecamatan in an order, without reading all that it has."""

from __future__ import annotations

import dataclasses
import sys
from functools import cache

from tortoise.models import Model

from kopukm_core.db.constraints import Constraint, index

DISTRICT_CODE_LENGTH = 8
"""Characters of a kecamatan's dotted code: the first so many of a desa's code name its kecamatan."""


def district_of(expression: str) -> str:
    """SQL for the kecamatan that a region code lies in; written alike in indexes and in conditions."""
    return f"substr({expression}, 1, {DISTRICT_CODE_LENGTH})"


def district_index(
    name: str,
    table: str,
    then: str,
    *,
    column: str = "region_code",
    counted: bool = False,
    protects: str = "",
) -> Constraint:
    """An index by the kecamatan of the region code in `column`, and within each by the columns `then`.

    With it in the model's `CONSTRAINTS`, `within` a kecamatan is asked so that this index can answer in order.
    `counted` is for counts by kecamatan and `then`: PostgreSQL reads an index alone only where it holds the plain
    column as well.
    """
    made = index(name, table, f"{district_of(column)}, {then}", protects=protects)
    if not counted:
        return made
    return dataclasses.replace(made, postgres=f"{made.postgres} INCLUDE ({column})")


@cache
def has_district_index(model: type[Model], name: str) -> bool:
    """Whether the model's module declares such an index of this column."""
    table, column = model._meta.db_table, model._meta.fields_db_projection[name]
    begun = f"({district_of(column)}, "
    declared = getattr(sys.modules[model.__module__], "CONSTRAINTS", ())
    return any(each.table == table and begun in str(each.postgres) for each in declared)

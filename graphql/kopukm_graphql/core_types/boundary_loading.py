"""Reading the outlines of many regions in one statement, within what the actor sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kopukm_core.visibility.expressions import field_of, one_of
from kopukm_graphql.loaders import BatchLoader
from kopukm_graphql.row import Row
from kopukm_graphql.source.places import context_of, raw_info
from kopukm_graphql.source.selection import path_key, source_keys
from kopukm_graphql.source.statement import Statement


def boundary_loader(info: Any, simplified: bool) -> BatchLoader:
    """Loads the full or the simplified outline of regions by their codes, with what is selected here."""
    context, raw = context_of(info), raw_info(info)
    catalog = info.schema.catalog
    target = catalog["RegionBoundary"]

    def make() -> BatchLoader:
        keys = source_keys(catalog, target, raw, raw.field_nodes)

        async def load(codes: Sequence[str]) -> dict[Any, Row]:
            statement = Statement(catalog, target, context.actor)
            selected = statement.select(dict.fromkeys([*keys, "region_id"]))
            field = field_of(target.model, "region_id")
            wanted = one_of(statement.comparable("region_id"), field, codes, statement.parameters)
            conditions = statement.where([wanted, *statement.equals({"simplified": simplified})])
            found = await statement.rows(f"SELECT {selected} FROM {statement.table} {conditions}")
            rows = [statement.read(each) for each in found]
            return {row["region_id"]: row for row in rows}

        return BatchLoader(load, lambda: None)

    return context.loaders.get((path_key(raw), target.name, simplified), make)

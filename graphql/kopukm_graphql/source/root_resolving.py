"""Resolvers of root fields: connections and lists of all visible rows, lookups, and `node`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from kopukm_core.errors import BadInputError
from kopukm_core.visibility.expressions import field_of, is_text
from kopukm_graphql.connections import PageRequest
from kopukm_graphql.connections.page import checked_limit
from kopukm_graphql.node import bad_id, parse_global_id
from kopukm_graphql.scalars import LARGEST
from kopukm_graphql.source.answers import ConnectionAnswer, list_request
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.lists import ListReader, ListRequest, Page
from kopukm_graphql.source.one import rows_loader
from kopukm_graphql.source.places import Resolve, context_of, raw_info
from kopukm_graphql.source.roots import Lookup, RootConnection, RootList
from kopukm_graphql.source.selection import source_keys


def root_connection_resolver(catalog: Catalog, root: RootConnection) -> Resolve:
    """One statement for the page, one for the total, each only if selected."""
    source = catalog[root.of]

    async def resolve(_parent: Any, info: Any, arguments: dict[str, Any]) -> ConnectionAnswer:
        wanted, request = list_request(catalog, source, arguments, raw_info(info))
        reader = ListReader(catalog, context_of(info).actor, replace(request, fixed=root.where))
        if wanted:
            return ConnectionAnswer(await reader.page(), reader.total)
        reader.check()
        return ConnectionAnswer(Page(), reader.total)

    return resolve


def root_list_resolver(catalog: Catalog, root: RootList) -> Resolve:
    """One statement."""
    source = catalog[root.of]

    async def resolve(_parent: Any, info: Any, arguments: dict[str, Any]) -> list[Any]:
        raw = raw_info(info)
        request = ListRequest(
            source=source,
            keys=source_keys(catalog, source, raw, raw.field_nodes),
            page=PageRequest(checked_limit(arguments["first"])),
            order=root.order or source.declaration.default_order,
            fixed=root.where,
            where=arguments.get("where"),
            search=arguments.get("search"),
        )
        return list((await ListReader(catalog, context_of(info).actor, request).page()).rows)

    return resolve


def lookup_resolver(catalog: Catalog, root: Lookup) -> Resolve:
    """One statement; null where there is no such row, or none that the actor sees."""
    source = catalog[root.of]

    async def resolve(_parent: Any, info: Any, arguments: dict[str, Any]) -> Any:
        given = {name: value for name, value in arguments.items() if value is not None}
        if len(given) != 1:
            names = " atau ".join(arguments or root.by)
            raise BadInputError(f"Isi tepat satu dari: {names}.")
        ((name, value),) = given.items()
        column = lookup_columns(source, root)[name]
        if name == "id":
            type_name, text = parse_global_id(value)
            if type_name != source.name:
                raise bad_id()
            column, value = "pk", key_value(source, text)
        return await rows_loader(catalog, source, column, context_of(info), raw_info(info)).load(value)

    return resolve


def node_resolver(catalog: Catalog) -> Resolve:
    """Any row by its global id."""

    async def resolve(_parent: Any, info: Any, arguments: dict[str, Any]) -> Any:
        type_name, text = parse_global_id(arguments["id"])
        if type_name not in catalog:
            raise bad_id()
        source = catalog[type_name]
        key = key_value(source, text)
        return await rows_loader(catalog, source, "pk", context_of(info), raw_info(info)).load(key)

    return resolve


def lookup_columns(source: Source, root: Lookup) -> dict[str, str]:
    """Argument name (camelCase) → column; "id" is the global id."""
    return {to_camel_case(name): name for name in root.by}


def key_value(source: Source, text: str) -> Any:
    """The primary key in a global id. BadInputError where it is none of this type's."""
    field = field_of(source.model, "pk")
    if is_text(field):
        return text
    if not text.isascii() or not text.isdecimal() or int(text) > LARGEST:
        raise bad_id()
    return int(text)

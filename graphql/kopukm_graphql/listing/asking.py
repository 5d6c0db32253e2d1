"""Asking for a page of a list, or for one record, as a document of the contract: visibility is the contract's own."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from kopukm_core import clock
from kopukm_core.errors import BadInputError, NotFoundError
from kopukm_core.identity.actor import Actor
from kopukm_core.values import ReadingContext
from kopukm_graphql.context import RequestContext
from kopukm_graphql.listing.arguments import arguments_of
from kopukm_graphql.listing.columns import Column
from kopukm_graphql.listing.finding import Listing
from kopukm_graphql.node import global_id

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

AT_ONCE = 100
"""So many rows the contract gives in one page."""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows, and how many there are where the list says so."""

    rows: Sequence[Mapping[str, Any]]
    total: int | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    """What the answer tells besides its rows, by field."""


async def ask_page(
    schema: Any,
    platform: Platform,
    actor: Actor,
    listing: Listing,
    columns: Sequence[Column],
    given: Mapping[str, str],
    *,
    first: int,
    of: str = "",
) -> Page:
    """The first rows of the list; `given` names arguments or filters of it, `of` is the global id of its record."""
    reading = ReadingContext(
        today=clock.today(platform.settings.time_zone), time_zone=platform.settings.time_zone
    )
    arguments = arguments_of(schema._schema, listing, given, reading)
    rows: list[Mapping[str, Any]] = []
    total, after = None, None
    while len(rows) < first:
        asked = dict(arguments)
        if "first" in listing.field.args:
            asked["first"] = min(first - len(rows), AT_ONCE if listing.is_paged else first)
        if after is not None:
            asked["after"] = after
        found = await _field(schema, platform, actor, listing, columns, asked, of)
        if found is None:
            raise NotFoundError(
                f"Daftar {listing.name} tidak ada atau tidak boleh dilihat.",
                remedy="Periksa nomornya, atau minta izin melihatnya.",
            )
        if listing.inside:
            figures = {name: value for name, value in found.items() if name != listing.inside}
            return Page(found[listing.inside][:first], len(found[listing.inside]), figures)
        if not listing.is_paged:
            return Page(found[:first], len(found))
        rows += found["nodes"]
        total, after = found["totalCount"], found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    return Page(rows, total)


async def ask_record(
    schema: Any, platform: Platform, actor: Actor, row: GraphQLObjectType, key: str, columns: Sequence[Column]
) -> Mapping[str, Any]:
    """One record by its number. NotFoundError where there is none, or it may not be seen."""
    selected = " ".join(one.selection for one in columns)
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on {row.name} {{ id {selected} }} }} }}"
    data = await _answer(schema, platform, actor, text, {"id": global_id(row.name, key)})
    if data["node"] is None:
        raise NotFoundError(
            f"{row.name} nomor {key} tidak ada atau tidak boleh dilihat.", remedy="Periksa nomornya."
        )
    found: Mapping[str, Any] = data["node"]
    return found


async def _field(
    schema: Any,
    platform: Platform,
    actor: Actor,
    listing: Listing,
    columns: Sequence[Column],
    asked: Mapping[str, Any],
    of: str,
) -> Any:
    declared = ", ".join(f"${name}: {listing.field.args[name].type}" for name in asked)
    passed = ", ".join(f"{name}: ${name}" for name in asked)
    selected = " ".join(
        [*(["id"] if "id" in listing.row.fields else []), *(one.selection for one in columns)]
    )
    if listing.is_paged:
        selected = f"totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {selected} }}"
    if listing.inside:
        besides = " ".join(figures_of(listing))
        selected = f"{besides} {listing.inside} {{ {selected} }}"
    *above, last = listing.path
    inner = f"{last}{f'({passed})' if passed else ''} {{ {selected} }}"
    for name in reversed(above):
        inner = f"{name} {{ {inner} }}"
    variables = dict(asked)
    if of:
        type_name = of.partition(":")[0]
        inner = f"node(id: $of) {{ ... on {type_name} {{ {inner} }} }}"
        declared = ", ".join(part for part in ("$of: ID!", declared) if part)
        variables["of"] = global_id(*of.split(":", 1))
        above = ["node"]
    text = f"query{f'({declared})' if declared else ''} {{ {inner} }}"
    data: Any = await _answer(schema, platform, actor, text, variables)
    for name in (*above, last):
        data = None if data is None else data[name]
    return data


async def _answer(
    schema: Any, platform: Platform, actor: Actor, text: str, variables: Mapping[str, Any]
) -> Any:
    context = RequestContext(actor, platform.settings, platform)
    with _told_here():
        answer = await schema.execute(text, variable_values=dict(variables), context_value=context)
    if answer.errors:
        raise _cause_of(answer.errors[0])
    return answer.data


@contextmanager
def _told_here() -> Iterator[None]:
    """Whoever typed is told the error: it stands in no log beside that."""
    log = logging.getLogger("strawberry.execution")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _cause_of(error: GraphQLError) -> BaseException:
    """The fault behind an error of the executor; one that nobody foresaw stays what it is."""
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error or cause.__cause__
    return cause or BadInputError(error.message, remedy="Periksa isiannya.")


def figures_of(listing: Listing) -> Mapping[str, GraphQLField]:
    """What an answer tells besides the rows inside it."""
    answer = get_named_type(listing.field.type)
    if not listing.inside or not isinstance(answer, GraphQLObjectType):
        return {}
    return {
        name: one
        for name, one in answer.fields.items()
        if not one.args and is_leaf_type(get_named_type(one.type))
    }

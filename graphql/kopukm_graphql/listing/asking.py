"""Asking for a page of a list, or for one record, as a document of the contract: visibility is the contract's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from kopukm_core.errors import BadInputError, KopukmError, NotFoundError
from kopukm_core.identity.actor import Actor
from kopukm_core.values import choice_key
from kopukm_graphql.context import RequestContext
from kopukm_graphql.listing.columns import Column
from kopukm_graphql.listing.finding import Listing, record_named, record_types
from kopukm_graphql.node import global_id

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

AT_ONCE = 100
"""So many rows the contract gives in one page."""
_TRUE, _FALSE = frozenset({"ya", "true", "1"}), frozenset({"tidak", "false", "0"})
_PAGE = frozenset({"first", "after", "last", "before", "where", "order"})


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
    arguments = _arguments(schema._schema, listing, given)
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
    answer = await schema.execute(text, variable_values=dict(variables), context_value=context)
    if answer.errors:
        cause = answer.errors[0].original_error
        if isinstance(cause, KopukmError):
            raise cause
        raise BadInputError(answer.errors[0].message, remedy="Periksa isiannya.")
    return answer.data


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


def accepted(listing: Listing) -> list[str]:
    """The names by which the list may be narrowed."""
    return [*(name for name in listing.field.args if name not in _PAGE), *_filters(listing)]


def _arguments(schema: Any, listing: Listing, given: Mapping[str, str]) -> dict[str, Any]:
    """What was told as values of the list's arguments, or of its filter. BadInputError for what it does not know."""
    found: dict[str, Any] = {}
    where: dict[str, Any] = {}
    filters = _filters(listing)
    arguments = {name: one for name, one in listing.field.args.items() if name not in _PAGE}
    for name, text in given.items():
        if name in arguments:
            found[name] = _argument(schema, name, arguments[name], text)
        elif name in filters:
            where[name] = filters[name](text)
        else:
            known = ", ".join([*arguments, *filters]) or "tidak ada"
            raise BadInputError(
                f"Daftar {listing.name} tidak mengenal {name[:60]!r}.", remedy=f"Yang dikenal: {known}."
            )
    if where:
        found["where"] = where
    return found


def _filters(listing: Listing) -> dict[str, Any]:
    """The filters that one value decides: by name, the function that makes the input of a text."""
    where = listing.field.args.get("where")
    if where is None:
        return {}
    kind = get_named_type(where.type)
    made: dict[str, Any] = {}
    if not isinstance(kind, GraphQLInputObjectType):
        return made
    for name, each in kind.fields.items():
        inner = get_named_type(each.type)
        if not isinstance(inner, GraphQLInputObjectType):
            continue
        word = next((one for one in ("within", "equals") if one in inner.fields), "")
        if word:
            made[name] = _maker(word, inner.fields[word].type)
    return made


def _maker(word: str, kind: GraphQLInputType) -> Any:
    return lambda text: {word: _value(kind, text)}


def _argument(schema: Any, name: str, argument: GraphQLArgument, text: str) -> Any:
    if is_list_type(get_nullable_type(argument.type)):
        return [_argument_value(schema, name, argument.type, one.strip()) for one in text.split(",")]
    return _argument_value(schema, name, argument.type, text)


def _argument_value(schema: Any, name: str, kind: GraphQLInputType, text: str) -> Any:
    if get_named_type(kind).name == "ID" and text.isdecimal():
        return global_id(_type_meant(schema, name), text)
    return _value(kind, text)


def _type_meant(schema: Any, name: str) -> str:
    """The type of records that an argument of this name speaks of: `activityId`, `cycle`."""
    word = name.removesuffix("Id")
    try:
        return record_named(schema, word).name
    except NotFoundError:
        ending = [one for one in record_types(schema) if one.name.casefold().endswith(word.casefold())]
        if len(ending) != 1:
            raise BadInputError(
                f"Nomor untuk {name} tidak dapat ditafsirkan.", remedy="Tulis pengenal globalnya (id)."
            ) from None
        return str(ending[0].name)


def _value(kind: GraphQLInputType, text: str) -> Any:
    named = get_named_type(kind)
    if isinstance(named, GraphQLEnumType):
        wanted = choice_key(text)
        for name, value in named.values.items():
            label = (value.description or "").partition(".")[0]
            if wanted in (choice_key(name), choice_key(label)):
                return name
        there = ", ".join(
            f"{name} ({(value.description or '').partition('.')[0]})" for name, value in named.values.items()
        )
        raise BadInputError(f"{text[:60]!r} bukan salah satu pilihannya.", remedy=f"Yang ada: {there}.")
    if named.name == "Boolean":
        if text.casefold() in _TRUE | _FALSE:
            return text.casefold() in _TRUE
        raise BadInputError(f"{text[:60]!r} harus ya atau tidak.", remedy="Tulis ya atau tidak.")
    if named.name in ("Int", "Long", "Float"):
        try:
            return float(text) if named.name == "Float" else int(text)
        except ValueError:
            raise BadInputError(f"{text[:60]!r} bukan bilangan.", remedy="Tulis angkanya saja.") from None
    return text

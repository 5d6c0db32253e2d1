"""What a person tells on the line as values of a list's arguments and filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from kopukm_core.errors import BadInputError, NotFoundError
from kopukm_core.values import DateType, MomentType, ReadingContext, ValueType, choice_key
from kopukm_graphql.listing.finding import Listing, record_named, record_types
from kopukm_graphql.node import global_id

_TRUE, _FALSE = frozenset({"ya", "true", "1"}), frozenset({"tidak", "false", "0"})
_WRITTEN: Mapping[str, ValueType[Any]] = {"Date": DateType(serials=False), "DateTime": MomentType()}
"""Days and moments are read as people write them, as `kopukm do` reads them."""
_PAGE = frozenset({"first", "after", "last", "before", "where", "order"})


def accepted(listing: Listing) -> list[str]:
    """The names by which the list may be narrowed."""
    return [*(name for name in listing.field.args if name not in _PAGE), *_filters(listing)]


def arguments_of(
    schema: Any, listing: Listing, given: Mapping[str, str], reading: ReadingContext
) -> dict[str, Any]:
    """What was told as values of the list's arguments, or of its filter. BadInputError for what it does not know."""
    found: dict[str, Any] = {}
    where: dict[str, Any] = {}
    filters = _filters(listing)
    arguments = {name: one for name, one in listing.field.args.items() if name not in _PAGE}
    for name, text in given.items():
        if name in arguments:
            found[name] = _argument(schema, name, arguments[name], text, reading)
        elif name in filters:
            where[name] = filters[name](text, reading)
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
    return lambda text, reading: {word: _value(kind, text, reading)}


def _argument(schema: Any, name: str, argument: GraphQLArgument, text: str, reading: ReadingContext) -> Any:
    if is_list_type(get_nullable_type(argument.type)):
        return [_argument_value(schema, name, argument.type, one.strip(), reading) for one in text.split(",")]
    return _argument_value(schema, name, argument.type, text, reading)


def _argument_value(
    schema: Any, name: str, kind: GraphQLInputType, text: str, reading: ReadingContext
) -> Any:
    if get_named_type(kind).name == "ID" and text.isdecimal():
        return global_id(_type_meant(schema, name), text)
    return _value(kind, text, reading)


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


def _value(kind: GraphQLInputType, text: str, reading: ReadingContext) -> Any:
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
    if (written := _WRITTEN.get(named.name)) is not None:
        told = written.read(text, reading)
        if told.value is None:
            raise BadInputError(
                told.findings[0].message if told.findings else f"{text[:60]!r} tidak dapat dibaca.",
                remedy="Contoh: 8 Februari 2027.",
            )
        return written.to_json(told.value)
    return text

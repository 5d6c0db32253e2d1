"""The limits themselves, with their defaults and why they stand where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from kopukm_core.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may ask for. Frozen, so that it can key the one rule class made from it."""

    characters: int = 100_000
    """Length of the document's text; the standard introspection query has about 2,000."""

    tokens: int = 5_000
    """Lexical tokens, counted while parsing."""

    comments: int = 500
    """Comments, which cost memory and are no tokens."""

    depth: int = 15
    """Levels of nested fields outside introspection; a connection takes two of them (`edges`, `node`)."""

    fields: int = 500
    """Fields with every fragment written out where it is spread; the standard introspection query has 220."""

    root_fields: int = 20
    """Fields of the query or mutation type itself, fragments written out."""

    aliases: int = 50
    """Fields with an alias, fragments written out."""

    directives: int = 50
    """Directives in use (`@include`, `@skip`), fragments written out."""

    introspection_lists: int = 3
    """Lists within lists below `__schema` and `__type`; the standard query nests types, fields, args."""

    cost: int = 30_000
    """Values that the answer holds at worst: page sizes and assumed list sizes multiply."""

    maximum_page: int = 100
    """What `first: $variable` counts for, and the most a connection gives whatever is asked."""

    assumed_list: int = 20
    """Rows assumed of a list that takes no page size, and of a page whose size is not given."""


DEFAULT_LIMITS = Limits()


def limits_from(variables: Mapping[str, str], base: Limits = DEFAULT_LIMITS) -> Limits:
    """Read `KOPUKM_LIMIT_DEPTH`, `KOPUKM_LIMIT_COST` and so on over the defaults.

    Raises ConfigurationError that names the variable when its value is not a whole number above zero.
    """
    given: dict[str, int] = {}
    for entry in fields(Limits):
        name = f"KOPUKM_LIMIT_{entry.name.upper()}"
        text = variables.get(name, "")
        if not text:
            continue
        if not text.isascii() or not text.isdigit() or int(text) < 1:
            raise ConfigurationError(
                f"{name} berisi {text!r}.", remedy="Isi dengan bilangan bulat di atas nol, misalnya 15."
            )
        given[entry.name] = int(text)
    return replace(base, **given)

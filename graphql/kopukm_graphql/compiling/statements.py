"""Written statements: the SQL of a plan for what an actor may see and what its arguments look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_core.db import Dialect, Later, Parameters, single_value
from kopukm_core.errors import KopukmError
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compiling.arguments import FieldArguments, Given, standing_in
from kopukm_graphql.compiling.holes import Hole, filled
from kopukm_graphql.compiling.objects import write_row
from kopukm_graphql.compiling.plan import Fields
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.root_fields import query_text
from kopukm_graphql.compiling.sheet import Sheet
from kopukm_graphql.source.catalog import Catalog

_PLACEHOLDER = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[?$](?P<number>[0-9]+)""")
"""A placeholder, or something quoted in which none is."""


@dataclass(frozen=True, slots=True)
class Written:
    """One statement that answers the whole plan, for any values of its parameters."""

    sql: str
    parameters: Parameters
    holes: Sequence[Hole]
    checks: Sequence[Later] = ()

    async def answer(self, given: Given) -> bytes:
        """The answer's data as JSON. Raises RunOtherwiseError, and what database and functions raise."""
        try:
            for check in self.checks:
                check.read(given)
            values = self.parameters.bound(given)
        except KopukmError as error:
            raise RunOtherwiseError(str(error)) from error
        text = await single_value(self.sql, values)
        return filled(text, self.holes)


def write(
    catalog: Catalog,
    fields: Fields,
    actor: Actor,
    dialect: Dialect,
    arguments: Sequence[FieldArguments],
    values: Sequence[Mapping[str, Any]],
) -> Written:
    """The statement for this actor and for values of this shape for the arguments.

    Raises RunOtherwiseError and KopukmError where there is none: the other executor tells why.
    """
    given = [standing_in(*each) for each in zip(arguments, values, strict=True)]
    sheet = Sheet(catalog, viewer(actor), dialect, given, write_row)
    sql, parameters = used_alone(f"SELECT {query_text(sheet, fields)} AS answer", sheet.parameters)
    return Written(sql, parameters, tuple(sheet.holes), tuple(sheet.checks))


def used_alone(sql: str, parameters: Parameters) -> tuple[str, Parameters]:
    """The text with its parameters numbered anew, without those that no part of it names: engines refuse them."""
    kept = Parameters(parameters.dialect)
    names: dict[str, str] = {}

    def renumbered(found: re.Match[str]) -> str:
        number = found["number"]
        if number is None:
            return found[0]
        if number not in names:
            names[number] = kept.add_stored(parameters.values[int(number) - 1])
        return names[number]

    return _PLACEHOLDER.sub(renumbered, sql), kept


def viewer(actor: Actor) -> Actor:
    """The actor with all that decides what is seen, and nothing else: what `viewer_key` tells apart."""
    return Actor(*viewer_key(actor))


def viewer_key(actor: Actor) -> tuple[Any, ...]:
    """The same for actors who see the same; in the order of Actor's own attributes."""
    return (
        actor.kind,
        actor.identity,
        actor.grants,
        actor.party_ids,
        actor.account_id,
        actor.acting_for,
    )

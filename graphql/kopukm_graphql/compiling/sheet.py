"""One SQL text in the making: its parameters, its holes, the tables in it, and the pieces of JSON between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kopukm_core.db import Dialect, Later, Parameters
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compiling.dialects import JsonWriting, writing_of
from kopukm_graphql.compiling.holes import HOLE_BEGINS, HOLE_ENDS, IMPOSSIBLE, Hole
from kopukm_graphql.compiling.plan import Fields, TypeName
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.statement import Statement

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")


@dataclass(slots=True)
class Sheet:
    """What the writers of one statement share. `arguments` are those of the plan's fields, by their number."""

    catalog: Catalog
    actor: Actor
    dialect: Dialect
    arguments: Sequence[Mapping[str, Any]]
    write_row: Callable[[Sheet, Statement, Fields], str]
    parameters: Parameters = field(init=False)
    writing: JsonWriting = field(init=False)
    holes: list[Hole] = field(default_factory=list)
    checks: list[Later] = field(default_factory=list)
    """What is read in every run for the sake of what it raises, whether the SQL names it or not."""
    _tables: int = 0

    def __post_init__(self) -> None:
        self.parameters = Parameters(self.dialect)
        self.writing = writing_of(self.dialect)

    def statement(self, source: Source, *, ordered: bool = True) -> Statement:
        """A table of the source under an alias of its own; visibility is written by it."""
        self._tables += 1
        return Statement(
            self.catalog,
            source,
            self.actor,
            parameters=self.parameters,
            alias=f"t{self._tables}_",
            ordered=ordered,
        )

    def row(self, statement: Statement, fields: Fields) -> str:
        """The JSON object of the statement's row; never null."""
        return self.write_row(self, statement, fields)

    def hole(self, carried: Sequence[tuple[str, Any]], make: Callable[..., Any]) -> str:
        """A place that Python fills, from JSON texts (never null) with the readers of what they hold."""
        number = len(self.holes)
        self.holes.append(Hole(tuple([reader for _, reader in carried]), make))
        text = JsonText(self.writing)
        text.expression(self.writing.control(HOLE_BEGINS))
        text.constant(f"{number}[")
        for index, (sql, _) in enumerate(carried):
            text.constant("," if index else "")
            text.expression(sql)
        text.constant("]")
        text.expression(self.writing.control(HOLE_ENDS))
        return text.sql()

    def required(self, sql: str) -> str:
        """The text, or the mark of the impossible where it is null."""
        return f"coalesce(({sql}), {self.writing.control(IMPOSSIBLE)})"


class JsonText:
    """Constant and written pieces of one JSON value, in order."""

    def __init__(self, writing: JsonWriting) -> None:
        self._writing = writing
        self._pieces: list[str] = []
        self._constant = ""

    def constant(self, text: str) -> None:
        """Characters that are the same in every answer."""
        self._constant += text

    def expression(self, sql: str) -> None:
        """What an SQL expression gives; never null."""
        self._end_constant()
        self._pieces.append(sql)

    def object(self, fields: Iterable[tuple[str, Any]], write: Callable[[Any], None]) -> None:
        """An object: `write` writes the value of each planned field but those that are their type's name."""
        self.constant("{")
        for index, (key, plan) in enumerate(fields):
            self.name(key, first=index == 0)
            if isinstance(plan, TypeName):
                self.constant(f'"{plan.name}"')
            else:
                write(plan)
        self.constant("}")

    def name(self, key: str, *, first: bool) -> None:
        """An object's key with its colon, and the comma before it."""
        if _NAME.fullmatch(key) is None:
            raise ValueError(f"not a GraphQL name: {key!r}")
        self._constant += f'{"" if first else ","}"{key}":'

    def sql(self) -> str:
        """All pieces as one expression."""
        self._end_constant()
        return self._writing.joined(self._pieces) if self._pieces else "''"

    def _end_constant(self) -> None:
        if self._constant:
            self._pieces.append(self._writing.constant(self._constant))
            self._constant = ""


def columns_used(alias: str, *texts: str) -> str:
    """The columns of the alias that the texts name, as a select list; the texts then work on its result."""
    found = re.findall(rf'(?<![\w"]){re.escape(alias)}\."([^"]+)"', " ".join(texts))
    names = list(dict.fromkeys(found))
    return ", ".join(f'{alias}."{name}"' for name in names) if names else "1 AS one"

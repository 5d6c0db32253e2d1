"""Says of every row and value in an answer whether the actor may see it, from plain Python over all rows.

It knows nothing of the SQL under test: rows come from the oracle, and an object of a row's type in an answer
must be, in all its values, one row that the oracle lets the actor see.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    get_named_type,
    is_leaf_type,
    parse,
)

from kopukm_core.identity.actor import Actor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.node import parse_global_id
from kopukm_graphql.server.documents import PreparedDocument
from kopukm_graphql.source.fields import ToOne
from same_answers.document import Document
from same_answers.expecting import agrees
from same_answers.selected import Selected, Selections
from visibility_oracle import Oracle

_STRING = GraphQLNonNull(GraphQLString)


@dataclass(frozen=True, slots=True)
class Judge:
    """`records` says, per "Type.field" that leads to one row: its type, the column here, the column there."""

    schema: ComposedSchema
    oracle: Oracle
    records: Mapping[str, tuple[str, str, str]]

    def objections(self, document: Document, data: Any, actor: Actor) -> list[str]:
        """What the actor must not have been shown; empty where all is well."""
        if not isinstance(data, dict):
            return []
        tree = _parsed(document.text)
        operation = PreparedDocument.of(document.text, tree).operation(document.operation)
        root = self.schema._schema.get_root_type(operation.operation)
        assert root is not None
        selections = Selections(self.schema._schema, tree)
        case = _Case(self, selections, actor, [])
        case.object(root, selections.of_operation(operation, root), data, "", None)
        return case.found


@dataclass(slots=True)
class _Case:
    judge: Judge
    selections: Selections
    actor: Actor
    found: list[str]

    def object(
        self,
        type_: GraphQLObjectType,
        selected: Sequence[Selected],
        data: Mapping[str, Any],
        rows: str,
        parent: tuple[str, Any] | None,
    ) -> None:
        """One object of the answer; `rows` is the type of rows of the connection it belongs to."""
        here = [each for each in selected if self.selections.applies(each, type_)]
        row = self._row(type_, here, data) if type_.name in self.judge.oracle.types else None
        if row is not None:
            parent = (type_.name, row)
        elif type_.name in self.judge.oracle.types:
            parent = None
        for key, value in data.items():
            behind = [each for each in here if each.key == key]
            if not behind or value is None or behind[0].node.name.value.startswith("__"):
                continue
            self._value(type_, behind, value, rows, parent)

    def _value(
        self,
        type_: GraphQLObjectType,
        behind: Sequence[Selected],
        value: Any,
        rows: str,
        parent: tuple[str, Any] | None,
    ) -> None:
        name = behind[0].node.name.value
        definition = type_.fields[name]
        named = get_named_type(definition.type)
        if is_leaf_type(named):
            self._leaf(type_, name, value, rows)
            return
        assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
        inner = self.selections.below(named, behind)
        below = named.name.removesuffix("Connection") if named.name.endswith("Connection") else rows
        if named.name.endswith("Connection") or named.name.endswith("Counts"):
            self._total(type_, name, behind[0], inner, value, parent)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, list) or each is None:
                continue
            for found in self._types(named, inner, each)[:1]:
                before = len(self.found)
                self.object(found, inner, each, below, None)
                if parent is not None and len(self.found) == before:
                    self._linked(parent, name, found, inner, each)

    def _types(
        self,
        named: GraphQLObjectType | GraphQLInterfaceType,
        selected: Sequence[Selected],
        data: Mapping[str, Any],
    ) -> list[GraphQLObjectType]:
        if isinstance(named, GraphQLObjectType):
            return [named]
        objects = self.judge.schema._schema.get_possible_types(named)
        for each in selected:
            told = data.get(each.key)
            if isinstance(told, str) and each.node.name.value in ("id", "__typename"):
                name = told if each.node.name.value == "__typename" else _parts(told)[0]
                exact = [one for one in objects if one.name == name]
                if exact:
                    return exact
        possible = self.selections.possible(selected, data, objects)
        return possible if len(possible) == 1 else []

    def _row(self, type_: GraphQLObjectType, selected: Sequence[Selected], data: Mapping[str, Any]) -> Any:
        """The row that the object shows, where it is certain; an objection where there is none."""
        oracle, name = self.judge.oracle, type_.name
        known = oracle.types[name]
        leaves = {
            each.key: each.node.name.value
            for each in selected
            if each.key in data and is_leaf_type(get_named_type(_type_of(type_, each)))
        }
        ids = [data[key] for key, field in leaves.items() if field == "id"]
        rows = [row for row in known.rows if known.sees(self.actor, row)]
        if ids:
            rows = [row for row in rows if oracle.id(name, row) == ids[0]]
            if not rows:
                self.found.append(f"{name}: row {_parts(ids[0])} is not for {self.actor.key}")
                return None
        matching = [
            row
            for row in rows
            if all(
                field in ("id", "__typename")
                or agrees(self.judge.schema, oracle, self.actor, (name, row, field), data[key])
                for key, field in leaves.items()
            )
        ]
        if not matching:
            shown = {field: data[key] for key, field in leaves.items()}
            self.found.append(f"{name}: no row that {self.actor.key} may see holds {_short(shown)}")
        return matching[0] if len(matching) == 1 else None

    def _linked(
        self,
        parent: tuple[str, Any],
        name: str,
        type_: GraphQLObjectType,
        selected: Sequence[Selected],
        data: Mapping[str, Any],
    ) -> None:
        """Rows below a row must hang on it."""
        oracle, path = self.judge.oracle, f"{parent[0]}.{name}"
        if type_.name.endswith("Connection"):
            for each in selected:
                if each.node.name.value == "nodes" and isinstance(data.get(each.key), list):
                    rows = self.judge.schema._schema.get_type(type_.name.removesuffix("Connection"))
                    assert isinstance(rows, GraphQLObjectType)
                    inner = self.selections.below(rows, [one for one in selected if one.key == each.key])
                    for node in data[each.key]:
                        self._linked(parent, name, rows, inner, node)
            return
        if type_.name not in oracle.types:
            return
        row = self._row(type_, [each for each in selected if self.selections.applies(each, type_)], data)
        if row is None:
            return
        if path in self.judge.records and isinstance(
            self.judge.schema.catalog[parent[0]].fields.get(name), ToOne
        ):
            _, here, there = self.judge.records[path]
            if getattr(parent[1], here) != getattr(row, there):
                self.found.append(f"{path}: {type_.name} {row.pk} does not belong to row {parent[1].pk}")
        elif path in oracle.links and not oracle.links[path](parent[1], row):
            self.found.append(f"{path}: {type_.name} {row.pk} does not hang on row {parent[1].pk}")

    def _leaf(self, type_: GraphQLObjectType, name: str, value: Any, rows: str) -> None:
        """Cursors hold a row's key and the values it is ordered by: those of a row that is seen."""
        if (type_.name, name) == ("Me", "key") and value != self.actor.key:
            self.found.append(f"Me.key: {value}, told to {self.actor.key}")
        if name not in ("cursor", "startCursor", "endCursor") or rows not in self.judge.oracle.types:
            return
        values = json.loads(base64.urlsafe_b64decode(value)[6:])
        known = self.judge.oracle.types[rows]
        (row,) = [each for each in known.rows if getattr(each, known.key) == values[-1]] or (None,)
        if row is None or not known.sees(self.actor, row):
            self.found.append(f"{type_.name}.{name}: a cursor of {rows} {values[-1]}, which is not seen")
            return
        for attribute, sees, _ in known.masks.values():
            hidden = getattr(row, attribute)
            if isinstance(hidden, str) and hidden in values[:-1] and not sees(self.actor, row):
                self.found.append(f"{type_.name}.{name}: a cursor with the masked {attribute} of {row.pk}")

    def _total(
        self,
        type_: GraphQLObjectType,
        name: str,
        selected: Selected,
        inner: Sequence[Selected],
        data: Any,
        parent: tuple[str, Any] | None,
    ) -> None:
        """No more are counted than are seen; exactly those, where nothing narrows the list."""
        oracle = self.judge.oracle
        of = get_named_type(type_.fields[name].type).name.removesuffix("Connection")
        path = f"{type_.name.removesuffix('Query').lower() + '.' if type_.name != 'Query' else ''}{name}"
        if of.endswith("Counts"):
            of = oracle.counts.get(path, "")
        if of not in oracle.types or not isinstance(data, dict):
            return
        seen = oracle.seen(self.actor, of)
        if parent is not None and f"{parent[0]}.{name}" in oracle.links:
            linked = oracle.links[f"{parent[0]}.{name}"]
            seen = [row for row in seen if linked(parent[1], row)]
        elif path in oracle.roots:
            seen = [row for row in seen if oracle.roots[path](row)]
        given = {each.name.value for each in selected.node.arguments or ()}
        for each in inner:
            if each.node.name.value in ("totalCount", "total") and each.key in data:
                count = data[each.key]
                exact = not given & {"where", "search"} and (parent is not None or type_.name in _ROOTS)
                if count > len(seen) or (exact and count != len(seen)):
                    self.found.append(f"{path}: counts {count} rows, {len(seen)} are seen")


_ROOTS = frozenset({"Query", "SiopikQuery", "OutsideQuery"})


@lru_cache(maxsize=8)
def _parsed(text: str) -> DocumentNode:
    return parse(text, no_location=True)


def _type_of(type_: GraphQLObjectType, selected: Selected) -> Any:
    name = selected.node.name.value
    return type_.fields[name].type if name in type_.fields else _STRING


def _parts(text: str) -> tuple[str, str]:
    try:
        return parse_global_id(text)
    except Exception:
        return ("?", text)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 300 else f"{text[:300]}…"

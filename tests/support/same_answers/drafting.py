"""One generated document: selections, fragments, aliases, directives and arguments, none against another."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from kopukm_graphql.node import parse_global_id
from same_answers.arguments import field_arguments
from same_answers.document import Document
from same_answers.inputs import Inputs, literal
from same_answers.scope import Entry, Scope

_ROOM = 1_200
"""Rows that may come together along one path, roughly: what the limit of cost leaves for wide selections."""
_LEVELS = 6
_FIELDS = 70
_ALIASES = 25
_DIRECTIVES = 20
_ALIASES_TO_TRY = ("id", "name", "data", "errors", "nodes", "constructor", "toString", "hasOwnProperty", "_")
_SPREAD = re.compile(r"\.\.\.(F\d+)\b")
_VARIABLE = re.compile(r"\$(v\d+)\b")
_SCHEMA_QUESTIONS = (
    "__schema { queryType { name } }",
    '__type(name: "Cooperative") { kind name }',
    '__type(name: "Node") { possibleTypes { name } }',
    '__type(name: "tidak ada") { name }',
)


@dataclass(slots=True)
class _Fragment:
    name: str
    on: str
    scope: Scope


@dataclass(slots=True)
class Draft:
    """One document while it is made: a walk from the root of the schema."""

    schema: GraphQLSchema
    chance: random.Random
    inputs: Inputs
    avoided: frozenset[str] = frozenset()
    """Fields, as "Type.field", that the document does without."""
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    fragments: list[_Fragment] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)

    def query(self) -> Document:
        """One query, at times with another operation beside it."""
        query = self.schema.query_type
        assert query is not None
        return self._document("query", self._selection(query, Scope(), _ROOM, 0))

    def subscription(self) -> Document:
        """The answer to one event of a subscription."""
        root = self.schema.subscription_type
        if root is None:
            return self.query()
        name = self.chance.choice(list(root.fields))
        self.directives = _DIRECTIVES  # one on the root field is forbidden
        written = self._written(root, name, Scope(), _ROOM // 10, 0)
        named = get_named_type(root.fields[name].type)
        ids = self.inputs.pools.ids.get(named.name, [])
        keys = [parse_global_id(each)[1] for each in ids]
        key = self.chance.choice(keys) if keys and self.chance.random() < 0.9 else "0"
        return replace(self._document("subscription", f"{{ {written} }}"), event=int(key))

    def _document(self, kind: str, selection: str) -> Document:
        chance = self.chance
        definitions = _used(selection, self.definitions)
        self.inputs.keep(set(_VARIABLE.findall("\n".join([selection, *definitions]))))
        name = "" if chance.random() < 0.5 else " Utama"
        declared = self.inputs.declarations()
        head = (
            f"{kind}{name}{declared} " if name or declared or kind != "query" or chance.random() < 0.3 else ""
        )
        parts = [head + selection, *definitions]
        if name and chance.random() < 0.06:
            parts.append("query Lain { __typename }")
        chance.shuffle(parts)
        return Document("\n".join(parts), self.inputs.sent(), name.strip() or None)

    def _selection(
        self, type_: GraphQLNamedType, scope: Scope, room: int, depth: int, likely: str = ""
    ) -> str:
        count = self.chance.choice((1, 1, 2, 2, 3) if depth == 0 else (1, 2, 3, 3, 4, 5, 7))
        written: list[str] = []
        for _ in range(count * 3):
            if len(written) >= count or (written and self.fields >= _FIELDS):
                break
            if part := self._part(type_, scope, room, depth, likely):
                written.append(part)
        if not written:
            written.append(self._typename(scope))
        return "{ " + " ".join(written) + " }"

    def _part(self, type_: GraphQLNamedType, scope: Scope, room: int, depth: int, likely: str) -> str:
        draw = self.chance.random()
        if draw < 0.04:
            return self._typename(scope)
        if depth == 0 and draw < 0.06 and not self.avoided:
            return self._schema_question(scope)
        if isinstance(type_, GraphQLInterfaceType) and draw < 0.75:
            return self._fragment(self._condition(type_, likely), type_, scope, room, depth)
        if draw < 0.12:
            return self._fragment(self._condition(type_, likely), type_, scope, room, depth)
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            if draw < 0.19 and scope.entries:
                return self._again(type_, scope, room, depth)
            return self._field(type_, scope, room, depth)
        return ""

    def _typename(self, scope: Scope) -> str:
        alias = self._alias(0.2)
        entry = Entry("*", "__typename", "", "String!", is_leaf=True, is_object=False)
        key = alias or "__typename"
        if not scope.takes(key, entry):
            return ""
        scope.add(key, entry)
        self.fields += 1
        return f"{alias}: __typename" if alias else "__typename"

    def _schema_question(self, scope: Scope) -> str:
        if "asked" in scope.entries:
            return ""
        scope.add("asked", Entry("*", "asked", "", "", is_leaf=False, is_object=False))
        return f"asked: {self.chance.choice(_SCHEMA_QUESTIONS)}"

    def _condition(self, type_: GraphQLNamedType, likely: str) -> GraphQLNamedType:
        """A type that rows of this one may be of."""
        if isinstance(type_, GraphQLInterfaceType):
            name = likely if likely and self.chance.random() < 0.7 else ""
            objects = self.schema.get_possible_types(type_)
            found: GraphQLNamedType = next(
                (each for each in objects if each.name == name), self.chance.choice(list(objects))
            )
            return found
        if isinstance(type_, GraphQLObjectType) and type_.interfaces and self.chance.random() < 0.3:
            interface: GraphQLInterfaceType = self.chance.choice(list(type_.interfaces))
            return interface
        return type_

    def _fragment(
        self, type_: GraphQLNamedType, parent: GraphQLNamedType, scope: Scope, room: int, depth: int
    ) -> str:
        """A fragment, inline or named, that agrees with what stands here; nothing where it does not."""
        chance = self.chance
        known = [each for each in self.fragments if each.on == type_.name and scope.accepts(each.scope)]
        if known and chance.random() < 0.5:
            used = chance.choice(known)
            scope.absorb(used.scope)
            self.fields += len(used.scope.entries)
            return f"...{used.name}{self._directive(0.15)}"
        own, kept = Scope(), len(self.fragments)
        likely = type_.name if isinstance(type_, GraphQLObjectType) else ""
        body = self._selection(type_, own, room, depth + 1, likely)
        if not scope.accepts(own):
            del self.fragments[kept:]
            return ""
        scope.absorb(own)
        if chance.random() < 0.4:
            name = f"F{len(self.definitions) + 1}"
            self.fragments.append(_Fragment(name, type_.name, own))
            self.definitions.append(f"fragment {name} on {type_.name} {body}")
            return f"...{name}{self._directive(0.15)}"
        condition = "" if type_ is parent and chance.random() < 0.3 else f" on {type_.name}"
        return f"...{condition}{self._directive(0.15)} {body}"

    def _again(
        self, type_: GraphQLObjectType | GraphQLInterfaceType, scope: Scope, room: int, depth: int
    ) -> str:
        """A field that stands here already, once more, with another selection below it."""
        key = self.chance.choice(list(scope.entries))
        entry = next((each for each in scope.entries[key] if each.parent == type_.name), None)
        if entry is None:
            return ""
        definition = type_.fields[entry.name]
        alias = "" if key == entry.name else f"{key}: "
        self.fields += 1
        self.aliases += bool(alias)
        below = self._below(definition, entry.below, max(1, room // entry.rows), depth)
        return f"{alias}{entry.name}{entry.arguments}{self._directive(0.1)}{below}"

    def _field(
        self, type_: GraphQLObjectType | GraphQLInterfaceType, scope: Scope, room: int, depth: int
    ) -> str:
        return self._written(type_, self._chosen(type_, room, depth), scope, room, depth)

    def _written(
        self,
        type_: GraphQLObjectType | GraphQLInterfaceType,
        name: str,
        scope: Scope,
        room: int,
        depth: int,
    ) -> str:
        definition = type_.fields[name]
        arguments, size, likely = field_arguments(self.inputs, definition)
        text = "(" + ", ".join(f"{each}: {literal(value)}" for each, value in arguments.items()) + ")"
        text = text if arguments else ""
        leaf = is_leaf_type(get_named_type(definition.type))
        is_object = isinstance(type_, GraphQLObjectType)
        entry = Entry(type_.name, name, text, str(definition.type), leaf, is_object, size)
        alias = self._alias(0.1)
        if not scope.takes(alias or name, entry):
            alias = self._alias(1.0)
            if not alias or not scope.takes(alias, entry):
                return ""
        if leaf and scope.entries.get(alias or name) and self.chance.random() < 0.8:
            return ""
        entry = scope.add(alias or name, entry)
        self.fields += 1
        below = self._below(definition, entry.below, max(1, room // size), depth, likely)
        return f"{f'{alias}: ' if alias else ''}{name}{text}{self._directive(0.05)}{below}"

    def _below(self, definition: GraphQLField, scope: Scope, room: int, depth: int, likely: str = "") -> str:
        named = get_named_type(definition.type)
        if is_leaf_type(named):
            return ""
        return " " + self._selection(named, scope, room, depth + 1, likely)

    def _chosen(self, type_: GraphQLObjectType | GraphQLInterfaceType, room: int, depth: int) -> str:
        """A field of the type: what leads further, as long as there is room for it."""
        fields = [
            each for each in type_.fields.items() if f"{type_.name}.{each[0]}" not in self.avoided
        ] or list(type_.fields.items())
        leaves = [each for each in fields if is_leaf_type(get_named_type(each[1].type))]
        further = [each for each in fields if each not in leaves]
        goes_on = depth < _LEVELS and room > 4 and self.fields < _FIELDS
        if further and (not leaves or (goes_on and self.chance.random() < 0.4)):
            leaves = further
        return str(self.chance.choice(leaves or fields)[0])

    def _alias(self, probability: float) -> str:
        if self.aliases >= _ALIASES or self.chance.random() >= probability:
            return ""
        self.aliases += 1
        if self.chance.random() < 0.15:
            return self.chance.choice(_ALIASES_TO_TRY)
        return f"a{self.aliases}"

    def _directive(self, probability: float) -> str:
        if self.directives >= _DIRECTIVES or self.chance.random() >= probability:
            return ""
        self.directives += 1
        both = self.chance.random() < 0.1
        names = ("skip", "include") if both else (self.chance.choice(("skip", "include")),)
        return "".join(f" @{name}(if: {literal(self.inputs.flag())})" for name in names)


def _used(operation: str, definitions: list[str]) -> list[str]:
    """The fragments that the operation spreads, at once or through others."""
    by_name = {each.split(" ", 2)[1]: each for each in definitions}
    waiting, found = [operation], dict[str, str]()
    while waiting:
        for name in _SPREAD.findall(waiting.pop()):
            if name not in found:
                found[name] = by_name[name]
                waiting.append(by_name[name])
    return list(found.values())

"""The documents of all `operations/` folders, with variables of several kinds."""

from __future__ import annotations

import random
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    get_named_type,
    is_input_type,
    parse,
    type_from_ast,
    visit,
)

from kopukm_core.platform import Platform
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.documents import compose_documents
from kopukm_graphql.node import parse_global_id
from same_answers.document import Document
from same_answers.inputs import Inputs
from same_answers.pools import Pools

_NO_ROW = 1
"""What an event is of where the data set has no row of its type: all must answer that there is none."""


def operation_documents(
    platform: Platform, schema: ComposedSchema, pools: Pools, seed: int, *, times: int = 2
) -> list[Document]:
    """Each of them with nothing that may be left out, and so many times with variables by chance."""
    chance, found = random.Random(seed), []
    for trusted in compose_documents(platform, schema):
        tree = parse(trusted.text)
        (operation,) = [each for each in tree.definitions if isinstance(each, OperationDefinitionNode)]
        event = _event(schema._schema, operation, pools)
        for number in range(times + 1 if operation.variable_definitions else 1):
            inputs = Inputs(chance, pools)
            hints = _hints(schema._schema, tree)
            sent: dict[str, Any] = {}
            for variable in operation.variable_definitions or ():
                type_ = type_from_ast(schema._schema, variable.type)
                assert is_input_type(type_)
                is_needed = str(type_).endswith("!") and variable.default_value is None
                if is_needed or (number and chance.random() < 0.7):
                    name = variable.variable.name.value
                    sent[name] = inputs.plain(type_, hints.get(name, ("", name)))
            found.append(Document(trusted.text, sent, event=event))
    return found


def is_mutation(document: Document) -> bool:
    """Whether running it may change something."""
    return any(
        isinstance(each, OperationDefinitionNode) and each.operation is OperationType.MUTATION
        for each in parse(document.text).definitions
    )


def _event(schema: GraphQLSchema, operation: OperationDefinitionNode, pools: Pools) -> Any:
    if operation.operation is not OperationType.SUBSCRIPTION or schema.subscription_type is None:
        return None
    field = operation.selection_set.selections[0]
    named = get_named_type(schema.subscription_type.fields[getattr(field, "name").value].type)  # noqa: B009
    known = pools.ids.get(named.name)
    return int(parse_global_id(known[0])[1]) if known else _NO_ROW


def _hints(schema: GraphQLSchema, tree: DocumentNode) -> dict[str, tuple[str, str]]:
    """Variable → the type of rows and the argument that it is used for."""
    info = TypeInfo(schema)
    places = _Places(info)
    visit(tree, TypeInfoVisitor(info, places))
    return places.hints


class _Places(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self.hints: dict[str, tuple[str, str]] = {}

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        argument, definition = self._info.get_argument(), self._info.get_field_def()
        if argument is None or definition is None:
            return
        names = [name for name, each in definition.args.items() if each is argument]
        rows = get_named_type(definition.type).name.removesuffix("Connection").removesuffix("Counts")
        self.hints[node.name.value] = (rows, names[0] if names else "")

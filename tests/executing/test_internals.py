"""What is assumed of the inside of graphql-core and Strawberry still stands."""

from __future__ import annotations

import inspect
from typing import Any

import strawberry
from graphql import GraphQLList, GraphQLNonNull, OperationDefinitionNode, parse

from kopukm_graphql.executing import internals
from kopukm_graphql.executing.internals import Path, StrawberryGraphQLCoreExecutionContext
from odd_types import Row


def _core(schema: strawberry.Schema, text: str, **variables: Any) -> Any:
    return StrawberryGraphQLCoreExecutionContext.build(
        schema._schema, parse(text), "root", "context", variables, None, operation_extensions={}
    )


def test_build_gives_an_executor_with_coerced_variables_or_errors(odd: strawberry.Schema) -> None:
    text = "query Q($n: Int!) { rows(count: $n) { key } }"
    core = _core(odd, text, n=2)
    assert core.variable_values.coerced == {"n": 2}
    assert (core.root_value, core.context_value, core.hide_suggestions) == ("root", "context", False)
    assert core.abort_signal is None
    assert core.error_propagation is True
    assert isinstance(core.operation, OperationDefinitionNode)
    assert [str(error.message)[:12] for error in _core(odd, text, n="x")] == ["Variable '$n"]


def test_an_info_begins_with_the_field_and_the_rest_is_of_the_operation(odd: strawberry.Schema) -> None:
    core = _core(odd, "{ rows { key } colour }")
    query = odd._schema.query_type
    assert query is not None
    infos = [
        core.build_resolve_info(
            query.fields[name], list(core.operation.selection_set.selections), query, path
        )
        for name, path in (("rows", Path(None, "rows", "Query")), ("colour", Path(None, "colour", "Query")))
    ]
    assert infos[0]._fields[: len(internals.INFO_HEAD)] == internals.INFO_HEAD
    rest = [tuple(info)[len(internals.INFO_HEAD) :] for info in infos]
    assert rest[0] == rest[1]
    assert tuple.__new__(type(infos[0]), tuple(infos[0])) == infos[0]


def test_the_functions_take_what_they_are_given() -> None:
    names = {
        function: list(inspect.signature(function).parameters)
        for function in (
            internals.collect_fields,
            internals.collect_subfields,
            internals.get_argument_values,
            internals.Executor.ensure_valid_runtime_type,
            internals.invalid_return_type_error,
        )
    }
    assert list(names.values()) == [
        [
            *("schema", "fragments", "variable_values", "runtime_type", "operation", "hide_suggestions"),
            *("forbid_skip_and_include", "on_selection_set"),
        ],
        [
            *("schema", "fragments", "variable_values", "operation", "return_type", "field_details_list"),
            "hide_suggestions",
        ],
        ["type_def", "node", "variable_values", "fragment_variable_values", "hide_suggestions"],
        ["self", "runtime_type_name", "return_type", "field_details_list", "info", "result"],
        ["return_type", "result", "field_details_list"],
    ]


def test_strawberry_s_plain_attributes_are_known(odd: strawberry.Schema) -> None:
    types: Any = odd._schema.type_map
    fields = types["Row"].fields
    assert internals.reads_parent_alone(fields["key"])
    assert internals.attribute_of(fields["key"]) == "key"
    assert fields["key"].resolve(Row(key=4), None) == 4
    for name in ("sure", "sureNow", "place", "others"):
        assert not internals.reads_parent_alone(fields[name])


def test_types_wrap_as_they_are_unwrapped(odd: strawberry.Schema) -> None:
    query = odd._schema.query_type
    assert query is not None
    output = query.fields["rows"].type
    assert isinstance(output, GraphQLNonNull)
    assert isinstance(output.of_type, GraphQLList)
    assert odd.execution_context_class is StrawberryGraphQLCoreExecutionContext

"""The explanation of one operation: how it is answered, its plan and statement, who sees what, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphql import FieldNode, OperationType, SelectionSetNode
from graphql.execution.values import get_variable_values

from kopukm_core.cli.writing import grouped
from kopukm_core.db import Parameters, dialect
from kopukm_core.errors import BadInputError, KopukmError
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compiling.operations import CompiledOperation, Plan
from kopukm_graphql.compiling.plan import Fields, Namespace, TypeName
from kopukm_graphql.compiling.refusing import RunOtherwiseError
from kopukm_graphql.compiling.statements import Written
from kopukm_graphql.compiling.variables import Coerced
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.explaining.asked import Asked, first_line
from kopukm_graphql.explaining.database_plan import database_plan
from kopukm_graphql.explaining.plan_tree import plan_tree
from kopukm_graphql.explaining.seen import seen_lines, value_lines
from kopukm_graphql.explaining.statement_lines import statement_lines
from kopukm_graphql.explaining.tables_used import TablesUsed
from kopukm_graphql.limits import DocumentMeasurer, Limits

_RESOLVERS = "oleh resolver, field demi field"


async def explain_document(schema: ComposedSchema, limits: Limits, asked: Asked, actor: Actor) -> list[str]:
    """The lines for a person. Needs the open database, and changes nothing in it; the operation is not run.

    Raises BadInputError for variables that do not fit.
    """
    _refuse_variables(schema, asked)
    lines = [
        *_section("Operasi", [f"{asked.operation.operation.value} {asked.name} ({asked.place})"]),
        *_section("Pelaku", [f"{actor.key}; izin: {_grants(actor)}"]),
    ]
    lines += [line async for line in _answered(schema, asked, actor)]
    return [*lines, *_section("Biaya", _cost(schema, limits, asked))]


async def _answered(schema: ComposedSchema, asked: Asked, actor: Actor) -> Any:
    if asked.operation.operation is not OperationType.QUERY:
        kind = asked.operation.operation.value
        for line in _section("Dijawab", [f"{_RESOLVERS}: sebuah {kind} tidak menjadi satu pernyataan SQL"]):
            yield line
        return
    compiled = CompiledOperation(schema, asked.prepared, asked.operation)
    try:
        coerced = compiled.coerced(asked.variables)
        _, plan = compiled.planned(asked.variables, coerced)
    except RunOtherwiseError as error:
        for line in _section("Dijawab", [_RESOLVERS, f"  sebab {error}"]):
            yield line
        return
    try:
        _, written, given, _ = compiled.written(actor, asked.variables)
        values = written.parameters.bound(given)
    except (RunOtherwiseError, KopukmError) as error:
        reason = first_line(error)
        for line in [
            *_section("Dijawab", [f"{_RESOLVERS}, karena nilai argumennya", f"  sebab {reason}"]),
            *_section("Rencana (tidak dipakai)", plan_tree(plan.fields, _given(plan, coerced), dialect())),
        ]:
            yield line
        return
    used = TablesUsed(schema.catalog, given)
    used.take(plan.fields)
    for line in [
        *_section("Dijawab", _way(plan, written)),
        *_section("Rencana", plan_tree(plan.fields, given, dialect())),
        *_section(f"Pernyataan ({dialect().value})", statement_lines(written.sql)),
        *_section("Nilai", value_lines(written.parameters, values) or ["tidak ada"]),
        *_section("Keterlihatan", seen_lines(schema.catalog, used.columns, actor, dialect())),
        *_section("Rencana basis data (tidak dijalankan)", await _database_plan(written, values)),
    ]:
        yield line


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"{title}:", *(f"  {line}" for line in lines)]


def _refuse_variables(schema: ComposedSchema, asked: Asked) -> None:
    found = get_variable_values(
        schema._schema, asked.operation.variable_definitions or (), dict(asked.variables)
    )
    if isinstance(found, list):
        raise BadInputError(
            "Variabel tidak cocok: " + " ".join(first_line(each) for each in found),
            remedy="""Berikan dengan --variables '{"nama": nilai}' atau --variables @berkas.json.""",
        )


def _grants(actor: Actor) -> str:
    held = [f"{each.permission} ({each.region_code or 'semua wilayah'})" for each in actor.grants]
    changing = " (kata sandi sementara: ganti dahulu)" if actor.must_change_password else ""
    return (", ".join(held) or "tidak ada") + changing


def _way(plan: Plan, written: Written) -> list[str]:
    holes = len(written.holes)
    lines = [
        "satu pernyataan SQL yang menulis JSON" + (f"; {holes} macam nilai ditulis Python" if holes else "")
    ]
    if plan.rest is None:
        return lines
    selections = plan.rest.operations[0].selection_set
    return [
        f"sebagian: {lines[0]}",
        f"  pernyataan: {', '.join(_names(plan.fields))}",
        f"  resolver: {', '.join(_rest_names(selections))}",
        *(f"    sebab {reason}" for reason in plan.reasons),
    ]


def _names(fields: Fields, before: str = "") -> Iterator[str]:
    for key, plan in fields:
        if isinstance(plan, Namespace):
            yield from _names(plan.fields, f"{before}{key}.")
        elif not isinstance(plan, TypeName):
            yield f"{before}{key}"


def _rest_names(selections: SelectionSetNode) -> Iterator[str]:
    for each in selections.selections:
        if isinstance(each, FieldNode):
            key = each.alias.value if each.alias else each.name.value
            yield f"{key}"


def _given(plan: Plan, coerced: Coerced) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for each in plan.arguments:
        try:
            found.append(each.values(coerced))
        except RunOtherwiseError:
            found.append({})
    return found


async def _database_plan(written: Written, values: list[Any]) -> list[str]:
    parameters = Parameters(written.parameters.dialect)
    parameters.values = values
    try:
        return await database_plan(written.sql, parameters)
    except Exception as error:
        return [f"ditolak basis data: {error}", "operasi ini lalu dijawab " + _RESOLVERS]


def _cost(schema: ComposedSchema, limits: Limits, asked: Asked) -> list[str]:
    measurer = DocumentMeasurer(schema._schema, asked.prepared.document, limits)
    measures = measurer.operation(asked.operation)
    return [
        f"biaya {grouped(measures.cost_with(limits.assumed_list))} dari {grouped(limits.cost)}",
        f"field {grouped(measures.fields)} dari {grouped(limits.fields)}",
        f"kedalaman {measures.depth} dari {limits.depth}",
    ]

"""Every field of the composed product that returns rows or figures shows what the oracle says, and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from kopukm_core.db import Dialect
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.context import RequestContext
from kopukm_graphql.server.masking import shown_error
from kopukm_graphql.source.fields import Aggregate, Column, ToMany, ToOne
from registry_faults import is_noticed, shown_faults
from visibility_oracle import Oracle, differences

if TYPE_CHECKING:
    from product.conftest import Sown

pytestmark = pytest.mark.anyio
_READERS = (
    "anonymous",
    "officer of one kecamatan",
    "member of two cooperatives",
    "service for a contact",
    "administrator",
    "operator",
)
_SAMPLE = 9
"""Which row a rule shows is the same question on each engine: on the second one every so manieth fault is tried."""
Differences = Callable[[ComposedSchema, Oracle, Actor], Awaitable[list[str]]]
on_sqlite = pytest.mark.parametrize("sown", [Dialect.SQLITE], ids=["sqlite"], indirect=True)


async def differing(sown: Sown, *walks: Differences) -> dict[str, list[str]]:
    """Actor → where the answers are not the oracle's; empty where all agree. The second engine answers fewer."""
    found: dict[str, list[str]] = {}
    on_second = sown.product.database.dialect is Dialect.POSTGRES
    actors = {name: sown.cast.actors[name] for name in _READERS} if on_second else sown.cast.actors
    for name, actor in actors.items():
        for walk in walks:
            for each in await walk(sown.schema, sown.oracle, actor):
                found.setdefault(name, []).append(each)
    return found


async def test_everybody_gets_what_the_oracle_says(sown: Sown) -> None:
    import registry_walk as walk

    walks = (
        differences,
        walk.lookup_differences,
        walk.order_differences,
        walk.masked_column_differences,
        walk.group_differences,
    )
    assert await differing(sown, *walks) == {}
    seen = {name: len(sown.oracle.seen(actor, "Officer")) for name, actor in sown.cast.actors.items()}
    assert 0 == seen["anonymous"] < seen["member of two cooperatives"] < seen["head of the district"]
    assert seen["officer of one kecamatan"] != seen["officer of another"]


@on_sqlite
async def test_no_answer_holds_a_text_that_is_hidden(sown: Sown) -> None:
    from registry_walk import everything_shown, secrets

    leaks, hidden = {}, {}
    for name in (*_READERS[:3], _READERS[-1]):
        actor = sown.cast.actors[name]
        text = await everything_shown(sown.schema, sown.oracle, actor)
        hidden[name] = secrets(sown.oracle, actor)
        leaks[name] = sorted(each for each in hidden[name] if each in text)
    assert {name: each for name, each in leaks.items() if each} == {}
    assert len(hidden["anonymous"]) > len(hidden["officer of one kecamatan"]) > len(hidden["operator"]) > 0


@on_sqlite
async def test_the_oracle_knows_every_field_that_shows_rows_or_figures(sown: Sown) -> None:
    from registry_oracle import RECORDS

    oracle, schema = sown.oracle, sown.schema
    assert set(oracle.types) == set(schema.catalog.sources)
    figures, records, masked, compared = set(), set(), set(), set()
    for name, source in schema.catalog.sources.items():
        masks = sown.product.visibility.declaration(source.model).masks
        for field_name, declared in source.fields.items():
            path = f"{name}.{field_name}"
            if isinstance(declared, Aggregate):
                figures.add(path)
            elif isinstance(declared, ToOne):
                records.add(path)
            elif isinstance(declared, ToMany):
                assert path in oracle.links
            elif isinstance(declared, Column) and declared.column in masks:
                masked.add(path)
        used = {*source.declaration.filters, *source.declaration.search}
        used |= {order.by for order in source.declaration.orders}
        compared |= {f"{name}.{column}" for column in used & set(masks)}
    assert figures == set(oracle.figures)
    assert records == set(RECORDS)
    assert masked == {f"{name}.{field}" for name, known in oracle.types.items() for field in known.masks}
    in_figures_tests = {name for name in compared if name.startswith("Standing.")}
    assert compared - in_figures_tests == {"FieldVisit.note"}, (
        "masked_column_differences must cover each of these"
    )


async def test_any_rule_taken_out_turns_the_comparison_red(
    sown: Sown, request: pytest.FixtureRequest
) -> None:
    everything = list(shown_faults(sown.schema))
    tried = everything if "sqlite" in request.node.name else everything[::_SAMPLE]
    unnoticed = [
        fault.name
        for name, fault in tried
        if not await is_noticed(sown.schema, sown.oracle, sown.cast.actors, name, fault)
    ]
    assert unnoticed == []
    assert {name for name, _ in everything} == set(sown.schema.catalog.sources)


@on_sqlite
async def test_fields_written_by_hand_tell_each_actor_what_is_theirs(sown: Sown) -> None:
    from handwritten_oracle import cases, handwritten_roots

    known = await cases(sown.cast, sown.oracle)
    assert set(known) == handwritten_roots(sown.product)
    wrong: list[str] = []
    answers: dict[str, set[str]] = {}
    for name, actor in sown.cast.actors.items():
        context = RequestContext(actor, sown.product.settings, sown.product)
        for path, case in known.items():
            result = await sown.schema.execute(case.document, context_value=context)
            codes = [shown_error(error, "uji")["extensions"]["code"] for error in result.errors or ()]
            got = codes[0] if codes else case.looked_at(result.data)
            answers.setdefault(path, set()).add(repr(got))
            if case.told is not None:
                expected = case.told(actor, sown.cast.of(actor))
                if got != expected:
                    wrong.append(f"{path} as {name}: {got}, not {expected}")
    assert wrong == []
    differ = {path for path, told in answers.items() if len(told) > 1}
    assert differ == {path for path, case in known.items() if case.told is not None}

"""Every field that returns rows or figures shows what plain Python over all rows says, and nothing else."""

from __future__ import annotations

import pytest

from kopukm_core.db import Dialect
from kopukm_graphql.compose import ComposedSchema
from library_contract import BOOK_VISIBILITY, LIBRARY_VISIBILITY
from library_oracle import library_oracle
from reading import ACTORS, answer, answer_interpreted
from visibility_faults import Fault, broken_rule, faults_of
from visibility_oracle import differences

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("name", ACTORS)
async def test_an_actor_gets_what_the_oracle_says(schema: ComposedSchema, name: str) -> None:
    assert await differences(schema, await library_oracle(), ACTORS[name], answer) == []


async def test_the_actors_see_different_things(schema: ComposedSchema) -> None:
    oracle = await library_oracle()
    numbers = {name: len(oracle.seen(actor, "Library")) for name, actor in ACTORS.items()}
    assert 0 < numbers["anonymous"] < numbers["officer of one kecamatan"] < numbers["district officer"]
    assert numbers["district officer"] == numbers["operator"] == 24


@pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True)
async def test_a_rule_taken_out_is_noticed(schema: ComposedSchema) -> None:
    oracle, registry = await library_oracle(), schema.catalog.visibility
    tried = [fault for declared in (*LIBRARY_VISIBILITY, *BOOK_VISIBILITY) for fault in faults_of(declared)]

    async def is_noticed(fault: Fault) -> bool:
        with broken_rule(registry, fault.broken):
            for actor in ACTORS.values():
                if await differences(schema, oracle, actor, answer_interpreted):
                    return True
        return False

    assert [fault.name for fault in tried if not await is_noticed(fault)] == []
    assert len(tried) > 20

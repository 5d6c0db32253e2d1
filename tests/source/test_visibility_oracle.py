"""Every field that returns rows or figures shows what plain Python over all rows says, and nothing else."""

from __future__ import annotations

import pytest

from kopukm_core.db import Dialect
from kopukm_graphql.compose import ComposedSchema
from library_contract import BOOK_VISIBILITY, LIBRARY_VISIBILITY, sample_schema, sample_visibility
from library_oracle import library_oracle
from reading import ACTORS
from visibility_faults import faults
from visibility_oracle import differences

pytestmark = pytest.mark.anyio
DECLARATIONS = (*LIBRARY_VISIBILITY, *BOOK_VISIBILITY)


@pytest.mark.parametrize("name", ACTORS)
async def test_an_actor_gets_what_the_oracle_says(schema: ComposedSchema, name: str) -> None:
    assert await differences(schema, await library_oracle(), ACTORS[name]) == []


async def test_the_actors_see_different_things(schema: ComposedSchema) -> None:
    oracle = await library_oracle()
    numbers = {name: len(oracle.seen(actor, "Library")) for name, actor in ACTORS.items()}
    assert 0 < numbers["anonymous"] < numbers["officer of one kecamatan"] < numbers["district officer"]
    assert numbers["district officer"] == numbers["operator"] == 24


FAULTS = dict(faults(DECLARATIONS))


@pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_rule_taken_out_is_noticed(schema: ComposedSchema, fault: str) -> None:
    oracle, broken = await library_oracle(), sample_schema(sample_visibility(*FAULTS[fault]))
    for actor in ACTORS.values():
        if await differences(broken, oracle, actor):
            return
    pytest.fail("no actor got anything else than before")

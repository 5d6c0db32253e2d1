"""Every field that returns rows or figures shows what plain Python over all rows says, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from kopukm_core.db import Dialect
from kopukm_core.visibility import AllOf, AnyOf, Everyone, Mask, Rule, Visibility
from kopukm_graphql.compose import ComposedSchema
from library_contract import BOOK_VISIBILITY, LIBRARY_VISIBILITY, sample_schema, sample_visibility
from library_oracle import library_oracle
from reading import ACTORS
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


def faults() -> Iterator[tuple[str, tuple[Visibility, ...]]]:
    """Every declaration with one rule or mask taken out, beside the others as they are."""
    for index, declared in enumerate(DECLARATIONS):
        changed: list[tuple[str, Visibility]] = []
        if declared.rows != Everyone():
            changed.append(("rows", dataclasses.replace(declared, rows=Everyone())))
        for number, rule in enumerate(_without_one(declared.rows)):
            changed.append((f"rows without part {number}", dataclasses.replace(declared, rows=rule)))
        for column in declared.masks:
            kept = {each: mask for each, mask in declared.masks.items() if each != column}
            changed.append((f"mask of {column}", dataclasses.replace(declared, masks=kept)))
            mask = declared.mask(column)
            assert mask is not None
            for number, rule in enumerate(_without_one(mask.rule)):
                weaker = {**declared.masks, column: Mask(rule, mask.text)}
                changed.append(
                    (f"mask of {column} without {number}", dataclasses.replace(declared, masks=weaker))
                )
        for what, each in changed:
            yield (
                f"{declared.model.__name__} {what}",
                (*DECLARATIONS[:index], each, *DECLARATIONS[index + 1 :]),
            )


def _without_one(rule: Rule) -> list[Rule]:
    if not isinstance(rule, AnyOf | AllOf):
        return []
    parts = rule.rules
    return [type(rule)(*parts[:index], *parts[index + 1 :]) for index in range(len(parts))]


FAULTS = dict(faults())


@pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], ids=["sqlite"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_rule_taken_out_is_noticed(schema: ComposedSchema, fault: str) -> None:
    oracle, broken = await library_oracle(), sample_schema(sample_visibility(*FAULTS[fault]))
    for actor in ACTORS.values():
        if await differences(broken, oracle, actor):
            return
    pytest.fail("no actor got anything else than before")

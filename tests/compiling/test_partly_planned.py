"""Operations of which only a part is planned: one answer in the order asked for, errors of one part included."""

from __future__ import annotations

import pytest

from compiled import BothWays, plan_of
from gauge_models import Gauge
from kopukm_graphql.compose import ComposedSchema

pytestmark = pytest.mark.anyio

MIXED = """query($fails: Boolean = false, $first: Int = 5) {
  a: __typename
  gauge { c: careful(fails: $fails) one: gauge(name: "satu") { name } greeting __typename
          all(first: $first) { name } hands: all(first: 1) { byHand } }
  b: gauge { kept: all(first: 1) { kept { name } } }
  __schema { queryType { name } }
}"""


async def rows() -> None:
    await Gauge.create(id=1, name="satu", keeper_id=1)
    await Gauge.create(id=2, name="dua", keeper_id=1)


async def test_what_is_planned_and_what_is_left(gauge: ComposedSchema) -> None:
    plan = plan_of(gauge, MIXED)
    assert [key for key, _ in plan.fields] == ["a", "gauge", "b"]
    assert [key for key, _ in plan.fields[1][1].fields] == ["one", "__typename", "all"]  # type: ignore[union-attr]
    assert plan.rest is not None
    assert len(plan.rest.operations) == 1
    assert sorted(plan.reasons) == [
        "Gauge.byHand: resolver tulisan tangan",
        "GaugeQuery.careful: resolver tulisan tangan",
        "GaugeQuery.greeting: resolver tulisan tangan",
        "Query.__schema: introspeksi",
    ]
    assert [key for key, _ in plan.order] == ["a", "gauge", "b", "__schema"]
    # Only the arguments of what is planned are read and given to the statement.
    assert [each.number for each in plan.arguments] == list(range(len(plan.arguments)))


async def test_one_answer_in_the_order_asked_for(gauges: BothWays) -> None:
    await rows()
    data, errors = await gauges.answer(MIXED, compiled=False)
    assert errors == []
    assert list(data) == ["a", "gauge", "b", "__schema"]
    assert list(data["gauge"]) == ["c", "one", "greeting", "__typename", "all", "hands"]


async def test_errors_of_the_other_part_stand_beside_the_planned_data(gauges: BothWays) -> None:
    await rows()
    data, errors = await gauges.answer(MIXED, compiled=False, fails=True)
    assert len(errors) == 1
    assert errors[0].startswith("gauge.c: Tidak pasti.")
    assert data["gauge"]["c"] is None
    assert data["gauge"]["one"] == {"name": "satu"}


async def test_errors_of_the_planned_part_give_all_to_the_other_executor(gauges: BothWays) -> None:
    await rows()
    _, errors = await gauges.answer(MIXED, compiled=False, first=1000)
    assert len(errors) == 1
    assert errors[0].startswith("gauge.all: ")


@pytest.mark.parametrize(
    "document",
    [
        '{ gauge { broken one: gauge(name: "satu") { name } } }',
        '{ gauge { one: gauge(name: "satu") { name } } b: gauge { broken } }',
    ],
)
async def test_a_null_that_rises_takes_the_planned_part_with_it(gauges: BothWays, document: str) -> None:
    await rows()
    _, errors = await gauges.answer(document, compiled=False)
    assert len(errors) == 1


async def test_the_same_field_asked_twice_is_left_whole(gauges: BothWays) -> None:
    await rows()
    document = """{ gauge { all(first: 1) { name } } ...F ... { gauge { all(first: 1) { byHand } } } }
      fragment F on Query { gauge { all(first: 1) { id } greeting } }"""
    data, errors = await gauges.answer(document, compiled=False)
    assert errors == []
    assert list(data["gauge"]["all"][0]) == ["name", "id", "byHand"]

"""Values that no contract allows, put there by raw SQL: exactly the interpreted answer, with its errors."""

from __future__ import annotations

from typing import Any

import pytest

from compiled import BothWays
from gauge_models import Gauge
from kopukm_core.db import Dialect, execute

pytestmark = pytest.mark.anyio

ALL = "{ gauge { all { name state level marks checkedOn checkedAt note meanLevel } } }"
MEAN = "{ gauge { all { meanLevel keptCount } } }"


async def put(column: str, sql: str) -> None:
    """One sound row, and one whose column holds the SQL expression."""
    await Gauge.create(id=1, name="baik", keeper_id=2)
    await Gauge.create(id=2, name="aneh", keeper_id=2)
    await execute(f'UPDATE sample_gauge SET "{column}" = {sql} WHERE id = 2')


def field_of(column: str) -> str:
    first, *others = column.split("_")
    return first + "".join(each.title() for each in others)


@pytest.mark.parametrize("column", ["state"])
async def test_an_enum_value_that_nobody_declared(gauges: BothWays, column: str) -> None:
    await put(column, "'melted'")
    _, errors = await gauges.answer(ALL, compiled=False)
    assert len(errors) == 1
    assert errors[0].startswith("gauge.all.")
    await gauges.answer("{ gauge { all { name } } }", compiled=True)


_POSTGRES: tuple[tuple[str, str], ...] = (
    ("level", "'NaN'"),
    ("level", "'Infinity'"),
    ("level", "'-Infinity'"),
    ("checked_on", "'infinity'"),
    ("checked_at", "'-infinity'"),
    ("checked_at", "'2026-01-01 00:00:00.120000+00'"),
)
_SQLITE: tuple[tuple[str, str], ...] = (
    ("level", "9e999"),
    ("level", "-9e999"),
    ("level", "'tinggi'"),
    ("marks", "2147483648"),
    ("marks", "-2147483649"),
    ("marks", "1.5"),
    ("marks", "'banyak'"),
    ("checked_on", "'2026-02-30'"),
    ("checked_on", "'kemarin'"),
    ("checked_on", "'0000-01-01'"),
    ("checked_on", "20260101"),
    ("checked_at", "'kemarin'"),
    ("checked_at", "'2026-13-41 25:61:61.000000+00:00'"),
    ("checked_at", "'2026-02-30 10:00:00.000000+00:00'"),
    ("checked_at", '\'xxxx","a":"b xxxxxxxxxxxxxxx+00:00\''),
    ("checked_at", "'2026-01-01 00:00:00+00:00'"),
    ("note", "X'00ff'"),
    ("note", "5"),
)


@pytest.mark.parametrize(("column", "sql"), _POSTGRES)
@pytest.mark.parametrize("dialect_under_test", [Dialect.POSTGRES], indirect=True)
async def test_odd_values_on_postgresql(gauges: BothWays, column: str, sql: str) -> None:
    await put(column, sql)
    await same(gauges, f"{{ gauge {{ all {{ name {field_of(column)} }} }} }}")
    if column == "level":
        await same(gauges, MEAN)


@pytest.mark.parametrize(("column", "sql"), _SQLITE)
@pytest.mark.parametrize("dialect_under_test", [Dialect.SQLITE], indirect=True)
async def test_odd_values_on_sqlite(gauges: BothWays, column: str, sql: str) -> None:
    await put(column, sql)
    await same(gauges, f"{{ gauge {{ all {{ name {field_of(column)} }} }} }}")


async def same(gauges: BothWays, document: str) -> None:
    """Whichever way it is answered, the answer is the interpreted one."""
    before = gauges.otherwise.calls
    await gauges.executor(gauges.call(document, {}))
    await gauges.answer(document, compiled=gauges.otherwise.calls == before)


@pytest.mark.parametrize("number", [0.1, -0.0, 1e300, 1e-300, 123456789.123456789, 1 / 3, 100.0, 5e-324])
async def test_floats_are_written_exactly(gauges: BothWays, number: float) -> None:
    await Gauge.create(id=1, name="baik", level=number, keeper_id=1)
    data, _ = await gauges.answer("{ gauge { all { level meanLevel } } }", compiled=True)
    assert data["gauge"]["all"][0]["level"] == number


async def test_a_required_relation_that_is_gone(gauges: BothWays) -> None:
    await Gauge.create(id=1, name="yatim", keeper_id=77)
    document = "{ gauge { all { name keeper { name } } } }"
    _, errors = await gauges.answer(document, compiled=False)
    assert errors
    optional: Any = await gauges.answer('{ gauge { gauge(name: "tiada") { name } } }', compiled=True)
    assert optional[0] == {"gauge": {"gauge": None}}

"""What is stored comes back the same from raw rows, on both engines, through every way of storing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError, ValidationError

from db.sample_models import Shop, Visit
from kopukm_core.db import (
    AppModels,
    Apps,
    Database,
    Dialect,
    Parameters,
    dialect,
    rows,
    sort_key,
    transaction,
)
from kopukm_core.db.bulk import CHUNK_ROWS, copy_rows
from kopukm_core.db.conversion import convert_row, convert_rows
from kopukm_core.errors import BadInputError

pytestmark = pytest.mark.anyio

WIB = timezone(timedelta(hours=7))
VALUES: dict[str, Any] = {
    "name": "Koperasi O'Neil; --",
    "name_key": "koperasi",
    "search": "koperasi",
    "region_code": "32.01.07.2001",
    "turnover": 9_007_199_254_740_993,
    "share": Decimal("12345.6789"),
    "is_open": False,
    "opened_on": date(2020, 2, 29),
    "recorded_at": datetime(2026, 11, 23, 8, 0, tzinfo=WIB),
    "details": {"a": [1, None, "é"], "b": True},
}


@pytest.fixture
def apps() -> Apps:
    return {"sample": AppModels(models=("db.sample_models",))}


async def raw_rows() -> list[dict[str, Any]]:
    return await rows("SELECT * FROM sample_shop ORDER BY id")


async def test_a_saved_row_comes_back_the_same(database: Database) -> None:
    shop = await Shop.create(**VALUES)
    assert convert_row(Shop, (await raw_rows())[0]) == {"id": shop.id, **VALUES}


async def test_a_copied_row_comes_back_the_same(database: Database) -> None:
    assert await copy_rows(Shop, list(VALUES), [list(VALUES.values())]) == 1
    stored = convert_row(Shop, (await raw_rows())[0])
    assert {**stored, "id": None} == {"id": None, **VALUES}
    loaded = await Shop.get(name=VALUES["name"])
    assert {name: getattr(loaded, name) for name in VALUES} == VALUES


async def test_nulls_and_foreign_columns_pass(database: Database) -> None:
    await Shop.create(name="a", name_key="a")
    found = await rows("SELECT opened_on, details, share, recorded_at, 7 AS visits FROM sample_shop")
    assert convert_rows(Shop, found) == [
        {"opened_on": None, "details": None, "share": None, "recorded_at": None, "visits": 7}
    ]


async def test_parameters_compare_with_what_is_stored(database: Database) -> None:
    await Shop.create(**VALUES)
    for column in ("opened_on", "recorded_at", "is_open", "turnover", "share"):
        parameters = Parameters(dialect())
        condition = f"{column} = {parameters.add(VALUES[column])}"
        assert len(await rows(f"SELECT id FROM sample_shop WHERE {condition}", parameters)) == 1, column
    parameters = Parameters(dialect())
    chosen = parameters.add_all(["32.01.07.2001", "32.01"])
    assert len(await rows(f"SELECT id FROM sample_shop WHERE region_code IN ({chosen})", parameters)) == 1
    none = Parameters(dialect())
    assert await rows(f"SELECT id FROM sample_shop WHERE region_code IN ({none.add_all([])})", none) == []


async def test_moments_of_any_zone_sort_by_time(database: Database) -> None:
    noon = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
    moments = [
        noon,
        (noon + timedelta(microseconds=1)).astimezone(WIB),
        (noon + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-5))),
        (noon - timedelta(hours=1)).astimezone(WIB),
    ]
    for number, moment in enumerate(moments):
        await Shop.create(name=str(number), name_key=sort_key(str(number)), recorded_at=moment)
    listed = await rows("SELECT name FROM sample_shop ORDER BY recorded_at")
    assert [row["name"] for row in listed] == ["3", "0", "1", "2"]
    parameters = Parameters(dialect())
    after = parameters.add(noon.astimezone(WIB))
    counted = await rows(
        f"SELECT count(*) AS number FROM sample_shop WHERE recorded_at > {after}", parameters
    )
    assert counted == [{"number": 2}]


async def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        Parameters(dialect_of_sqlite()).add(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001


def dialect_of_sqlite() -> Any:
    from kopukm_core.db import Dialect

    return Dialect.SQLITE


async def test_many_rows_are_copied_in_chunks_all_or_none(database: Database) -> None:
    count = CHUNK_ROWS + 5
    made = ((f"t{number:05}", f"t{number:05}", "", number % 2 == 0, 0) for number in range(count))
    columns = ("name", "name_key", "search", "is_open", "turnover")
    assert await copy_rows(Shop, columns, made) == count
    again = [(f"u{number}", "u", "", True, 0) for number in range(count)]
    again.append(("x" * 201, "x", "", True, 0))
    with pytest.raises(ValidationError):
        await copy_rows(Shop, columns, again)
    assert (await rows("SELECT count(*) AS number FROM sample_shop"))[0]["number"] == count


async def test_a_copy_that_breaks_a_rule_says_so_and_leaves_the_outer_transaction(database: Database) -> None:
    shop = await Shop.create(name="a", name_key="a")
    async with transaction():
        await Shop.create(name="b", name_key="b")
        for row in ((shop.id, "x", True), (999_999, "y", False)):
            with pytest.raises(IntegrityError):
                await copy_rows(Visit, ("shop_id", "visitor", "is_current"), [row, row])
    assert (await rows("SELECT count(*) AS number FROM sample_visit"))[0]["number"] == 0
    assert (await rows("SELECT count(*) AS number FROM sample_shop"))[0]["number"] == 2


def test_text_with_a_nul_is_no_parameter() -> None:
    for engine in Dialect:
        with pytest.raises(BadInputError, match="NUL"):
            Parameters(engine).add("a\0b")

"""Substring search finds the same rows on both engines, whatever is typed."""

from __future__ import annotations

import pytest

from db.sample_models import SHOP_SEARCH, Shop
from kopukm_core.db import (
    AppModels,
    Apps,
    Database,
    Dialect,
    Parameters,
    dialect,
    rows,
    search_text,
    sort_key,
    transaction,
)
from kopukm_core.db.search import SearchIndex

pytestmark = pytest.mark.anyio

NAMES = (
    "Koperasi Serba Usaha Maju Jaya",
    "KOPERASI PRODUSEN “Ma’mur–Café” 100%",
    "Kop. Simpan_Pinjam O'Neil; DROP TABLE",
    "Koperasi 10",
    "Koperasi 9",
)


@pytest.fixture
def apps() -> Apps:
    return {"sample": AppModels(models=("db.sample_models",))}


async def stock(names: tuple[str, ...] = NAMES) -> None:
    for name in names:
        await Shop.create(name=name, name_key=sort_key(name), search=search_text(name))


async def found(text: str) -> list[str]:
    parameters = Parameters(dialect())
    condition = SHOP_SEARCH.contains(text, parameters, alias="t")
    listed = await rows(f"SELECT t.name FROM sample_shop AS t WHERE {condition} ORDER BY t.id", parameters)
    return [row["name"] for row in listed]


@pytest.mark.parametrize(
    ("typed", "indexes"),
    [
        ("serba usaha", [0]),
        ("  SERBA   Usaha ", [0]),
        ("mamur", [1]),
        ("Ma'mur cafe", [1]),
        ("café 100%", [1]),
        ("simpan pinjam", [2]),
        ("simpan_pinjam", [2]),
        ("'; DROP TABLE", [2]),
        ('"', [0, 1, 2, 3, 4]),
        ("%", [0, 1, 2, 3, 4]),
        ("ko", [0, 1, 2, 3, 4]),
        ("9", [4]),
        ("tidak ada", []),
        ("x" * 100_000, []),
    ],
)
async def test_what_is_typed_is_found(database: Database, typed: str, indexes: list[int]) -> None:
    await stock()
    assert await found(typed) == [NAMES[index] for index in indexes]


async def test_the_index_follows_changes_and_rollbacks(database: Database) -> None:
    await stock(("Koperasi Lama",))
    shop = await Shop.get(name="Koperasi Lama")
    shop.search = search_text("Koperasi Baru")
    await shop.save()
    assert (await found("lama"), await found("baru")) == ([], ["Koperasi Lama"])
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await shop.delete()
            raise ZeroDivisionError
    assert await found("baru") == ["Koperasi Lama"]
    await shop.delete()
    assert await found("baru") == []


async def test_three_letters_use_the_index(database: Database) -> None:
    parameters = Parameters(dialect())
    condition = SHOP_SEARCH.contains("maju", parameters)
    query = f"SELECT id FROM sample_shop WHERE {condition}"
    if dialect() is Dialect.SQLITE:
        plan = await rows(f"EXPLAIN QUERY PLAN {query}", parameters)
        assert any("VIRTUAL TABLE INDEX 0:L0" in row["detail"] for row in plan)
        return
    async with transaction():
        await rows("SET LOCAL enable_seqscan = off")
        plan = await rows(f"EXPLAIN {query}", parameters)
    assert any(SHOP_SEARCH.name in row["QUERY PLAN"] for row in plan)


async def test_a_table_without_a_number_for_a_key_is_searched_too(database: Database) -> None:
    await stock()
    index = SearchIndex("sample_shop", "search", key="")
    assert index.constraint().create_statements(Dialect.SQLITE) == ()
    parameters = Parameters(dialect())
    query = f"SELECT name FROM sample_shop WHERE {index.contains('USAHA maju', parameters)}"
    assert await rows(query, parameters) == [{"name": NAMES[0]}]


async def test_sort_keys_order_the_same_on_both_engines(database: Database) -> None:
    await stock((*NAMES, "koperasi 2", "Éka", "eka b", "Zaitun", "Koperasi-10a"))
    listed = [row["name"] for row in await rows("SELECT name FROM sample_shop ORDER BY name_key")]
    assert listed == sorted(listed, key=lambda name: sort_key(name).encode())
    assert listed.index("koperasi 2") < listed.index("Koperasi 9") < listed.index("Koperasi 10")


async def test_sort_keys_are_compared_byte_by_byte(database: Database) -> None:
    parameters = Parameters(dialect())
    keys = [parameters.add(key) for key in ("é", "ab", "f", "a b")]
    values = ", ".join(f"('x', {key}, '')" for key in keys)
    columns = "turnover, is_open"
    truth = "1" if dialect() is Dialect.SQLITE else "true"
    inserted = values.replace(", '')", f", '', 0, {truth})")
    await rows(f"INSERT INTO sample_shop (name, name_key, search, {columns}) VALUES {inserted}", parameters)
    listed = await rows("SELECT name_key FROM sample_shop ORDER BY name_key")
    assert [row["name_key"] for row in listed] == ["a b", "ab", "f", "é"]
    if dialect() is Dialect.POSTGRES:
        collations = await rows(
            "SELECT a.attname, c.collname FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation"
            " WHERE a.attrelid = 'sample_shop'::regclass AND a.attname IN ('name_key', 'region_code')"
        )
        assert {row["attname"]: row["collname"] for row in collations} == {
            "name_key": "C",
            "region_code": "C",
        }


async def test_a_search_is_planned_for_its_own_words(database: Database) -> None:
    if database.dialect is not Dialect.POSTGRES:
        pytest.skip("SQLite looks at the index for each pattern anyway")
    async with transaction():
        for sql in ("SELECT 'toko' LIKE $1 AS found", "SELECT 'toko' = $1 AS found"):
            parameters = Parameters(database.dialect)
            parameters.add("tok%")
            await rows(sql, parameters)
        kept = {row["statement"] for row in await rows("SELECT statement FROM pg_prepared_statements")}
    assert "SELECT 'toko' = $1 AS found" in kept
    assert "SELECT 'toko' LIKE $1 AS found" not in kept

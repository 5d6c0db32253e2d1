"""Values that do not fit are told in Indonesian, with their place and as the caller's fault."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from composed_once import composed_once
from databases import Databases
from kopukm_core.db import Dialect
from kopukm_core.platform import build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.serving import platform_application
from made_plugins import GRAPHQL, SIOPIK
from office import FREE_DOCUMENTS_ONLY, client_of

pytestmark = pytest.mark.anyio
GIVEN = "mutation($input: ReportYearInput!) { reportYear(input: $input) { replayed } }"
WRITTEN = 'mutation { reportYear(input: {cooperativeId: "x", %s}) { replayed } }'
FILTER = (
    "query($in: [CooperativeStatus!]) { siopik { cooperatives(where: {status: {in: $in}}) { totalCount } } }"
)


@pytest.fixture(scope="module")
async def http(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx2.AsyncClient]:
    """The product on empty tables: nothing here comes to be run."""
    settings = Settings(home=tmp_path_factory.mktemp("values"), variables=FREE_DOCUMENTS_ONLY)
    apps = build_platform(settings, [GRAPHQL, SIOPIK]).apps
    with databases.fresh(Dialect.SQLITE, apps) as url:
        settings = replace(settings, database_url=url)
        async with (
            composed_once(build_platform(settings, [GRAPHQL, SIOPIK])).open(prepare=False) as platform,
            client_of(platform_application(platform)) as client,
        ):
            yield client


async def error(http: httpx2.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    """The one error of an answer."""
    sent = await http.post("/graphql", json={"query": query, "variables": variables})
    (found,) = sent.json()["errors"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"year": 2**31}, "$input.year: Nilai 2147483648 di luar jangkauan bilangan bulat 32 bit."),
        ({"year": "2025"}, "$input.year: Nilai '2025' bukan bilangan bulat."),
        ({"year": "9" * 200}, f"$input.year: Nilai '{'9' * 59}… bukan bilangan bulat."),
        ({"year": None}, "$input.year: Nilai wajib diisi (Int)."),
        ({}, "$input: Isian year wajib ada pada ReportYearInput."),
        (
            {"year": 1, "yar": 1},
            "$input: Isian yar tidak dikenal pada ReportYearInput. Maksudnya 'year'?",
        ),
        (
            {"year": 2025, "assets": 99999999999999999999},
            "$input.assets: Rupiah di luar jangkauan. Paling besar 9223372036854775807.",
        ),
        (
            {"year": 2025, "assets": "9" * 20},
            "$input.assets: Rupiah di luar jangkauan. Paling besar 9223372036854775807.",
        ),
        (
            {"year": 2025, "assets": 1.5},
            "$input.assets: Rupiah harus bilangan bulat. Tulis angka saja, misalnya 1250000.",
        ),
    ],
)
async def test_a_variable(http: httpx2.AsyncClient, given: dict[str, Any], message: str) -> None:
    found = await error(http, GIVEN, input={"cooperativeId": "x", **given})
    assert found == {
        "message": message,
        "locations": [{"line": 1, "column": 10}],
        "extensions": {"code": "BAD_USER_INPUT", "classification": "BAD_REQUEST"},
    }


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("year: 2147483648", "Nilai 2147483648 di luar jangkauan bilangan bulat 32 bit."),
        ('year: "a"', 'Nilai "a" bukan bilangan bulat.'),
        ("year: null", "Nilai wajib diisi (Int)."),
        ("assets: 1", "Isian year wajib ada pada ReportYearInput."),
    ],
)
async def test_a_value_in_the_document(http: httpx2.AsyncClient, written: str, message: str) -> None:
    found = await error(http, WRITTEN % written)
    assert found["message"] == message
    assert found["extensions"] == {"code": "BAD_USER_INPUT", "classification": "BAD_REQUEST"}
    assert found["locations"][0]["column"] > 20


async def test_choices_and_whole_inputs(http: httpx2.AsyncClient) -> None:
    wrong = await error(http, FILTER, **{"in": ["ACTIV"]})
    assert wrong["message"] == (
        "$in[0]: Pilihan 'ACTIV' tidak ada pada CooperativeStatus. Maksudnya 'ACTIVE' atau 'INACTIVE'?"
    )
    quoted = await error(
        http, FILTER.replace("$in}", '["ACTIVE"]}').replace("query($in: [CooperativeStatus!])", "")
    )
    assert quoted["message"].startswith('Nilai "ACTIVE" bukan pilihan CooperativeStatus.')
    assert (await error(http, GIVEN, input=5))["message"] == "$input: ReportYearInput harus berupa objek."
    assert (await error(http, GIVEN))["message"] == "$input: Nilai wajib diisi (ReportYearInput)."


async def test_what_is_no_value_keeps_the_words_and_code_of_graphql(http: httpx2.AsyncClient) -> None:
    found = await error(http, "{ siopik { nothing } }")
    assert found["message"] == "Cannot query field 'nothing' on type 'SiopikQuery'."
    assert found["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"

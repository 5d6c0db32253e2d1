"""A region's subtree is found alike by range and by kecamatan, and lists of a kecamatan have an index in order."""

from __future__ import annotations

import pytest

from kopukm_core.db import Database, Dialect, Parameters, has_district_index, rows, transaction
from kopukm_core.parties.models import Party
from kopukm_core.regions.codes import is_within
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.models import Cooperative

pytestmark = pytest.mark.anyio

CODES = (
    "32",
    "32.01",
    "32.01.07",
    "32.01.07.1001",
    "32.01.07.2001",
    "32.01.08",
    "32.01.08.2001",
    "32.02.07.2001",
    "33.01.07.2001",
)


async def test_both_forms_hold_the_subtree(database: Database) -> None:
    listed = ", ".join(f"('{each}')" for each in CODES)
    for code in (*CODES, "32.01.09", "32.01.07.2009"):
        for by_district in (False, True):
            parameters = Parameters(database.dialect)
            wanted = within_region("r.code", code, parameters, by_district=by_district)
            text = f"WITH r(code) AS (VALUES {listed}) SELECT code FROM r WHERE {wanted}"
            found = [row["code"] for row in await rows(text, parameters)]
            assert found == [each for each in CODES if is_within(each, code)]


async def test_a_list_of_a_kecamatan_is_read_in_order_from_the_index(database: Database) -> None:
    assert has_district_index(Cooperative, "region_id")
    assert not has_district_index(Cooperative, "name")
    assert not has_district_index(Party, "region_id")
    parameters = Parameters(database.dialect)
    wanted = within_region('t."region_code"', "32.01.07", parameters, by_district=True)
    asked = f"SELECT t.id FROM siopik_cooperative t WHERE {wanted} ORDER BY t.sort_key, t.id LIMIT 3"
    async with transaction():
        if database.dialect is Dialect.POSTGRES:
            for other in ("seqscan", "bitmapscan", "sort"):
                await rows(f"SET LOCAL enable_{other} = off")
            plan = await rows(f"EXPLAIN {asked}", parameters)
        else:
            plan = await rows(f"EXPLAIN QUERY PLAN {asked}", parameters)
    told = " ".join(str(value) for row in plan for value in row.values())
    assert "siopik_cooperative_district" in told
    assert "sort " not in told.casefold().replace("sort_key", "")
    assert "TEMP B-TREE" not in told

"""What each bundled role of SI OPIK SEHAT may do, and that the Pemerintah Daerah sees aggregates only."""

from __future__ import annotations

import pytest

from figures.asking import Asking, document
from kopukm_core.db import transaction
from kopukm_core.errors import NotAllowedError
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.platform import Platform
from kopukm_siopik.figures.refreshing import store_standings
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.permissions import ROLES
from siopik.registry import CIBINONG, PAKANSARI, TODAY, give, registered

pytestmark = pytest.mark.anyio

DISTRICT = "32.01"


def holding(role: str) -> Actor:
    """Somebody who holds the role in the district, and nothing else."""
    (found,) = (one for one in ROLES if one.name == role)
    return Actor(
        ActorKind.PERSON, "7", tuple(Grant(str(one), DISTRICT) for one in found.permissions), account_id=7
    )


async def test_roles_hold_permissions_that_exist(platform: Platform) -> None:
    known = {one.name for one in platform.roles.permissions}
    assert all(set(role.permissions) <= known for role in ROLES)
    (reader,) = (role for role in ROLES if role.name == "siopik.government_reader")
    assert reader.permissions == ("siopik.read_aggregates",)
    (head,) = (role for role in ROLES if role.name == "siopik.head")
    assert not [one for one in head.permissions if ".read_" not in str(one)]


async def test_pemerintah_daerah_sees_aggregates_only(platform: Platform, asked: Asking) -> None:
    officer = holding("siopik.officer")
    one = await registered(
        platform, phone="+6281234567890", email="rahasia@contoh.id", npwp="0012345678901000"
    )
    report = {"cooperative_id": one.id, "year": 2025, "business_volume": 1_000_000, "assets": 2_000_000}
    assert (await give(platform, "report_year", report, officer)).accepted
    noted = {"name": "Calon Rahasia", "region_code": CIBINONG, "told_by": "warga"}
    assert (await give(platform, "note_prospect", noted, officer)).accepted
    async with transaction():
        await store_standings([one.id], await rule_book(TODAY), TODAY)

    government = holding("siopik.government_reader")
    turnover = await asked("FiguresByCategory", government, by="TURNOVER", within=DISTRICT)
    assert turnover["statistics"]["total"]["registered"] == 1
    by_village = await asked.answer(
        document("FiguresByCategory"), government, by="TURNOVER", within=DISTRICT, level="VILLAGE"
    )
    of_village = await asked.answer(
        document("FiguresByCategory"), government, by="TURNOVER", within=PAKANSARI
    )
    elsewhere = await asked.answer(document("FiguresByCategory"), government, by="TURNOVER", within="32.02")
    for refused in (by_village, of_village, elsewhere):
        assert refused.errors
        assert isinstance(refused.errors[0].original_error, NotAllowedError)

    text = """{ siopik {
      yearlyReports { totalCount } prospects { totalCount } guidedCompletions { totalCount }
      healthAssessments { totalCount }
      cooperatives { nodes { email phone npwp officers { name } participations { totalCount }
        standing { turnoverBand completeness missing } } }
    } }"""
    seen = await asked.data(text, government)
    for name in ("yearlyReports", "prospects", "guidedCompletions", "healthAssessments"):
        assert seen[name]["totalCount"] == 0
    (cooperative,) = seen["cooperatives"]["nodes"]
    assert cooperative == {
        "email": None,
        "phone": None,
        "npwp": None,
        "officers": [],
        "participations": {"totalCount": 0},
        "standing": {"turnoverBand": None, "completeness": None, "missing": None},
    }
    whole = await asked.data(text, officer)
    assert whole["yearlyReports"]["totalCount"] == whole["prospects"]["totalCount"] == 1
    assert whole["cooperatives"]["nodes"][0]["npwp"] == "0012345678901000"


async def test_the_head_reads_and_writes_nothing(platform: Platform) -> None:
    noted = {"name": "Calon Lain", "region_code": CIBINONG, "told_by": "warga"}
    for role, is_allowed in (
        ("siopik.head", False),
        ("siopik.government_reader", False),
        ("siopik.reader", False),
        ("siopik.district_officer", True),
    ):
        if is_allowed:
            assert (await give(platform, "note_prospect", noted, holding(role))).accepted
            continue
        with pytest.raises(NotAllowedError):
            await give(platform, "note_prospect", noted, holding(role))

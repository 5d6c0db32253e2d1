"""The committed contract is the composed one: the platform with its own programmes, nothing from outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kopukm_core.platform import build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.cli.schema import ALLOWED, COMMITTED
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.contract import check_contract, print_contract, undescribed
from made_plugins import GRAPHQL, SIOPIK

pytestmark = pytest.mark.anyio
RUN = "run `kopukm schema --write`, look at what changed, and commit it"


async def composed(home: Path) -> tuple[str, list[str]]:
    """The contract of the programmes in the tree, and what in it has no description."""
    async with build_platform(Settings(home=home), [GRAPHQL, SIOPIK]).open(prepare=False) as platform:
        schema = compose_contract(platform)
        return print_contract(schema), undescribed(schema)


async def test_the_committed_contract_is_the_composed_one(tmp_path: Path) -> None:
    current, nameless = await composed(tmp_path)
    allowed = ALLOWED.read_text(encoding="utf-8") if ALLOWED.exists() else ""
    report = check_contract(COMMITTED.read_text(encoding="utf-8"), current, allowed)
    assert not report.breaking, (
        f"{report}\nKeep the old field, deprecated; or list the change in {ALLOWED.name}."
    )
    assert not report.stale, f"strike these off {ALLOWED.name}: {report.stale}"
    assert report.is_current, f"{COMMITTED.name} is not what the code composes: {RUN}."
    assert nameless == [], "give each a description in Indonesian"


async def test_a_field_that_goes_away_is_refused_unless_it_is_listed(tmp_path: Path) -> None:
    current, _ = await composed(tmp_path)
    without = re.sub(r' *"""[^"]*"""\n *cooperativeCount: Int!\n', "", current)
    assert without != current
    (change,) = check_contract(current, without).breaking
    assert "Region.cooperativeCount" in str(change)
    assert check_contract(current, without, f"{change} # sudah tidak dipakai").breaking == ()

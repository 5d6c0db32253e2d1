"""Rules, standings, overrides and publications: rows of each, and who sees what of them, told a second time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

from kopukm_core.db import transaction
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.figures.loading import load_rules
from kopukm_siopik.figures.models import (
    CooperativeStanding,
    FiguresPublication,
    RuleVersion,
    StatusOverride,
)
from kopukm_siopik.figures.refreshing import store_standings
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outlets.choices import OutletKind, OutletStatus
from kopukm_siopik.outlets.models import Outlet, OutletState
from visibility_oracle import TypeOracle

DAY = date(2026, 11, 2)
MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
HIDDEN = {
    "completeness": "completeness",
    "isComplete": "is_complete",
    "missing": "missing",
    "turnoverBand": "turnover_band",
    "classAll": "class_all",
    "classAllCriterion": "class_all_criterion",
    "classSavings": "class_savings",
    "classSavingsCriterion": "class_savings_criterion",
}
"""Fields of a standing that follow from figures of a book year, and their attributes."""
FIGURES_RECORDS: Mapping[str, tuple[str, str, str]] = {
    "Cooperative.standing": ("Standing", "id", "cooperative_id"),
    "Standing.cooperative": ("Cooperative", "cooperative_id", "id"),
    "Outlet.cooperative": ("Cooperative", "cooperative_id", "id"),
    "StatusOverride.cooperative": ("Cooperative", "cooperative_id", "id"),
}
FIGURES_LINKS: Mapping[str, Callable[[Any, Any], bool]] = {
    "Cooperative.outlets": lambda row, each: each.cooperative_id == row.id,
    "Outlet.states": lambda row, each: each.outlet_id == row.id,
    "Cooperative.statusOverrides": lambda row, each: each.cooperative_id == row.id,
}


async def seed_figures() -> None:
    """The shipped rules, a standing of every cooperative but the last, overrides of some, one publication."""
    keys = [one.id for one in await Cooperative.all().order_by("id")]
    async with transaction():
        await load_rules()
        await store_standings(keys[:-1], await rule_book(DAY), DAY)
    for key in keys[::2]:
        await StatusOverride.create(
            cooperative_id=key,
            status=ComputedStatus.INACTIVE,
            reason="kantor kosong",
            effective_on=DAY,
            until=DAY + timedelta(days=30) if key % 2 else None,
            set_by=f"person:rahasia-{key}",
            recorded_at=MOMENT,
            command_record_id=1,
        )
    for key in keys:
        await _seed_outlet(key, is_current=bool(key % 2))
    await FiguresPublication.create(
        title="Koperasi 2025",
        as_of=date(2025, 12, 31),
        since=2021,
        region_code="",
        known_at=MOMENT,
        rule_versions=(await rule_book(DAY)).versions,
        figures="{}",
        published_by="person:1",
        recorded_at=MOMENT,
        command_record_id=1,
    )


async def _seed_outlet(cooperative_id: int, *, is_current: bool) -> None:
    """An outlet with one state; one that is not current was withdrawn."""
    outlet = await Outlet.create(
        cooperative_id=cooperative_id,
        kind=OutletKind.OFFICE,
        status=OutletStatus.OPERATING,
        effective_on=DAY,
        recorded_at=MOMENT,
        is_current=is_current,
    )
    await OutletState.create(
        outlet_id=outlet.id,
        cooperative_id=cooperative_id,
        status=OutletStatus.OPERATING,
        note=f"rahasia-gerai-{cooperative_id}",
        effective_on=DAY,
        recorded_at=MOMENT,
        withdrawn_at=None if is_current else MOMENT,
        is_current=is_current,
        command_record_id=1,
    )


async def figures_types(figures: Callable[[Any, Any], bool]) -> dict[str, TypeOracle]:
    """The oracle of each type; `figures` tells whether an actor may see the figures of a row's cooperative."""
    standings = await CooperativeStanding.all()
    for one in standings:
        for attribute in HIDDEN.values():
            value = getattr(one, attribute)
            setattr(one, attribute, value.name if isinstance(value, Enum) else value)
    everyone: Callable[[Any, Any], bool] = lambda _actor, _row: True  # noqa: E731
    return {
        "RuleVersion": TypeOracle(await RuleVersion.all(), everyone),
        "FiguresPublication": TypeOracle(await FiguresPublication.all(), everyone),
        "Standing": TypeOracle(
            standings,
            everyone,
            masks={name: (attribute, figures, None) for name, attribute in HIDDEN.items()},
        ),
        "Outlet": TypeOracle(await Outlet.all(), lambda _actor, row: row.is_current),
        "OutletState": TypeOracle(
            await OutletState.all(),
            lambda _actor, row: row.is_current,
            masks={"note": ("note", figures, None)},
        ),
        "StatusOverride": TypeOracle(
            await StatusOverride.all(), everyone, masks={"setBy": ("set_by", figures, None)}
        ),
    }

"""What is said of a cooperative's health on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kopukm_core.db.conversion import day_of
from kopukm_core.identity.actor import Actor
from kopukm_siopik.health.choices import HealthPredicate, HealthStatus
from kopukm_siopik.health.permissions import READ_HEALTH


def may_see_health(actor: Actor, region_code: str | None, party_id: int) -> bool:
    """Whether "belum dinilai" may be told to this actor: as the visibility of results has it."""
    if party_id in actor.party_ids:
        return True
    if region_code is None:
        return "" in actor.regions(READ_HEALTH)
    return actor.may(READ_HEALTH, region_code)


def status_of(current: Mapping[str, Any] | None, day: date) -> HealthStatus:
    """By the latest approved result (`predicate`, `valid_until`), if there is one."""
    if current is None:
        return HealthStatus.NOT_ASSESSED
    if day_of(current["valid_until"]) < day:
        return HealthStatus.OUTDATED
    return HealthStatus(HealthPredicate(current["predicate"]).value)

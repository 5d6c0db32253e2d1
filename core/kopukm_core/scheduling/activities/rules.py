"""The numbers by which activities are run: brought as data, changed by the office, kept by each activity."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

from kopukm_core import clock
from kopukm_core.errors import ConfigurationError
from kopukm_core.scheduling.activities.choices import ActivityKind
from kopukm_core.scheduling.activities.models import ActivityRule

DATA = "kopukm_core.scheduling.activities.data"


async def rule_on(kind: ActivityKind, day: date) -> ActivityRule:
    """The rule for activities of the kind that begin on the day: the latest one effective by then."""
    found = await ActivityRule.filter(kind=kind, effective_on__lte=day).order_by("-effective_on").first()
    if found is None:
        raise ConfigurationError(
            f"Belum ada aturan untuk {kind.label.lower()} pada {day.isoformat()}.",
            remedy="Tetapkan dengan core.set_activity_rule.",
        )
    return found


async def load_rules() -> None:
    """Enter the rules that the platform brings, where there is none of that kind and day yet."""
    brought = read_data("activity_rules.json")
    for kind in ActivityKind:
        given = {**brought["rule"], **brought["kinds"].get(kind.value, {})}
        await ActivityRule.get_or_create(
            defaults={**given, "source": brought["source"], "recorded_at": clock.now()},
            kind=kind,
            effective_on=date.fromisoformat(brought["effective_on"]),
        )


def read_data(name: str) -> Any:
    """A JSON file of the package's data."""
    return json.loads(files(DATA).joinpath(name).read_text(encoding="utf-8"))

"""The rules that come with the plugin, loaded after each migration; what the office added stays."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from kopukm_core import clock
from kopukm_core.db import hold, transaction
from kopukm_core.jobs import enqueue, use_tasks
from kopukm_core.platform import Platform
from kopukm_siopik.figures.choices import RuleName
from kopukm_siopik.figures.models import CooperativeStanding, RuleVersion
from kopukm_siopik.models import Cooperative

REFRESH_ALL = "siopik.refresh_all_standings"

LOCK = "siopik.rules"
"""Held by whoever numbers a new version of a rule."""


def shipped_rules() -> list[dict[str, Any]]:
    """The rules of the plugin's own data."""
    text = files("kopukm_siopik.figures").joinpath("rules.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


async def load_rules() -> int:
    """Add the shipped versions that are not there; how many were added. A version once stored is never touched.

    Runs in the caller's transaction, one after the other: two of them never add a version twice.
    """
    await hold(LOCK)
    there = set(await RuleVersion.all().values_list("name", "version"))
    fresh = [one for one in shipped_rules() if (RuleName(one["name"]), one["version"]) not in there]
    moment = clock.now()
    for one in fresh:
        await RuleVersion.create(
            name=RuleName(one["name"]),
            version=one["version"],
            title=one["title"],
            definition=one["definition"],
            source=one["source"],
            parameters=json.dumps(one["parameters"]),
            effective_on=one["effective_on"],
            recorded_at=moment,
        )
    return len(fresh)


async def prepare_figures(platform: Platform) -> None:
    """Load the rules; where cooperatives have no standing yet, or the rules changed, have all computed."""
    with use_tasks(platform.tasks):
        async with transaction():
            added = await load_rules()
            if await Cooperative.exists() and (added or not await CooperativeStanding.exists()):
                await enqueue(REFRESH_ALL, {}, unique_key=REFRESH_ALL)

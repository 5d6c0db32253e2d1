"""A plugin with one audience, for the tests of activities: cooperatives whose name holds a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kopukm_core.audiences import Audience, AudienceMember
from kopukm_core.identity.actor import Actor
from kopukm_core.parties.models import Party
from kopukm_core.plugins import PluginInfo, hookimpl


async def _find(actor: Actor, region: str, parameters: Mapping[str, Any]) -> list[AudienceMember]:
    found = Party.filter(name__contains=str(parameters.get("word", "Koperasi")))
    if region:
        found = found.filter(region_id__gte=region, region_id__lt=f"{region}/")
    return [AudienceMember(one.id, f"Namanya {one.name}.") for one in await found.order_by("id")]


async def _includes(party_id: int, parameters: Mapping[str, Any]) -> bool:
    return await Party.exists(id=party_id, name__contains=str(parameters.get("word", "Koperasi")))


RECORDED = Audience(
    "gathering.recorded",
    "Koperasi tercatat",
    "Koperasi yang tercatat di dinas.",
    _find,
    {"word": "Kata di dalam namanya"},
    includes=_includes,
)


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("gathering", "Kumpulan", "1.0")


@hookimpl
def kopukm_audiences() -> Sequence[Audience]:
    return (RECORDED,)

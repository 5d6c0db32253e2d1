"""The sample plugin `market`, as an outside distribution would bring it."""

from __future__ import annotations

from collections.abc import Sequence

from commands.stand_commands import COMMANDS, WRITE
from kopukm_core.db import AppModels
from kopukm_core.identity import Permission
from kopukm_core.jobs import JobContext, Task, task
from kopukm_core.plugins import PluginInfo, PluginSource, hookimpl

SOURCE = PluginSource("market", "commands.stand_plugin", "market", "1.0")
MODELS = AppModels(models=("commands.stand_models",))


@task("market.collect_rent")
async def collect_rent(job: JobContext, number: int) -> None:
    """Tagih sewa."""


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("market", "Pasar", "1.0")


@hookimpl
def kopukm_models() -> AppModels:
    return MODELS


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    return (Permission(WRITE, "Mencatat lapak"),)


@hookimpl
def kopukm_commands() -> Sequence[type]:
    return COMMANDS


@hookimpl
def kopukm_tasks() -> Sequence[Task]:
    return (collect_rent,)

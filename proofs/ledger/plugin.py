"""The ledger's hook implementations."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.db import AppModels
from kopukm_core.identity import Permission, Role
from kopukm_core.jobs import Schedule, Task
from kopukm_core.plugins import PluginInfo, hookimpl


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("proof", "Buku pembuktian", "1.0.0")


@hookimpl
def kopukm_models() -> AppModels:
    return AppModels(models=("proofs.ledger.models",), migrations="proofs.ledger.migrations")


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    from proofs.ledger.commands import PERMISSIONS

    return PERMISSIONS


@hookimpl
def kopukm_roles() -> Sequence[Role]:
    from proofs.ledger.commands import ROLES

    return ROLES


@hookimpl
def kopukm_commands() -> Sequence[type]:
    from proofs.ledger.commands import COMMANDS

    return COMMANDS


@hookimpl
def kopukm_tasks() -> Sequence[Task]:
    from proofs.ledger.jobs import TASKS

    return TASKS


@hookimpl
def kopukm_schedules() -> Sequence[Schedule]:
    from proofs.ledger.jobs import SCHEDULES

    return SCHEDULES

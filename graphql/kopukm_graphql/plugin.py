"""What the GraphQL package gives to the hooks: it is a plugin like the others, and serves what they contribute."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from kopukm_core.cli import Subcommand
from kopukm_core.identity import Permission, Role
from kopukm_core.plugins import PluginInfo, hookimpl
from kopukm_graphql import variables as variables

if TYPE_CHECKING:
    from kopukm_core.doctor import Check
    from kopukm_graphql.contribution import Contribution


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("graphql", "Layanan GraphQL", version("kopukm"), hookspecs="kopukm_graphql.hookspecs")


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    return (
        Permission("graphql.introspect", "Melihat susunan kontrak GraphQL di lingkungan production"),
        Permission("graphql.free_documents", "Mengirim dokumen GraphQL yang belum didaftarkan"),
    )


@hookimpl
def kopukm_roles() -> Sequence[Role]:
    return (
        Role(
            "graphql.developer",
            "Pengembang aplikasi",
            ("graphql.introspect", "graphql.free_documents"),
            scoped_by_region=False,
        ),
    )


@hookimpl
def kopukm_checks() -> Sequence[Check]:
    from kopukm_graphql.checks import CHECKS

    return CHECKS


@hookimpl
def kopukm_subcommands() -> Sequence[Subcommand]:
    from kopukm_graphql.cli import SUBCOMMANDS

    return SUBCOMMANDS


@hookimpl
def kopukm_graphql() -> Contribution:
    from kopukm_graphql.core_types import CORE_CONTRIBUTION

    return CORE_CONTRIBUTION

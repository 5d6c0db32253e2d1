"""The contract of an open platform: what plugins contribute, and the mutations of their commands."""

from __future__ import annotations

from kopukm_core.platform import Platform
from kopukm_graphql.commands import command_contributions
from kopukm_graphql.compose import ComposedSchema, Owned, compose


def compose_contract(platform: Platform) -> ComposedSchema:
    """The schema, composed once while the platform is open: it takes most of a second.

    Raises ConfigurationError naming what clashes, is missing, or is not declared.
    """
    return platform.once(_composed)


def _composed(platform: Platform) -> ComposedSchema:
    given = [Owned(each.owner, each.value) for each in platform.plugins.given("kopukm_graphql")]
    return compose([*given, *command_contributions(platform.commands, given)], platform.visibility)

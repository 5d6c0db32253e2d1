"""Composing the contract out of what core and plugins contribute; every clash refuses the start."""

from kopukm_graphql.compose.composition import Owned, compose
from kopukm_graphql.compose.descriptions import missing_descriptions
from kopukm_graphql.compose.schema import ComposedSchema

__all__ = ["ComposedSchema", "Owned", "compose", "missing_descriptions"]

"""What every resolver of one request is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kopukm_core.identity.actor import Actor
from kopukm_core.settings import Settings
from kopukm_graphql.loaders import Loaders


@dataclass(slots=True)
class RequestContext:
    """One request: who asks, with which installation, and the loaders that batch its reads.

    `platform` is the running platform of the plugin kernel: hand-written resolvers and mutations use it.
    """

    actor: Actor
    settings: Settings
    platform: Any = None
    loaders: Loaders = field(default_factory=lambda: Loaders())

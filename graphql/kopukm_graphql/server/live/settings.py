"""Settings of connections that stay open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kopukm_graphql.server.positive_numbers import positive_number

_VARIABLES = {
    "init_seconds": "KOPUKM_LIVE_INIT_SECONDS",
    "heartbeat_seconds": "KOPUKM_LIVE_HEARTBEAT_SECONDS",
    "stall_seconds": "KOPUKM_LIVE_STALL_SECONDS",
    "operations": "KOPUKM_LIVE_OPERATIONS",
    "connections": "KOPUKM_LIVE_CONNECTIONS",
    "connections_per_address": "KOPUKM_LIVE_CONNECTIONS_PER_ADDRESS",
    "connections_per_actor": "KOPUKM_LIVE_CONNECTIONS_PER_ACTOR",
}


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """Limits of WebSocket connections and SSE streams, per server process."""

    init_seconds: float = 10.0
    """How long a WebSocket may take to send `connection_init`; then it is closed with 4408."""

    heartbeat_seconds: float = 25.0
    """How often an idle connection hears something, and its token is looked at again."""

    stall_seconds: float = 30.0
    """How long a client may leave unread what waits for it; then its connection is cut."""

    operations: int = 50
    """Operations at once on one WebSocket."""

    connections: int = 2_000
    """Connections at once in all."""

    connections_per_address: int = 500
    """Of one client address; a whole office may share one."""

    connections_per_actor: int = 20
    """Of one actor who is not anonymous."""

    concurrent_events: int = 8
    """Events read from the database at once for all subscribers; the others wait their turn."""


def live_settings(variables: Mapping[str, str]) -> LiveSettings:
    """The settings from `KOPUKM_LIVE_*`. Raises ConfigurationError that names the variable."""
    default = LiveSettings()
    given: dict[str, Any] = {}
    for name, variable in _VARIABLES.items():
        kind = type(getattr(default, name))
        number = positive_number(variables.get(variable, ""), getattr(default, name), variable)
        given[name] = kind(max(1, number)) if kind is int else number
    return LiveSettings(**given)

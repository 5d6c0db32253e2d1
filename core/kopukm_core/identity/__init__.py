"""Identity: who is asking, what they may do, and how they prove it."""

from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_core.identity.authentication import actor_from_authorization
from kopukm_core.identity.client import Client, current_client, using_client
from kopukm_core.identity.roles import Permission, Role, RoleRegistry

__all__ = [
    "ANONYMOUS",
    "Actor",
    "ActorKind",
    "Client",
    "Grant",
    "Permission",
    "Role",
    "RoleRegistry",
    "actor_from_authorization",
    "current_client",
    "operator",
    "using_client",
]

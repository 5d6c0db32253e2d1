"""The permission of a programme, asked where every programme is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.programmes.programme import Programme

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext
    from kopukm_core.identity.actor import Actor
    from kopukm_core.platform import Platform


def require_programme(context: CommandContext, programme_name: str, region_code: str | None) -> Programme:
    """The programme, if the actor may run it in the region.

    Raises NotFoundError where no enabled plugin declares it, NotAllowedError without its permission.
    """
    programme = context.platform.programmes[programme_name]
    context.require(programme.permission, region_code)
    return programme


def runs_programme(platform: Platform, actor: Actor, programme: str, region_code: str) -> bool:
    """Whether the actor may run the programme in that place; an operator may run each."""
    if programme not in platform.programmes:
        return actor.is_operator
    return actor.may(platform.programmes[programme].permission, region_code)

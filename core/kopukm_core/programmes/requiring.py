"""The permission of a programme, asked by commands that serve every programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.programmes.programme import Programme

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext


def require_programme(context: CommandContext, programme_name: str, region_code: str | None) -> Programme:
    """The programme, if the actor may run it in the region.

    Raises NotFoundError where no enabled plugin declares it, NotAllowedError without its permission.
    """
    programme = context.platform.programmes[programme_name]
    context.require(programme.permission, region_code)
    return programme

"""Who may act on a seat: the client's own people, and who runs the programme in that place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.errors import NotFoundError
from kopukm_core.programmes import require_programme

if TYPE_CHECKING:
    from kopukm_core.commands import CommandContext
    from kopukm_core.identity.actor import Actor
    from kopukm_core.platform import Platform


def runs_programme(platform: Platform, actor: Actor, programme: str, region_code: str) -> bool:
    """Whether the actor may run the programme in that place; an operator may run each."""
    if programme not in platform.programmes:
        return actor.is_operator
    return actor.may(platform.programmes[programme].permission, region_code)


def require_client_or_officer(
    context: CommandContext, client_id: int, programme: str, region_code: str
) -> bool:
    """Refuse everybody but the client's own people and officers of the programme; True for an officer.

    To others the client does not exist.
    """
    if runs_programme(context.platform, context.actor, programme, region_code):
        return True
    if client_id not in context.actor.party_ids:
        raise NotFoundError("Pihak itu tidak ada, atau bukan milik Anda.")
    return False


def require_officer(context: CommandContext, programme: str, region_code: str) -> None:
    """Refuse whoever does not run the programme there."""
    if not context.actor.is_operator:
        require_programme(context, programme, region_code)

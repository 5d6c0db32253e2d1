"""Named, parametrised queries over parties: whom an activity, an invitation or a message is for."""

from kopukm_core.audiences.audience import Audience, AudienceMember
from kopukm_core.audiences.members import audience_includes, audience_members, check_parameters
from kopukm_core.audiences.registry import AudienceRegistry

__all__ = [
    "Audience",
    "AudienceMember",
    "AudienceRegistry",
    "audience_includes",
    "audience_members",
    "check_parameters",
]

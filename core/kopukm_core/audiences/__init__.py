"""Named, parametrised queries over parties: whom an activity, an invitation or a message is for."""

from kopukm_core.audiences.audience import Audience, AudienceMember

__all__ = ["Audience", "AudienceMember"]

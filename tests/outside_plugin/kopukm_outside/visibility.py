"""Who sees visits: officers of the place, and those visited, who do not see the officer's note."""

from __future__ import annotations

from kopukm_core.visibility import AnyOf, Granted, Own, Visibility
from kopukm_outside.models import FieldVisit
from kopukm_outside.permissions import READ, READ_NOTES

VISIBILITY = (
    Visibility(
        FieldVisit,
        rows=AnyOf(Granted(READ, region="region_id"), Own("party_id")),
        masks={"note": Granted(READ_NOTES, region="region_id")},
    ),
)

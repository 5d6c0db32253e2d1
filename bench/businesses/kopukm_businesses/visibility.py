"""Who sees what of businesses: everyone the rows, and a turnover that nobody validated only its officers."""

from __future__ import annotations

from kopukm_businesses.models import Business
from kopukm_businesses.permissions import READ_TURNOVER
from kopukm_core.visibility import AnyOf, Everyone, Granted, Visibility, Where

VISIBILITY = (
    Visibility(
        Business,
        rows=Everyone(),
        masks={"turnover": AnyOf(Where("validated", True), Granted(READ_TURNOVER, region="region_id"))},
    ),
)

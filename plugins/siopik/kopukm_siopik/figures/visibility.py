"""Who sees what is computed of cooperatives.

Status, grade and legal category follow from public facts; what follows from the figures of a book year, and what is
missing in a record, is for those who may see the figures.
"""

from __future__ import annotations

from kopukm_core.visibility import Everyone, Through, Visibility
from kopukm_siopik.figures.models import (
    CooperativeStanding,
    FiguresPublication,
    RuleVersion,
    StatusOverride,
)
from kopukm_siopik.models import Cooperative
from kopukm_siopik.visibility import FIGURES

OF_ITS_FIGURES = Through("cooperative_id", Cooperative, FIGURES)

VISIBILITY = (
    Visibility(RuleVersion, rows=Everyone()),
    Visibility(FiguresPublication, rows=Everyone()),
    Visibility(
        CooperativeStanding,
        rows=Through("cooperative_id", Cooperative),
        masks=dict.fromkeys(
            (
                "completeness",
                "is_complete",
                "missing",
                "turnover_band",
                "class_all",
                "class_all_criterion",
                "class_savings",
                "class_savings_criterion",
            ),
            OF_ITS_FIGURES,
        ),
    ),
    Visibility(
        StatusOverride,
        rows=Through("cooperative_id", Cooperative),
        masks={"set_by": OF_ITS_FIGURES},
    ),
)

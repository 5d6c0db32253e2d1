"""Who sees outlets: everybody, as other legal facts; notes are for the office and the cooperative."""

from __future__ import annotations

from kopukm_core.visibility import AllOf, Through, Visibility
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outlets.models import Outlet, OutletState
from kopukm_siopik.visibility import CURRENT, FIGURES

VISIBILITY = (
    Visibility(Outlet, rows=AllOf(CURRENT, Through("cooperative_id", Cooperative))),
    Visibility(
        OutletState,
        rows=AllOf(CURRENT, Through("cooperative_id", Cooperative)),
        masks={"note": Through("cooperative_id", Cooperative, FIGURES)},
    ),
)

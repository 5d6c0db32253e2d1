"""What the cycles give to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.scheduling.cycles.readable import CYCLE_VISIBILITY

CYCLES_PART = Part(models=("kopukm_core.scheduling.cycles.models",), visibility=CYCLE_VISIBILITY)

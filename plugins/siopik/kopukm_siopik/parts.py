"""The plugin's subjects beside the registry, each of which tells by itself what it gives."""

from __future__ import annotations

from kopukm_siopik.figures.part import FIGURES_PART
from kopukm_siopik.health.part import HEALTH_PART
from kopukm_siopik.outlets.part import OUTLETS_PART
from kopukm_siopik.outreach.part import OUTREACH_PART

PARTS = (FIGURES_PART, HEALTH_PART, OUTLETS_PART, OUTREACH_PART)

"""What the slots give to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part

SLOTS_PART = Part()

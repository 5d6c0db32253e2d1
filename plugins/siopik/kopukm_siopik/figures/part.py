"""What the plugin's figures gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part

FIGURES_PART = Part()

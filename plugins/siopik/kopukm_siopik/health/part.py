"""What the plugin's health gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part

HEALTH_PART = Part()

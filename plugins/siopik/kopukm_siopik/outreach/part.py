"""What the plugin's outreach gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part

OUTREACH_PART = Part()

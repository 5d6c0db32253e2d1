"""What the slots give to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part

SLOTS_PART = Part(
    models=(
        "kopukm_core.scheduling.slots.bookable_models",
        "kopukm_core.scheduling.slots.models",
        "kopukm_core.scheduling.slots.assignment_models",
    ),
)

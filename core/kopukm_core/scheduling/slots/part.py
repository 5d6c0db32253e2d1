"""What the slots give to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.scheduling.slots.attachments import BOOKING_CALENDAR
from kopukm_core.scheduling.slots.commands import SEAT_COMMANDS
from kopukm_core.scheduling.slots.feed import SLOT_FEEDS
from kopukm_core.scheduling.slots.readable import SLOT_VISIBILITY
from kopukm_core.scheduling.slots.tasks import SLOT_SCHEDULES, SLOT_TASKS
from kopukm_core.scheduling.slots.telling import SLOT_TEMPLATES

SLOTS_PART = Part(
    models=(
        "kopukm_core.scheduling.slots.bookable_models",
        "kopukm_core.scheduling.slots.models",
        "kopukm_core.scheduling.slots.queue_models",
        "kopukm_core.scheduling.slots.assignment_models",
    ),
    visibility=SLOT_VISIBILITY,
    commands=SEAT_COMMANDS,
    tasks=SLOT_TASKS,
    schedules=SLOT_SCHEDULES,
    message_templates=SLOT_TEMPLATES,
    message_attachments=(BOOKING_CALENDAR,),
    feed_sources=SLOT_FEEDS,
)

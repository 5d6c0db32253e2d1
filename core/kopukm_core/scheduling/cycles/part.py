"""What the cycles give to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.scheduling.cycles.commands import CYCLE_COMMANDS
from kopukm_core.scheduling.cycles.feed import CYCLE_FEEDS
from kopukm_core.scheduling.cycles.purposes import CYCLE_FILE_PURPOSES
from kopukm_core.scheduling.cycles.readable import CYCLE_VISIBILITY
from kopukm_core.scheduling.cycles.tasks import CYCLE_SCHEDULES, CYCLE_TASKS
from kopukm_core.scheduling.cycles.telling import CYCLE_MESSAGES

CYCLES_PART = Part(
    models=("kopukm_core.scheduling.cycles.models", "kopukm_core.scheduling.cycles.evaluation_models"),
    visibility=CYCLE_VISIBILITY,
    file_purposes=CYCLE_FILE_PURPOSES,
    commands=CYCLE_COMMANDS,
    tasks=CYCLE_TASKS,
    schedules=CYCLE_SCHEDULES,
    feed_sources=CYCLE_FEEDS,
    message_templates=CYCLE_MESSAGES,
)

"""The commands of activities."""

from kopukm_core.scheduling.activities.commands.creating import CreateActivity

ACTIVITY_COMMANDS: tuple[type, ...] = (CreateActivity,)

__all__ = ["ACTIVITY_COMMANDS"]

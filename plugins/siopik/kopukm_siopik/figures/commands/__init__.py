"""What changes rules, overrides and published figures."""

from kopukm_siopik.figures.commands.override import EndStatusOverride, OverrideStatus
from kopukm_siopik.figures.commands.publish import PublishFigures
from kopukm_siopik.figures.commands.rule import AddRuleVersion

COMMANDS = (OverrideStatus, EndStatusOverride, AddRuleVersion, PublishFigures)

__all__ = ["COMMANDS", "AddRuleVersion", "EndStatusOverride", "OverrideStatus", "PublishFigures"]

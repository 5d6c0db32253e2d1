"""Programme cycles: steps at H±n with the reason for each date, evidence, overdue, feeds and evaluation."""

from kopukm_core.scheduling.cycles.checking import check_steps_soon
from kopukm_core.scheduling.cycles.choices import ChangeCause, CycleState, StepColour
from kopukm_core.scheduling.cycles.pile_ups import Load, PileUp, Span, crowded_days, crowded_weeks
from kopukm_core.scheduling.cycles.planning import Anchors, PlannedStep, plan_steps
from kopukm_core.scheduling.cycles.recurrence import rule_of

__all__ = [
    "Anchors",
    "ChangeCause",
    "CycleState",
    "Load",
    "PileUp",
    "PlannedStep",
    "Span",
    "StepColour",
    "check_steps_soon",
    "crowded_days",
    "crowded_weeks",
    "plan_steps",
    "rule_of",
]

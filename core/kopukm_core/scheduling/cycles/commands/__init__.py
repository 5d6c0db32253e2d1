"""Commands on cycles and their steps."""

from kopukm_core.scheduling.cycles.commands.assigning import AssignStep, HandOverSteps
from kopukm_core.scheduling.cycles.commands.changing import CancelCycle, MoveCycle
from kopukm_core.scheduling.cycles.commands.evaluating import RecordEvaluation
from kopukm_core.scheduling.cycles.commands.finishing import CheckStep, CompleteStep, ReopenStep, WaiveStep
from kopukm_core.scheduling.cycles.commands.planning import PlanCycle
from kopukm_core.scheduling.cycles.commands.planning_year import PlanYear
from kopukm_core.scheduling.cycles.commands.sheets import PrintEvaluationSheet

CYCLE_COMMANDS: tuple[type, ...] = (
    PlanCycle,
    PlanYear,
    MoveCycle,
    CancelCycle,
    CompleteStep,
    CheckStep,
    WaiveStep,
    ReopenStep,
    AssignStep,
    HandOverSteps,
    RecordEvaluation,
    PrintEvaluationSheet,
)

__all__ = ["CYCLE_COMMANDS"]

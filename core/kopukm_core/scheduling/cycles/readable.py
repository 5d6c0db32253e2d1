"""Who sees cycles: officers of the region, and of each step the members of the unit that is responsible."""

from __future__ import annotations

from kopukm_core.programmes.models import Unit
from kopukm_core.programmes.permissions import READ_PROGRAMMES
from kopukm_core.scheduling.cycles.evaluation_models import Evaluation, EvaluationFigure
from kopukm_core.scheduling.cycles.models import CycleStep, ProgrammeCycle, StepChange, StepFile
from kopukm_core.visibility import AllOf, AnyOf, Granted, Own, Through, Visibility, Where

CYCLE_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(ProgrammeCycle, rows=Granted(READ_PROGRAMMES, region="region_id")),
    Visibility(
        CycleStep,
        rows=AnyOf(Through("cycle_id", ProgrammeCycle), Through("unit_id", Unit, Own("party_id"))),
    ),
    Visibility(StepFile, rows=Through("step_id", CycleStep)),
    Visibility(StepChange, rows=Through("step_id", CycleStep)),
    Visibility(Evaluation, rows=AllOf(Where("is_current", True), Through("cycle_id", ProgrammeCycle))),
    Visibility(EvaluationFigure, rows=Through("evaluation_id", Evaluation)),
)

"""Everything in the health assessment that changes data."""

from kopukm_siopik.health.commands.deciding import (
    ApproveHealthAssessment,
    ReturnHealthAssessment,
    SubmitHealthAssessment,
    WithdrawHealthAssessment,
)
from kopukm_siopik.health.commands.finding import AddHealthFinding, CloseHealthFinding, FollowUpHealthFinding
from kopukm_siopik.health.commands.papers import (
    AnswerHealthItems,
    EnterHealthAspectScores,
    EnterHealthFigures,
)
from kopukm_siopik.health.commands.printing import PrintHealthAssessment
from kopukm_siopik.health.commands.rubric import AddHealthRubric
from kopukm_siopik.health.commands.start import DescribeHealthExamination, StartHealthAssessment

COMMANDS = (
    StartHealthAssessment,
    DescribeHealthExamination,
    AnswerHealthItems,
    EnterHealthFigures,
    EnterHealthAspectScores,
    SubmitHealthAssessment,
    ReturnHealthAssessment,
    ApproveHealthAssessment,
    WithdrawHealthAssessment,
    PrintHealthAssessment,
    AddHealthFinding,
    FollowUpHealthFinding,
    CloseHealthFinding,
    AddHealthRubric,
)

__all__ = ["COMMANDS"]

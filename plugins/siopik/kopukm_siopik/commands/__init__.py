"""Everything in SI OPIK SEHAT that changes data."""

from kopukm_siopik.commands.correct import CorrectCooperative
from kopukm_siopik.commands.dissolve import DissolveCooperative
from kopukm_siopik.commands.meeting import ReportAnnualMeeting
from kopukm_siopik.commands.register import RegisterCooperative
from kopukm_siopik.commands.report import ReportYear

COMMANDS = (RegisterCooperative, CorrectCooperative, ReportYear, ReportAnnualMeeting, DissolveCooperative)

__all__ = [
    "COMMANDS",
    "CorrectCooperative",
    "DissolveCooperative",
    "RegisterCooperative",
    "ReportAnnualMeeting",
    "ReportYear",
]

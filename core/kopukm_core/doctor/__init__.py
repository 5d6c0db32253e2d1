"""`kopukm doctor`: what is wrong with this installation, why it matters, and what to do, also when much is broken."""

from kopukm_core.doctor.check import Check, check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, State, fault, ok, warning

__all__ = ["Check", "Checkup", "Finding", "State", "check", "fault", "ok", "warning"]

"""The report of the programme over a period: what was done, when, and with what result."""

from kopukm_siopik.outreach.reporting.report import PROGRAMME_REPORT

__all__ = ["PROGRAMME_REPORT"]

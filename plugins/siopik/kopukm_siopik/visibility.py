"""Who sees what of the cooperative registry.

Legal facts of a cooperative are public (UU 14/2008); contacts and names of people are personal data (UU 27/2022);
figures of a book year are for the office and for the cooperative itself.
"""

from __future__ import annotations

from kopukm_core.visibility import AllOf, AnyOf, Everyone, Granted, Own, Through, Visibility, Where
from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
from kopukm_siopik.permissions import READ_CONTACTS, READ_REPORTS

CONTACTS = AnyOf(Granted(READ_CONTACTS, region="region_id"), Own("party_id"))
FIGURES = AnyOf(Granted(READ_REPORTS, region="region_id"), Own("party_id"))
CURRENT = Where("is_current", True)
"""Replaced rows are kept for figures as they once were published; no list shows them."""

VISIBILITY = (
    Visibility(Cooperative, rows=Everyone(), masks={"email": CONTACTS, "npwp": CONTACTS, "phone": CONTACTS}),
    Visibility(Officer, rows=AllOf(CURRENT, Through("cooperative_id", Cooperative, CONTACTS))),
    Visibility(YearlyReport, rows=AllOf(CURRENT, Through("cooperative_id", Cooperative, FIGURES))),
    Visibility(AnnualMeeting, rows=AllOf(CURRENT, Through("cooperative_id", Cooperative))),
)

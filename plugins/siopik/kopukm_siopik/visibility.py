"""Who sees what of the cooperative registry.

Legal facts of a cooperative are public (UU 14/2008); contacts and names of people are personal data (UU 27/2022);
figures of a book year are for the office and for the cooperative itself.
"""

from __future__ import annotations

from kopukm_core.visibility import AnyOf, Everyone, Granted, Own, Through, Visibility
from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
from kopukm_siopik.permissions import READ_CONTACTS, READ_REPORTS

CONTACTS = AnyOf(Granted(READ_CONTACTS, region="region_code"), Own("party_id"))
FIGURES = AnyOf(Granted(READ_REPORTS, region="region_code"), Own("party_id"))

VISIBILITY = (
    Visibility(Cooperative, rows=Everyone(), masks={"email": CONTACTS, "phone": CONTACTS}),
    Visibility(Officer, rows=Through("cooperative_id", Cooperative, CONTACTS)),
    Visibility(YearlyReport, rows=Through("cooperative_id", Cooperative, FIGURES)),
    Visibility(AnnualMeeting, rows=Through("cooperative_id", Cooperative)),
)

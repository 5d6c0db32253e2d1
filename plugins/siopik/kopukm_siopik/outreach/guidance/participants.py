"""The cooperatives behind an activity's participants."""

from __future__ import annotations

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.scheduling.activities import RegistrationState

COMING = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)


async def cooperatives_of(activity_id: int) -> tuple[list[int], int]:
    """The cooperatives of those who are registered or came, by key, and how many parties are not recorded yet."""
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT DISTINCT COALESCE(p.merged_into_id, p.id) AS party_id, c.id AS cooperative_id"
        " FROM registration r JOIN party p ON p.id = r.party_id"
        " LEFT JOIN siopik_cooperative c ON c.party_id = COALESCE(p.merged_into_id, p.id)"
        f" WHERE r.activity_id = {parameters.add(activity_id)}"
        f" AND r.state IN ({parameters.add_all([state.value for state in COMING])})",
        parameters,
    )
    recorded = sorted(int(row["cooperative_id"]) for row in found if row["cooperative_id"] is not None)
    return recorded, len(found) - len(recorded)

"""Cards for participants: the code to check in by on paper, for who has neither telephone nor account."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core import clock
from kopukm_core.messaging.registry import messaging_in_use
from kopukm_core.messaging.template import shown_value
from kopukm_core.papers import ParticipantCard, QrCode, office_letterhead, participant_cards_pdf, shown_code
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.notices import where
from kopukm_core.scheduling.activities.registration_models import Registration

CARRIED = (RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.ATTENDED)
"""Whose code counts at the door."""


async def participant_cards(activity: Activity, registration_ids: Sequence[int]) -> bytes:
    """The cards of those who still have a seat, in the order of the parties. Raises TypesettingError."""
    context = messaging_in_use().context()
    head = await office_letterhead(context.today)
    sessions = await ActivitySession.filter(activity_id=activity.id, dropped_at=None).order_by(
        "starts_at", "id"
    )
    when = "; ".join(shown_value(one.starts_at, context) for one in sessions[:3])
    more = f"; dan {len(sessions) - 3} sesi lagi" if len(sessions) > 3 else ""
    found = await (
        Registration.filter(activity_id=activity.id, id__in=list(registration_ids), state__in=list(CARRIED))
        .select_related("party")
        .order_by("party__sort_key", "id")
    )
    cards = []
    for one in found:
        name = one.person_name.whole()
        cards.append(
            ParticipantCard(
                office=head.office or "Dinas Koperasi dan UKM",
                activity=activity.title,
                name=name,
                institution="" if one.party.name == name else one.party.name,
                when=when + more,
                place=where(sessions[0]),
                code=QrCode(one.check_in_code, "Kode hadir"),
                shown=shown_code(one.check_in_code),
            )
        )
    return await participant_cards_pdf(f"Kartu peserta: {activity.title}", cards, clock.now())

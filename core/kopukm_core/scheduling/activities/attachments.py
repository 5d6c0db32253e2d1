"""What goes along with messages about activities: the calendar as it is for that party, and the QR of a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.files.media_types import PNG
from kopukm_core.messaging import Attachment, AttachmentMaker
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.activities.choices import RegistrationState
from kopukm_core.scheduling.activities.entries import activity_entries
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.standing import standings
from kopukm_core.scheduling.feeds.attachment import calendar_attachment

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def _calendar(platform: Platform, activity_id: int, party_id: int) -> Attachment | None:
    activity = await Activity.get_or_none(id=activity_id)
    if activity is None:
        return None
    merged = await Party.filter(merged_into_id=party_id).values_list("id", flat=True)
    entries = await activity_entries(
        [activity],
        platform.settings.region_code,
        with_link=True,
        standings=await standings([activity.id], [party_id, *(int(str(one)) for one in merged)]),
    )
    return calendar_attachment(platform.settings, f"kegiatan-{activity.id}.ics", activity.title, entries)


async def _check_in_code(platform: Platform, registration_id: int, party_id: int) -> Attachment | None:
    from kopukm_core.papers import qr_png

    registration = await Registration.get_or_none(id=registration_id)
    if registration is None or registration.state is not RegistrationState.CONFIRMED:
        return None
    return Attachment(f"kode-qr-{registration.id}.png", PNG, qr_png(registration.check_in_code))


ACTIVITY_CALENDAR = AttachmentMaker("core.activity_calendar", _calendar)
"""Of an activity: its sessions, with the status that they have for the party."""
CHECK_IN_QR = AttachmentMaker("core.check_in_qr", _check_in_code)
"""Of a registration, as long as its seat is sure."""

ACTIVITY_ATTACHMENTS = (ACTIVITY_CALENDAR, CHECK_IN_QR)

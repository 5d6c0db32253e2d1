"""The attendance list on paper: a block for each session, a line for everybody who has a seat."""

from __future__ import annotations

from kopukm_core import clock
from kopukm_core.commands import CommandContext
from kopukm_core.papers import AttendanceBlock, AttendanceList, Attendant, attendance_list_pdf
from kopukm_core.papers.office import office_letterhead
from kopukm_core.regions.codes import district_code_of
from kopukm_core.regions.models import Region
from kopukm_core.scheduling.activities.choices import SEATED, AttendanceMode
from kopukm_core.scheduling.activities.models import Activity, ActivitySession
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.values import MomentType, ReadingContext


async def attendance_list(context: CommandContext, activity: Activity, empty_lines: int) -> bytes:
    """The list as a PDF, by party and name; names are whole, since people sign beside them. A handful of statements."""
    zone = context.settings.time_zone
    found = await (
        Registration.filter(activity_id=activity.id, state__in=list(SEATED), mode=AttendanceMode.IN_PERSON)
        .select_related("party")
        .order_by("party__sort_key", "id")
    )
    districts = {district_code_of(str(one.region_code)) for one in found if one.region_code}
    named = {one.code: one.name for one in await Region.filter(code__in=sorted(districts))}
    people = [
        Attendant(
            name=one.person_name.whole(),
            institution=one.party.name,
            district=named.get(district_code_of(str(one.region_code)), ""),
        )
        for one in found
    ]
    reading = ReadingContext(today=context.today, time_zone=zone)
    written = MomentType()
    sessions = await ActivitySession.filter(activity_id=activity.id, dropped_at=None).order_by(
        "starts_at", "id"
    )
    return await attendance_list_pdf(
        AttendanceList(
            title=activity.title,
            particulars=(
                ("Jenis", activity.kind.label),
                ("Mulai", written.format(activity.starts_at, reading)),
                ("Tempat", next((one.place for one in sessions if one.place), "")),
            ),
            blocks=[
                AttendanceBlock(
                    title=" · ".join(
                        part for part in (one.title, written.format(one.starts_at, reading)) if part
                    ),
                    people=people,
                    empty_lines=empty_lines,
                )
                for one in sessions
            ],
            letterhead=await office_letterhead(context.today),
            printed_at=clock.now(),
            time_zone=zone,
        )
    )

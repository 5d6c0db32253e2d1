"""Annual meetings: one that holds per cooperative and book year; corrections keep the former row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext, audit_many
from kopukm_core.db import copy_rows, reserve_ids
from kopukm_siopik.models import AnnualMeeting


@dataclass(frozen=True, slots=True)
class Meeting:
    """A RAT over the book year `year`, held on a day."""

    cooperative_id: int
    year: int
    held_on: date
    attendees: int | None = None


def check_meeting(context: CommandContext, meeting: Meeting, field: str) -> None:
    """Refuse a day that has not come, or lies before the book year. Before the year's end it is only doubtful."""
    if meeting.held_on.year < meeting.year:
        context.refuse(field, "BEFORE_BOOK_YEAR", f"Tanggal RAT sebelum tahun buku {meeting.year}.")
    if has_not_been(meeting, context.today):
        context.refuse(field, "IN_THE_FUTURE", "Tanggal RAT belum tiba.")


def has_not_been(meeting: Meeting, today: date) -> bool:
    """Whether the day of the meeting is still to come."""
    return meeting.held_on > today


async def store_meeting(context: CommandContext, meeting: Meeting) -> AnnualMeeting:
    """Store the meeting, in place of another one of that book year."""
    await store_meetings(context, [meeting])
    return await AnnualMeeting.get(cooperative_id=meeting.cooperative_id, year=meeting.year, is_current=True)


async def store_meetings(context: CommandContext, meetings: Sequence[Meeting]) -> set[tuple[int, int]]:
    """Store those that are new or differ; (cooperative, year) of these. At most one per cooperative and year."""
    current = {
        (one.cooperative_id, one.year): one
        for one in await AnnualMeeting.filter(
            cooperative_id__in=sorted({one.cooperative_id for one in meetings}), is_current=True
        )
    }
    fresh = [one for one in meetings if not _same(current.get((one.cooperative_id, one.year)), one)]
    moment = clock.now()
    replaced = [current[key].id for one in fresh if (key := (one.cooperative_id, one.year)) in current]
    if replaced:
        await AnnualMeeting.filter(id__in=replaced).update(replaced_at=moment, is_current=False)
    keys = await reserve_ids(AnnualMeeting, len(fresh))
    await copy_rows(
        AnnualMeeting,
        ("id", "cooperative_id", "year", "held_on", "attendees", "recorded_at", "is_current"),
        [
            (key, one.cooperative_id, one.year, one.held_on, one.attendees, moment, True)
            for key, one in zip(keys, fresh, strict=True)
        ],
    )
    await audit_many(context, "create", AnnualMeeting, keys)
    return {(one.cooperative_id, one.year) for one in fresh}


def _same(stored: AnnualMeeting | None, told: Meeting) -> bool:
    return (
        stored is not None
        and stored.held_on == told.held_on
        and (told.attendees is None or stored.attendees == told.attendees)
    )

"""Making an activity: what every programme's own command may call as well."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kopukm_core import clock
from kopukm_core.audiences import check_parameters
from kopukm_core.commands import CommandContext
from kopukm_core.db import search_text, sort_key
from kopukm_core.scheduling.activities.access import require_activity
from kopukm_core.scheduling.activities.choices import ActivityKind, ActivityMode, AttendanceMode
from kopukm_core.scheduling.activities.models import Activity, ActivitySeats, ActivitySession
from kopukm_core.scheduling.activities.rules import rule_on
from kopukm_core.scheduling.cycles.models import ProgrammeCycle

MODES: Mapping[ActivityMode, tuple[AttendanceMode, ...]] = {
    ActivityMode.IN_PERSON: (AttendanceMode.IN_PERSON,),
    ActivityMode.ONLINE: (AttendanceMode.ONLINE,),
    ActivityMode.BOTH: (AttendanceMode.IN_PERSON, AttendanceMode.ONLINE),
}
"""The ways of taking part in an activity."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A sitting: aware moments, a place, and a link for who takes part from elsewhere."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class NewActivity:
    """An activity to make. Seats are None where there is no limit; `audience` "" is open to everybody."""

    kind: ActivityKind
    title: str
    region_code: str
    sessions: Sequence[NewSession]
    programme: str = ""
    cycle_id: int | None = None
    description: str = ""
    mode: ActivityMode = ActivityMode.IN_PERSON
    seats_in_person: int | None = None
    seats_online: int | None = None
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    audience: str = ""
    audience_parameters: Mapping[str, Any] = field(default_factory=dict)


async def create_activity(context: CommandContext, new: NewActivity) -> Activity:
    """Make a draft of an activity in the command's transaction, for who may run the programme in that region.

    Refuses sessions that end before they begin, times of registration that do not fit, an unknown audience.
    """
    await require_activity(context, new.programme, new.region_code)
    if not new.sessions:
        context.refuse("starts_at", "REQUIRED", "Kegiatan membutuhkan sedikitnya satu sesi.")
    for session in new.sessions:
        check_session(context, session)
    check_registration(context, new.registration_opens_at, new.registration_closes_at)
    await _check_cycle(context, new)
    if new.audience:
        check_parameters(context.platform.audiences[new.audience], new.audience_parameters)
    starts_at = min(session.starts_at for session in new.sessions)
    rule = await rule_on(new.kind, starts_at.astimezone(context.settings.time_zone).date())
    moment = clock.now()
    activity = await Activity.create(
        programme=new.programme,
        cycle_id=new.cycle_id,
        kind=new.kind,
        title=new.title,
        sort_key=sort_key(new.title),
        search_text=search_text(f"{new.title} {new.kind.label} {new.description}"),
        description=new.description,
        mode=new.mode,
        region_id=new.region_code,
        rule_id=rule.id,
        registration_opens_at=new.registration_opens_at,
        registration_closes_at=new.registration_closes_at,
        audience=new.audience,
        audience_parameters=json.dumps(dict(new.audience_parameters), ensure_ascii=False, default=str),
        starts_at=starts_at,
        ends_at=max(session.ends_at for session in new.sessions),
        created_at=moment,
        created_by=context.actor.key,
        changed_at=moment,
    )
    capacity = {AttendanceMode.IN_PERSON: new.seats_in_person, AttendanceMode.ONLINE: new.seats_online}
    for mode in MODES[new.mode]:
        await ActivitySeats.create(activity_id=activity.id, mode=mode, capacity=capacity[mode])
    for session in new.sessions:
        await store_session(activity.id, session)
    await context.audit("create", activity)
    return activity


async def store_session(activity_id: int, session: NewSession) -> ActivitySession:
    """The row of a session."""
    return await ActivitySession.create(
        activity_id=activity_id,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        link=session.link,
        changed_at=clock.now(),
    )


async def _check_cycle(context: CommandContext, new: NewActivity) -> None:
    if new.cycle_id is None:
        return
    cycle = await ProgrammeCycle.get_or_none(id=new.cycle_id).select_related("programme")
    if cycle is None or cycle.programme.name != new.programme:
        context.refuse("cycle_id", "NO_SUCH_CYCLE", "Program itu tidak mempunyai siklus ini.")


def check_session(context: CommandContext, session: NewSession) -> None:
    """Refuse a session that ends before it begins, lasts longer than a day, or has neither place nor link."""
    if session.ends_at <= session.starts_at:
        context.refuse("ends_at", "ENDS_BEFORE_START", "Sesi harus berakhir sesudah dimulai.")
    if (session.ends_at - session.starts_at).total_seconds() > 86_400:
        context.refuse("ends_at", "SESSION_TOO_LONG", "Satu sesi paling lama 24 jam; tambahkan sesi lain.")
    if session.link and not session.link.startswith(("https://", "http://")):
        context.refuse("link", "LINK_INVALID", "Tautan harus diawali https://.")


def check_registration(context: CommandContext, opens: datetime | None, closes: datetime | None) -> None:
    """Refuse a registration that closes before it opens."""
    if opens is not None and closes is not None and closes <= opens:
        message = "Pendaftaran harus ditutup sesudah dibuka."
        context.refuse("registration_closes_at", "CLOSES_BEFORE_OPENING", message)

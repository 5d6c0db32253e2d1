"""Registering a person: one seat, or a place on the waitlist; never twice, never beyond the capacity."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kopukm_core import clock
from kopukm_core.audiences import audience_includes
from kopukm_core.commands import CommandContext
from kopukm_core.parties.models import Party
from kopukm_core.privacy import PersonalKind, PersonalText, find_by
from kopukm_core.scheduling.activities.choices import (
    LIVING,
    ActivityState,
    AttendanceMode,
    PersonRole,
    RegistrationState,
)
from kopukm_core.scheduling.activities.codes import new_code
from kopukm_core.scheduling.activities.models import Activity, ActivityRule
from kopukm_core.scheduling.activities.reading import numbers_of
from kopukm_core.scheduling.activities.registration_models import Registration
from kopukm_core.scheduling.activities.seats import hold_seats, take_seat


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to be registered. `by_staff` is free of the times and the audience; a walk-in is not put to wait."""

    party_id: int
    name: str
    role: PersonRole
    mode: AttendanceMode
    by_staff: bool = False
    is_walk_in: bool = False


async def register(context: CommandContext, activity: Activity, newcomer: Newcomer) -> Registration:
    """Register the person in the command's transaction. Refuses in the person's words.

    The seats are held before anything is looked at; the index on living registrations is the last word.
    """
    party = await Party.get_or_none(id=newcomer.party_id, merged_into_id=None)
    if party is None:
        context.refuse("party_id", "NO_SUCH_PARTY", "Koperasi atau usaha itu tidak ada.")
    name = " ".join(newcomer.name.split())
    if not any(sign.isalpha() for sign in name):
        context.refuse("person_name", "NAME_EMPTY", "Nama harus memuat huruf.")
    await _check_audience(context, activity, newcomer)
    if not await hold_seats(activity.id, newcomer.mode):
        label = newcomer.mode.label.lower()
        context.refuse("mode", "MODE_NOT_OFFERED", f"Kegiatan ini tidak dapat diikuti secara {label}.")
    await activity.refresh_from_db()
    check_times(context, activity, by_staff=newcomer.by_staff)
    party_seat = await _party_seat(context, activity, newcomer.party_id, name)
    state = RegistrationState.CONFIRMED
    if not await take_seat(activity.id, newcomer.mode):
        if newcomer.is_walk_in:
            message = "Tempat sudah penuh. Tambah dahulu tempatnya bila ruangan masih cukup."
            context.refuse("", "ACTIVITY_FULL", message)
        state = RegistrationState.WAITLISTED
    moment = clock.now()
    registration = await Registration.create(
        activity_id=activity.id,
        party_id=newcomer.party_id,
        region_code=party.region_id,
        person_name=PersonalText(name, PersonalKind.NAME),
        person_role=newcomer.role,
        party_seat=party_seat,
        mode=newcomer.mode,
        state=state,
        is_walk_in=newcomer.is_walk_in,
        check_in_code=new_code(),
        answer_code=new_code(),
        account_id=None if newcomer.by_staff else context.actor.account_id,
        registered_by=context.actor.key,
        registered_at=moment,
        changed_at=moment,
    )
    await context.audit("create", registration, {"state": (None, state.value)})
    return registration


def check_times(context: CommandContext, activity: Activity, *, by_staff: bool) -> None:
    """Refuse a registration for an activity that is not open, or outside the times told."""
    moment = clock.now()
    open_states = (ActivityState.OPEN, ActivityState.CLOSED) if by_staff else (ActivityState.OPEN,)
    if activity.state not in open_states:
        context.refuse(
            "", "REGISTRATION_NOT_OPEN", f"Pendaftaran tidak dibuka: {activity.state.label.lower()}."
        )
    if activity.ends_at <= moment:
        context.refuse("", "ACTIVITY_OVER", "Kegiatan ini sudah selesai.")
    if by_staff:
        return
    if activity.registration_opens_at is not None and moment < activity.registration_opens_at:
        context.refuse("", "REGISTRATION_NOT_YET_OPEN", "Pendaftaran belum dibuka.")
    if activity.registration_closes_at is not None and moment >= activity.registration_closes_at:
        context.refuse("", "REGISTRATION_CLOSED", "Pendaftaran sudah ditutup.")


async def _check_audience(context: CommandContext, activity: Activity, newcomer: Newcomer) -> None:
    """Refuse whom the activity is not for; staff who register somebody else are told, and answer for it."""
    if not activity.audience:
        return
    if activity.audience not in context.platform.audiences:
        if newcomer.by_staff:
            return
        context.refuse("", "AUDIENCE_UNKNOWN", "Syarat peserta kegiatan ini sedang tidak dapat diperiksa.")
    given = json.loads(activity.audience_parameters)
    if await audience_includes(context.platform, activity.audience, newcomer.party_id, given):
        return
    audience = context.platform.audiences[activity.audience]
    message = f"Kegiatan ini untuk: {audience.title}. {audience.definition}"
    if not newcomer.by_staff:
        context.refuse("party_id", "NOT_IN_AUDIENCE", message)
    context.remark("party_id", "NOT_IN_AUDIENCE", message)


async def _party_seat(context: CommandContext, activity: Activity, party_id: int, name: str) -> int:
    living = Registration.filter(activity_id=activity.id, party_id=party_id, state__in=list(LIVING))
    same = await find_by(Registration, "person_name", name, living).first()
    if same is not None:
        label = same.state.label.lower()
        context.refuse(
            "person_name", "ALREADY_REGISTERED", f"Orang itu sudah tercatat pada kegiatan ini: {label}."
        )
    rule = await ActivityRule.get(id=activity.rule_id)
    taken = set(await numbers_of(living, "party_seat"))
    free = [number for number in range(1, rule.persons_per_party + 1) if number not in taken]
    if not free:
        message = f"Paling banyak {rule.persons_per_party} orang per koperasi atau usaha."
        context.refuse("party_id", "TOO_MANY_PERSONS", message)
    return free[0]

"""The people of an activity by their names, in the contract: for who runs it, and nobody else."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from kopukm_core.scheduling.activities.access import runs_activity
from kopukm_core.scheduling.activities.choices import AttendanceMode, PersonRole, RegistrationState
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.activities.people import attendees
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.node import global_id, record_number
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import handwritten

MOST_SHOWN = 500


@strawberry.type(name="Attendee", description="Seseorang di sebuah kegiatan, dengan nama lengkapnya.")
class AttendeeType:
    """A person of the activity."""

    registration_id: strawberry.ID = strawberry.field(description="Pengenal global pendaftarannya.")
    name: str = strawberry.field(description="Nama lengkapnya, untuk mencatat kehadiran.")
    party_id: strawberry.ID = strawberry.field(description="Pengenal global koperasi atau usahanya.")
    party_name: str = strawberry.field(description="Koperasi atau usahanya.")
    role: PersonRole = strawberry.field(description="Kedudukannya.")
    mode: AttendanceMode = strawberry.field(description="Cara ikutnya.")
    state: RegistrationState = strawberry.field(description="Sejauh mana pendaftarannya.")
    session_ids: list[strawberry.ID] = strawberry.field(description="Sesi yang kehadirannya sudah dicatat.")


async def resolve_attendees(
    info: strawberry.Info[Any, Any],
    activity_id: Annotated[strawberry.ID, strawberry.argument(description="Pengenal global kegiatannya.")],
    search: Annotated[
        str,
        strawberry.argument(description="Awal kata dari nama orang atau koperasinya; kosong berarti semua."),
    ] = "",
    first: Annotated[int, strawberry.argument(description="Sekian yang pertama, sampai 500.")] = 100,
) -> list[AttendeeType] | None:
    """Null for who may not run the activity; a handful of statements."""
    context = context_of(info)
    activity = await Activity.get_or_none(id=record_number(str(activity_id), "Activity"))
    if activity is None or not runs_activity(context.platform, context.actor, activity):
        return None
    found = await attendees(context.actor, activity, search)
    return [
        AttendeeType(
            registration_id=strawberry.ID(global_id("Registration", one.registration_id)),
            name=one.name,
            party_id=strawberry.ID(global_id("Party", one.party_id)),
            party_name=one.party_name,
            role=one.role,
            mode=one.mode,
            state=one.state,
            session_ids=[strawberry.ID(global_id("ActivitySession", key)) for key in one.sessions],
        )
        for one in found[: max(0, min(first, MOST_SHOWN))]
    ]


PEOPLE_CONTRIBUTION = Contribution(
    types=(AttendeeType,),
    query=(
        handwritten(
            "attendees",
            resolve_attendees,
            description="Peserta sebuah kegiatan dengan nama lengkap, bagi yang menjalankan kegiatan itu; null bagi "
            "yang lain.",
        ),
    ),
)

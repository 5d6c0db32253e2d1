"""Tables of who takes part: parties an activity is meant for, persons registered, and who was there."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.files.models import StoredFile
from kopukm_core.parties.models import Party
from kopukm_core.privacy.fields import LookupHashField, PersonalDataField
from kopukm_core.privacy.kinds import PersonalKind
from kopukm_core.scheduling.activities.choices import (
    LIVING,
    AttendanceMethod,
    AttendanceMode,
    PersonRole,
    RegistrationState,
    TargetState,
)
from kopukm_core.scheduling.activities.models import Activity, ActivitySession


class ActivityTarget(Model):
    """A party that an activity is meant for, with the reason; `is_told` once an invitation was written to it."""

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="targets", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    party: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="activity_targets", on_delete=fields.RESTRICT, db_index=True
    )
    party_id: int
    audience = fields.CharField(max_length=100, default="")
    """The audience it was found by; "" where an officer added it."""
    reason = fields.CharField(max_length=500, default="")
    position = fields.IntField(null=True)
    """Its place in the order in which the list was proposed, from 1; null where an officer added it."""
    turn = fields.CharField(max_length=200, default="")
    """Why it stands there, for officers: "belum pernah diundang"."""
    state = fields.CharEnumField(TargetState, max_length=20, default=TargetState.PROPOSED)
    is_told = fields.BooleanField(default=False)
    is_reachable = fields.BooleanField(null=True)
    """Whether there was a way to send the invitation; null before it was tried."""
    answer_code = fields.CharField(max_length=40, unique=True)
    proposed_by = fields.CharField(max_length=200)
    proposed_at = fields.DatetimeField()
    invited_at = fields.DatetimeField(null=True)
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "activity_target"


class Registration(Model):
    """One person's place in an activity, for a party; never two living ones of the same person.

    `party_seat` counts the persons of one party, from 1. `check_in_code` is what the person's QR holds,
    `answer_code` what the links of offer and cancellation hold. `region_code` is the place of the party then.
    """

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="registrations", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    party: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="registrations", on_delete=fields.RESTRICT, db_index=True
    )
    party_id: int
    region_code = RegionCodeField(null=True)
    person_name = PersonalDataField(PersonalKind.NAME)
    person_name_hash = LookupHashField("person_name")
    person_role = fields.CharEnumField(PersonRole, max_length=20)
    party_seat = fields.IntField()
    mode = fields.CharEnumField(AttendanceMode, max_length=20)
    state = fields.CharEnumField(RegistrationState, max_length=20)
    is_walk_in = fields.BooleanField(default=False)
    check_in_code = fields.CharField(max_length=40, unique=True)
    answer_code = fields.CharField(max_length=40, unique=True)
    account_id = fields.BigIntField(null=True)
    """The account of the person who registered, where it was not staff."""
    offer_expires_at = fields.DatetimeField(null=True)
    outcome = fields.CharField(max_length=500, default="")
    """What came of it for the person, in the office's words."""
    reason = fields.CharField(max_length=500, default="")
    """Why it ended, where somebody said so."""
    certificate: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile",
        related_name="certified_registrations",
        null=True,
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    certificate_id: int | None
    certificate_number = fields.CharField(max_length=100, default="")
    registered_by = fields.CharField(max_length=200)
    registered_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "registration"


class Attendance(Model):
    """Somebody was there, at one session; one that was withdrawn stays, and no longer counts."""

    id = fields.BigIntField(primary_key=True)
    session: fields.ForeignKeyRelation[ActivitySession] = fields.ForeignKeyField(
        "core.ActivitySession", related_name="attendances", on_delete=fields.RESTRICT, db_index=True
    )
    session_id: int
    registration: fields.ForeignKeyRelation[Registration] = fields.ForeignKeyField(
        "core.Registration", related_name="attendances", on_delete=fields.RESTRICT, db_index=True
    )
    registration_id: int
    mode = fields.CharEnumField(AttendanceMode, max_length=20)
    method = fields.CharEnumField(AttendanceMethod, max_length=20)
    recorded_by = fields.CharField(max_length=200)
    recorded_at = fields.DatetimeField()
    is_withdrawn = fields.BooleanField(default=False)
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "attendance"


class SessionCode(Model):
    """A code shown in the room (as a QR), by which participants record their own attendance until it ends."""

    id = fields.BigIntField(primary_key=True)
    session: fields.ForeignKeyRelation[ActivitySession] = fields.ForeignKeyField(
        "core.ActivitySession", related_name="codes", on_delete=fields.RESTRICT, db_index=True
    )
    session_id: int
    code = fields.CharField(max_length=40, unique=True)
    mode = fields.CharEnumField(AttendanceMode, max_length=20)
    made_by = fields.CharField(max_length=200)
    made_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()

    class Meta:
        table = "session_code"


_LIVING = "state IN ({})".format(", ".join(f"'{state.value}'" for state in LIVING))

CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "activity_target_once",
        "activity_target",
        "activity_id, party_id",
        unique=True,
        protects="satu pihak menjadi sasaran satu kali",
    ),
    index(
        "registration_once",
        "registration",
        "activity_id, party_id, person_name_hash",
        unique=True,
        where=_LIVING,
        protects="satu orang terdaftar satu kali pada satu kegiatan",
    ),
    index(
        "registration_party_seat",
        "registration",
        "activity_id, party_id, party_seat",
        unique=True,
        where=_LIVING,
        protects="banyaknya orang per pihak tidak terlewati",
    ),
    index("registration_activity", "registration", "activity_id, state, mode, id"),
    index("registration_party", "registration", "party_id, registered_at, id"),
    index("registration_order", "registration", "registered_at, id"),
    index("registration_offer", "registration", "offer_expires_at", where="state = 'offered'"),
    index(
        "attendance_once",
        "attendance",
        "session_id, registration_id",
        unique=True,
        where="is_withdrawn = FALSE",
        protects="satu orang hadir satu kali pada satu sesi",
    ),
)

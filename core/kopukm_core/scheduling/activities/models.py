"""Tables of activities: what is held, in which sessions, by which rules, with how many seats."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.district_index import district_index
from kopukm_core.db.fields import SearchTextField, SortKeyField
from kopukm_core.db.search import SearchIndex
from kopukm_core.files.models import StoredFile
from kopukm_core.regions.models import Region
from kopukm_core.scheduling.activities.choices import (
    ActivityKind,
    ActivityMode,
    ActivityState,
    AttendanceMode,
)
from kopukm_core.scheduling.cycles.models import ProgrammeCycle


class ActivityRule(Model):
    """The numbers by which activities of a kind are run, from a day on. An activity keeps the rule it began with.

    `source` says who decided them. Hours and minutes are whole; `certificate_percent` is the share of the sessions
    that must be attended.
    """

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharEnumField(ActivityKind, max_length=20)
    effective_on = fields.DateField()
    persons_per_party = fields.IntField()
    offer_hours = fields.IntField()
    no_show_grace_hours = fields.IntField()
    check_in_minutes = fields.IntField()
    """How long before a session attendance may be recorded."""
    session_code_minutes = fields.IntField()
    """How long a session's own code is good for."""
    certificate_percent = fields.IntField()
    rest_days = fields.IntField()
    """Who was called to such an activity of the programme within so many days is proposed after all the others."""
    source = fields.CharField(max_length=300)
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "activity_rule"


class Activity(Model):
    """An outreach, a guidance, a training or an event of a programme ("" for none), in a region.

    `audience` names who may register ("" for everybody) with `audience_parameters`, a JSON object. `starts_at` and
    `ends_at` are of the first and the last session. `is_public` is true once it was opened.
    """

    id = fields.BigIntField(primary_key=True)
    programme = fields.CharField(max_length=60, default="")
    cycle: fields.ForeignKeyNullableRelation[ProgrammeCycle] = fields.ForeignKeyField(
        "core.ProgrammeCycle", related_name="activities", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    cycle_id: int | None
    kind = fields.CharEnumField(ActivityKind, max_length=20)
    title = fields.CharField(max_length=200)
    sort_key = SortKeyField()
    search_text = SearchTextField()
    description = fields.TextField(default="")
    mode = fields.CharEnumField(ActivityMode, max_length=20)
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="activities",
        source_field="region_code",
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    region_id: str
    rule: fields.ForeignKeyRelation[ActivityRule] = fields.ForeignKeyField(
        "core.ActivityRule", related_name="activities", db_index=True, on_delete=fields.RESTRICT
    )
    rule_id: int
    registration_opens_at = fields.DatetimeField(null=True)
    registration_closes_at = fields.DatetimeField(null=True)
    audience = fields.CharField(max_length=100, default="")
    audience_parameters = fields.TextField(default="{}")
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    state = fields.CharEnumField(ActivityState, max_length=20, default=ActivityState.DRAFT)
    is_public = fields.BooleanField(default=False)
    cancelled_reason = fields.CharField(max_length=500, default="")
    evaluation = fields.TextField(default="")
    evaluated_at = fields.DatetimeField(null=True)
    evaluated_by = fields.CharField(max_length=200, default="")
    created_at = fields.DatetimeField()
    created_by = fields.CharField(max_length=200)
    changed_at = fields.DatetimeField()

    class Meta:
        table = "activity"


class ActivitySeats(Model):
    """The seats of an activity for one way of taking part; `capacity` null is without a limit.

    `taken` is changed by one statement that looks at the capacity itself: it never gets beyond it.
    """

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="seats", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    mode = fields.CharEnumField(AttendanceMode, max_length=20)
    capacity = fields.IntField(null=True)
    taken = fields.IntField(default=0)

    class Meta:
        table = "activity_seats"


class ActivitySession(Model):
    """One sitting. `sequence` rises when its time or place changes, for calendars that hold an earlier one.

    A session that is dropped after its activity was opened stays with `dropped_at`.
    """

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="sessions", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    title = fields.CharField(max_length=200, default="")
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    place = fields.CharField(max_length=300, default="")
    link = fields.CharField(max_length=500, default="")
    sequence = fields.IntField(default=0)
    day_reminded_at = fields.DatetimeField(null=True)
    hour_reminded_at = fields.DatetimeField(null=True)
    changed_at = fields.DatetimeField()
    dropped_at = fields.DatetimeField(null=True)

    class Meta:
        table = "activity_session"


class ActivitySpeaker(Model):
    """Who speaks, as it is announced."""

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="speakers", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    name = fields.CharField(max_length=200)
    organisation = fields.CharField(max_length=200, default="")
    topic = fields.CharField(max_length=300, default="")

    class Meta:
        table = "activity_speaker"


class ActivityMaterial(Model):
    """A file handed out."""

    id = fields.BigIntField(primary_key=True)
    activity: fields.ForeignKeyRelation[Activity] = fields.ForeignKeyField(
        "core.Activity", related_name="materials", on_delete=fields.RESTRICT, db_index=True
    )
    activity_id: int
    file: fields.ForeignKeyRelation[StoredFile] = fields.ForeignKeyField(
        "core.StoredFile", related_name="activity_materials", on_delete=fields.RESTRICT, db_index=True
    )
    file_id: int
    title = fields.CharField(max_length=200)
    added_at = fields.DatetimeField()

    class Meta:
        table = "activity_material"


CONSTRAINTS: tuple[Constraint, ...] = (
    index("activity_rule_once", "activity_rule", "kind, effective_on", unique=True),
    SearchIndex("activity", "search_text").constraint(),
    index("activity_order", "activity", "starts_at, id", protects="urutan menurut waktu"),
    index("activity_programme", "activity", "programme, starts_at, id"),
    district_index("activity_district", "activity", "starts_at, id"),
    index(
        "activity_seats_once",
        "activity_seats",
        "activity_id, mode",
        unique=True,
        protects="satu hitungan tempat per cara ikut",
    ),
    index("activity_session_order", "activity_session", "activity_id, starts_at, id"),
    index("activity_session_time", "activity_session", "starts_at, id"),
)

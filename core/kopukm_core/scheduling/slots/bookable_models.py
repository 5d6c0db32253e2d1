"""Tables of what can be booked: services and their rules, bookable resources, and when these are available."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import index
from kopukm_core.db.fields import RegionCodeField, SortKeyField
from kopukm_core.identity.models import Account
from kopukm_core.parties.models import Party
from kopukm_core.values import Choice


class BookableKind(Choice):
    """Who or what is booked."""

    EXPERT = "expert", "Konsultan"
    MENTOR = "mentor", "Mentor"
    OFFICER = "officer", "Petugas"
    DESK = "desk", "Meja layanan"
    ROOM = "room", "Ruang"


class ExceptionKind(Choice):
    """How a day differs from the weekly availability."""

    ABSENT = "absent", "Tidak ada"
    EXTRA = "extra", "Tambahan waktu"


class AskedState(Choice):
    """The way of a question when somebody is available."""

    ASKED = "asked", "Ditanyakan"
    ANSWERED = "answered", "Dijawab"
    DECLINED = "declined", "Tidak bersedia"


class BookableService(Model):
    """A block of a programme in which seats are given (morning for one kind of client, afternoon for another).

    `name` is the service of the working calendar whose opening hours it has. Its numbers are the rules of seats:
    lengths in minutes, days counted back from the day of the seat.
    """

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=60, unique=True)
    programme = fields.CharField(max_length=60, db_index=True)
    title = fields.CharField(max_length=200)
    slot_minutes = fields.IntField(default=30)
    hold_minutes = fields.IntField(default=10)
    grace_minutes = fields.IntField(default=15)
    """So long after its start a seat may stay empty before it is a no-show."""
    invited_percent = fields.IntField(default=0)
    """The share of new seats that is kept for invited clients until it is released."""
    release_from_days = fields.IntField(default=7)
    release_until_days = fields.IntField(default=2)
    """Invited seats that nobody took go to the public in these days before the seat (from 7 until 2 days)."""
    most_seats_per_day = fields.IntField(null=True)
    """Of one bookable in this service; as many as its hours have room for where it is null."""
    carried_weeks = fields.IntField(default=8)
    """So many weeks back loads are carried forward when clients are assigned."""
    source = fields.CharField(max_length=300, default="")
    """Where the rules come from: the SOP and its paragraph."""
    changed_at = fields.DatetimeField()

    class Meta:
        table = "bookable_service"


class Bookable(Model):
    """An expert, mentor, officer, desk or room of a programme that one client at a time can book."""

    id = fields.BigIntField(primary_key=True)
    programme = fields.CharField(max_length=60)
    kind = fields.CharEnumField(BookableKind, max_length=16)
    title = fields.CharField(max_length=200)
    sort_key = SortKeyField()
    party: fields.ForeignKeyNullableRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="bookables", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    party_id: int | None
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "core.Account", related_name="bookables", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    account_id: int | None
    region_code = RegionCodeField(default="")
    place = fields.CharField(max_length=200, default="")
    created_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    withdrawn_because = fields.CharField(max_length=500, default="")

    class Meta:
        table = "bookable"


class BookableExpertise(Model):
    """A field that a bookable knows: 2 points where it is their own, 1 where they can help."""

    id = fields.BigIntField(primary_key=True)
    bookable: fields.ForeignKeyRelation[Bookable] = fields.ForeignKeyField(
        "core.Bookable", related_name="expertise", db_index=True, on_delete=fields.CASCADE
    )
    bookable_id: int
    field = fields.CharField(max_length=60)
    points = fields.IntField(default=2)

    class Meta:
        table = "bookable_expertise"


class Availability(Model):
    """A weekly time from a day on: weekday 1 (Monday) to 7, clock times at the office as `09:00`."""

    id = fields.BigIntField(primary_key=True)
    bookable: fields.ForeignKeyRelation[Bookable] = fields.ForeignKeyField(
        "core.Bookable", related_name="availability", db_index=True, on_delete=fields.CASCADE
    )
    bookable_id: int
    weekday = fields.IntField()
    time_from = fields.CharField(max_length=5)
    time_to = fields.CharField(max_length=5)
    effective_from = fields.DateField()
    effective_to = fields.DateField(null=True)
    """The last day on which it counts; open where it is null."""

    class Meta:
        table = "bookable_availability"


class AvailabilityException(Model):
    """Days that differ: absent (ill, on leave, on duty elsewhere), or there at a further time."""

    id = fields.BigIntField(primary_key=True)
    bookable: fields.ForeignKeyRelation[Bookable] = fields.ForeignKeyField(
        "core.Bookable", related_name="exceptions", db_index=True, on_delete=fields.CASCADE
    )
    bookable_id: int
    kind = fields.CharEnumField(ExceptionKind, max_length=8)
    first_day = fields.DateField()
    last_day = fields.DateField()
    time_from = fields.CharField(max_length=5, default="")
    time_to = fields.CharField(max_length=5, default="")
    """The whole day where both are blank."""
    reason = fields.CharField(max_length=300, default="")
    recorded_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "bookable_exception"


class AvailabilityQuestion(Model):
    """The office asks a bookable when they are available in a period; the answer becomes their availability."""

    id = fields.BigIntField(primary_key=True)
    bookable: fields.ForeignKeyRelation[Bookable] = fields.ForeignKeyField(
        "core.Bookable", related_name="questions", db_index=True, on_delete=fields.CASCADE
    )
    bookable_id: int
    first_day = fields.DateField()
    last_day = fields.DateField()
    answer_until = fields.DateField(null=True)
    state = fields.CharEnumField(AskedState, max_length=10, default=AskedState.ASKED)
    asked_at = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)
    remark = fields.CharField(max_length=500, default="")

    class Meta:
        table = "bookable_question"


CONSTRAINTS = (
    index("bookable_of_programme", "bookable", "programme, region_code, sort_key, id"),
    index("bookable_order", "bookable", "sort_key, id"),
    index(
        "bookable_expertise_once",
        "bookable_expertise",
        "bookable_id, field",
        unique=True,
        protects="satu bidang tercatat sekali pada satu konsultan",
    ),
)

"""Tables of seats: slots and bookings, with what the database itself refuses."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.slots.bookable_models import AvailabilityException, Bookable
from kopukm_core.scheduling.slots.overlap import no_overlap
from kopukm_core.values import Choice


class SlotState(Choice):
    """Whether a slot can be taken."""

    FREE = "free", "Bebas"
    HELD = "held", "Ditahan"
    BOOKED = "booked", "Terisi"
    CLOSED = "closed", "Ditutup"


class Quota(Choice):
    """For whom a slot is."""

    PUBLIC = "public", "Umum"
    INVITED = "invited", "Undangan"


class BookingState(Choice):
    """The way of a booking, in FHIR's words."""

    HELD = "held", "Ditahan"
    BOOKED = "booked", "Dipesan"
    ARRIVED = "arrived", "Hadir"
    FULFILLED = "fulfilled", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"
    NOSHOW = "noshow", "Tidak datang"
    EXPIRED = "expired", "Kedaluwarsa"


class BookingKind(Choice):
    """How the client came to the seat."""

    PUBLIC = "public", "Umum"
    INVITED = "invited", "Undangan"
    WALK_IN = "walk_in", "Datang langsung"


LIVING = ("held", "booked", "arrived", "fulfilled")
"""States of a booking in which nobody else can have its seat."""
_LIVING = "state IN ('held', 'booked', 'arrived', 'fulfilled')"


class Slot(Model):
    """A time of a bookable that one client can have.

    `round_key` names the round within which a client has one seat: `cycle:12`, or a programme's week. `held_until`
    tells when a hold ends: a held slot is free again from then on, whatever `state` still says.
    """

    id = fields.BigIntField(primary_key=True)
    bookable: fields.ForeignKeyRelation[Bookable] = fields.ForeignKeyField(
        "core.Bookable", related_name="slots", db_index=True, on_delete=fields.RESTRICT
    )
    bookable_id: int
    programme = fields.CharField(max_length=60)
    service = fields.CharField(max_length=60)
    region_code = RegionCodeField(default="")
    round_key = fields.CharField(max_length=80)
    cycle_id = fields.BigIntField(null=True, db_index=True)
    day = fields.DateField()
    """At the office."""
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    quota = fields.CharEnumField(Quota, max_length=8, default=Quota.PUBLIC)
    released_at = fields.DatetimeField(null=True)
    """When it went from the invited to the public."""
    state = fields.CharEnumField(SlotState, max_length=8, default=SlotState.FREE)
    held_until = fields.DatetimeField(null=True)
    closed_because = fields.CharField(max_length=300, default="")
    absence: fields.ForeignKeyNullableRelation[AvailabilityException] = fields.ForeignKeyField(
        "core.AvailabilityException",
        related_name="closed_slots",
        null=True,
        db_index=True,
        on_delete=fields.SET_NULL,
    )
    absence_id: int | None
    """The absence that closed it."""

    class Meta:
        table = "slot"


class Booking(Model):
    """A client in a seat. The times and the bookable are kept as they were when it was taken."""

    id = fields.BigIntField(primary_key=True)
    slot: fields.ForeignKeyRelation[Slot] = fields.ForeignKeyField(
        "core.Slot", related_name="bookings", db_index=True, on_delete=fields.RESTRICT
    )
    slot_id: int
    bookable: fields.ForeignKeyRelation[Bookable] = fields.ForeignKeyField(
        "core.Bookable", related_name="bookings", db_index=True, on_delete=fields.RESTRICT
    )
    bookable_id: int
    client: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="bookings", on_delete=fields.RESTRICT
    )
    client_id: int
    programme = fields.CharField(max_length=60)
    service = fields.CharField(max_length=60)
    region_code = RegionCodeField(default="")
    round_key = fields.CharField(max_length=80)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    kind = fields.CharEnumField(BookingKind, max_length=8)
    state = fields.CharEnumField(BookingState, max_length=10)
    topic = fields.CharField(max_length=60, default="")
    holder = fields.CharField(max_length=200)
    """The key of the actor who took the seat: a hold is theirs to confirm."""
    hold_until = fields.DatetimeField(null=True)
    """Until when a hold counts; null once it is booked."""
    made_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()
    reason = fields.CharField(max_length=300, default="")
    """Why it was cancelled."""
    sequence = fields.IntField(default=0)
    """How often its time or its state changed, as iCalendar counts."""

    class Meta:
        table = "booking"
        indexes = (("client_id", "id"), ("service", "starts_at"), ("round_key", "state"))


CONSTRAINTS: tuple[Constraint, ...] = (
    index("slot_once", "slot", "bookable_id, starts_at", unique=True, protects="satu waktu satu slot"),
    index("slot_of_service", "slot", "service, day, starts_at, id"),
    index("slot_of_programme", "slot", "programme, region_code, starts_at, id"),
    index("slot_of_round", "slot", "round_key, state"),
    index("slot_free", "slot", "service, starts_at, id", where="state IN ('free', 'held')"),
    index("slot_order", "slot", "starts_at, id"),
    index("booking_order", "booking", "starts_at, id"),
    index(
        "booking_seat_once",
        "booking",
        "bookable_id, starts_at",
        unique=True,
        where=_LIVING,
        protects="satu kursi untuk satu klien",
    ),
    index(
        "booking_client_once",
        "booking",
        "client_id, round_key",
        unique=True,
        where=_LIVING,
        protects="satu klien satu kursi dalam satu putaran",
    ),
    index("booking_hold_end", "booking", "hold_until", where="state = 'held'"),
    no_overlap("booking_no_overlap", "booking", _LIVING),
)

"""Tables of the queue: tickets with their numbers, and the counter that gives these."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.parties.models import Party
from kopukm_core.privacy import PersonalDataField, PersonalKind
from kopukm_core.scheduling.slots.models import Booking
from kopukm_core.values import Choice


class TicketState(Choice):
    """The way of a queue number."""

    WAITING = "waiting", "Menunggu"
    CALLED = "called", "Dipanggil"
    SERVED = "served", "Dilayani"
    LEFT = "left", "Pergi"


class QueueTicket(Model):
    """A queue number of a service on a day, for whoever is there: walk-ins, and booked clients who arrived."""

    id = fields.BigIntField(primary_key=True)
    programme = fields.CharField(max_length=60)
    service = fields.CharField(max_length=60)
    region_code = RegionCodeField(default="")
    day = fields.DateField()
    number = fields.IntField()
    name = PersonalDataField(PersonalKind.NAME, null=True, display=str)
    """Whom to call, where no party is known; forgotten when the day is over."""
    client: fields.ForeignKeyNullableRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="queue_tickets", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    client_id: int | None
    booking: fields.ForeignKeyNullableRelation[Booking] = fields.ForeignKeyField(
        "core.Booking", related_name="tickets", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    booking_id: int | None
    state = fields.CharEnumField(TicketState, max_length=8, default=TicketState.WAITING)
    topic = fields.CharField(max_length=60, default="")
    given_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "queue_ticket"


class QueueCounter(Model):
    """The last queue number given for a service, a place and a day: its row is the lock."""

    id = fields.BigIntField(primary_key=True)
    service = fields.CharField(max_length=60)
    region_code = RegionCodeField(default="")
    day = fields.DateField()
    last_number = fields.IntField()

    class Meta:
        table = "queue_counter"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "queue_ticket_once",
        "queue_ticket",
        "service, region_code, day, number",
        unique=True,
        protects="satu nomor antrean untuk satu orang",
    ),
    index(
        "queue_ticket_of_booking",
        "queue_ticket",
        "booking_id",
        unique=True,
        where="booking_id IS NOT NULL",
        protects="satu pemesanan satu nomor antrean",
    ),
    index("queue_counter_once", "queue_counter", "service, region_code, day", unique=True),
)

"""Tables of assignment: who asks for a seat, what was proposed, and why somebody got none."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import index
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.parties.models import Party
from kopukm_core.scheduling.slots.models import Booking, Slot
from kopukm_core.values import Choice


class RequestState(Choice):
    """The way of a request for a seat."""

    WAITING = "waiting", "Menunggu kursi"
    SEATED = "seated", "Mendapat kursi"
    WITHDRAWN = "withdrawn", "Ditarik"
    CARRIED = "carried", "Diteruskan ke putaran berikutnya"


class ProposalState(Choice):
    """The way of a proposed assignment."""

    PROPOSED = "proposed", "Diusulkan"
    APPROVED = "approved", "Disetujui"
    REPLACED = "replaced", "Digantikan"
    REJECTED = "rejected", "Ditolak"


class SeatRequest(Model):
    """A client who asks for a seat in a round: the waiting list, and what the assignment is made from."""

    id = fields.BigIntField(primary_key=True)
    programme = fields.CharField(max_length=60)
    service = fields.CharField(max_length=60)
    region_code = RegionCodeField(default="")
    round_key = fields.CharField(max_length=80)
    client: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="seat_requests", on_delete=fields.RESTRICT
    )
    client_id: int
    topic = fields.CharField(max_length=60, default="")
    invited = fields.BooleanField(default=False)
    first_visit = fields.BooleanField(default=False)
    possible_days = fields.TextField(default="")
    """ISO days with blanks between on which the client can come; any day where it is blank."""
    preferred_days = fields.TextField(default="")
    requested_at = fields.DatetimeField()
    waiting_since = fields.DatetimeField()
    """Earlier than `requested_at` for who got none in earlier rounds."""
    requested_by = fields.CharField(max_length=200)
    state = fields.CharEnumField(RequestState, max_length=10, default=RequestState.WAITING)
    booking: fields.ForeignKeyNullableRelation[Booking] = fields.ForeignKeyField(
        "core.Booking", related_name="requests", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    booking_id: int | None
    displaced_at = fields.DatetimeField(null=True)
    """When the office last took its seat away: it stands before all others."""
    unserved_because = fields.CharField(max_length=300, default="")
    """Why the last approved assignment gave it no seat."""

    class Meta:
        table = "seat_request"
        indexes = (("client_id", "id"),)


class AssignmentProposal(Model):
    """An assignment of the waiting clients of a round, to be looked at before it counts.

    `world` is the fingerprint of what it was made from: it can be approved only while that is still so.
    """

    id = fields.BigIntField(primary_key=True)
    programme = fields.CharField(max_length=60)
    region_code = RegionCodeField(default="")
    round_key = fields.CharField(max_length=80, db_index=True)
    goals = fields.CharField(max_length=60)
    """The order of the goals, with blanks between."""
    state = fields.CharEnumField(ProposalState, max_length=10)
    world = fields.CharField(max_length=64)
    clients = fields.IntField()
    seats = fields.IntField()
    served = fields.IntField()
    topic_points = fields.IntField()
    preferred = fields.IntField()
    """Served clients on a day that they prefer."""
    kept = fields.IntField()
    moved = fields.IntField()
    """Clients with a seat already who keep it, and who would have another or none."""
    smallest_load = fields.IntField()
    largest_load = fields.IntField()
    gap = fields.IntField()
    """Between the value reached and the bound that the certificate proves: 0 means that nothing better exists."""
    certificate = fields.TextField()
    """Goals, clients, seats, pairs and prices as JSON: enough to check it without this program."""
    made_at = fields.DatetimeField()
    made_by = fields.CharField(max_length=200)
    decided_at = fields.DatetimeField(null=True)
    decided_by = fields.CharField(max_length=200, default="")

    class Meta:
        table = "assignment_proposal"


class AssignmentRow(Model):
    """One client of a proposal: the seat, the seat before, or why there is none."""

    id = fields.BigIntField(primary_key=True)
    proposal: fields.ForeignKeyRelation[AssignmentProposal] = fields.ForeignKeyField(
        "core.AssignmentProposal", related_name="rows", db_index=True, on_delete=fields.CASCADE
    )
    proposal_id: int
    request: fields.ForeignKeyRelation[SeatRequest] = fields.ForeignKeyField(
        "core.SeatRequest", related_name="assignment_rows", db_index=True, on_delete=fields.RESTRICT
    )
    request_id: int
    slot: fields.ForeignKeyNullableRelation[Slot] = fields.ForeignKeyField(
        "core.Slot", related_name="assignment_rows", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    slot_id: int | None
    earlier_slot: fields.ForeignKeyNullableRelation[Slot] = fields.ForeignKeyField(
        "core.Slot", related_name="earlier_rows", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    earlier_slot_id: int | None
    moved = fields.BooleanField(default=False)
    reason = fields.CharField(max_length=300, default="")

    class Meta:
        table = "assignment_row"


CONSTRAINTS = (
    index(
        "seat_request_once",
        "seat_request",
        "client_id, round_key",
        unique=True,
        where="state IN ('waiting', 'seated')",
        protects="satu permintaan kursi per klien dalam satu putaran",
    ),
    index("seat_request_waiting", "seat_request", "round_key, waiting_since, id", where="state = 'waiting'"),
    index("seat_request_order", "seat_request", "requested_at, id"),
)

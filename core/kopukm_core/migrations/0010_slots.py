from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, SortKeyField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.scheduling.slots.assignment_models import ProposalState, RequestState
from kopukm_core.scheduling.slots.bookable_models import AskedState, BookableKind, ExceptionKind
from kopukm_core.scheduling.slots.models import BookingKind, BookingState, Quota, SlotState, TicketState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0009_activities')]

    operations = [
        ops.CreateModel(
            name='AssignmentProposal',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.CharField(max_length=60)),
                ('region_code', RegionCodeField(default='')),
                ('round_key', fields.CharField(db_index=True, max_length=80)),
                ('goals', fields.CharField(max_length=60)),
                ('state', fields.CharEnumField(description='COMPUTING: computing\nPROPOSED: proposed\nAPPROVED: approved\nREPLACED: replaced\nREJECTED: rejected', enum_type=ProposalState, max_length=10)),
                ('world', fields.CharField(max_length=64)),
                ('clients', fields.IntField()),
                ('seats', fields.IntField()),
                ('served', fields.IntField()),
                ('topic_points', fields.IntField()),
                ('preferred', fields.IntField()),
                ('kept', fields.IntField()),
                ('moved', fields.IntField()),
                ('smallest_load', fields.IntField()),
                ('largest_load', fields.IntField()),
                ('gap', fields.IntField()),
                ('certificate', fields.TextField(unique=False)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('made_by', fields.CharField(max_length=200)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('decided_by', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'assignment_proposal', 'app': 'core', 'pk_attr': 'id', 'table_description': 'An assignment of the waiting clients of a round, to be looked at before it counts.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Bookable',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.CharField(max_length=60)),
                ('kind', fields.CharEnumField(description='EXPERT: expert\nMENTOR: mentor\nOFFICER: officer\nDESK: desk\nROOM: room', enum_type=BookableKind, max_length=16)),
                ('title', fields.CharField(max_length=200)),
                ('sort_key', SortKeyField(max_length=400)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='bookables', on_delete=OnDelete.RESTRICT)),
                ('account', fields.ForeignKeyField('core.Account', source_field='account_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='bookables', on_delete=OnDelete.SET_NULL)),
                ('region_code', RegionCodeField(default='')),
                ('place', fields.CharField(default='', max_length=200)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('withdrawn_because', fields.CharField(default='', max_length=500)),
            ],
            options={'table': 'bookable', 'app': 'core', 'pk_attr': 'id', 'table_description': 'An expert, mentor, officer, desk or room of a programme that one client at a time can book.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Availability',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('bookable', fields.ForeignKeyField('core.Bookable', source_field='bookable_id', db_index=True, db_constraint=True, to_field='id', related_name='availability', on_delete=OnDelete.CASCADE)),
                ('weekday', fields.IntField()),
                ('time_from', fields.CharField(max_length=5)),
                ('time_to', fields.CharField(max_length=5)),
                ('effective_from', fields.DateField()),
                ('effective_to', fields.DateField(null=True)),
            ],
            options={'table': 'bookable_availability', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A weekly time from a day on: weekday 1 (Monday) to 7, clock times at the office as `09:00`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AvailabilityException',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('bookable', fields.ForeignKeyField('core.Bookable', source_field='bookable_id', db_index=True, db_constraint=True, to_field='id', related_name='exceptions', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='ABSENT: absent\nEXTRA: extra', enum_type=ExceptionKind, max_length=8)),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField()),
                ('time_from', fields.CharField(default='', max_length=5)),
                ('time_to', fields.CharField(default='', max_length=5)),
                ('reason', fields.CharField(default='', max_length=300)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'bookable_exception', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Days that differ: absent (ill, on leave, on duty elsewhere), or there at a further time.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AvailabilityQuestion',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('bookable', fields.ForeignKeyField('core.Bookable', source_field='bookable_id', db_index=True, db_constraint=True, to_field='id', related_name='questions', on_delete=OnDelete.CASCADE)),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField()),
                ('answer_until', fields.DateField(null=True)),
                ('state', fields.CharEnumField(default=AskedState.ASKED, description='ASKED: asked\nANSWERED: answered\nDECLINED: declined', enum_type=AskedState, max_length=10)),
                ('asked_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('answered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('remark', fields.CharField(default='', max_length=500)),
            ],
            options={'table': 'bookable_question', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The office asks a bookable when they are available in a period; the answer becomes their availability.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='BookableExpertise',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('bookable', fields.ForeignKeyField('core.Bookable', source_field='bookable_id', db_index=True, db_constraint=True, to_field='id', related_name='expertise', on_delete=OnDelete.CASCADE)),
                ('field', fields.CharField(max_length=60)),
                ('points', fields.IntField(default=2)),
            ],
            options={'table': 'bookable_expertise', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A field that a bookable knows: 2 points where it is their own, 1 where they can help.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='BookableService',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=60)),
                ('programme', fields.CharField(db_index=True, max_length=60)),
                ('title', fields.CharField(max_length=200)),
                ('slot_minutes', fields.IntField(default=30)),
                ('hold_minutes', fields.IntField(default=10)),
                ('grace_minutes', fields.IntField(default=15)),
                ('invited_percent', fields.IntField(default=0)),
                ('release_from_days', fields.IntField(default=7)),
                ('release_until_days', fields.IntField(default=2)),
                ('source', fields.CharField(default='', max_length=300)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'bookable_service', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A block of a programme in which seats are given (morning for one kind of client, afternoon for another).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='QueueCounter',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('service', fields.CharField(max_length=60)),
                ('region_code', RegionCodeField(default='')),
                ('day', fields.DateField()),
                ('last_number', fields.IntField()),
            ],
            options={'table': 'queue_counter', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The last queue number given for a service, a place and a day: its row is the lock.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Slot',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('bookable', fields.ForeignKeyField('core.Bookable', source_field='bookable_id', db_index=True, db_constraint=True, to_field='id', related_name='slots', on_delete=OnDelete.RESTRICT)),
                ('programme', fields.CharField(max_length=60)),
                ('service', fields.CharField(max_length=60)),
                ('region_code', RegionCodeField(default='')),
                ('round_key', fields.CharField(max_length=80)),
                ('cycle_id', fields.BigIntField(null=True, db_index=True)),
                ('day', fields.DateField()),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('quota', fields.CharEnumField(default=Quota.PUBLIC, description='PUBLIC: public\nINVITED: invited', enum_type=Quota, max_length=8)),
                ('released_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('state', fields.CharEnumField(default=SlotState.FREE, description='FREE: free\nHELD: held\nBOOKED: booked\nCLOSED: closed', enum_type=SlotState, max_length=8)),
                ('held_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_because', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'slot', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A time of a bookable that one client can have.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Booking',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('slot', fields.ForeignKeyField('core.Slot', source_field='slot_id', db_index=True, db_constraint=True, to_field='id', related_name='bookings', on_delete=OnDelete.RESTRICT)),
                ('bookable', fields.ForeignKeyField('core.Bookable', source_field='bookable_id', db_index=True, db_constraint=True, to_field='id', related_name='bookings', on_delete=OnDelete.RESTRICT)),
                ('client', fields.ForeignKeyField('core.Party', source_field='client_id', db_constraint=True, to_field='id', related_name='bookings', on_delete=OnDelete.RESTRICT)),
                ('programme', fields.CharField(max_length=60)),
                ('service', fields.CharField(max_length=60)),
                ('region_code', RegionCodeField(default='')),
                ('round_key', fields.CharField(max_length=80)),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('kind', fields.CharEnumField(description='PUBLIC: public\nINVITED: invited\nWALK_IN: walk_in', enum_type=BookingKind, max_length=8)),
                ('state', fields.CharEnumField(description='HELD: held\nBOOKED: booked\nARRIVED: arrived\nFULFILLED: fulfilled\nCANCELLED: cancelled\nNOSHOW: noshow\nEXPIRED: expired', enum_type=BookingState, max_length=10)),
                ('topic', fields.CharField(default='', max_length=60)),
                ('holder', fields.CharField(max_length=200)),
                ('hold_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('reason', fields.CharField(default='', max_length=300)),
                ('moved_to_id', fields.BigIntField(null=True)),
            ],
            options={'table': 'booking', 'app': 'core', 'indexes': [Index(fields=['client_id', 'id']), Index(fields=['service', 'starts_at']), Index(fields=['round_key', 'state'])], 'pk_attr': 'id', 'table_description': 'A client in a seat. The times and the bookable are kept as they were when it was taken.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='QueueTicket',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.CharField(max_length=60)),
                ('service', fields.CharField(max_length=60)),
                ('region_code', RegionCodeField(default='')),
                ('day', fields.DateField()),
                ('number', fields.IntField()),
                ('name', fields.CharField(default='', max_length=200)),
                ('client', fields.ForeignKeyField('core.Party', source_field='client_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='queue_tickets', on_delete=OnDelete.RESTRICT)),
                ('booking', fields.ForeignKeyField('core.Booking', source_field='booking_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='tickets', on_delete=OnDelete.RESTRICT)),
                ('state', fields.CharEnumField(default=TicketState.WAITING, description='WAITING: waiting\nCALLED: called\nSERVED: served\nLEFT: left', enum_type=TicketState, max_length=8)),
                ('topic', fields.CharField(default='', max_length=60)),
                ('given_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'queue_ticket', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A queue number of a service on a day, for whoever is there: walk-ins, and booked clients who arrived.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SeatRequest',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.CharField(max_length=60)),
                ('service', fields.CharField(max_length=60)),
                ('region_code', RegionCodeField(default='')),
                ('round_key', fields.CharField(max_length=80)),
                ('client', fields.ForeignKeyField('core.Party', source_field='client_id', db_constraint=True, to_field='id', related_name='seat_requests', on_delete=OnDelete.RESTRICT)),
                ('topic', fields.CharField(default='', max_length=60)),
                ('invited', fields.BooleanField(default=False)),
                ('first_visit', fields.BooleanField(default=False)),
                ('possible_days', fields.TextField(default='', unique=False)),
                ('preferred_days', fields.TextField(default='', unique=False)),
                ('requested_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('waiting_since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('requested_by', fields.CharField(max_length=200)),
                ('state', fields.CharEnumField(default=RequestState.WAITING, description='WAITING: waiting\nSEATED: seated\nWITHDRAWN: withdrawn', enum_type=RequestState, max_length=10)),
                ('booking', fields.ForeignKeyField('core.Booking', source_field='booking_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='requests', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'seat_request', 'app': 'core', 'indexes': [Index(fields=['client_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A client who asks for a seat in a round: the waiting list, and what the assignment is made from.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AssignmentRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('proposal', fields.ForeignKeyField('core.AssignmentProposal', source_field='proposal_id', db_index=True, db_constraint=True, to_field='id', related_name='rows', on_delete=OnDelete.CASCADE)),
                ('request', fields.ForeignKeyField('core.SeatRequest', source_field='request_id', db_index=True, db_constraint=True, to_field='id', related_name='assignment_rows', on_delete=OnDelete.RESTRICT)),
                ('slot', fields.ForeignKeyField('core.Slot', source_field='slot_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='assignment_rows', on_delete=OnDelete.RESTRICT)),
                ('earlier_slot', fields.ForeignKeyField('core.Slot', source_field='earlier_slot_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='earlier_rows', on_delete=OnDelete.RESTRICT)),
                ('moved', fields.BooleanField(default=False)),
                ('reason', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'assignment_row', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One client of a proposal: the seat, the seat before, or why there is none.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'bookable_of_programme',
                'bookable',
                sqlite='CREATE INDEX bookable_of_programme ON bookable (programme, region_code, sort_key, id)',
                postgres='CREATE INDEX bookable_of_programme ON bookable (programme, region_code, sort_key, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'bookable_order',
                'bookable',
                sqlite='CREATE INDEX bookable_order ON bookable (sort_key, id)',
                postgres='CREATE INDEX bookable_order ON bookable (sort_key, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'bookable_expertise_once',
                'bookable_expertise',
                sqlite='CREATE UNIQUE INDEX bookable_expertise_once ON bookable_expertise (bookable_id, field)',
                postgres='CREATE UNIQUE INDEX bookable_expertise_once ON bookable_expertise (bookable_id, field)',
                protects='satu bidang tercatat sekali pada satu konsultan',
            )
        ),
        ApplyConstraint(
            Constraint(
                'slot_once',
                'slot',
                sqlite='CREATE UNIQUE INDEX slot_once ON slot (bookable_id, starts_at)',
                postgres='CREATE UNIQUE INDEX slot_once ON slot (bookable_id, starts_at)',
                protects='satu waktu satu slot',
            )
        ),
        ApplyConstraint(
            Constraint(
                'slot_of_service',
                'slot',
                sqlite='CREATE INDEX slot_of_service ON slot (service, day, starts_at, id)',
                postgres='CREATE INDEX slot_of_service ON slot (service, day, starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'slot_of_programme',
                'slot',
                sqlite='CREATE INDEX slot_of_programme ON slot (programme, region_code, starts_at, id)',
                postgres='CREATE INDEX slot_of_programme ON slot (programme, region_code, starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'slot_of_round',
                'slot',
                sqlite='CREATE INDEX slot_of_round ON slot (round_key, state)',
                postgres='CREATE INDEX slot_of_round ON slot (round_key, state)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'slot_free',
                'slot',
                sqlite="CREATE INDEX slot_free ON slot (service, starts_at, id) WHERE state IN ('free', 'held')",
                postgres="CREATE INDEX slot_free ON slot (service, starts_at, id) WHERE state IN ('free', 'held')",
            )
        ),
        ApplyConstraint(
            Constraint(
                'slot_order',
                'slot',
                sqlite='CREATE INDEX slot_order ON slot (starts_at, id)',
                postgres='CREATE INDEX slot_order ON slot (starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'booking_order',
                'booking',
                sqlite='CREATE INDEX booking_order ON booking (starts_at, id)',
                postgres='CREATE INDEX booking_order ON booking (starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'booking_seat_once',
                'booking',
                sqlite="CREATE UNIQUE INDEX booking_seat_once ON booking (bookable_id, starts_at) WHERE state IN ('held', 'booked', 'arrived', 'fulfilled')",
                postgres="CREATE UNIQUE INDEX booking_seat_once ON booking (bookable_id, starts_at) WHERE state IN ('held', 'booked', 'arrived', 'fulfilled')",
                protects='satu kursi untuk satu klien',
            )
        ),
        ApplyConstraint(
            Constraint(
                'booking_client_once',
                'booking',
                sqlite="CREATE UNIQUE INDEX booking_client_once ON booking (client_id, round_key) WHERE state IN ('held', 'booked', 'arrived', 'fulfilled')",
                postgres="CREATE UNIQUE INDEX booking_client_once ON booking (client_id, round_key) WHERE state IN ('held', 'booked', 'arrived', 'fulfilled')",
                protects='satu klien satu kursi dalam satu putaran',
            )
        ),
        ApplyConstraint(
            Constraint(
                'booking_hold_end',
                'booking',
                sqlite="CREATE INDEX booking_hold_end ON booking (hold_until) WHERE state = 'held'",
                postgres="CREATE INDEX booking_hold_end ON booking (hold_until) WHERE state = 'held'",
            )
        ),
        ApplyConstraint(
            Constraint(
                'booking_no_overlap',
                'booking',
                sqlite=("CREATE TRIGGER booking_no_overlap BEFORE INSERT ON booking WHEN NEW.state IN ('held', 'booked', 'arrived', 'fulfilled')\nBEGIN\n  SELECT RAISE(ABORT, 'UNIQUE constraint failed: booking_no_overlap') WHERE EXISTS (\n    SELECT 1 FROM booking other WHERE other.bookable_id = NEW.bookable_id AND other.state IN ('held', 'booked', 'arrived', 'fulfilled')\n      AND other.id <> NEW.id AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at);\nEND", "CREATE TRIGGER booking_no_overlap_moved BEFORE UPDATE OF state, bookable_id, starts_at, ends_at ON booking WHEN NEW.state IN ('held', 'booked', 'arrived', 'fulfilled')\nBEGIN\n  SELECT RAISE(ABORT, 'UNIQUE constraint failed: booking_no_overlap') WHERE EXISTS (\n    SELECT 1 FROM booking other WHERE other.bookable_id = NEW.bookable_id AND other.state IN ('held', 'booked', 'arrived', 'fulfilled')\n      AND other.id <> NEW.id AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at);\nEND"),
                postgres="ALTER TABLE booking ADD CONSTRAINT booking_no_overlap EXCLUDE USING gist (int8range(bookable_id, bookable_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&) WHERE (state IN ('held', 'booked', 'arrived', 'fulfilled'))",
                drop_sqlite=('DROP TRIGGER booking_no_overlap', 'DROP TRIGGER booking_no_overlap_moved'),
                drop_postgres='ALTER TABLE booking DROP CONSTRAINT booking_no_overlap',
                protects='waktu seorang konsultan tidak bertumpang tindih',
            )
        ),
        ApplyConstraint(
            Constraint(
                'queue_ticket_once',
                'queue_ticket',
                sqlite='CREATE UNIQUE INDEX queue_ticket_once ON queue_ticket (service, region_code, day, number)',
                postgres='CREATE UNIQUE INDEX queue_ticket_once ON queue_ticket (service, region_code, day, number)',
                protects='satu nomor antrean untuk satu orang',
            )
        ),
        ApplyConstraint(
            Constraint(
                'queue_ticket_of_booking',
                'queue_ticket',
                sqlite='CREATE UNIQUE INDEX queue_ticket_of_booking ON queue_ticket (booking_id) WHERE booking_id IS NOT NULL',
                postgres='CREATE UNIQUE INDEX queue_ticket_of_booking ON queue_ticket (booking_id) WHERE booking_id IS NOT NULL',
                protects='satu pemesanan satu nomor antrean',
            )
        ),
        ApplyConstraint(
            Constraint(
                'queue_counter_once',
                'queue_counter',
                sqlite='CREATE UNIQUE INDEX queue_counter_once ON queue_counter (service, region_code, day)',
                postgres='CREATE UNIQUE INDEX queue_counter_once ON queue_counter (service, region_code, day)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'seat_request_once',
                'seat_request',
                sqlite="CREATE UNIQUE INDEX seat_request_once ON seat_request (client_id, round_key) WHERE state IN ('waiting', 'seated')",
                postgres="CREATE UNIQUE INDEX seat_request_once ON seat_request (client_id, round_key) WHERE state IN ('waiting', 'seated')",
                protects='satu permintaan kursi per klien dalam satu putaran',
            )
        ),
        ApplyConstraint(
            Constraint(
                'seat_request_waiting',
                'seat_request',
                sqlite="CREATE INDEX seat_request_waiting ON seat_request (round_key, waiting_since, id) WHERE state = 'waiting'",
                postgres="CREATE INDEX seat_request_waiting ON seat_request (round_key, waiting_since, id) WHERE state = 'waiting'",
            )
        ),
        ApplyConstraint(
            Constraint(
                'seat_request_order',
                'seat_request',
                sqlite='CREATE INDEX seat_request_order ON seat_request (requested_at, id)',
                postgres='CREATE INDEX seat_request_order ON seat_request (requested_at, id)',
            )
        ),
    ]

from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, SearchTextField, SortKeyField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.messaging.kinds import MessageFault, MessagePurpose, MessageStatus
from kopukm_core.papers.models import PrintState, ReportForm
from kopukm_core.parties.kinds import ContactKind, ContactStop
from kopukm_core.privacy.fields import LookupHashField, PersonalDataField
from kopukm_core.programmes.choices import Capacity, DocumentSection, Paper
from kopukm_core.programmes.timeline import Anchor, EvidenceKind
from kopukm_core.scheduling.activities.choices import ActivityKind, ActivityMode, ActivityState, AttendanceMethod, AttendanceMode, PersonRole, QuestionKind, RegistrationState, TargetState
from kopukm_core.scheduling.calendar.day_off import DayOffKind
from kopukm_core.scheduling.calendar.models import DayOrigin
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll
from kopukm_core.scheduling.cycles.choices import ChangeCause, CycleState
from kopukm_core.scheduling.slots.assignment_models import ProposalState, RequestState
from kopukm_core.scheduling.slots.bookable_models import AskedState, BookableKind, ExceptionKind
from kopukm_core.scheduling.slots.models import BookingKind, BookingState, Quota, SlotState
from kopukm_core.scheduling.slots.queue_models import TicketState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0005_import_runs')]

    operations = [
        ops.CreateModel(
            name='ActivityRule',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='OUTREACH: outreach\nGUIDANCE: guidance\nTRAINING: training\nEVENT: event', enum_type=ActivityKind, max_length=20)),
                ('effective_on', fields.DateField()),
                ('persons_per_party', fields.IntField()),
                ('offer_hours', fields.IntField()),
                ('no_show_grace_hours', fields.IntField()),
                ('check_in_minutes', fields.IntField()),
                ('session_code_minutes', fields.IntField()),
                ('certificate_percent', fields.IntField()),
                ('rest_days', fields.IntField()),
                ('source', fields.CharField(max_length=300)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_rule', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The numbers by which activities of a kind are run, from a day on. An activity keeps the rule it began with.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AssignmentProposal',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.CharField(max_length=60)),
                ('region_code', RegionCodeField(default='')),
                ('round_key', fields.CharField(db_index=True, max_length=80)),
                ('goals', fields.CharField(max_length=60)),
                ('state', fields.CharEnumField(description='PROPOSED: proposed\nAPPROVED: approved\nREPLACED: replaced\nREJECTED: rejected', enum_type=ProposalState, max_length=10)),
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
                ('most_seats_per_day', fields.IntField(null=True)),
                ('carried_weeks', fields.IntField(default=8)),
                ('source', fields.CharField(default='', max_length=300)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'bookable_service', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A block of a programme in which seats are given (morning for one kind of client, afternoon for another).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('day', fields.DateField(unique=True)),
                ('year', fields.IntField()),
                ('name', fields.CharField(max_length=200)),
                ('kind', fields.CharEnumField(description='NATIONAL: national\nCOLLECTIVE_LEAVE: collective_leave\nLOCAL: local', enum_type=DayOffKind, max_length=20)),
                ('is_off', fields.BooleanField(default=True)),
                ('estimated', fields.BooleanField(default=False)),
                ('origin', fields.CharEnumField(description='LIBRARY: library\nOFFICE: office', enum_type=DayOrigin, max_length=10)),
                ('source', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('recorded_by', fields.CharField(max_length=200)),
            ],
            options={'table': 'calendar_day', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What holds for one day besides its weekday, at present: off, or (`is_off` false) worked against the library.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CalendarDayChange',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('day', fields.DateField()),
                ('known', fields.BooleanField(default=True)),
                ('name', fields.CharField(max_length=200)),
                ('kind', fields.CharEnumField(description='NATIONAL: national\nCOLLECTIVE_LEAVE: collective_leave\nLOCAL: local', enum_type=DayOffKind, max_length=20)),
                ('is_off', fields.BooleanField(default=True)),
                ('estimated', fields.BooleanField(default=False)),
                ('origin', fields.CharEnumField(description='LIBRARY: library\nOFFICE: office', enum_type=DayOrigin, max_length=10)),
                ('source', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('recorded_by', fields.CharField(max_length=200)),
            ],
            options={'table': 'calendar_day_change', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What came to hold for a day at `recorded_at`: only added to, so that the calendar can be read as it was known.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('account', fields.ForeignKeyField('core.Account', source_field='account_id', db_index=True, db_constraint=True, to_field='id', related_name='calendar_feeds', on_delete=OnDelete.CASCADE)),
                ('title', fields.CharField(max_length=120)),
                ('source', fields.CharField(max_length=60)),
                ('parameters', fields.TextField(default='{}', unique=False)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.CharField(max_length=200)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('revoked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('use_count', fields.IntField(default=0)),
            ],
            options={'table': 'calendar_feed', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One link. Of its secret only the SHA-256 is kept; what it shows is what its owner may see at that moment.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackForm',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='OUTREACH: outreach\nGUIDANCE: guidance\nTRAINING: training\nEVENT: event', enum_type=ActivityKind, max_length=20)),
                ('version', fields.IntField()),
                ('title', fields.CharField(max_length=200)),
                ('source', fields.CharField(max_length=300)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'feedback_form', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The questions asked after activities of a kind, from a day on; never changed once it was answered.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackQuestion',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('form', fields.ForeignKeyField('core.FeedbackForm', source_field='form_id', db_index=True, db_constraint=True, to_field='id', related_name='questions', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('element', fields.CharField(default='', max_length=120)),
                ('text', fields.CharField(max_length=500)),
                ('kind', fields.CharEnumField(description='SCALE: scale\nTEXT: text', enum_type=QuestionKind, max_length=20)),
            ],
            options={'table': 'feedback_question', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One question, in its place on the form.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='IssuedPaper',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharField(max_length=60)),
                ('kind_title', fields.CharField(max_length=100)),
                ('year', fields.IntField()),
                ('sequence', fields.IntField()),
                ('number', fields.CharField(db_index=True, max_length=120)),
                ('code', fields.CharField(unique=True, max_length=16)),
                ('issued_on', fields.DateField()),
                ('shown_name', fields.CharField(default='', max_length=200)),
                ('subject', fields.CharField(max_length=300)),
                ('about', fields.CharField(default='', db_index=True, max_length=120)),
                ('region_code', RegionCodeField(db_index=True)),
                ('issued_by', fields.CharField(max_length=200)),
                ('issued_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('withdrawal_reason', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'issued_paper', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A numbered letter or certificate, which anyone who holds its code may check.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Letterhead',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=200)),
                ('parent_name', fields.CharField(default='', max_length=200)),
                ('address', fields.CharField(max_length=500)),
                ('phone', fields.CharField(default='', max_length=60)),
                ('fax', fields.CharField(default='', max_length=60)),
                ('email', fields.CharField(default='', max_length=200)),
                ('website', fields.CharField(default='', max_length=200)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', null=True, db_index=True, db_constraint=True, to_field='code', related_name='letterheads', on_delete=OnDelete.RESTRICT)),
                ('effective_on', fields.DateField(null=True)),
                ('source', fields.CharField(default='', max_length=500)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'letterhead', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Name and address of the office as they stand on its papers, from `effective_on` on.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MessageChannel',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=60)),
                ('messages_per_minute', fields.IntField()),
                ('quiet_from', fields.IntField(default=0)),
                ('quiet_until', fields.IntField(default=0)),
                ('most_attempts', fields.IntField(default=8)),
                ('give_up_hours', fields.IntField(default=168)),
                ('paused_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('paused_because', fields.CharField(default='', max_length=300)),
                ('counted_from', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('counted', fields.IntField(default=0)),
            ],
            options={'table': 'message_channel', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What the office says of a channel: its rate, its quiet hours, when it gives up, whether it rests.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MessageConsent',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='message_consents', on_delete=OnDelete.RESTRICT)),
                ('purpose', fields.CharEnumField(description='SERVICE: service\nINVITATION: invitation\nPROMOTION: promotion', enum_type=MessagePurpose, max_length=20)),
                ('notice_version', fields.CharField(default='', max_length=60)),
                ('proof', PersonalDataField(null=True, kind='text')),
                ('given_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('given_through', fields.CharField(default='', max_length=60)),
                ('given_by', fields.CharField(default='', max_length=200)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('withdrawn_through', fields.CharField(default='', max_length=60)),
                ('withdrawn_by', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'message_consent', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What a party agreed to, or objected to: one row from its beginning to its end.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MessageStop',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='message_stops', on_delete=OnDelete.RESTRICT)),
                ('channel', fields.CharField(default='', max_length=60)),
                ('stopped_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('stopped_through', fields.CharField(default='', max_length=60)),
                ('stopped_by', fields.CharField(default='', max_length=200)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_by', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'message_stop', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A party wants no messages on a channel from `stopped_at` until `ended_at`; an empty channel is every one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MessageText',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('template', fields.CharField(max_length=120)),
                ('version', fields.IntField()),
                ('subject', fields.CharField(default='', max_length=200)),
                ('text', fields.TextField(unique=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_by', fields.CharField(max_length=200)),
            ],
            options={'table': 'message_text', 'app': 'core', 'unique_together': (('template', 'version'),), 'pk_attr': 'id', 'table_description': "A text that the office put in the place of a template's own; the highest version counts."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Official',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=200)),
                ('title', fields.CharField(max_length=200)),
                ('nip', fields.CharField(default='', max_length=18)),
                ('capacity', fields.CharEnumField(description='DEFINITIVE: definitive\nACTING_DAILY: acting_daily\nACTING_TEMPORARY: acting_temporary', enum_type=Capacity, max_length=20)),
                ('signs', fields.CharEnumField(description='ALL: all\nLETTER: letter\nCERTIFICATE: certificate\nREPORT: report', enum_type=Paper, max_length=20)),
                ('starts_on', fields.DateField(null=True)),
                ('ends_on', fields.DateField(null=True)),
                ('source', fields.CharField(default='', max_length=500)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'official', 'app': 'core', 'indexes': [Index(fields=['starts_on'])], 'pk_attr': 'id', 'table_description': 'Somebody who signs for the office, from `starts_on` to `ends_on`; unknown ends are null.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('service', fields.CharField(max_length=60)),
                ('title', fields.CharField(max_length=120)),
                ('weekdays', fields.CharField(max_length=7)),
                ('opens', fields.CharField(null=True, max_length=5)),
                ('closes', fields.CharField(null=True, max_length=5)),
                ('rest_from', fields.CharField(null=True, max_length=5)),
                ('rest_until', fields.CharField(null=True, max_length=5)),
                ('valid_from', fields.DateField()),
                ('valid_until', fields.DateField(null=True)),
                ('period', fields.CharField(default='', max_length=60)),
                ('estimated', fields.BooleanField(default=False)),
                ('source', fields.CharField(max_length=300)),
                ('seed', fields.CharField(null=True, unique=True, max_length=60)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('recorded_by', fields.CharField(max_length=200)),
            ],
            options={'table': 'opening_hours', 'app': 'core', 'pk_attr': 'id', 'table_description': 'When a service is open on some weekdays from a day on, until another; rows are added, ended, never rewritten.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OutboundMessage',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='outbound_messages', on_delete=OnDelete.RESTRICT)),
                ('contact_point', fields.ForeignKeyField('core.ContactPoint', source_field='contact_point_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='outbound_messages', on_delete=OnDelete.SET_NULL)),
                ('channel', fields.CharField(default='', max_length=60)),
                ('template', fields.CharField(max_length=120)),
                ('template_version', fields.IntField(default=0)),
                ('subject', PersonalDataField(kind='text')),
                ('text', PersonalDataField(kind='text')),
                ('purpose', fields.CharEnumField(description='SERVICE: service\nINVITATION: invitation\nPROMOTION: promotion', enum_type=MessagePurpose, max_length=20)),
                ('priority', fields.SmallIntField()),
                ('about', fields.CharField(default='', max_length=120)),
                ('attachments', fields.CharField(default='', max_length=500)),
                ('deduplication_key', fields.CharField(null=True, unique=True, max_length=200)),
                ('message_key', fields.CharField(max_length=32)),
                ('status', fields.CharEnumField(default=MessageStatus.QUEUED, description='QUEUED: queued\nHELD: held\nSENDING: sending\nCANCELLED: cancelled\nSENT: sent\nFAILED: failed\nDELIVERED: delivered\nREAD: read', enum_type=MessageStatus, max_length=20)),
                ('attempts', fields.IntField(default=0)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('next_attempt_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('useless_from', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('lease', fields.CharField(null=True, max_length=40)),
                ('lease_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('provider_message_id', fields.CharField(null=True, max_length=200)),
                ('fault', fields.CharEnumField(null=True, description='RETRYABLE: retryable\nTHROTTLED: throttled\nCONTACT_STOPPED: contact_stopped\nCONFIGURATION: configuration\nPERMANENT: permanent\nUNREACHABLE: unreachable\nOPTED_OUT: opted_out\nNO_CONSENT: no_consent\nEXPIRED: expired\nGIVEN_UP: given_up', enum_type=MessageFault, max_length=20)),
                ('error', fields.CharField(default='', max_length=300)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('sent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('delivered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('read_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'outbound_message', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One message to one party. `text` and `subject` are what is sent, sealed as personal data.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PaperCounter',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharField(max_length=60)),
                ('year', fields.IntField()),
                ('last_sequence', fields.IntField()),
            ],
            options={'table': 'paper_counter', 'app': 'core', 'unique_together': (('kind', 'year'),), 'pk_attr': 'id', 'table_description': 'The last number given to a kind of paper in a year.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PaperNumbering',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharField(db_index=True, max_length=60)),
                ('title', fields.CharField(max_length=100)),
                ('pattern', fields.CharField(max_length=100)),
                ('effective_on', fields.DateField(null=True)),
                ('source', fields.CharField(default='', max_length=500)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'paper_numbering', 'app': 'core', 'pk_attr': 'id', 'table_description': 'How papers of a kind are numbered from `effective_on` on (null: since ever). Rows are only added.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PrintedReport',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('report', fields.CharField(max_length=120)),
                ('title', fields.CharField(max_length=200)),
                ('form', fields.CharEnumField(description='PDF: pdf\nXLSX: xlsx\nCSV: csv', enum_type=ReportForm, max_length=10)),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField()),
                ('region_code', RegionCodeField(db_index=True)),
                ('known_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('actor', fields.CharField(db_index=True, max_length=200)),
                ('account_id', fields.BigIntField(null=True)),
                ('token_id', fields.BigIntField(null=True)),
                ('state', fields.CharEnumField(default=PrintState.WAITING, description='WAITING: waiting\nDONE: done\nFAILED: failed', enum_type=PrintState, max_length=10)),
                ('error', fields.CharField(default='', max_length=1000)),
                ('error_code', fields.CharField(default='', max_length=60)),
                ('file', fields.ForeignKeyField('core.StoredFile', source_field='file_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='printed_reports', on_delete=OnDelete.SET_NULL)),
                ('asked_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'printed_report', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One report that somebody asked for, and the file once it is there.'},
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
                ('absence', fields.ForeignKeyField('core.AvailabilityException', source_field='absence_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='closed_slots', on_delete=OnDelete.SET_NULL)),
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
                ('sequence', fields.IntField(default=0)),
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
                ('name', PersonalDataField(null=True, kind='name')),
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
                ('state', fields.CharEnumField(default=RequestState.WAITING, description='WAITING: waiting\nSEATED: seated\nWITHDRAWN: withdrawn\nCARRIED: carried', enum_type=RequestState, max_length=10)),
                ('booking', fields.ForeignKeyField('core.Booking', source_field='booking_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='requests', on_delete=OnDelete.RESTRICT)),
                ('displaced_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('unserved_because', fields.CharField(default='', max_length=300)),
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
        ops.CreateModel(
            name='Unit',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('key', fields.CharField(unique=True, max_length=60)),
                ('name', fields.CharField(max_length=200)),
                ('is_team', fields.BooleanField(default=False)),
                ('party', fields.OneToOneField('core.Party', source_field='party_id', db_constraint=True, to_field='id', related_name='unit', on_delete=OnDelete.RESTRICT)),
                ('parent', fields.ForeignKeyField('core.Unit', source_field='parent_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='teams', on_delete=OnDelete.RESTRICT)),
                ('steps_per_day', fields.IntField(default=3)),
                ('closed_on', fields.DateField(null=True)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'unit', 'app': 'core', 'pk_attr': 'id', 'table_description': "A unit or a team of the office. It is a party: messages to it are messages to that party's members."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OfficeProgramme',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=100)),
                ('title', fields.CharField(max_length=200)),
                ('unit', fields.ForeignKeyField('core.Unit', source_field='unit_id', db_index=True, db_constraint=True, to_field='id', related_name='programmes', on_delete=OnDelete.RESTRICT)),
                ('cycles_in_flight', fields.IntField(default=3)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'programme', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A programme as the database knows it: what cycles, documents and timelines belong to.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ProgrammeRevision',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.ForeignKeyField('core.OfficeProgramme', source_field='programme_id', db_index=True, db_constraint=True, to_field='id', related_name='revisions', on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField()),
                ('plugin_version', fields.IntField(null=True)),
                ('title', fields.CharField(max_length=300)),
                ('number', fields.CharField(default='', max_length=100)),
                ('revision', fields.CharField(default='', max_length=60)),
                ('issued_on', fields.DateField(null=True)),
                ('definition', fields.TextField(default='', unique=False)),
                ('purpose', fields.TextField(default='', unique=False)),
                ('history', fields.TextField(default='', unique=False)),
                ('change_note', fields.CharField(default='', max_length=500)),
                ('source', fields.CharField(default='', max_length=500)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('recorded_by', fields.CharField(default='', max_length=200)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'programme_revision', 'app': 'core', 'pk_attr': 'id', 'table_description': "One edition of a programme's SOP. Editions are only added; the latest is the one in force."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ProgrammeTimeline',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.ForeignKeyField('core.OfficeProgramme', source_field='programme_id', db_index=True, db_constraint=True, to_field='id', related_name='timelines', on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField()),
                ('effective_on', fields.DateField()),
                ('source', fields.CharField(max_length=500)),
                ('digest', fields.CharField(max_length=64)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'programme_timeline', 'app': 'core', 'pk_attr': 'id', 'table_description': "One version of a programme's steps, loaded from its plugin and never changed."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ProgrammeCycle',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.ForeignKeyField('core.OfficeProgramme', source_field='programme_id', db_index=True, db_constraint=True, to_field='id', related_name='cycles', on_delete=OnDelete.RESTRICT)),
                ('timeline', fields.ForeignKeyField('core.ProgrammeTimeline', source_field='timeline_id', db_index=True, db_constraint=True, to_field='id', related_name='cycles', on_delete=OnDelete.RESTRICT)),
                ('title', fields.CharField(max_length=200)),
                ('held_on', fields.DateField()),
                ('first_session_on', fields.DateField()),
                ('last_session_on', fields.DateField()),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='programme_cycles', on_delete=OnDelete.RESTRICT)),
                ('state', fields.CharEnumField(default=CycleState.RUNNING, description='RUNNING: running\nEVALUATED: evaluated\nCANCELLED: cancelled', enum_type=CycleState, max_length=20)),
                ('reason', fields.CharField(default='', max_length=500)),
                ('command_record_id', fields.BigIntField(db_index=True)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'programme_cycle', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One run of a programme around its day H, by the timeline that was in force when it was planned.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Activity',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.CharField(default='', max_length=60)),
                ('cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='cycle_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='activities', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharEnumField(description='OUTREACH: outreach\nGUIDANCE: guidance\nTRAINING: training\nEVENT: event', enum_type=ActivityKind, max_length=20)),
                ('title', fields.CharField(max_length=200)),
                ('sort_key', SortKeyField(max_length=400)),
                ('search_text', SearchTextField(unique=False)),
                ('description', fields.TextField(default='', unique=False)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online\nBOTH: both', enum_type=ActivityMode, max_length=20)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='activities', on_delete=OnDelete.RESTRICT)),
                ('rule', fields.ForeignKeyField('core.ActivityRule', source_field='rule_id', db_index=True, db_constraint=True, to_field='id', related_name='activities', on_delete=OnDelete.RESTRICT)),
                ('registration_opens_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('registration_closes_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('audience', fields.CharField(default='', max_length=100)),
                ('audience_parameters', fields.TextField(default='{}', unique=False)),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharEnumField(default=ActivityState.DRAFT, description='DRAFT: draft\nOPEN: open\nCLOSED: closed\nHELD: held\nCANCELLED: cancelled', enum_type=ActivityState, max_length=20)),
                ('is_public', fields.BooleanField(default=False)),
                ('cancelled_reason', fields.CharField(default='', max_length=500)),
                ('evaluation', fields.TextField(default='', unique=False)),
                ('evaluated_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('evaluated_by', fields.CharField(default='', max_length=200)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.CharField(max_length=200)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity', 'app': 'core', 'pk_attr': 'id', 'table_description': 'An outreach, a guidance, a training or an event of a programme ("" for none), in a region.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivityMaterial',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='materials', on_delete=OnDelete.RESTRICT)),
                ('file', fields.ForeignKeyField('core.StoredFile', source_field='file_id', db_index=True, db_constraint=True, to_field='id', related_name='activity_materials', on_delete=OnDelete.RESTRICT)),
                ('title', fields.CharField(max_length=200)),
                ('added_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_material', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A file handed out.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivitySeats',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='seats', on_delete=OnDelete.RESTRICT)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('capacity', fields.IntField(null=True)),
                ('taken', fields.IntField(default=0)),
            ],
            options={'table': 'activity_seats', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The seats of an activity for one way of taking part; `capacity` null is without a limit.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivitySession',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='sessions', on_delete=OnDelete.RESTRICT)),
                ('title', fields.CharField(default='', max_length=200)),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('place', fields.CharField(default='', max_length=300)),
                ('link', fields.CharField(default='', max_length=500)),
                ('sequence', fields.IntField(default=0)),
                ('day_reminded_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('hour_reminded_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('dropped_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_session', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One sitting. `sequence` rises when its time or place changes, for calendars that hold an earlier one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivitySpeaker',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='speakers', on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=200)),
                ('organisation', fields.CharField(default='', max_length=200)),
                ('topic', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'activity_speaker', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Who speaks, as it is announced.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivityTarget',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='targets', on_delete=OnDelete.RESTRICT)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='activity_targets', on_delete=OnDelete.RESTRICT)),
                ('audience', fields.CharField(default='', max_length=100)),
                ('reason', fields.CharField(default='', max_length=500)),
                ('position', fields.IntField(null=True)),
                ('turn', fields.CharField(default='', max_length=200)),
                ('state', fields.CharEnumField(default=TargetState.PROPOSED, description='PROPOSED: proposed\nDROPPED: dropped\nINVITED: invited\nDECLINED: declined', enum_type=TargetState, max_length=20)),
                ('is_told', fields.BooleanField(default=False)),
                ('is_reachable', fields.BooleanField(null=True)),
                ('answer_code', fields.CharField(unique=True, max_length=40)),
                ('proposed_by', fields.CharField(max_length=200)),
                ('proposed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('invited_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('answered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_target', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A party that an activity is meant for, with the reason; `is_told` once an invitation was written to it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Evaluation',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='cycle_id', db_index=True, db_constraint=True, to_field='id', related_name='evaluations', on_delete=OnDelete.RESTRICT)),
                ('held_on', fields.DateField()),
                ('participants', fields.TextField(default='', unique=False)),
                ('minutes', fields.TextField(unique=False)),
                ('decision', fields.TextField(unique=False)),
                ('next_cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='next_cycle_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='deciding_evaluations', on_delete=OnDelete.RESTRICT)),
                ('recorded_by', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('replaced_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'cycle_evaluation', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What was found when a cycle was evaluated, and what was decided. A correction replaces the row and keeps it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='EvaluationFigure',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('evaluation', fields.ForeignKeyField('core.Evaluation', source_field='evaluation_id', db_index=True, db_constraint=True, to_field='id', related_name='figures', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=100)),
                ('title', fields.CharField(max_length=200)),
                ('value', fields.CharField(max_length=200)),
                ('definition', fields.CharField(max_length=500)),
                ('position', fields.IntField()),
            ],
            options={'table': 'cycle_evaluation_figure', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A figure filled into an evaluation, as it was when that was recorded.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Registration',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='registrations', on_delete=OnDelete.RESTRICT)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='registrations', on_delete=OnDelete.RESTRICT)),
                ('region_code', RegionCodeField(null=True)),
                ('person_name', PersonalDataField(kind='name')),
                ('person_name_hash', LookupHashField(default='', of='person_name')),
                ('person_role', fields.CharEnumField(description='MANAGEMENT: management\nSUPERVISOR: supervisor\nMEMBER: member\nEMPLOYEE: employee\nOWNER: owner\nOTHER: other', enum_type=PersonRole, max_length=20)),
                ('party_seat', fields.IntField()),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('state', fields.CharEnumField(description='CONFIRMED: confirmed\nWAITLISTED: waitlisted\nOFFERED: offered\nATTENDED: attended\nNO_SHOW: no_show\nCANCELLED: cancelled\nDECLINED: declined\nEXPIRED: expired', enum_type=RegistrationState, max_length=20)),
                ('is_walk_in', fields.BooleanField(default=False)),
                ('check_in_code', fields.CharField(unique=True, max_length=40)),
                ('answer_code', fields.CharField(unique=True, max_length=40)),
                ('account_id', fields.BigIntField(null=True)),
                ('offer_expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('outcome', fields.CharField(default='', max_length=500)),
                ('reason', fields.CharField(default='', max_length=500)),
                ('certificate', fields.ForeignKeyField('core.StoredFile', source_field='certificate_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='certified_registrations', on_delete=OnDelete.RESTRICT)),
                ('certificate_number', fields.CharField(default='', max_length=100)),
                ('registered_by', fields.CharField(max_length=200)),
                ('registered_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'registration', 'app': 'core', 'pk_attr': 'id', 'table_description': "One person's place in an activity, for a party; never two living ones of the same person."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Attendance',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('session', fields.ForeignKeyField('core.ActivitySession', source_field='session_id', db_index=True, db_constraint=True, to_field='id', related_name='attendances', on_delete=OnDelete.RESTRICT)),
                ('registration', fields.ForeignKeyField('core.Registration', source_field='registration_id', db_index=True, db_constraint=True, to_field='id', related_name='attendances', on_delete=OnDelete.RESTRICT)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('method', fields.CharEnumField(description='CODE: code\nNAME: name\nLIST: list\nSELF: self', enum_type=AttendanceMethod, max_length=20)),
                ('recorded_by', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('is_withdrawn', fields.BooleanField(default=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'attendance', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Somebody was there, at one session; one that was withdrawn stays, and no longer counts.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackSheet',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='feedback', on_delete=OnDelete.RESTRICT)),
                ('form', fields.ForeignKeyField('core.FeedbackForm', source_field='form_id', db_index=True, db_constraint=True, to_field='id', related_name='sheets', on_delete=OnDelete.RESTRICT)),
                ('registration', fields.ForeignKeyField('core.Registration', source_field='registration_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='feedback', on_delete=OnDelete.RESTRICT)),
                ('paper_number', fields.IntField(null=True)),
                ('given_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'feedback_sheet', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One filled-in form: of a registration, or a paper one with a number and no name.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackAnswer',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('sheet', fields.ForeignKeyField('core.FeedbackSheet', source_field='sheet_id', db_index=True, db_constraint=True, to_field='id', related_name='answers', on_delete=OnDelete.RESTRICT)),
                ('question', fields.ForeignKeyField('core.FeedbackQuestion', source_field='question_id', db_index=True, db_constraint=True, to_field='id', related_name='answers', on_delete=OnDelete.RESTRICT)),
                ('score', fields.SmallIntField(null=True)),
                ('text', fields.CharField(default='', max_length=2000)),
            ],
            options={'table': 'feedback_answer', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The answer to one question: a score of 1 to 4, or a text.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RevisionEntry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('revision', fields.ForeignKeyField('core.ProgrammeRevision', source_field='revision_id', db_index=True, db_constraint=True, to_field='id', related_name='entries', on_delete=OnDelete.CASCADE)),
                ('section', fields.CharEnumField(description='POLICY: policy\nREFERENCE: reference\nPROCEDURE: procedure\nUNIT_CONCERNED: unit_concerned\nEXECUTOR: executor', enum_type=DocumentSection, max_length=20)),
                ('position', fields.IntField()),
                ('text', fields.TextField(unique=False)),
                ('note', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'programme_revision_entry', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One line of a listed part of an SOP: a rule, a step of the procedure, a unit.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SessionCode',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('session', fields.ForeignKeyField('core.ActivitySession', source_field='session_id', db_index=True, db_constraint=True, to_field='id', related_name='codes', on_delete=OnDelete.RESTRICT)),
                ('code', fields.CharField(unique=True, max_length=40)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('made_by', fields.CharField(max_length=200)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'session_code', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A code shown in the room (as a QR), by which participants record their own attendance until it ends.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='TimelineStep',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('timeline', fields.ForeignKeyField('core.ProgrammeTimeline', source_field='timeline_id', db_index=True, db_constraint=True, to_field='id', related_name='steps', on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField()),
                ('key', fields.CharField(max_length=60)),
                ('number', fields.CharField(max_length=20)),
                ('phase', fields.CharField(max_length=200)),
                ('title', fields.TextField(unique=False)),
                ('anchor', fields.CharEnumField(description='H: h\nFIRST_SESSION: first_session\nLAST_SESSION: last_session\nLAST_WORKDAY_OF_WEEK: last_workday_of_week\nWORKDAY: workday\nSTEP: step', enum_type=Anchor, max_length=30)),
                ('offset_from', fields.IntField()),
                ('offset_to', fields.IntField()),
                ('unit_of_offset', fields.CharEnumField(description='CALENDAR: calendar\nWORKING: working', enum_type=DayUnit, max_length=20)),
                ('roll', fields.CharEnumField(null=True, description='EARLIER: earlier\nLATER: later\nNONE: none', enum_type=Roll, max_length=20)),
                ('after_step', fields.CharField(default='', max_length=60)),
                ('time_from', fields.CharField(default='', max_length=5)),
                ('time_to', fields.CharField(default='', max_length=5)),
                ('unit', fields.ForeignKeyField('core.Unit', source_field='unit_id', db_index=True, db_constraint=True, to_field='id', related_name='timeline_steps', on_delete=OnDelete.RESTRICT)),
                ('place', fields.CharField(default='', max_length=300)),
                ('parties', fields.CharField(default='', max_length=300)),
                ('tools', fields.CharField(default='', max_length=300)),
                ('evidence', fields.CharEnumField(description='ANY: any\nTEXT: text\nLINK: link\nFILE: file\nAUTOMATIC: automatic', enum_type=EvidenceKind, max_length=20)),
                ('evidence_check', fields.CharField(default='', max_length=100)),
                ('inferred', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'timeline_step', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One row of a timeline: the stored form of a StepTemplate, whose words it keeps.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CycleStep',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='cycle_id', db_index=True, db_constraint=True, to_field='id', related_name='steps', on_delete=OnDelete.RESTRICT)),
                ('template', fields.ForeignKeyField('core.TimelineStep', source_field='template_id', db_index=True, db_constraint=True, to_field='id', related_name='cycle_steps', on_delete=OnDelete.RESTRICT)),
                ('unit', fields.ForeignKeyField('core.Unit', source_field='unit_id', db_index=True, db_constraint=True, to_field='id', related_name='cycle_steps', on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField()),
                ('occurrence_on', fields.DateField(null=True)),
                ('due_from', fields.DateField()),
                ('due_until', fields.DateField()),
                ('why', fields.CharField(max_length=500)),
                ('is_estimated', fields.BooleanField(default=False)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('done_on', fields.DateField(null=True)),
                ('done_by', fields.CharField(default='', max_length=200)),
                ('is_automatic', fields.BooleanField(default=False)),
                ('evidence_text', fields.TextField(default='', unique=False)),
                ('evidence_link', fields.CharField(default='', max_length=500)),
                ('waived_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('waived_by', fields.CharField(default='', max_length=200)),
                ('waived_reason', fields.CharField(default='', max_length=500)),
                ('sequence', fields.IntField(default=0)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'cycle_step', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One step of one cycle: when it is due and why then, and how it ended.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StepChange',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('step', fields.ForeignKeyField('core.CycleStep', source_field='step_id', db_index=True, db_constraint=True, to_field='id', related_name='changes', on_delete=OnDelete.CASCADE)),
                ('cause', fields.CharEnumField(description='CALENDAR: calendar\nMOVED: moved\nSTEP_DONE: step_done', enum_type=ChangeCause, max_length=20)),
                ('old_from', fields.DateField()),
                ('old_until', fields.DateField()),
                ('new_from', fields.DateField(null=True)),
                ('new_until', fields.DateField(null=True)),
                ('why', fields.CharField(max_length=500)),
                ('recorded_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'cycle_step_change', 'app': 'core', 'pk_attr': 'id', 'table_description': "One change of a step's dates: what they were, what they are, and why."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StepFile',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('step', fields.ForeignKeyField('core.CycleStep', source_field='step_id', db_index=True, db_constraint=True, to_field='id', related_name='files', on_delete=OnDelete.CASCADE)),
                ('file', fields.ForeignKeyField('core.StoredFile', source_field='file_id', db_index=True, db_constraint=True, to_field='id', related_name='cycle_steps', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'cycle_step_file', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A file that shows that a step was done.'},
            bases=['Model'],
        ),
        ops.AlterModelOptions(
            name='ContactPoint',
            options={'table': 'contact_point', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One way to reach a party, of several it may have in each channel. `value` is encrypted, and found through'},
        ),
        ops.AlterField(
            model_name='ContactPoint',
            name='kind',
            field=fields.CharEnumField(description='PHONE: phone\nEMAIL: email\nWHATSAPP: whatsapp\nWHATSAPP_USER: whatsapp_user\nTELEGRAM: telegram\nTELEGRAM_USER: telegram_user\nWEB_CHAT: web_chat', enum_type=ContactKind, max_length=20),
        ),
        ops.AddField(
            model_name='ContactPoint',
            name='rank',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='ContactPoint',
            name='stopped_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='ContactPoint',
            name='stopped_because',
            field=fields.CharEnumField(null=True, description='BOUNCED: bounced\nBLOCKED: blocked\nWRONG: wrong\nRETIRED: retired', enum_type=ContactStop, max_length=20),
        ),
        ops.AddField(
            model_name='ContactPoint',
            name='verified_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='StoredFile',
            name='is_public',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='StoredFile',
            name='party',
            field=fields.ForeignKeyField('core.Party', source_field='party_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='files', on_delete=OnDelete.RESTRICT),
        ),
        ApplyConstraint(
            Constraint(
                'calendar_day_year',
                'calendar_day',
                sqlite='CREATE INDEX calendar_day_year ON calendar_day (year, day, id)',
                postgres='CREATE INDEX calendar_day_year ON calendar_day (year, day, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'calendar_day_change_times',
                'calendar_day_change',
                sqlite='CREATE INDEX calendar_day_change_times ON calendar_day_change (day, recorded_at, id)',
                postgres='CREATE INDEX calendar_day_change_times ON calendar_day_change (day, recorded_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'opening_hours_service',
                'opening_hours',
                sqlite='CREATE INDEX opening_hours_service ON opening_hours (service, valid_from, id)',
                postgres='CREATE INDEX opening_hours_service ON opening_hours (service, valid_from, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'calendar_feed_created',
                'calendar_feed',
                sqlite='CREATE INDEX calendar_feed_created ON calendar_feed (account_id, created_at, id)',
                postgres='CREATE INDEX calendar_feed_created ON calendar_feed (account_id, created_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_revision_version',
                'programme_revision',
                sqlite='CREATE UNIQUE INDEX programme_revision_version ON programme_revision (programme_id, version)',
                postgres='CREATE UNIQUE INDEX programme_revision_version ON programme_revision (programme_id, version)',
                protects='tiap revisi dokumen bernomor sendiri',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_revision_current',
                'programme_revision',
                sqlite='CREATE UNIQUE INDEX programme_revision_current ON programme_revision (programme_id) WHERE is_current',
                postgres='CREATE UNIQUE INDEX programme_revision_current ON programme_revision (programme_id) WHERE is_current',
                protects='satu dokumen yang berlaku bagi tiap program',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_timeline_version',
                'programme_timeline',
                sqlite='CREATE UNIQUE INDEX programme_timeline_version ON programme_timeline (programme_id, version)',
                postgres='CREATE UNIQUE INDEX programme_timeline_version ON programme_timeline (programme_id, version)',
                protects='tiap versi garis waktu hanya sekali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'timeline_step_key',
                'timeline_step',
                sqlite='CREATE UNIQUE INDEX timeline_step_key ON timeline_step (timeline_id, key)',
                postgres='CREATE UNIQUE INDEX timeline_step_key ON timeline_step (timeline_id, key)',
                protects='tiap langkah hanya sekali dalam satu versi',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_cycle_once',
                'programme_cycle',
                sqlite="CREATE UNIQUE INDEX programme_cycle_once ON programme_cycle (programme_id, region_code, held_on) WHERE state <> 'cancelled'",
                postgres="CREATE UNIQUE INDEX programme_cycle_once ON programme_cycle (programme_id, region_code, held_on) WHERE state <> 'cancelled'",
                protects='satu siklus bagi tiap program, wilayah, dan hari H',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_cycle_days',
                'programme_cycle',
                sqlite='CREATE INDEX programme_cycle_days ON programme_cycle (held_on, id)',
                postgres='CREATE INDEX programme_cycle_days ON programme_cycle (held_on, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_once',
                'cycle_step',
                sqlite='CREATE UNIQUE INDEX cycle_step_once ON cycle_step (cycle_id, template_id) WHERE occurrence_on IS NULL',
                postgres='CREATE UNIQUE INDEX cycle_step_once ON cycle_step (cycle_id, template_id) WHERE occurrence_on IS NULL',
                protects='tiap langkah hanya sekali dalam satu siklus',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_occurrence',
                'cycle_step',
                sqlite='CREATE UNIQUE INDEX cycle_step_occurrence ON cycle_step (cycle_id, template_id, occurrence_on) WHERE occurrence_on IS NOT NULL',
                postgres='CREATE UNIQUE INDEX cycle_step_occurrence ON cycle_step (cycle_id, template_id, occurrence_on) WHERE occurrence_on IS NOT NULL',
                protects='langkah berulang hanya sekali bagi tiap harinya',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_due',
                'cycle_step',
                sqlite='CREATE INDEX cycle_step_due ON cycle_step (due_until, id)',
                postgres='CREATE INDEX cycle_step_due ON cycle_step (due_until, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_open',
                'cycle_step',
                sqlite='CREATE INDEX cycle_step_open ON cycle_step (due_until, unit_id) WHERE done_at IS NULL AND waived_at IS NULL',
                postgres='CREATE INDEX cycle_step_open ON cycle_step (due_until, unit_id) WHERE done_at IS NULL AND waived_at IS NULL',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_evaluation_current',
                'cycle_evaluation',
                sqlite='CREATE UNIQUE INDEX cycle_evaluation_current ON cycle_evaluation (cycle_id) WHERE is_current',
                postgres='CREATE UNIQUE INDEX cycle_evaluation_current ON cycle_evaluation (cycle_id) WHERE is_current',
                protects='satu evaluasi yang berlaku bagi tiap siklus',
            )
        ),
        ApplyConstraint(
            Constraint(
                'outbound_message_due',
                'outbound_message',
                sqlite="CREATE INDEX outbound_message_due ON outbound_message (channel, priority, next_attempt_at, id) WHERE status IN ('queued', 'sending')",
                postgres="CREATE INDEX outbound_message_due ON outbound_message (channel, priority, next_attempt_at, id) WHERE status IN ('queued', 'sending')",
                protects='antrean pesan tiap kanal',
            )
        ),
        ApplyConstraint(
            Constraint(
                'outbound_message_time',
                'outbound_message',
                sqlite='CREATE INDEX outbound_message_time ON outbound_message (created_at, id)',
                postgres='CREATE INDEX outbound_message_time ON outbound_message (created_at, id)',
                protects='urutan menurut waktu',
            )
        ),
        ApplyConstraint(
            Constraint(
                'outbound_message_lease',
                'outbound_message',
                sqlite='CREATE INDEX outbound_message_lease ON outbound_message (lease) WHERE lease IS NOT NULL',
                postgres='CREATE INDEX outbound_message_lease ON outbound_message (lease) WHERE lease IS NOT NULL',
                protects='pesan yang sedang dibawa',
            )
        ),
        ApplyConstraint(
            Constraint(
                'outbound_message_provider',
                'outbound_message',
                sqlite='CREATE INDEX outbound_message_provider ON outbound_message (channel, provider_message_id) WHERE provider_message_id IS NOT NULL',
                postgres='CREATE INDEX outbound_message_provider ON outbound_message (channel, provider_message_id) WHERE provider_message_id IS NOT NULL',
                protects='laporan status dari penyedia',
            )
        ),
        ApplyConstraint(
            Constraint(
                'outbound_message_about',
                'outbound_message',
                sqlite="CREATE INDEX outbound_message_about ON outbound_message (about, id) WHERE about <> ''",
                postgres="CREATE INDEX outbound_message_about ON outbound_message (about, id) WHERE about <> ''",
                protects='pesan tentang satu catatan',
            )
        ),
        ApplyConstraint(
            Constraint(
                'message_consent_living',
                'message_consent',
                sqlite='CREATE UNIQUE INDEX message_consent_living ON message_consent (party_id, purpose) WHERE withdrawn_at IS NULL',
                postgres='CREATE UNIQUE INDEX message_consent_living ON message_consent (party_id, purpose) WHERE withdrawn_at IS NULL',
                protects='satu persetujuan yang berlaku untuk tiap tujuan',
            )
        ),
        ApplyConstraint(
            Constraint(
                'message_stop_living',
                'message_stop',
                sqlite='CREATE UNIQUE INDEX message_stop_living ON message_stop (party_id, channel) WHERE ended_at IS NULL',
                postgres='CREATE UNIQUE INDEX message_stop_living ON message_stop (party_id, channel) WHERE ended_at IS NULL',
                protects='satu penghentian yang berlaku untuk tiap kanal',
            )
        ),
        ApplyConstraint(
            Constraint(
                'issued_paper_sequence',
                'issued_paper',
                sqlite='CREATE UNIQUE INDEX issued_paper_sequence ON issued_paper (kind, year, sequence)',
                postgres='CREATE UNIQUE INDEX issued_paper_sequence ON issued_paper (kind, year, sequence)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_rule_once',
                'activity_rule',
                sqlite='CREATE UNIQUE INDEX activity_rule_once ON activity_rule (kind, effective_on)',
                postgres='CREATE UNIQUE INDEX activity_rule_once ON activity_rule (kind, effective_on)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_search_text_trigram',
                'activity',
                sqlite=('CREATE VIRTUAL TABLE "activity_search_text_trigram" USING fts5("search_text", content=\'activity\', content_rowid=\'id\', tokenize=\'trigram\')', 'CREATE TRIGGER "activity_search_text_trigram_insert" AFTER INSERT ON "activity" BEGIN INSERT INTO "activity_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'CREATE TRIGGER "activity_search_text_trigram_delete" AFTER DELETE ON "activity" BEGIN INSERT INTO "activity_search_text_trigram"("activity_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); END', 'CREATE TRIGGER "activity_search_text_trigram_update" AFTER UPDATE OF "id", "search_text" ON "activity" BEGIN INSERT INTO "activity_search_text_trigram"("activity_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); INSERT INTO "activity_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'INSERT INTO "activity_search_text_trigram"("activity_search_text_trigram") VALUES (\'rebuild\')'),
                postgres=('CREATE EXTENSION IF NOT EXISTS pg_trgm', 'CREATE INDEX "activity_search_text_trigram" ON "activity" USING gin ("search_text" gin_trgm_ops)'),
                drop_sqlite=('DROP TRIGGER "activity_search_text_trigram_insert"', 'DROP TRIGGER "activity_search_text_trigram_delete"', 'DROP TRIGGER "activity_search_text_trigram_update"', 'DROP TABLE "activity_search_text_trigram"'),
                protects='pencarian kata yang cepat',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_order',
                'activity',
                sqlite='CREATE INDEX activity_order ON activity (starts_at, id)',
                postgres='CREATE INDEX activity_order ON activity (starts_at, id)',
                protects='urutan menurut waktu',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_programme',
                'activity',
                sqlite='CREATE INDEX activity_programme ON activity (programme, starts_at, id)',
                postgres='CREATE INDEX activity_programme ON activity (programme, starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_district',
                'activity',
                sqlite='CREATE INDEX activity_district ON activity (substr(region_code, 1, 8), starts_at, id)',
                postgres='CREATE INDEX activity_district ON activity (substr(region_code, 1, 8), starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_seats_once',
                'activity_seats',
                sqlite='CREATE UNIQUE INDEX activity_seats_once ON activity_seats (activity_id, mode)',
                postgres='CREATE UNIQUE INDEX activity_seats_once ON activity_seats (activity_id, mode)',
                protects='satu hitungan tempat per cara ikut',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_session_order',
                'activity_session',
                sqlite='CREATE INDEX activity_session_order ON activity_session (activity_id, starts_at, id)',
                postgres='CREATE INDEX activity_session_order ON activity_session (activity_id, starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_session_time',
                'activity_session',
                sqlite='CREATE INDEX activity_session_time ON activity_session (starts_at, id)',
                postgres='CREATE INDEX activity_session_time ON activity_session (starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_target_once',
                'activity_target',
                sqlite='CREATE UNIQUE INDEX activity_target_once ON activity_target (activity_id, party_id)',
                postgres='CREATE UNIQUE INDEX activity_target_once ON activity_target (activity_id, party_id)',
                protects='satu pihak menjadi sasaran satu kali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_once',
                'registration',
                sqlite="CREATE UNIQUE INDEX registration_once ON registration (activity_id, party_id, person_name_hash) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                postgres="CREATE UNIQUE INDEX registration_once ON registration (activity_id, party_id, person_name_hash) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                protects='satu orang terdaftar satu kali pada satu kegiatan',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_party_seat',
                'registration',
                sqlite="CREATE UNIQUE INDEX registration_party_seat ON registration (activity_id, party_id, party_seat) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                postgres="CREATE UNIQUE INDEX registration_party_seat ON registration (activity_id, party_id, party_seat) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                protects='banyaknya orang per pihak tidak terlewati',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_activity',
                'registration',
                sqlite='CREATE INDEX registration_activity ON registration (activity_id, state, mode, id)',
                postgres='CREATE INDEX registration_activity ON registration (activity_id, state, mode, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_party',
                'registration',
                sqlite='CREATE INDEX registration_party ON registration (party_id, registered_at, id)',
                postgres='CREATE INDEX registration_party ON registration (party_id, registered_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_order',
                'registration',
                sqlite='CREATE INDEX registration_order ON registration (registered_at, id)',
                postgres='CREATE INDEX registration_order ON registration (registered_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_offer',
                'registration',
                sqlite="CREATE INDEX registration_offer ON registration (offer_expires_at) WHERE state = 'offered'",
                postgres="CREATE INDEX registration_offer ON registration (offer_expires_at) WHERE state = 'offered'",
            )
        ),
        ApplyConstraint(
            Constraint(
                'attendance_once',
                'attendance',
                sqlite='CREATE UNIQUE INDEX attendance_once ON attendance (session_id, registration_id) WHERE is_withdrawn = FALSE',
                postgres='CREATE UNIQUE INDEX attendance_once ON attendance (session_id, registration_id) WHERE is_withdrawn = FALSE',
                protects='satu orang hadir satu kali pada satu sesi',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_form_once',
                'feedback_form',
                sqlite='CREATE UNIQUE INDEX feedback_form_once ON feedback_form (kind, version)',
                postgres='CREATE UNIQUE INDEX feedback_form_once ON feedback_form (kind, version)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_question_once',
                'feedback_question',
                sqlite='CREATE UNIQUE INDEX feedback_question_once ON feedback_question (form_id, number)',
                postgres='CREATE UNIQUE INDEX feedback_question_once ON feedback_question (form_id, number)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_sheet_once',
                'feedback_sheet',
                sqlite='CREATE UNIQUE INDEX feedback_sheet_once ON feedback_sheet (registration_id) WHERE registration_id IS NOT NULL',
                postgres='CREATE UNIQUE INDEX feedback_sheet_once ON feedback_sheet (registration_id) WHERE registration_id IS NOT NULL',
                protects='satu peserta menjawab satu kali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_sheet_paper',
                'feedback_sheet',
                sqlite='CREATE UNIQUE INDEX feedback_sheet_paper ON feedback_sheet (activity_id, paper_number) WHERE paper_number IS NOT NULL',
                postgres='CREATE UNIQUE INDEX feedback_sheet_paper ON feedback_sheet (activity_id, paper_number) WHERE paper_number IS NOT NULL',
                protects='satu lembar kertas dicatat satu kali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_answer_once',
                'feedback_answer',
                sqlite='CREATE UNIQUE INDEX feedback_answer_once ON feedback_answer (sheet_id, question_id)',
                postgres='CREATE UNIQUE INDEX feedback_answer_once ON feedback_answer (sheet_id, question_id)',
            )
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

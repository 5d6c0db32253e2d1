from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.scheduling.calendar.day_off import DayOffKind
from kopukm_core.scheduling.calendar.models import DayOrigin
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0005_import_runs')]

    operations = [
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
    ]

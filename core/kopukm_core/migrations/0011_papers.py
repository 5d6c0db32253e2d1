from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.papers.models import PrintState, ReportForm
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0010_slots')]

    operations = [
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
        ApplyConstraint(
            Constraint(
                'issued_paper_sequence',
                'issued_paper',
                sqlite='CREATE UNIQUE INDEX issued_paper_sequence ON issued_paper (kind, year, sequence)',
                postgres='CREATE UNIQUE INDEX issued_paper_sequence ON issued_paper (kind, year, sequence)',
            )
        ),
    ]

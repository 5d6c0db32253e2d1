from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.imports.models import ImportStage, ImportState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0004_request_ids')]

    operations = [
        ops.CreateModel(
            name='ImportRun',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('import_name', fields.CharField(max_length=120)),
                ('file', fields.ForeignKeyField('core.StoredFile', source_field='file_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='import_runs', on_delete=OnDelete.SET_NULL)),
                ('file_name', fields.CharField(max_length=200)),
                ('as_of', fields.DateField()),
                ('dry_run', fields.BooleanField(default=False)),
                ('actor', fields.CharField(max_length=200)),
                ('account_id', fields.BigIntField(null=True)),
                ('token_id', fields.BigIntField(null=True)),
                ('region_code', RegionCodeField(null=True)),
                ('state', fields.CharEnumField(default=ImportState.WAITING, description='WAITING: waiting\nRUNNING: running\nDONE: done\nFAILED: failed\nUNDOING: undoing\nUNDONE: undone', enum_type=ImportState, max_length=10)),
                ('stage', fields.CharEnumField(default=ImportStage.WAITING, description='WAITING: waiting\nJUDGING: judging\nSTORING: storing\nREPORTING: reporting\nUNDOING: undoing\nENDED: ended', enum_type=ImportStage, max_length=10)),
                ('done', fields.IntField(default=0)),
                ('total', fields.IntField(default=0)),
                ('row_count', fields.IntField(default=0)),
                ('created', fields.IntField(default=0)),
                ('updated', fields.IntField(default=0)),
                ('unchanged', fields.IntField(default=0)),
                ('warned', fields.IntField(default=0)),
                ('refused', fields.IntField(default=0)),
                ('repeated', fields.IntField(default=0)),
                ('error_code', fields.CharField(default='', max_length=60)),
                ('error', fields.TextField(default='', unique=False)),
                ('report', fields.ForeignKeyField('core.StoredFile', source_field='report_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='reported_runs', on_delete=OnDelete.SET_NULL)),
                ('started_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('progressed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('undo_record_id', fields.BigIntField(null=True)),
                ('undo_actor', fields.CharField(default='', max_length=200)),
                ('undo_token_id', fields.BigIntField(null=True)),
                ('undo_before', fields.BigIntField(default=0)),
                ('undone_rows', fields.IntField(default=0)),
                ('kept_rows', fields.IntField(default=0)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'import_run', 'app': 'core', 'indexes': [Index(fields=['account_id', 'id']), Index(fields=['region_code', 'id'])], 'pk_attr': 'id', 'table_description': 'One import of one file. Its commands are recorded under keys that begin with `import-run/{id}/`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='KeptRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('run', fields.ForeignKeyField('core.ImportRun', source_field='run_id', db_index=True, db_constraint=True, to_field='id', related_name='kept', on_delete=OnDelete.CASCADE)),
                ('subject_model', fields.CharField(max_length=100)),
                ('subject_id', fields.CharField(max_length=40)),
                ('name', fields.CharField(default='', max_length=200)),
                ('reason', fields.CharField(max_length=500)),
                ('command', fields.CharField(default='', max_length=100)),
                ('changed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'import_kept_row', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A record that undoing a run left as it is, and why.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'import_run_undo_record',
                'import_run',
                sqlite='CREATE INDEX import_run_undo_record ON import_run (undo_record_id) WHERE undo_record_id IS NOT NULL',
                postgres='CREATE INDEX import_run_undo_record ON import_run (undo_record_id) WHERE undo_record_id IS NOT NULL',
            )
        ),
    ]

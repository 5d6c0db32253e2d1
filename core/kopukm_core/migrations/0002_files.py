from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.privacy.fields import PersonalDataField
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0001_initial')]

    operations = [
        ops.CreateModel(
            name='FileStoreMark',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('mark', fields.CharField(max_length=16)),
            ],
            options={'table': 'file_store_mark', 'app': 'core', 'pk_attr': 'id', 'table_description': "Which blobs of a store are this database's: their keys begin with the mark. One row, with id 1."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StoredFile',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('storage_key', fields.CharField(unique=True, max_length=80)),
                ('content_key', PersonalDataField(kind='text')),
                ('name', fields.CharField(max_length=200)),
                ('media_type', fields.CharField(max_length=100)),
                ('size', fields.BigIntField()),
                ('sha256', fields.CharField(max_length=64)),
                ('purpose', fields.CharField(max_length=100)),
                ('region_code', RegionCodeField(null=True, db_index=True)),
                ('created_by', fields.CharField(max_length=200)),
                ('created_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('kept', fields.BooleanField(default=False)),
            ],
            options={'table': 'stored_file', 'app': 'core', 'indexes': [Index(fields=['created_by', 'kept']), Index(fields=['purpose', 'created_at'])], 'pk_attr': 'id', 'table_description': 'One file: its content is in the store under `storage_key`, encrypted with its own `content_key`.'},
            bases=['Model'],
        ),
    ]

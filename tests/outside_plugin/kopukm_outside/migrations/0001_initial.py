from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_outside.models import VisitState
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0001_initial')]

    initial = True

    operations = [
        ops.CreateModel(
            name='FieldVisit',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='outside_visits', on_delete=OnDelete.RESTRICT)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='outside_visits', on_delete=OnDelete.RESTRICT)),
                ('purpose', fields.CharField(max_length=200)),
                ('note', fields.CharField(null=True, max_length=500)),
                ('visited_on', fields.DateField()),
                ('state', fields.CharEnumField(default=VisitState.PLANNED, description='PLANNED: planned\nCONFIRMED: confirmed', enum_type=VisitState, max_length=16)),
                ('greeting', fields.CharField(default='', max_length=100)),
            ],
            options={'table': 'outside_field_visit', 'app': 'outside', 'pk_attr': 'id', 'table_description': "An officer's visit to a place, perhaps to a party there."},
            bases=['Model'],
        ),
    ]

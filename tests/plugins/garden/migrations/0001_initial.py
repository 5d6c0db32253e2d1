from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating.operations import ApplyConstraint
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0001_initial')]

    initial = True

    operations = [
        ops.CreateModel(
            name='Garden',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=200)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='garden_gardens', on_delete=OnDelete.RESTRICT)),
                ('caretaker_phone', fields.CharField(null=True, max_length=20)),
                ('watered_on', fields.DateField(null=True)),
            ],
            options={'table': 'garden_garden', 'app': 'garden', 'pk_attr': 'id', 'table_description': 'A community garden.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'garden_garden_name',
                'garden_garden',
                sqlite='CREATE UNIQUE INDEX garden_garden_name ON garden_garden (region_code, name)',
                postgres='CREATE UNIQUE INDEX garden_garden_name ON garden_garden (region_code, name)',
                protects='satu nama kebun per wilayah',
            )
        ),
    ]

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name='Delivery',
            fields=[
                ('label', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=80)),
                ('times', fields.IntField()),
            ],
            options={'table': 'proof_delivery', 'app': 'proof', 'pk_attr': 'label', 'table_description': 'What a job did outside its last transaction, as a message that is sent: at least once, and known by its label.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Effect',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharField(max_length=20)),
                ('label', fields.CharField(db_index=True, max_length=80)),
                ('attempt', fields.IntField()),
            ],
            options={'table': 'proof_effect', 'app': 'proof', 'pk_attr': 'id', 'table_description': 'What a job stored together with its own end, so exactly once.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Entry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('label', fields.CharField(db_index=True, max_length=80)),
                ('amount', fields.IntField()),
                ('command_record_id', fields.BigIntField()),
            ],
            options={'table': 'proof_entry', 'app': 'proof', 'pk_attr': 'id', 'table_description': 'One posted entry.'},
            bases=['Model'],
        ),
    ]

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('siopik', '0001_initial')]

    operations = [
        ops.AddField(
            model_name='CooperativeVersion',
            name='withdrawn_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Officer',
            name='command_record_id',
            field=fields.BigIntField(null=True),
        ),
    ]

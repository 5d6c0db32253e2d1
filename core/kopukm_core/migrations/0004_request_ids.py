from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0003_key_dropped')]

    operations = [
        ops.AddField(
            model_name='CommandRecord',
            name='request_id',
            field=fields.CharField(null=True, db_index=True, max_length=64),
        ),
        ops.AddField(
            model_name='OutboxJob',
            name='request_id',
            field=fields.CharField(null=True, max_length=64),
        ),
    ]

from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.messaging.kinds import MessageFault, MessagePurpose, MessageStatus
from kopukm_core.parties.kinds import ContactKind, ContactStop
from kopukm_core.privacy.fields import PersonalDataField
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0007_programmes_and_cycles')]

    operations = [
        ops.CreateModel(
            name='MessageChannel',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=60)),
                ('messages_per_minute', fields.IntField()),
                ('quiet_from', fields.IntField(default=0)),
                ('quiet_until', fields.IntField(default=0)),
                ('paused_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('paused_because', fields.CharField(default='', max_length=300)),
                ('counted_from', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('counted', fields.IntField(default=0)),
            ],
            options={'table': 'message_channel', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What the office says of a channel: its rate, its quiet hours, whether it rests.'},
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
                ('next_attempt_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('lease', fields.CharField(null=True, max_length=40)),
                ('lease_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('provider_message_id', fields.CharField(null=True, max_length=200)),
                ('fault', fields.CharEnumField(null=True, description='RETRYABLE: retryable\nTHROTTLED: throttled\nCONTACT_STOPPED: contact_stopped\nCONFIGURATION: configuration\nPERMANENT: permanent\nUNREACHABLE: unreachable\nOPTED_OUT: opted_out\nNO_CONSENT: no_consent\nEXPIRED: expired', enum_type=MessageFault, max_length=20)),
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
    ]

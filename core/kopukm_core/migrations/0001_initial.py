from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, SearchTextField, SortKeyField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.identity.models import AccountState, MembershipState, TokenKind
from kopukm_core.jobs.models import JobStatus
from kopukm_core.parties.kinds import ContactKind, PartyKind
from kopukm_core.privacy.fields import LookupHashField, PersonalDataField
from kopukm_core.regions.kinds import AliasOrigin, RegionKind, RegionLevel
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name='Account',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('login_name', PersonalDataField(kind='login')),
                ('login_name_hash', LookupHashField(default='', unique=True, of='login_name')),
                ('name', fields.CharField(max_length=200)),
                ('password_hash', fields.CharField(max_length=200)),
                ('must_change_password', fields.BooleanField(default=False)),
                ('state', fields.CharEnumField(default=AccountState.ACTIVE, description='ACTIVE: active\nDISABLED: disabled', enum_type=AccountState, max_length=16)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.CharField(max_length=200)),
                ('password_changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('last_login_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('disabled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'account', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A person who can log in: officer, manager of a cooperative, owner of a business.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CommandDraft',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('actor', fields.CharField(max_length=200)),
                ('command', fields.CharField(max_length=100)),
                ('name', fields.CharField(default='', max_length=100)),
                ('input', fields.TextField(unique=False)),
                ('updated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'command_draft', 'app': 'core', 'unique_together': (('actor', 'command', 'name'),), 'pk_attr': 'id', 'table_description': 'An input that somebody has begun, kept until it is given or thrown away. Sealed whole.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CommandRecord',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('actor', fields.CharField(max_length=200)),
                ('command', fields.CharField(max_length=100)),
                ('key', fields.CharField(max_length=200)),
                ('input_hash', fields.CharField(max_length=64)),
                ('input', fields.TextField(null=True, unique=False)),
                ('person', fields.CharField(default='', max_length=100)),
                ('state', fields.CharField(max_length=10)),
                ('result', fields.TextField(null=True, unique=False)),
                ('checkpoint', fields.IntField(default=0)),
                ('door', fields.CharField(default='', max_length=20)),
                ('started_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'command_record', 'app': 'core', 'unique_together': (('actor', 'command', 'key'),), 'indexes': [Index(fields=['started_at'])], 'pk_attr': 'id', 'table_description': 'A command that somebody gave. Unique by actor, command and key; never deleted.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('record', fields.ForeignKeyField('core.CommandRecord', source_field='record_id', db_index=True, db_constraint=True, to_field='id', related_name='audit_entries', on_delete=OnDelete.RESTRICT)),
                ('action', fields.CharField(max_length=40)),
                ('subject_model', fields.CharField(max_length=100)),
                ('subject_id', fields.CharField(max_length=40)),
                ('changes', fields.TextField(null=True, unique=False)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'audit_entry', 'app': 'core', 'indexes': [Index(fields=['subject_model', 'subject_id'])], 'pk_attr': 'id', 'table_description': 'One record that a command created, changed or read whole, with what changed.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CommandChunk',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('record', fields.ForeignKeyField('core.CommandRecord', source_field='record_id', db_constraint=True, to_field='id', related_name='chunks', on_delete=OnDelete.RESTRICT)),
                ('first_row', fields.IntField()),
                ('answers', fields.TextField(unique=False)),
            ],
            options={'table': 'command_chunk', 'app': 'core', 'unique_together': (('record', 'first_row'),), 'pk_attr': 'id', 'table_description': 'Rows of a batch that were stored together, with their answers: what a repeat or another process is told.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='JobInstance',
            fields=[
                ('id', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=80)),
                ('kind', fields.CharField(max_length=20)),
                ('beat', fields.BigIntField(default=0)),
                ('started_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'job_instance', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A process that claims jobs, with its signs of life, which are counted: no clock is compared.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='KeyFingerprint',
            fields=[
                ('key_id', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16)),
                ('fingerprint', fields.CharField(max_length=32)),
                ('first_used_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'key_fingerprint', 'app': 'core', 'pk_attr': 'key_id', 'table_description': 'Which keys this database was written with: another key under the same id is noticed at start.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LoginThrottle',
            fields=[
                ('subject', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=80)),
                ('failures', fields.IntField(default=0)),
                ('last_attempt_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('blocked_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'login_throttle', 'app': 'core', 'pk_attr': 'subject', 'table_description': 'Failed attempts by subject: a keyed hash of a login name or a network address, never either itself.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OutboxJob',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('task', fields.CharField(max_length=120)),
                ('queue', fields.CharField(max_length=60)),
                ('arguments', fields.TextField(default='{}', unique=False)),
                ('unique_key', fields.CharField(null=True, max_length=200)),
                ('status', fields.CharEnumField(default=JobStatus.WAITING, description='WAITING: waiting\nSENT: sent\nRUNNING: running\nDEAD: dead', enum_type=JobStatus, max_length=10)),
                ('run_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('retried_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('attempts', fields.IntField(default=0)),
                ('deliveries', fields.IntField(default=0)),
                ('lease_owner', fields.CharField(null=True, max_length=80)),
                ('again', fields.BooleanField(default=False)),
                ('checkpoint', fields.TextField(null=True, unique=False)),
                ('caused_by', fields.BigIntField(null=True)),
                ('last_error', fields.CharField(default='', max_length=500)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'outbox_job', 'app': 'core', 'indexes': [Index(fields=['status', 'queue', 'id'], name='outbox_job_status_queue')], 'pk_attr': 'id', 'table_description': 'One job that is not done yet, stored by the transaction that caused it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PersonKey',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('reference', fields.CharField(db_index=True, description='Orangnya: `account:12`, `party:7`', max_length=200)),
                ('living_reference', fields.CharField(null=True, unique=True, max_length=200)),
                ('wrapped', fields.TextField(null=True, unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('destroyed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'person_key', 'app': 'core', 'pk_attr': 'id', 'table_description': "One person's data key, wrapped by the key ring; destroying it erases what was sealed for them."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Region',
            fields=[
                ('code', RegionCodeField(primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=100)),
                ('level', fields.CharEnumField(description='PROVINCE: province\nREGENCY: regency\nDISTRICT: district\nVILLAGE: village', enum_type=RegionLevel, max_length=20)),
                ('kind', fields.CharEnumField(description='PROVINCE: province\nREGENCY: regency\nCITY: city\nDISTRICT: district\nPAPUAN_DISTRICT: papuan_district\nVILLAGE: village\nURBAN_VILLAGE: urban_village\nCUSTOMARY_VILLAGE: customary_village', enum_type=RegionKind, max_length=20)),
                ('parent', fields.ForeignKeyField('core.Region', source_field='parent_code', null=True, db_index=True, db_constraint=True, to_field='code', related_name='children', on_delete=OnDelete.RESTRICT)),
                ('sort_key', SortKeyField(max_length=400)),
                ('search_text', SearchTextField(unique=False)),
                ('postal_code', fields.CharField(null=True, max_length=5)),
                ('latitude', fields.FloatField(null=True)),
                ('longitude', fields.FloatField(null=True)),
                ('loaded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('vanished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'region', 'app': 'core', 'pk_attr': 'code', 'table_description': 'A province, regency or city, district (kecamatan) or village (desa, kelurahan).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Party',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='PERSON: person\nORGANISATION: organisation', enum_type=PartyKind, max_length=20)),
                ('name', fields.CharField(max_length=200)),
                ('sort_key', SortKeyField(max_length=400)),
                ('search_text', SearchTextField(unique=False)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', null=True, db_index=True, db_constraint=True, to_field='code', related_name='parties', on_delete=OnDelete.RESTRICT)),
                ('outside_region', fields.CharField(default='', max_length=200)),
                ('plugin', fields.CharField(default='', db_index=True, max_length=60)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('merged_into', fields.ForeignKeyField('core.Party', source_field='merged_into_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='merged_parties', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'party', 'app': 'core', 'pk_attr': 'id', 'table_description': "A person or an organisation. A plugin's record is one-to-one with it."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='contact_points', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='PHONE: phone\nEMAIL: email\nWHATSAPP: whatsapp\nTELEGRAM: telegram', enum_type=ContactKind, max_length=20)),
                ('value', PersonalDataField(kind='text')),
                ('value_hash', LookupHashField(default='', of='value')),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'contact_point', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One way to reach a party. `value` is encrypted, and found through `value_hash`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PartyMembership',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('account', fields.ForeignKeyField('core.Account', source_field='account_id', db_index=True, db_constraint=True, to_field='id', related_name='memberships', on_delete=OnDelete.CASCADE)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='memberships', on_delete=OnDelete.CASCADE)),
                ('title', fields.CharField(max_length=120)),
                ('state', fields.CharEnumField(default=MembershipState.REQUESTED, description='REQUESTED: requested\nAPPROVED: approved\nREJECTED: rejected\nENDED: ended', enum_type=MembershipState, max_length=16)),
                ('requested_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('decided_by', fields.CharField(default='', max_length=200)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('reason', fields.CharField(default='', max_length=500)),
            ],
            options={'table': 'party_membership', 'app': 'core', 'pk_attr': 'id', 'table_description': 'An account\'s place in a party: what makes the party "own" to the person, once approved.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RegionAlias',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='aliases', on_delete=OnDelete.CASCADE)),
                ('alias', fields.CharField(max_length=100)),
                ('key', fields.CharField(db_index=True, max_length=100)),
                ('origin', fields.CharEnumField(description='FORMER_NAME: former_name\nOFFICE: office', enum_type=AliasOrigin, max_length=20)),
                ('added_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'region_alias', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Another name people use for a region. `key` is the alias as the region index normalises it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RegionBoundary',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='boundaries', on_delete=OnDelete.CASCADE)),
                ('geometry', fields.TextField(unique=False)),
                ('simplified', fields.BooleanField(default=False)),
                ('source', fields.CharField(max_length=200)),
                ('licence', fields.CharField(max_length=200)),
                ('loaded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'region_boundary', 'app': 'core', 'pk_attr': 'id', 'table_description': 'An indicative outline of a region: a GeoJSON Polygon or MultiPolygon in WGS 84, as text.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RegionDataset',
            fields=[
                ('scope', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=13)),
                ('source', fields.CharField(max_length=60)),
                ('version', fields.CharField(max_length=60)),
                ('region_count', fields.IntField()),
                ('loaded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'region_dataset', 'app': 'core', 'pk_attr': 'scope', 'table_description': 'Which data set the regions of one scope were last loaded from.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('account', fields.ForeignKeyField('core.Account', source_field='account_id', db_index=True, db_constraint=True, to_field='id', related_name='role_assignments', on_delete=OnDelete.CASCADE)),
                ('role', fields.CharField(max_length=100)),
                ('region_code', RegionCodeField(default='')),
                ('granted_by', fields.CharField(max_length=200)),
                ('granted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_by', fields.CharField(default='', max_length=200)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'role_assignment', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A role given to an account in a region subtree ("" for a role without region), until it is ended.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ScheduleFiring',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('schedule', fields.CharField(max_length=120)),
                ('slot', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('fired_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'schedule_firing', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One slot of one schedule for which a job was stored: the row that makes it happen once.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ScheduleRow',
            fields=[
                ('name', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=120)),
                ('title', fields.CharField(max_length=200)),
                ('task', fields.CharField(max_length=120)),
                ('arguments', fields.TextField(default='{}', unique=False)),
                ('cron', fields.CharField(max_length=120)),
                ('declared_cron', fields.CharField(max_length=120)),
                ('paused', fields.BooleanField(default=False)),
                ('last_run', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('next_run', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'schedule', 'app': 'core', 'pk_attr': 'name', 'table_description': 'A schedule as this office runs it: what a plugin declared, with what people changed.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Service',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=60)),
                ('title', fields.CharField(max_length=200)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.CharField(max_length=200)),
                ('disabled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'service', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A program with its own access: a chat adapter, a portal, an exchange of data.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AccessToken',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='PERSON: person\nSERVICE: service', enum_type=TokenKind, max_length=16)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('account', fields.ForeignKeyField('core.Account', source_field='account_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='tokens', on_delete=OnDelete.CASCADE)),
                ('service', fields.ForeignKeyField('core.Service', source_field='service_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='tokens', on_delete=OnDelete.CASCADE)),
                ('title', fields.CharField(max_length=120)),
                ('scopes', fields.TextField(default='', unique=False)),
                ('region_code', RegionCodeField(default='')),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('last_used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('revoked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'access_token', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A token of a person or a service; only its SHA-256 is kept: a copy of the database lets nobody in.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ServiceContact',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('service', fields.ForeignKeyField('core.Service', source_field='service_id', db_constraint=True, to_field='id', related_name='contacts', on_delete=OnDelete.CASCADE)),
                ('external_id', PersonalDataField(kind='text')),
                ('external_id_hash', LookupHashField(default='', of='external_id')),
                ('verified_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('account', fields.ForeignKeyField('core.Account', source_field='account_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='contacts', on_delete=OnDelete.SET_NULL)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='service_contacts', on_delete=OnDelete.SET_NULL)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'service_contact', 'app': 'core', 'unique_together': (('service_id', 'external_id_hash'),), 'pk_attr': 'id', 'table_description': 'An address at a service (a chat number), verified to belong to whoever writes from it.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'role_assignment_living',
                'role_assignment',
                sqlite='CREATE UNIQUE INDEX role_assignment_living ON role_assignment (account_id, role, region_code) WHERE ended_at IS NULL',
                postgres='CREATE UNIQUE INDEX role_assignment_living ON role_assignment (account_id, role, region_code) WHERE ended_at IS NULL',
                protects='peran yang sama tidak diberikan dua kali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'party_membership_open',
                'party_membership',
                sqlite="CREATE UNIQUE INDEX party_membership_open ON party_membership (account_id, party_id) WHERE state IN ('requested', 'approved')",
                postgres="CREATE UNIQUE INDEX party_membership_open ON party_membership (account_id, party_id) WHERE state IN ('requested', 'approved')",
                protects='satu permintaan atau keanggotaan per orang dan pihak',
            )
        ),
        ApplyConstraint(
            Constraint(
                'outbox_job_unique_key',
                'outbox_job',
                sqlite="CREATE UNIQUE INDEX outbox_job_unique_key ON outbox_job (unique_key) WHERE status <> 'dead'",
                postgres="CREATE UNIQUE INDEX outbox_job_unique_key ON outbox_job (unique_key) WHERE status <> 'dead'",
            )
        ),
        ApplyConstraint(
            Constraint(
                'outbox_job_lease_owner',
                'outbox_job',
                sqlite='CREATE INDEX outbox_job_lease_owner ON outbox_job (lease_owner) WHERE lease_owner IS NOT NULL',
                postgres='CREATE INDEX outbox_job_lease_owner ON outbox_job (lease_owner) WHERE lease_owner IS NOT NULL',
            )
        ),
        ApplyConstraint(
            Constraint(
                'schedule_firing_slot',
                'schedule_firing',
                sqlite='CREATE UNIQUE INDEX schedule_firing_slot ON schedule_firing (schedule, slot)',
                postgres='CREATE UNIQUE INDEX schedule_firing_slot ON schedule_firing (schedule, slot)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'party_search_text_trigram',
                'party',
                sqlite=('CREATE VIRTUAL TABLE "party_search_text_trigram" USING fts5("search_text", content=\'party\', content_rowid=\'id\', tokenize=\'trigram\')', 'CREATE TRIGGER "party_search_text_trigram_insert" AFTER INSERT ON "party" BEGIN INSERT INTO "party_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'CREATE TRIGGER "party_search_text_trigram_delete" AFTER DELETE ON "party" BEGIN INSERT INTO "party_search_text_trigram"("party_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); END', 'CREATE TRIGGER "party_search_text_trigram_update" AFTER UPDATE OF "id", "search_text" ON "party" BEGIN INSERT INTO "party_search_text_trigram"("party_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); INSERT INTO "party_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'INSERT INTO "party_search_text_trigram"("party_search_text_trigram") VALUES (\'rebuild\')'),
                postgres=('CREATE EXTENSION IF NOT EXISTS pg_trgm', 'CREATE INDEX "party_search_text_trigram" ON "party" USING gin ("search_text" gin_trgm_ops)'),
                drop_sqlite=('DROP TRIGGER "party_search_text_trigram_insert"', 'DROP TRIGGER "party_search_text_trigram_delete"', 'DROP TRIGGER "party_search_text_trigram_update"', 'DROP TABLE "party_search_text_trigram"'),
                protects='pencarian kata yang cepat',
            )
        ),
        ApplyConstraint(
            Constraint(
                'party_order',
                'party',
                sqlite='CREATE INDEX party_order ON party (sort_key, id)',
                postgres='CREATE INDEX party_order ON party (sort_key, id)',
                protects='urutan menurut nama',
            )
        ),
        ApplyConstraint(
            Constraint(
                'contact_point_once',
                'contact_point',
                sqlite='CREATE UNIQUE INDEX contact_point_once ON contact_point (party_id, kind, value_hash)',
                postgres='CREATE UNIQUE INDEX contact_point_once ON contact_point (party_id, kind, value_hash)',
                protects='satu kontak tercatat sekali pada satu pihak',
            )
        ),
        ApplyConstraint(
            Constraint(
                'region_search_text_trigram',
                'region',
                postgres=('CREATE EXTENSION IF NOT EXISTS pg_trgm', 'CREATE INDEX "region_search_text_trigram" ON "region" USING gin ("search_text" gin_trgm_ops)'),
                protects='pencarian kata yang cepat',
            )
        ),
        ApplyConstraint(
            Constraint(
                'region_order',
                'region',
                sqlite='CREATE INDEX region_order ON region (sort_key, code)',
                postgres='CREATE INDEX region_order ON region (sort_key, code)',
                protects='urutan menurut nama',
            )
        ),
        ApplyConstraint(
            Constraint(
                'region_alias_once',
                'region_alias',
                sqlite='CREATE UNIQUE INDEX region_alias_once ON region_alias (region_code, key)',
                postgres='CREATE UNIQUE INDEX region_alias_once ON region_alias (region_code, key)',
                protects='satu nama lain sekali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'region_boundary_once',
                'region_boundary',
                sqlite='CREATE UNIQUE INDEX region_boundary_once ON region_boundary (region_code, simplified)',
                postgres='CREATE UNIQUE INDEX region_boundary_once ON region_boundary (region_code, simplified)',
                protects='satu batas tiap jenis',
            )
        ),
    ]

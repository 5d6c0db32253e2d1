from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, RupiahField, SearchTextField, SortKeyField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_siopik.choices import CertificateGrade, CertificateStatus, CooperativeForm, CooperativeKind, CooperativeStatus, ManagementPattern, OfficerPosition
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0001_initial')]

    initial = True

    operations = [
        ops.CreateModel(
            name='Cooperative',
            fields=[
                ('name', fields.CharField(max_length=200)),
                ('nik', fields.CharField(null=True, max_length=13)),
                ('legal_entity_number', fields.CharField(null=True, max_length=100)),
                ('legal_entity_date', fields.DateField(null=True)),
                ('legal_amended_on', fields.DateField(null=True)),
                ('form', fields.CharEnumField(null=True, description='PRIMARY_DISTRICT: primary_district\nPRIMARY_PROVINCE: primary_province\nPRIMARY_NATIONAL: primary_national\nSECONDARY_DISTRICT: secondary_district\nSECONDARY_PROVINCE: secondary_province\nSECONDARY_NATIONAL: secondary_national', enum_type=CooperativeForm, max_length=20)),
                ('kind', fields.CharEnumField(null=True, description='CONSUMER: consumer\nPRODUCER: producer\nSERVICE: service\nMARKETING: marketing\nSAVINGS_AND_LOAN: savings_and_loan', enum_type=CooperativeKind, max_length=20)),
                ('management_pattern', fields.CharEnumField(null=True, description='CONVENTIONAL: conventional\nSHARIA: sharia', enum_type=ManagementPattern, max_length=20)),
                ('group', fields.CharField(source_field='cooperative_group', null=True, max_length=100)),
                ('sector', fields.CharField(null=True, max_length=200)),
                ('address', fields.CharField(null=True, max_length=300)),
                ('office_outside', fields.BooleanField(default=False)),
                ('postal_code', fields.CharField(null=True, max_length=5)),
                ('email', fields.CharField(null=True, max_length=200)),
                ('phone', fields.CharField(null=True, max_length=20)),
                ('status', fields.CharEnumField(null=True, description='ACTIVE: active\nINACTIVE: inactive\nDISSOLUTION_PROPOSED: dissolution_proposed\nDISSOLVED: dissolved', enum_type=CooperativeStatus, max_length=20)),
                ('grade', fields.CharEnumField(null=True, description='A: a\nB: b\nC1: c1\nC2: c2\nD: d', enum_type=CertificateGrade, max_length=5)),
                ('certificate_status', fields.CharEnumField(null=True, description='CERTIFIED: certified\nEXPIRED: expired\nNOT_CERTIFIED: not_certified', enum_type=CertificateStatus, max_length=20)),
                ('certificate_until', fields.DateField(null=True)),
                ('dissolved_on', fields.DateField(null=True)),
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('party', fields.OneToOneField('core.Party', source_field='party_id', db_constraint=True, to_field='id', related_name='siopik_cooperative', on_delete=OnDelete.RESTRICT)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', null=True, db_index=True, db_constraint=True, to_field='code', related_name='siopik_cooperatives', on_delete=OnDelete.RESTRICT)),
                ('sort_key', SortKeyField(max_length=400)),
                ('search_text', SearchTextField(unique=False)),
                ('legal_entity_key', fields.CharField(null=True, max_length=100)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'siopik_cooperative', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'A cooperative as it is known now.'},
            bases=['CooperativeFacts'],
        ),
        ops.CreateModel(
            name='AnnualMeeting',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='annual_meetings', on_delete=OnDelete.RESTRICT)),
                ('year', fields.IntField()),
                ('held_on', fields.DateField()),
                ('attendees', fields.IntField(null=True)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('replaced_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'siopik_annual_meeting', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'A Rapat Anggota Tahunan (RAT) that was held over one book year.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CooperativeVersion',
            fields=[
                ('name', fields.CharField(max_length=200)),
                ('nik', fields.CharField(null=True, max_length=13)),
                ('legal_entity_number', fields.CharField(null=True, max_length=100)),
                ('legal_entity_date', fields.DateField(null=True)),
                ('legal_amended_on', fields.DateField(null=True)),
                ('form', fields.CharEnumField(null=True, description='PRIMARY_DISTRICT: primary_district\nPRIMARY_PROVINCE: primary_province\nPRIMARY_NATIONAL: primary_national\nSECONDARY_DISTRICT: secondary_district\nSECONDARY_PROVINCE: secondary_province\nSECONDARY_NATIONAL: secondary_national', enum_type=CooperativeForm, max_length=20)),
                ('kind', fields.CharEnumField(null=True, description='CONSUMER: consumer\nPRODUCER: producer\nSERVICE: service\nMARKETING: marketing\nSAVINGS_AND_LOAN: savings_and_loan', enum_type=CooperativeKind, max_length=20)),
                ('management_pattern', fields.CharEnumField(null=True, description='CONVENTIONAL: conventional\nSHARIA: sharia', enum_type=ManagementPattern, max_length=20)),
                ('group', fields.CharField(source_field='cooperative_group', null=True, max_length=100)),
                ('sector', fields.CharField(null=True, max_length=200)),
                ('address', fields.CharField(null=True, max_length=300)),
                ('office_outside', fields.BooleanField(default=False)),
                ('postal_code', fields.CharField(null=True, max_length=5)),
                ('email', fields.CharField(null=True, max_length=200)),
                ('phone', fields.CharField(null=True, max_length=20)),
                ('status', fields.CharEnumField(null=True, description='ACTIVE: active\nINACTIVE: inactive\nDISSOLUTION_PROPOSED: dissolution_proposed\nDISSOLVED: dissolved', enum_type=CooperativeStatus, max_length=20)),
                ('grade', fields.CharEnumField(null=True, description='A: a\nB: b\nC1: c1\nC2: c2\nD: d', enum_type=CertificateGrade, max_length=5)),
                ('certificate_status', fields.CharEnumField(null=True, description='CERTIFIED: certified\nEXPIRED: expired\nNOT_CERTIFIED: not_certified', enum_type=CertificateStatus, max_length=20)),
                ('certificate_until', fields.DateField(null=True)),
                ('dissolved_on', fields.DateField(null=True)),
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='versions', on_delete=OnDelete.RESTRICT)),
                ('region_code', RegionCodeField(null=True)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('command_record_id', fields.BigIntField()),
            ],
            options={'table': 'siopik_cooperative_version', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'A cooperative as it was from `effective_on` on, as the office knew it from `recorded_at` on.'},
            bases=['CooperativeFacts'],
        ),
        ops.CreateModel(
            name='Officer',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='officers', on_delete=OnDelete.RESTRICT)),
                ('position', fields.CharEnumField(description='CHAIR: chair\nSECRETARY: secretary\nTREASURER: treasurer\nSUPERVISOR: supervisor\nMANAGER: manager', enum_type=OfficerPosition, max_length=20)),
                ('name', fields.CharField(max_length=200)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('replaced_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'siopik_officer', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'Somebody in office at a cooperative. A name is personal data; it is shown to those concerned only.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='YearlyReport',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='yearly_reports', on_delete=OnDelete.RESTRICT)),
                ('year', fields.IntField()),
                ('members_male', fields.IntField(null=True)),
                ('members_female', fields.IntField(null=True)),
                ('prospective_members', fields.IntField(null=True)),
                ('employees', fields.IntField(null=True)),
                ('managers', fields.IntField(null=True)),
                ('equity', RupiahField(null=True)),
                ('external_capital', RupiahField(null=True)),
                ('assets', RupiahField(null=True)),
                ('business_volume', RupiahField(null=True)),
                ('surplus', RupiahField(null=True)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('replaced_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'siopik_yearly_report', 'app': 'siopik', 'pk_attr': 'id', 'table_description': "A cooperative's figures for one book year. A correction replaces the row and keeps the old one."},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_nik',
                'siopik_cooperative',
                sqlite='CREATE UNIQUE INDEX siopik_cooperative_nik ON siopik_cooperative (nik) WHERE nik IS NOT NULL',
                postgres='CREATE UNIQUE INDEX siopik_cooperative_nik ON siopik_cooperative (nik) WHERE nik IS NOT NULL',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_legal_entity',
                'siopik_cooperative',
                sqlite='CREATE INDEX siopik_cooperative_legal_entity ON siopik_cooperative (legal_entity_key)',
                postgres='CREATE INDEX siopik_cooperative_legal_entity ON siopik_cooperative (legal_entity_key)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_region',
                'siopik_cooperative',
                sqlite='CREATE INDEX siopik_cooperative_region ON siopik_cooperative (region_code, sort_key, id)',
                postgres='CREATE INDEX siopik_cooperative_region ON siopik_cooperative (region_code, sort_key, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_order',
                'siopik_cooperative',
                sqlite='CREATE INDEX siopik_cooperative_order ON siopik_cooperative (sort_key, id)',
                postgres='CREATE INDEX siopik_cooperative_order ON siopik_cooperative (sort_key, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_search_text_trigram',
                'siopik_cooperative',
                sqlite=('CREATE VIRTUAL TABLE "siopik_cooperative_search_text_trigram" USING fts5("search_text", content=\'siopik_cooperative\', content_rowid=\'id\', tokenize=\'trigram\')', 'CREATE TRIGGER "siopik_cooperative_search_text_trigram_insert" AFTER INSERT ON "siopik_cooperative" BEGIN INSERT INTO "siopik_cooperative_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'CREATE TRIGGER "siopik_cooperative_search_text_trigram_delete" AFTER DELETE ON "siopik_cooperative" BEGIN INSERT INTO "siopik_cooperative_search_text_trigram"("siopik_cooperative_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); END', 'CREATE TRIGGER "siopik_cooperative_search_text_trigram_update" AFTER UPDATE OF "id", "search_text" ON "siopik_cooperative" BEGIN INSERT INTO "siopik_cooperative_search_text_trigram"("siopik_cooperative_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); INSERT INTO "siopik_cooperative_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'INSERT INTO "siopik_cooperative_search_text_trigram"("siopik_cooperative_search_text_trigram") VALUES (\'rebuild\')'),
                postgres=('CREATE EXTENSION IF NOT EXISTS pg_trgm', 'CREATE INDEX "siopik_cooperative_search_text_trigram" ON "siopik_cooperative" USING gin ("search_text" gin_trgm_ops)'),
                drop_sqlite=('DROP TRIGGER "siopik_cooperative_search_text_trigram_insert"', 'DROP TRIGGER "siopik_cooperative_search_text_trigram_delete"', 'DROP TRIGGER "siopik_cooperative_search_text_trigram_update"', 'DROP TABLE "siopik_cooperative_search_text_trigram"'),
                protects='pencarian kata yang cepat',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_version_times',
                'siopik_cooperative_version',
                sqlite='CREATE INDEX siopik_cooperative_version_times ON siopik_cooperative_version (cooperative_id, effective_on, recorded_at)',
                postgres='CREATE INDEX siopik_cooperative_version_times ON siopik_cooperative_version (cooperative_id, effective_on, recorded_at)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_officer_current',
                'siopik_officer',
                sqlite='CREATE UNIQUE INDEX siopik_officer_current ON siopik_officer (cooperative_id, position) WHERE is_current',
                postgres='CREATE UNIQUE INDEX siopik_officer_current ON siopik_officer (cooperative_id, position) WHERE is_current',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_yearly_report_current',
                'siopik_yearly_report',
                sqlite='CREATE UNIQUE INDEX siopik_yearly_report_current ON siopik_yearly_report (cooperative_id, year) WHERE is_current',
                postgres='CREATE UNIQUE INDEX siopik_yearly_report_current ON siopik_yearly_report (cooperative_id, year) WHERE is_current',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_annual_meeting_current',
                'siopik_annual_meeting',
                sqlite='CREATE UNIQUE INDEX siopik_annual_meeting_current ON siopik_annual_meeting (cooperative_id, year) WHERE is_current',
                postgres='CREATE UNIQUE INDEX siopik_annual_meeting_current ON siopik_annual_meeting (cooperative_id, year) WHERE is_current',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_annual_meeting_day',
                'siopik_annual_meeting',
                sqlite='CREATE INDEX siopik_annual_meeting_day ON siopik_annual_meeting (cooperative_id, held_on, id) WHERE is_current',
                postgres='CREATE INDEX siopik_annual_meeting_day ON siopik_annual_meeting (cooperative_id, held_on, id) WHERE is_current',
            )
        ),
    ]

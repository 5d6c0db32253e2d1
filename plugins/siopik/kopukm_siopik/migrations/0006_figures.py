from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_siopik.choices import CertificateGrade
from kopukm_siopik.figures.choices import ClassCriterion, ComputedStatus, LegalAuthority, LegalCategory, RuleName, TurnoverBand
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('siopik', '0005_health')]

    operations = [
        ops.CreateModel(
            name='CooperativeStanding',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.OneToOneField('siopik.Cooperative', source_field='cooperative_id', db_constraint=True, to_field='id', related_name='standing', on_delete=OnDelete.CASCADE)),
                ('as_of', fields.DateField()),
                ('status', fields.CharEnumField(description='ACTIVE: active\nACTIVE_AWAITING_MEETING: active_awaiting_meeting\nINACTIVE: inactive\nDISSOLUTION_PROPOSED: dissolution_proposed\nDISSOLVED: dissolved', enum_type=ComputedStatus, max_length=30)),
                ('status_reason', fields.CharField(max_length=300)),
                ('status_in_force', fields.CharEnumField(description='ACTIVE: active\nACTIVE_AWAITING_MEETING: active_awaiting_meeting\nINACTIVE: inactive\nDISSOLUTION_PROPOSED: dissolution_proposed\nDISSOLVED: dissolved', enum_type=ComputedStatus, max_length=30)),
                ('meeting_year', fields.IntField()),
                ('has_met', fields.BooleanField()),
                ('is_meeting_overdue', fields.BooleanField()),
                ('meetings_in_window', fields.IntField()),
                ('consecutive_meetings', fields.IntField()),
                ('last_meeting_year', fields.IntField(null=True)),
                ('last_meeting_on', fields.DateField(null=True)),
                ('is_last_meeting_late', fields.BooleanField(null=True)),
                ('completeness', fields.IntField()),
                ('is_complete', fields.BooleanField()),
                ('missing', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('legal_category', fields.CharEnumField(description='UNRECORDED: unrecorded\nLEGAL_ENTITY: legal_entity\nDATED: dated\nNUMBERED: numbered\nCERTIFIED: certified', enum_type=LegalCategory, max_length=20)),
                ('legal_authority', fields.CharEnumField(description='AHU: ahu\nMINISTRY: ministry\nREGIONAL: regional\nUNKNOWN: unknown', enum_type=LegalAuthority, max_length=20)),
                ('turnover_band', fields.CharEnumField(description='UNREPORTED: unreported\nBAND_1: band_1\nBAND_2: band_2\nBAND_3: band_3\nBAND_4: band_4\nBAND_5: band_5', enum_type=TurnoverBand, max_length=20)),
                ('class_all', fields.IntField(null=True)),
                ('class_all_criterion', fields.CharEnumField(null=True, description='MEMBERS: members\nEQUITY: equity\nASSETS: assets', enum_type=ClassCriterion, max_length=20)),
                ('class_savings', fields.IntField(null=True)),
                ('class_savings_criterion', fields.CharEnumField(null=True, description='MEMBERS: members\nEQUITY: equity\nASSETS: assets', enum_type=ClassCriterion, max_length=20)),
                ('grade', fields.CharEnumField(description='A: a\nB: b\nC1: c1\nC2: c2\nD: d', enum_type=CertificateGrade, max_length=5)),
                ('is_certificate_lapsing', fields.BooleanField()),
                ('rule_versions', fields.CharField(max_length=300)),
                ('computed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'siopik_cooperative_standing', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'What the rules in force say of a cooperative as it is known now. Derived: it can be made again at any time.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FiguresPublication',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('title', fields.CharField(max_length=200)),
                ('as_of', fields.DateField()),
                ('since', fields.IntField()),
                ('region_code', fields.CharField(max_length=13)),
                ('known_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('rule_versions', fields.CharField(max_length=300)),
                ('figures', fields.TextField(unique=False)),
                ('published_by', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('command_record_id', fields.BigIntField()),
            ],
            options={'table': 'siopik_figures_publication', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'Figures as they were given out: never changed, and computed again to compare.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharEnumField(description='ACTIVITY: activity\nANNUAL_MEETING: annual_meeting\nCOMPLETENESS: completeness\nLEGAL: legal\nTURNOVER: turnover\nCLASS_ALL: class_all\nCLASS_SAVINGS: class_savings\nGRADE: grade\nCERTIFICATE: certificate\nHEALTHY: healthy', enum_type=RuleName, max_length=30)),
                ('version', fields.IntField()),
                ('title', fields.CharField(max_length=200)),
                ('definition', fields.TextField(unique=False)),
                ('source', fields.CharField(max_length=300)),
                ('parameters', fields.TextField(unique=False)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'siopik_rule_version', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'One version of a rule: it is only added to, so that figures computed by it can be computed again.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StatusOverride',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='status_overrides', on_delete=OnDelete.RESTRICT)),
                ('status', fields.CharEnumField(description='ACTIVE: active\nACTIVE_AWAITING_MEETING: active_awaiting_meeting\nINACTIVE: inactive\nDISSOLUTION_PROPOSED: dissolution_proposed\nDISSOLVED: dissolved', enum_type=ComputedStatus, max_length=30)),
                ('reason', fields.CharField(max_length=500)),
                ('effective_on', fields.DateField()),
                ('until', fields.DateField(null=True)),
                ('set_by', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_on', fields.DateField(null=True)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('command_record_id', fields.BigIntField()),
            ],
            options={'table': 'siopik_status_override', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'A status that the office sets over the computed one, for a reason and mostly until a day.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'siopik_rule_version_once',
                'siopik_rule_version',
                sqlite='CREATE UNIQUE INDEX siopik_rule_version_once ON siopik_rule_version (name, version)',
                postgres='CREATE UNIQUE INDEX siopik_rule_version_once ON siopik_rule_version (name, version)',
                protects='satu versi tiap aturan',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_standing_status',
                'siopik_cooperative_standing',
                sqlite='CREATE INDEX siopik_cooperative_standing_status ON siopik_cooperative_standing (status_in_force)',
                postgres='CREATE INDEX siopik_cooperative_standing_status ON siopik_cooperative_standing (status_in_force)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_figures_publication_order',
                'siopik_figures_publication',
                sqlite='CREATE INDEX siopik_figures_publication_order ON siopik_figures_publication (as_of, id)',
                postgres='CREATE INDEX siopik_figures_publication_order ON siopik_figures_publication (as_of, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_annual_meeting_year',
                'siopik_annual_meeting',
                sqlite='CREATE INDEX siopik_annual_meeting_year ON siopik_annual_meeting (year, cooperative_id, held_on, recorded_at, replaced_at)',
                postgres='CREATE INDEX siopik_annual_meeting_year ON siopik_annual_meeting (year, cooperative_id, held_on, recorded_at, replaced_at)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_yearly_report_year',
                'siopik_yearly_report',
                sqlite='CREATE INDEX siopik_yearly_report_year ON siopik_yearly_report (year, cooperative_id, business_volume, recorded_at, replaced_at)',
                postgres='CREATE INDEX siopik_yearly_report_year ON siopik_yearly_report (year, cooperative_id, business_volume, recorded_at, replaced_at)',
            )
        ),
    ]

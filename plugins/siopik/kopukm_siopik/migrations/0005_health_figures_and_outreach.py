from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, RupiahField, SearchTextField, SortKeyField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_siopik.choices import CertificateGrade, CooperativeProgramme, LegalAuthority, LoanScope, SupervisingAuthority
from kopukm_siopik.figures.choices import ClassCriterion, ComputedStatus, LegalCategory, RuleName, TurnoverBand
from kopukm_siopik.health.choices import AnswerMark, AssessmentMethod, AssessmentState, FigureOrigin, FiguresYear, HealthPredicate, RiskLevel, RubricKind
from kopukm_siopik.outlets.choices import OutletKind, OutletStatus
from kopukm_siopik.outreach.prospects.models import ProspectState
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0006_scheduling_and_messages'), ('siopik', '0004_counts_by_status')]

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
                ('legal_category', fields.CharEnumField(description='UNRECORDED: unrecorded\nLEGAL_ENTITY: legal_entity\nENDORSED: endorsed\nSTATUTES_CURRENT: statutes_current\nBUSINESS_NUMBERED: business_numbered\nSAVINGS_LICENSED: savings_licensed\nCERTIFIED: certified', enum_type=LegalCategory, max_length=20)),
                ('legal_next', fields.CharEnumField(null=True, description='UNRECORDED: unrecorded\nLEGAL_ENTITY: legal_entity\nENDORSED: endorsed\nSTATUTES_CURRENT: statutes_current\nBUSINESS_NUMBERED: business_numbered\nSAVINGS_LICENSED: savings_licensed\nCERTIFIED: certified', enum_type=LegalCategory, max_length=20)),
                ('legal_missing', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('legal_reason', fields.CharField(max_length=400)),
                ('legal_authority', fields.CharEnumField(description='AHU: ahu\nMINISTRY: ministry\nREGIONAL: regional\nUNKNOWN: unknown', enum_type=LegalAuthority, max_length=20)),
                ('supervised_by', fields.CharEnumField(null=True, description='DISTRICT: district\nPROVINCE: province\nMINISTRY: ministry', enum_type=SupervisingAuthority, max_length=20)),
                ('meeting_due_on', fields.DateField()),
                ('late_meetings', fields.IntField()),
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
            name='GuidedCompletion',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='siopik_guided_completions', on_delete=OnDelete.RESTRICT)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='guided_completions', on_delete=OnDelete.CASCADE)),
                ('before', fields.IntField()),
                ('missing_before', fields.CharField(max_length=1000)),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('opened_by', fields.CharField(max_length=200)),
                ('after', fields.IntField(null=True)),
                ('missing_after', fields.CharField(default='', max_length=1000)),
                ('measured_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'siopik_guided_completion', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'One cooperative whose record was opened during a guidance (bimbingan). Scores are 0 to 100 by the rule in force.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthRubric',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('version', fields.CharField(unique=True, max_length=60)),
                ('kind', fields.CharEnumField(description='GENERAL: general\nSAVINGS_AND_LOAN: savings_and_loan\nSHARIA: sharia', enum_type=RubricKind, max_length=20)),
                ('title', fields.CharField(max_length=300)),
                ('source', fields.CharField(max_length=1000)),
                ('effective_on', fields.DateField()),
                ('document', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('command_record_id', fields.BigIntField(null=True)),
            ],
            options={'table': 'siopik_health_rubric', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'One version of an instrument, whole, as a document. A version never changes once it is stored.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthAssessment',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='health_assessments', on_delete=OnDelete.RESTRICT)),
                ('book_year', fields.IntField()),
                ('rubric', fields.ForeignKeyField('siopik.HealthRubric', source_field='rubric_id', db_index=True, db_constraint=True, to_field='id', related_name='assessments', on_delete=OnDelete.RESTRICT)),
                ('rubric_version', fields.CharField(max_length=60)),
                ('state', fields.CharEnumField(default=AssessmentState.DRAFT, description='DRAFT: draft\nSUBMITTED: submitted\nAPPROVED: approved\nREPLACED: replaced\nWITHDRAWN: withdrawn', enum_type=AssessmentState, max_length=20)),
                ('method', fields.CharEnumField(default=AssessmentMethod.WORKING_PAPERS, description='WORKING_PAPERS: working_papers\nCONTRIBUTIONS: contributions', enum_type=AssessmentMethod, max_length=20)),
                ('assignment_number', fields.CharField(null=True, max_length=100)),
                ('assignment_date', fields.DateField(null=True)),
                ('examined_on', fields.DateField(null=True)),
                ('examiners', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('minutes_number', fields.CharField(null=True, max_length=100)),
                ('minutes_file', fields.ForeignKeyField('core.StoredFile', source_field='minutes_file_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='siopik_health_minutes', on_delete=OnDelete.RESTRICT)),
                ('result_source', fields.CharField(null=True, max_length=500)),
                ('evidence_file', fields.ForeignKeyField('core.StoredFile', source_field='evidence_file_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='siopik_health_evidence', on_delete=OnDelete.RESTRICT)),
                ('score_exact', fields.CharField(null=True, max_length=200)),
                ('score_hundredths', fields.IntField(null=True)),
                ('predicate', fields.CharEnumField(null=True, description='HEALTHY: healthy\nFAIRLY_HEALTHY: fairly_healthy\nUNDER_SUPERVISION: under_supervision\nUNDER_SPECIAL_SUPERVISION: under_special_supervision', enum_type=HealthPredicate, max_length=30)),
                ('explanation', fields.TextField(null=True, unique=False)),
                ('effective_on', fields.DateField()),
                ('valid_until', fields.DateField()),
                ('replaces', fields.ForeignKeyField('siopik.HealthAssessment', source_field='replaces_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='replaced_by', on_delete=OnDelete.RESTRICT)),
                ('current_for', fields.BigIntField(null=True)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('submitted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('returned_reason', fields.CharField(null=True, max_length=1000)),
                ('approved_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('withdrawal_reason', fields.CharField(null=True, max_length=1000)),
                ('entered_by', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('approved_by', fields.CharField(null=True, max_length=200)),
            ],
            options={'table': 'siopik_health_assessment', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'The assessment of one cooperative over one book year.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthAnswer',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('siopik.HealthAssessment', source_field='assessment_id', db_index=True, db_constraint=True, to_field='id', related_name='answers', on_delete=OnDelete.RESTRICT)),
                ('indicator', fields.CharField(max_length=60)),
                ('item', fields.IntField()),
                ('mark', fields.CharEnumField(description='MET: met\nNOT_MET: not_met\nNOT_APPLICABLE: not_applicable', enum_type=AnswerMark, max_length=20)),
                ('note', fields.CharField(null=True, max_length=500)),
            ],
            options={'table': 'siopik_health_answer', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'The answer to one item of a questionnaire indicator.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthAspectScore',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('siopik.HealthAssessment', source_field='assessment_id', db_index=True, db_constraint=True, to_field='id', related_name='aspect_scores', on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField()),
                ('aspect', fields.CharField(max_length=60)),
                ('title', fields.CharField(max_length=200)),
                ('weight', fields.CharField(max_length=20)),
                ('percent', fields.CharField(null=True, max_length=200)),
                ('contribution', fields.CharField(null=True, max_length=200)),
                ('explanation', fields.TextField(unique=False)),
            ],
            options={'table': 'siopik_health_aspect_score', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'The score of one aspect, as percent and as its weighted part of the final score.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthFigure',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('siopik.HealthAssessment', source_field='assessment_id', db_index=True, db_constraint=True, to_field='id', related_name='figures', on_delete=OnDelete.RESTRICT)),
                ('year', fields.CharEnumField(description='THIS_YEAR: this_year\nPREVIOUS_YEAR: previous_year', enum_type=FiguresYear, max_length=20)),
                ('name', fields.CharField(max_length=60)),
                ('amount', RupiahField()),
                ('origin', fields.CharEnumField(description='ENTERED: entered\nYEARLY_REPORT: yearly_report', enum_type=FigureOrigin, max_length=20)),
            ],
            options={'table': 'siopik_health_figure', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'One financial input of a working paper, in rupiah.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthFinding',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('siopik.HealthAssessment', source_field='assessment_id', db_index=True, db_constraint=True, to_field='id', related_name='findings', on_delete=OnDelete.RESTRICT)),
                ('aspect', fields.CharField(max_length=60)),
                ('aspect_title', fields.CharField(max_length=200)),
                ('description', fields.TextField(unique=False)),
                ('recommendation', fields.TextField(unique=False)),
                ('deadline', fields.DateField()),
                ('risk_level', fields.CharEnumField(description='LOW: low\nMEDIUM: medium\nHIGH: high', enum_type=RiskLevel, max_length=10)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_by', fields.CharField(null=True, max_length=200)),
                ('closing_note', fields.CharField(null=True, max_length=1000)),
            ],
            options={'table': 'siopik_health_finding', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'A finding of an assessment. Overdue is a question of the day, never stored.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthFollowUp',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('finding', fields.ForeignKeyField('siopik.HealthFinding', source_field='finding_id', db_index=True, db_constraint=True, to_field='id', related_name='follow_ups', on_delete=OnDelete.RESTRICT)),
                ('description', fields.TextField(unique=False)),
                ('done_on', fields.DateField()),
                ('evidence_file', fields.ForeignKeyField('core.StoredFile', source_field='evidence_file_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='siopik_health_follow_ups', on_delete=OnDelete.RESTRICT)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'siopik_health_follow_up', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'What was done about a finding, with its evidence.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthScore',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('siopik.HealthAssessment', source_field='assessment_id', db_index=True, db_constraint=True, to_field='id', related_name='scores', on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField()),
                ('aspect', fields.CharField(max_length=60)),
                ('indicator', fields.CharField(max_length=60)),
                ('title', fields.CharField(max_length=200)),
                ('score', fields.IntField(null=True)),
                ('explanation', fields.TextField(unique=False)),
            ],
            options={'table': 'siopik_health_score', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'The score of one indicator, as it was computed at submission; NULL is "tidak dapat dinilai".'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Outlet',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='outlets', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharEnumField(description='OFFICE: office\nGROCERIES: groceries\nSAVINGS_AND_LOAN: savings_and_loan\nCLINIC: clinic\nPHARMACY: pharmacy\nCOLD_STORAGE: cold_storage\nLOGISTICS: logistics\nOTHER: other', enum_type=OutletKind, max_length=20)),
                ('name', fields.CharField(default='', max_length=200)),
                ('name_key', fields.CharField(default='', max_length=200)),
                ('status', fields.CharEnumField(description='PLANNED: planned\nPREPARED: prepared\nOPERATING: operating\nPAUSED: paused\nCLOSED: closed', enum_type=OutletStatus, max_length=20)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'siopik_outlet', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'An outlet (gerai) of a Merah Putih cooperative, as it is known now.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OutletState',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('outlet', fields.ForeignKeyField('siopik.Outlet', source_field='outlet_id', db_index=True, db_constraint=True, to_field='id', related_name='states', on_delete=OnDelete.RESTRICT)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', db_index=True, db_constraint=True, to_field='id', related_name='outlet_states', on_delete=OnDelete.RESTRICT)),
                ('status', fields.CharEnumField(description='PLANNED: planned\nPREPARED: prepared\nOPERATING: operating\nPAUSED: paused\nCLOSED: closed', enum_type=OutletStatus, max_length=20)),
                ('note', fields.CharField(default='', max_length=500)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('is_current', fields.BooleanField(default=True)),
                ('command_record_id', fields.BigIntField()),
            ],
            options={'table': 'siopik_outlet_state', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'The status of an outlet from `effective_on` on, as the office knew it from `recorded_at` until `withdrawn_at`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Prospect',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('party', fields.OneToOneField('core.Party', source_field='party_id', db_constraint=True, to_field='id', related_name='siopik_prospect', on_delete=OnDelete.RESTRICT)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='siopik_prospects', on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=200)),
                ('name_key', fields.CharField(max_length=200)),
                ('sort_key', SortKeyField(max_length=400)),
                ('search_text', SearchTextField(unique=False)),
                ('nik', fields.CharField(null=True, max_length=13)),
                ('legal_entity_number', fields.CharField(null=True, max_length=100)),
                ('legal_entity_key', fields.CharField(null=True, max_length=100)),
                ('told_by', fields.CharField(max_length=200)),
                ('note', fields.CharField(default='', max_length=500)),
                ('state', fields.CharEnumField(default=ProspectState.OPEN, description='OPEN: open\nCONVERTED: converted\nDROPPED: dropped', enum_type=ProspectState, max_length=12)),
                ('noted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('cooperative', fields.ForeignKeyField('siopik.Cooperative', source_field='cooperative_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='prospects', on_delete=OnDelete.SET_NULL)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_because', fields.CharField(default='', max_length=500)),
            ],
            options={'table': 'siopik_prospect', 'app': 'siopik', 'pk_attr': 'id', 'table_description': 'A cooperative that is known to exist and not recorded. It is a party, so that it can be invited.'},
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
        ops.AddField(
            model_name='Cooperative',
            name='latitude',
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='legal_authority',
            field=fields.CharEnumField(null=True, description='AHU: ahu\nMINISTRY: ministry\nREGIONAL: regional\nUNKNOWN: unknown', enum_type=LegalAuthority, max_length=20),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='loan_scope',
            field=fields.CharEnumField(null=True, description='CLOSED_LOOP: closed_loop\nOPEN_LOOP: open_loop\nUNASSESSED: unassessed', enum_type=LoanScope, max_length=20),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='longitude',
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='nib',
            field=fields.CharField(null=True, max_length=13),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='npwp',
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='programme_category',
            field=fields.CharEnumField(null=True, description='REGULAR: regular\nKDMP: kdmp\nKKMP: kkmp', enum_type=CooperativeProgramme, max_length=20),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='savings_licence_date',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='savings_licence_number',
            field=fields.CharField(null=True, max_length=100),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='served_village_code',
            field=RegionCodeField(null=True),
        ),
        ops.AddField(
            model_name='Cooperative',
            name='supervised_by',
            field=fields.CharEnumField(null=True, description='DISTRICT: district\nPROVINCE: province\nMINISTRY: ministry', enum_type=SupervisingAuthority, max_length=20),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='latitude',
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='legal_authority',
            field=fields.CharEnumField(null=True, description='AHU: ahu\nMINISTRY: ministry\nREGIONAL: regional\nUNKNOWN: unknown', enum_type=LegalAuthority, max_length=20),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='loan_scope',
            field=fields.CharEnumField(null=True, description='CLOSED_LOOP: closed_loop\nOPEN_LOOP: open_loop\nUNASSESSED: unassessed', enum_type=LoanScope, max_length=20),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='longitude',
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='nib',
            field=fields.CharField(null=True, max_length=13),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='npwp',
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='programme_category',
            field=fields.CharEnumField(null=True, description='REGULAR: regular\nKDMP: kdmp\nKKMP: kkmp', enum_type=CooperativeProgramme, max_length=20),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='savings_licence_date',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='savings_licence_number',
            field=fields.CharField(null=True, max_length=100),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='served_village_code',
            field=RegionCodeField(null=True),
        ),
        ops.AddField(
            model_name='CooperativeVersion',
            name='supervised_by',
            field=fields.CharEnumField(null=True, description='DISTRICT: district\nPROVINCE: province\nMINISTRY: ministry', enum_type=SupervisingAuthority, max_length=20),
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_served_village',
                'siopik_cooperative',
                sqlite='CREATE UNIQUE INDEX siopik_cooperative_served_village ON siopik_cooperative (served_village_code) WHERE served_village_code IS NOT NULL AND dissolved_on IS NULL',
                postgres='CREATE UNIQUE INDEX siopik_cooperative_served_village ON siopik_cooperative (served_village_code) WHERE served_village_code IS NOT NULL AND dissolved_on IS NULL',
                protects='satu koperasi Merah Putih bagi tiap desa atau kelurahan',
            )
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
        ApplyConstraint(
            Constraint(
                'siopik_health_assessment_open',
                'siopik_health_assessment',
                sqlite="CREATE UNIQUE INDEX siopik_health_assessment_open ON siopik_health_assessment (cooperative_id, book_year) WHERE state IN ('draft', 'submitted')",
                postgres="CREATE UNIQUE INDEX siopik_health_assessment_open ON siopik_health_assessment (cooperative_id, book_year) WHERE state IN ('draft', 'submitted')",
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_assessment_approved',
                'siopik_health_assessment',
                sqlite="CREATE UNIQUE INDEX siopik_health_assessment_approved ON siopik_health_assessment (cooperative_id, book_year) WHERE state = 'approved'",
                postgres="CREATE UNIQUE INDEX siopik_health_assessment_approved ON siopik_health_assessment (cooperative_id, book_year) WHERE state = 'approved'",
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_assessment_current',
                'siopik_health_assessment',
                sqlite='CREATE UNIQUE INDEX siopik_health_assessment_current ON siopik_health_assessment (current_for) WHERE current_for IS NOT NULL',
                postgres='CREATE UNIQUE INDEX siopik_health_assessment_current ON siopik_health_assessment (current_for) WHERE current_for IS NOT NULL',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_assessment_times',
                'siopik_health_assessment',
                sqlite='CREATE INDEX siopik_health_assessment_times ON siopik_health_assessment (cooperative_id, effective_on, approved_at) WHERE approved_at IS NOT NULL',
                postgres='CREATE INDEX siopik_health_assessment_times ON siopik_health_assessment (cooperative_id, effective_on, approved_at) WHERE approved_at IS NOT NULL',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_assessment_year',
                'siopik_health_assessment',
                sqlite='CREATE INDEX siopik_health_assessment_year ON siopik_health_assessment (book_year, id)',
                postgres='CREATE INDEX siopik_health_assessment_year ON siopik_health_assessment (book_year, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_answer_item',
                'siopik_health_answer',
                sqlite='CREATE UNIQUE INDEX siopik_health_answer_item ON siopik_health_answer (assessment_id, indicator, item)',
                postgres='CREATE UNIQUE INDEX siopik_health_answer_item ON siopik_health_answer (assessment_id, indicator, item)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_figure_name',
                'siopik_health_figure',
                sqlite='CREATE UNIQUE INDEX siopik_health_figure_name ON siopik_health_figure (assessment_id, year, name)',
                postgres='CREATE UNIQUE INDEX siopik_health_figure_name ON siopik_health_figure (assessment_id, year, name)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_score_indicator',
                'siopik_health_score',
                sqlite='CREATE UNIQUE INDEX siopik_health_score_indicator ON siopik_health_score (assessment_id, position)',
                postgres='CREATE UNIQUE INDEX siopik_health_score_indicator ON siopik_health_score (assessment_id, position)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_aspect_score_aspect',
                'siopik_health_aspect_score',
                sqlite='CREATE UNIQUE INDEX siopik_health_aspect_score_aspect ON siopik_health_aspect_score (assessment_id, position)',
                postgres='CREATE UNIQUE INDEX siopik_health_aspect_score_aspect ON siopik_health_aspect_score (assessment_id, position)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_health_finding_open',
                'siopik_health_finding',
                sqlite='CREATE INDEX siopik_health_finding_open ON siopik_health_finding (deadline, id) WHERE closed_at IS NULL',
                postgres='CREATE INDEX siopik_health_finding_open ON siopik_health_finding (deadline, id) WHERE closed_at IS NULL',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_outlet_once',
                'siopik_outlet',
                sqlite='CREATE UNIQUE INDEX siopik_outlet_once ON siopik_outlet (cooperative_id, kind, name_key) WHERE is_current',
                postgres='CREATE UNIQUE INDEX siopik_outlet_once ON siopik_outlet (cooperative_id, kind, name_key) WHERE is_current',
                protects='satu catatan bagi tiap gerai koperasi',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_outlet_state_times',
                'siopik_outlet_state',
                sqlite='CREATE INDEX siopik_outlet_state_times ON siopik_outlet_state (outlet_id, effective_on, recorded_at)',
                postgres='CREATE INDEX siopik_outlet_state_times ON siopik_outlet_state (outlet_id, effective_on, recorded_at)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_guided_completion_once',
                'siopik_guided_completion',
                sqlite='CREATE UNIQUE INDEX siopik_guided_completion_once ON siopik_guided_completion (activity_id, cooperative_id)',
                postgres='CREATE UNIQUE INDEX siopik_guided_completion_once ON siopik_guided_completion (activity_id, cooperative_id)',
                protects='satu catatan bimbingan bagi tiap koperasi dalam satu kegiatan',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_prospect_open_name',
                'siopik_prospect',
                sqlite="CREATE UNIQUE INDEX siopik_prospect_open_name ON siopik_prospect (name_key, region_code) WHERE state = 'open'",
                postgres="CREATE UNIQUE INDEX siopik_prospect_open_name ON siopik_prospect (name_key, region_code) WHERE state = 'open'",
                protects='satu calon koperasi dicatat sekali di satu wilayah',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_prospect_nik',
                'siopik_prospect',
                sqlite='CREATE INDEX siopik_prospect_nik ON siopik_prospect (nik)',
                postgres='CREATE INDEX siopik_prospect_nik ON siopik_prospect (nik)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_prospect_legal_entity',
                'siopik_prospect',
                sqlite='CREATE INDEX siopik_prospect_legal_entity ON siopik_prospect (legal_entity_key)',
                postgres='CREATE INDEX siopik_prospect_legal_entity ON siopik_prospect (legal_entity_key)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_prospect_order',
                'siopik_prospect',
                sqlite='CREATE INDEX siopik_prospect_order ON siopik_prospect (sort_key, id)',
                postgres='CREATE INDEX siopik_prospect_order ON siopik_prospect (sort_key, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_prospect_search_text_trigram',
                'siopik_prospect',
                sqlite=('CREATE VIRTUAL TABLE "siopik_prospect_search_text_trigram" USING fts5("search_text", content=\'siopik_prospect\', content_rowid=\'id\', tokenize=\'trigram\')', 'CREATE TRIGGER "siopik_prospect_search_text_trigram_insert" AFTER INSERT ON "siopik_prospect" BEGIN INSERT INTO "siopik_prospect_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'CREATE TRIGGER "siopik_prospect_search_text_trigram_delete" AFTER DELETE ON "siopik_prospect" BEGIN INSERT INTO "siopik_prospect_search_text_trigram"("siopik_prospect_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); END', 'CREATE TRIGGER "siopik_prospect_search_text_trigram_update" AFTER UPDATE OF "id", "search_text" ON "siopik_prospect" BEGIN INSERT INTO "siopik_prospect_search_text_trigram"("siopik_prospect_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); INSERT INTO "siopik_prospect_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'INSERT INTO "siopik_prospect_search_text_trigram"("siopik_prospect_search_text_trigram") VALUES (\'rebuild\')'),
                postgres=('CREATE EXTENSION IF NOT EXISTS pg_trgm', 'CREATE INDEX "siopik_prospect_search_text_trigram" ON "siopik_prospect" USING gin ("search_text" gin_trgm_ops)'),
                drop_sqlite=('DROP TRIGGER "siopik_prospect_search_text_trigram_insert"', 'DROP TRIGGER "siopik_prospect_search_text_trigram_delete"', 'DROP TRIGGER "siopik_prospect_search_text_trigram_update"', 'DROP TABLE "siopik_prospect_search_text_trigram"'),
                protects='pencarian kata yang cepat',
            )
        ),
    ]

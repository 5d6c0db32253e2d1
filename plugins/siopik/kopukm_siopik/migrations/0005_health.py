from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RupiahField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_siopik.health.choices import AnswerMark, AssessmentMethod, AssessmentState, FigureOrigin, FiguresYear, HealthPredicate, RiskLevel, RubricKind
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0005_import_runs'), ('siopik', '0004_counts_by_status')]

    operations = [
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
    ]

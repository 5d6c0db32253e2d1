from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.programmes.choices import Capacity, DocumentSection, Paper
from kopukm_core.programmes.timeline import Anchor, EvidenceKind
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll
from kopukm_core.scheduling.cycles.choices import ChangeCause, CycleState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('core', '0006_working_calendar')]

    operations = [
        ops.CreateModel(
            name='Letterhead',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=200)),
                ('parent_name', fields.CharField(default='', max_length=200)),
                ('address', fields.CharField(max_length=500)),
                ('phone', fields.CharField(default='', max_length=60)),
                ('fax', fields.CharField(default='', max_length=60)),
                ('email', fields.CharField(default='', max_length=200)),
                ('website', fields.CharField(default='', max_length=200)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', null=True, db_index=True, db_constraint=True, to_field='code', related_name='letterheads', on_delete=OnDelete.RESTRICT)),
                ('effective_on', fields.DateField(null=True)),
                ('source', fields.CharField(default='', max_length=500)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'letterhead', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Name and address of the office as they stand on its papers, from `effective_on` on.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Official',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=200)),
                ('title', fields.CharField(max_length=200)),
                ('nip', fields.CharField(default='', max_length=18)),
                ('capacity', fields.CharEnumField(description='DEFINITIVE: definitive\nACTING_DAILY: acting_daily\nACTING_TEMPORARY: acting_temporary', enum_type=Capacity, max_length=20)),
                ('signs', fields.CharEnumField(description='ALL: all\nLETTER: letter\nCERTIFICATE: certificate\nREPORT: report', enum_type=Paper, max_length=20)),
                ('starts_on', fields.DateField(null=True)),
                ('ends_on', fields.DateField(null=True)),
                ('source', fields.CharField(default='', max_length=500)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'official', 'app': 'core', 'indexes': [Index(fields=['starts_on'])], 'pk_attr': 'id', 'table_description': 'Somebody who signs for the office, from `starts_on` to `ends_on`; unknown ends are null.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Unit',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('key', fields.CharField(unique=True, max_length=60)),
                ('name', fields.CharField(max_length=200)),
                ('is_team', fields.BooleanField(default=False)),
                ('party', fields.OneToOneField('core.Party', source_field='party_id', db_constraint=True, to_field='id', related_name='unit', on_delete=OnDelete.RESTRICT)),
                ('parent', fields.ForeignKeyField('core.Unit', source_field='parent_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='teams', on_delete=OnDelete.RESTRICT)),
                ('steps_per_day', fields.IntField(default=3)),
                ('closed_on', fields.DateField(null=True)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'unit', 'app': 'core', 'pk_attr': 'id', 'table_description': "A unit or a team of the office. It is a party: messages to it are messages to that party's members."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OfficeProgramme',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=100)),
                ('title', fields.CharField(max_length=200)),
                ('unit', fields.ForeignKeyField('core.Unit', source_field='unit_id', db_index=True, db_constraint=True, to_field='id', related_name='programmes', on_delete=OnDelete.RESTRICT)),
                ('cycles_in_flight', fields.IntField(default=3)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'programme', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A programme as the database knows it: what cycles, documents and timelines belong to.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ProgrammeRevision',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.ForeignKeyField('core.OfficeProgramme', source_field='programme_id', db_index=True, db_constraint=True, to_field='id', related_name='revisions', on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField()),
                ('plugin_version', fields.IntField(null=True)),
                ('title', fields.CharField(max_length=300)),
                ('number', fields.CharField(default='', max_length=100)),
                ('revision', fields.CharField(default='', max_length=60)),
                ('issued_on', fields.DateField(null=True)),
                ('definition', fields.TextField(default='', unique=False)),
                ('purpose', fields.TextField(default='', unique=False)),
                ('history', fields.TextField(default='', unique=False)),
                ('change_note', fields.CharField(default='', max_length=500)),
                ('source', fields.CharField(default='', max_length=500)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('recorded_by', fields.CharField(default='', max_length=200)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'programme_revision', 'app': 'core', 'pk_attr': 'id', 'table_description': "One edition of a programme's SOP. Editions are only added; the latest is the one in force."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ProgrammeTimeline',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.ForeignKeyField('core.OfficeProgramme', source_field='programme_id', db_index=True, db_constraint=True, to_field='id', related_name='timelines', on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField()),
                ('effective_on', fields.DateField()),
                ('source', fields.CharField(max_length=500)),
                ('digest', fields.CharField(max_length=64)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'programme_timeline', 'app': 'core', 'pk_attr': 'id', 'table_description': "One version of a programme's steps, loaded from its plugin and never changed."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ProgrammeCycle',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.ForeignKeyField('core.OfficeProgramme', source_field='programme_id', db_index=True, db_constraint=True, to_field='id', related_name='cycles', on_delete=OnDelete.RESTRICT)),
                ('timeline', fields.ForeignKeyField('core.ProgrammeTimeline', source_field='timeline_id', db_index=True, db_constraint=True, to_field='id', related_name='cycles', on_delete=OnDelete.RESTRICT)),
                ('title', fields.CharField(max_length=200)),
                ('held_on', fields.DateField()),
                ('first_session_on', fields.DateField()),
                ('last_session_on', fields.DateField()),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='programme_cycles', on_delete=OnDelete.RESTRICT)),
                ('state', fields.CharEnumField(default=CycleState.RUNNING, description='RUNNING: running\nEVALUATED: evaluated\nCANCELLED: cancelled', enum_type=CycleState, max_length=20)),
                ('reason', fields.CharField(default='', max_length=500)),
                ('command_record_id', fields.BigIntField(db_index=True)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'programme_cycle', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One run of a programme around its day H, by the timeline that was in force when it was planned.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Evaluation',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='cycle_id', db_index=True, db_constraint=True, to_field='id', related_name='evaluations', on_delete=OnDelete.RESTRICT)),
                ('held_on', fields.DateField()),
                ('participants', fields.TextField(default='', unique=False)),
                ('minutes', fields.TextField(unique=False)),
                ('decision', fields.TextField(unique=False)),
                ('next_cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='next_cycle_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='deciding_evaluations', on_delete=OnDelete.RESTRICT)),
                ('recorded_by', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('replaced_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('is_current', fields.BooleanField(default=True)),
            ],
            options={'table': 'cycle_evaluation', 'app': 'core', 'pk_attr': 'id', 'table_description': 'What was found when a cycle was evaluated, and what was decided. A correction replaces the row and keeps it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='EvaluationFigure',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('evaluation', fields.ForeignKeyField('core.Evaluation', source_field='evaluation_id', db_index=True, db_constraint=True, to_field='id', related_name='figures', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=100)),
                ('title', fields.CharField(max_length=200)),
                ('value', fields.CharField(max_length=200)),
                ('definition', fields.CharField(max_length=500)),
                ('position', fields.IntField()),
            ],
            options={'table': 'cycle_evaluation_figure', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A figure filled into an evaluation, as it was when that was recorded.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RevisionEntry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('revision', fields.ForeignKeyField('core.ProgrammeRevision', source_field='revision_id', db_index=True, db_constraint=True, to_field='id', related_name='entries', on_delete=OnDelete.CASCADE)),
                ('section', fields.CharEnumField(description='POLICY: policy\nREFERENCE: reference\nPROCEDURE: procedure\nUNIT_CONCERNED: unit_concerned\nEXECUTOR: executor', enum_type=DocumentSection, max_length=20)),
                ('position', fields.IntField()),
                ('text', fields.TextField(unique=False)),
                ('note', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'programme_revision_entry', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One line of a listed part of an SOP: a rule, a step of the procedure, a unit.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='TimelineStep',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('timeline', fields.ForeignKeyField('core.ProgrammeTimeline', source_field='timeline_id', db_index=True, db_constraint=True, to_field='id', related_name='steps', on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField()),
                ('key', fields.CharField(max_length=60)),
                ('number', fields.CharField(max_length=20)),
                ('phase', fields.CharField(max_length=200)),
                ('title', fields.TextField(unique=False)),
                ('anchor', fields.CharEnumField(description='H: h\nFIRST_SESSION: first_session\nLAST_SESSION: last_session\nLAST_WORKDAY_OF_WEEK: last_workday_of_week\nWORKDAY: workday\nSTEP: step', enum_type=Anchor, max_length=30)),
                ('offset_from', fields.IntField()),
                ('offset_to', fields.IntField()),
                ('unit_of_offset', fields.CharEnumField(description='CALENDAR: calendar\nWORKING: working', enum_type=DayUnit, max_length=20)),
                ('roll', fields.CharEnumField(null=True, description='EARLIER: earlier\nLATER: later\nNONE: none', enum_type=Roll, max_length=20)),
                ('after_step', fields.CharField(default='', max_length=60)),
                ('time_from', fields.CharField(default='', max_length=5)),
                ('time_to', fields.CharField(default='', max_length=5)),
                ('unit', fields.ForeignKeyField('core.Unit', source_field='unit_id', db_index=True, db_constraint=True, to_field='id', related_name='timeline_steps', on_delete=OnDelete.RESTRICT)),
                ('place', fields.CharField(default='', max_length=300)),
                ('parties', fields.CharField(default='', max_length=300)),
                ('tools', fields.CharField(default='', max_length=300)),
                ('evidence', fields.CharEnumField(description='ANY: any\nTEXT: text\nLINK: link\nFILE: file\nAUTOMATIC: automatic', enum_type=EvidenceKind, max_length=20)),
                ('evidence_check', fields.CharField(default='', max_length=100)),
                ('inferred', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'timeline_step', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One row of a timeline: the stored form of a StepTemplate, whose words it keeps.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CycleStep',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='cycle_id', db_index=True, db_constraint=True, to_field='id', related_name='steps', on_delete=OnDelete.RESTRICT)),
                ('template', fields.ForeignKeyField('core.TimelineStep', source_field='template_id', db_index=True, db_constraint=True, to_field='id', related_name='cycle_steps', on_delete=OnDelete.RESTRICT)),
                ('unit', fields.ForeignKeyField('core.Unit', source_field='unit_id', db_index=True, db_constraint=True, to_field='id', related_name='cycle_steps', on_delete=OnDelete.RESTRICT)),
                ('position', fields.IntField()),
                ('occurrence_on', fields.DateField(null=True)),
                ('due_from', fields.DateField()),
                ('due_until', fields.DateField()),
                ('why', fields.CharField(max_length=500)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('done_on', fields.DateField(null=True)),
                ('done_by', fields.CharField(default='', max_length=200)),
                ('is_automatic', fields.BooleanField(default=False)),
                ('evidence_text', fields.TextField(default='', unique=False)),
                ('evidence_link', fields.CharField(default='', max_length=500)),
                ('waived_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('waived_by', fields.CharField(default='', max_length=200)),
                ('waived_reason', fields.CharField(default='', max_length=500)),
                ('sequence', fields.IntField(default=0)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'cycle_step', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One step of one cycle: when it is due and why then, and how it ended.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StepChange',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('step', fields.ForeignKeyField('core.CycleStep', source_field='step_id', db_index=True, db_constraint=True, to_field='id', related_name='changes', on_delete=OnDelete.CASCADE)),
                ('cause', fields.CharEnumField(description='CALENDAR: calendar\nMOVED: moved\nSTEP_DONE: step_done', enum_type=ChangeCause, max_length=20)),
                ('old_from', fields.DateField()),
                ('old_until', fields.DateField()),
                ('new_from', fields.DateField(null=True)),
                ('new_until', fields.DateField(null=True)),
                ('why', fields.CharField(max_length=500)),
                ('recorded_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'cycle_step_change', 'app': 'core', 'pk_attr': 'id', 'table_description': "One change of a step's dates: what they were, what they are, and why."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StepFile',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('step', fields.ForeignKeyField('core.CycleStep', source_field='step_id', db_index=True, db_constraint=True, to_field='id', related_name='files', on_delete=OnDelete.CASCADE)),
                ('file', fields.ForeignKeyField('core.StoredFile', source_field='file_id', db_index=True, db_constraint=True, to_field='id', related_name='cycle_steps', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'cycle_step_file', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A file that shows that a step was done.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'programme_revision_version',
                'programme_revision',
                sqlite='CREATE UNIQUE INDEX programme_revision_version ON programme_revision (programme_id, version)',
                postgres='CREATE UNIQUE INDEX programme_revision_version ON programme_revision (programme_id, version)',
                protects='tiap revisi dokumen bernomor sendiri',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_revision_current',
                'programme_revision',
                sqlite='CREATE UNIQUE INDEX programme_revision_current ON programme_revision (programme_id) WHERE is_current',
                postgres='CREATE UNIQUE INDEX programme_revision_current ON programme_revision (programme_id) WHERE is_current',
                protects='satu dokumen yang berlaku bagi tiap program',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_timeline_version',
                'programme_timeline',
                sqlite='CREATE UNIQUE INDEX programme_timeline_version ON programme_timeline (programme_id, version)',
                postgres='CREATE UNIQUE INDEX programme_timeline_version ON programme_timeline (programme_id, version)',
                protects='tiap versi garis waktu hanya sekali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'timeline_step_key',
                'timeline_step',
                sqlite='CREATE UNIQUE INDEX timeline_step_key ON timeline_step (timeline_id, key)',
                postgres='CREATE UNIQUE INDEX timeline_step_key ON timeline_step (timeline_id, key)',
                protects='tiap langkah hanya sekali dalam satu versi',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_cycle_once',
                'programme_cycle',
                sqlite="CREATE UNIQUE INDEX programme_cycle_once ON programme_cycle (programme_id, region_code, held_on) WHERE state <> 'cancelled'",
                postgres="CREATE UNIQUE INDEX programme_cycle_once ON programme_cycle (programme_id, region_code, held_on) WHERE state <> 'cancelled'",
                protects='satu siklus bagi tiap program, wilayah, dan hari H',
            )
        ),
        ApplyConstraint(
            Constraint(
                'programme_cycle_days',
                'programme_cycle',
                sqlite='CREATE INDEX programme_cycle_days ON programme_cycle (held_on, id)',
                postgres='CREATE INDEX programme_cycle_days ON programme_cycle (held_on, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_once',
                'cycle_step',
                sqlite='CREATE UNIQUE INDEX cycle_step_once ON cycle_step (cycle_id, template_id) WHERE occurrence_on IS NULL',
                postgres='CREATE UNIQUE INDEX cycle_step_once ON cycle_step (cycle_id, template_id) WHERE occurrence_on IS NULL',
                protects='tiap langkah hanya sekali dalam satu siklus',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_occurrence',
                'cycle_step',
                sqlite='CREATE UNIQUE INDEX cycle_step_occurrence ON cycle_step (cycle_id, template_id, occurrence_on) WHERE occurrence_on IS NOT NULL',
                postgres='CREATE UNIQUE INDEX cycle_step_occurrence ON cycle_step (cycle_id, template_id, occurrence_on) WHERE occurrence_on IS NOT NULL',
                protects='langkah berulang hanya sekali bagi tiap harinya',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_due',
                'cycle_step',
                sqlite='CREATE INDEX cycle_step_due ON cycle_step (due_until, id)',
                postgres='CREATE INDEX cycle_step_due ON cycle_step (due_until, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_step_open',
                'cycle_step',
                sqlite='CREATE INDEX cycle_step_open ON cycle_step (due_until, unit_id) WHERE done_at IS NULL AND waived_at IS NULL',
                postgres='CREATE INDEX cycle_step_open ON cycle_step (due_until, unit_id) WHERE done_at IS NULL AND waived_at IS NULL',
            )
        ),
        ApplyConstraint(
            Constraint(
                'cycle_evaluation_current',
                'cycle_evaluation',
                sqlite='CREATE UNIQUE INDEX cycle_evaluation_current ON cycle_evaluation (cycle_id) WHERE is_current',
                postgres='CREATE UNIQUE INDEX cycle_evaluation_current ON cycle_evaluation (cycle_id) WHERE is_current',
                protects='satu evaluasi yang berlaku bagi tiap siklus',
            )
        ),
    ]

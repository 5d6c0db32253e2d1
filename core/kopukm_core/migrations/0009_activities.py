from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RegionCodeField, SearchTextField, SortKeyField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_core.privacy.fields import LookupHashField, PersonalDataField
from kopukm_core.scheduling.activities.choices import ActivityKind, ActivityMode, ActivityState, AttendanceMethod, AttendanceMode, PersonRole, QuestionKind, RegistrationState, TargetState
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0008_messages')]

    operations = [
        ops.CreateModel(
            name='ActivityRule',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='OUTREACH: outreach\nGUIDANCE: guidance\nTRAINING: training\nEVENT: event', enum_type=ActivityKind, max_length=20)),
                ('effective_on', fields.DateField()),
                ('persons_per_party', fields.IntField()),
                ('offer_hours', fields.IntField()),
                ('no_show_grace_hours', fields.IntField()),
                ('check_in_minutes', fields.IntField()),
                ('session_code_minutes', fields.IntField()),
                ('certificate_percent', fields.IntField()),
                ('source', fields.CharField(max_length=300)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_rule', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The numbers by which activities of a kind are run, from a day on. An activity keeps the rule it began with.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Activity',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('programme', fields.CharField(default='', max_length=60)),
                ('cycle', fields.ForeignKeyField('core.ProgrammeCycle', source_field='cycle_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='activities', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharEnumField(description='OUTREACH: outreach\nGUIDANCE: guidance\nTRAINING: training\nEVENT: event', enum_type=ActivityKind, max_length=20)),
                ('title', fields.CharField(max_length=200)),
                ('sort_key', SortKeyField(max_length=400)),
                ('search_text', SearchTextField(unique=False)),
                ('description', fields.TextField(default='', unique=False)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online\nBOTH: both', enum_type=ActivityMode, max_length=20)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='activities', on_delete=OnDelete.RESTRICT)),
                ('rule', fields.ForeignKeyField('core.ActivityRule', source_field='rule_id', db_index=True, db_constraint=True, to_field='id', related_name='activities', on_delete=OnDelete.RESTRICT)),
                ('registration_opens_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('registration_closes_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('audience', fields.CharField(default='', max_length=100)),
                ('audience_parameters', fields.TextField(default='{}', unique=False)),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharEnumField(default=ActivityState.DRAFT, description='DRAFT: draft\nOPEN: open\nCLOSED: closed\nHELD: held\nCANCELLED: cancelled', enum_type=ActivityState, max_length=20)),
                ('is_public', fields.BooleanField(default=False)),
                ('cancelled_reason', fields.CharField(default='', max_length=500)),
                ('evaluation', fields.TextField(default='', unique=False)),
                ('evaluated_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('evaluated_by', fields.CharField(default='', max_length=200)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.CharField(max_length=200)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity', 'app': 'core', 'pk_attr': 'id', 'table_description': 'An outreach, a guidance, a training or an event of a programme ("" for none), in a region.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivityMaterial',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='materials', on_delete=OnDelete.RESTRICT)),
                ('file', fields.ForeignKeyField('core.StoredFile', source_field='file_id', db_index=True, db_constraint=True, to_field='id', related_name='activity_materials', on_delete=OnDelete.RESTRICT)),
                ('title', fields.CharField(max_length=200)),
                ('added_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_material', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A file handed out.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivitySeats',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='seats', on_delete=OnDelete.RESTRICT)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('capacity', fields.IntField(null=True)),
                ('taken', fields.IntField(default=0)),
            ],
            options={'table': 'activity_seats', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The seats of an activity for one way of taking part; `capacity` null is without a limit.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivitySession',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='sessions', on_delete=OnDelete.RESTRICT)),
                ('title', fields.CharField(default='', max_length=200)),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('place', fields.CharField(default='', max_length=300)),
                ('link', fields.CharField(default='', max_length=500)),
                ('sequence', fields.IntField(default=0)),
                ('day_reminded_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('hour_reminded_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('dropped_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_session', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One sitting. `sequence` rises when its time or place changes, for calendars that hold an earlier one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivitySpeaker',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='speakers', on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=200)),
                ('organisation', fields.CharField(default='', max_length=200)),
                ('topic', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'activity_speaker', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Who speaks, as it is announced.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ActivityTarget',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='targets', on_delete=OnDelete.RESTRICT)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='activity_targets', on_delete=OnDelete.RESTRICT)),
                ('audience', fields.CharField(default='', max_length=100)),
                ('reason', fields.CharField(default='', max_length=500)),
                ('state', fields.CharEnumField(default=TargetState.PROPOSED, description='PROPOSED: proposed\nDROPPED: dropped\nINVITED: invited\nDECLINED: declined', enum_type=TargetState, max_length=20)),
                ('is_told', fields.BooleanField(default=False)),
                ('is_reachable', fields.BooleanField(null=True)),
                ('answer_code', fields.CharField(unique=True, max_length=40)),
                ('proposed_by', fields.CharField(max_length=200)),
                ('proposed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('invited_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('answered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'activity_target', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A party that an activity is meant for, with the reason; `is_told` once an invitation was written to it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackForm',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='OUTREACH: outreach\nGUIDANCE: guidance\nTRAINING: training\nEVENT: event', enum_type=ActivityKind, max_length=20)),
                ('version', fields.IntField()),
                ('title', fields.CharField(max_length=200)),
                ('source', fields.CharField(max_length=300)),
                ('effective_on', fields.DateField()),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'feedback_form', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The questions asked after activities of a kind, from a day on; never changed once it was answered.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackQuestion',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('form', fields.ForeignKeyField('core.FeedbackForm', source_field='form_id', db_index=True, db_constraint=True, to_field='id', related_name='questions', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('element', fields.CharField(default='', max_length=120)),
                ('text', fields.CharField(max_length=500)),
                ('kind', fields.CharEnumField(description='SCALE: scale\nTEXT: text', enum_type=QuestionKind, max_length=20)),
            ],
            options={'table': 'feedback_question', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One question, in its place on the form.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Registration',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='registrations', on_delete=OnDelete.RESTRICT)),
                ('party', fields.ForeignKeyField('core.Party', source_field='party_id', db_index=True, db_constraint=True, to_field='id', related_name='registrations', on_delete=OnDelete.RESTRICT)),
                ('region_code', RegionCodeField(null=True)),
                ('person_name', PersonalDataField(kind='name')),
                ('person_name_hash', LookupHashField(default='', of='person_name')),
                ('person_role', fields.CharEnumField(description='MANAGEMENT: management\nSUPERVISOR: supervisor\nMEMBER: member\nEMPLOYEE: employee\nOWNER: owner\nOTHER: other', enum_type=PersonRole, max_length=20)),
                ('party_seat', fields.IntField()),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('state', fields.CharEnumField(description='CONFIRMED: confirmed\nWAITLISTED: waitlisted\nOFFERED: offered\nATTENDED: attended\nNO_SHOW: no_show\nCANCELLED: cancelled\nDECLINED: declined\nEXPIRED: expired', enum_type=RegistrationState, max_length=20)),
                ('is_walk_in', fields.BooleanField(default=False)),
                ('check_in_code', fields.CharField(unique=True, max_length=40)),
                ('answer_code', fields.CharField(unique=True, max_length=40)),
                ('account_id', fields.BigIntField(null=True)),
                ('offer_expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('outcome', fields.CharField(default='', max_length=500)),
                ('reason', fields.CharField(default='', max_length=500)),
                ('certificate', fields.ForeignKeyField('core.StoredFile', source_field='certificate_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='certified_registrations', on_delete=OnDelete.RESTRICT)),
                ('certificate_number', fields.CharField(default='', max_length=100)),
                ('registered_by', fields.CharField(max_length=200)),
                ('registered_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'registration', 'app': 'core', 'pk_attr': 'id', 'table_description': "One person's place in an activity, for a party; never two living ones of the same person."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Attendance',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('session', fields.ForeignKeyField('core.ActivitySession', source_field='session_id', db_index=True, db_constraint=True, to_field='id', related_name='attendances', on_delete=OnDelete.RESTRICT)),
                ('registration', fields.ForeignKeyField('core.Registration', source_field='registration_id', db_index=True, db_constraint=True, to_field='id', related_name='attendances', on_delete=OnDelete.RESTRICT)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('method', fields.CharEnumField(description='CODE: code\nNAME: name\nLIST: list\nSELF: self', enum_type=AttendanceMethod, max_length=20)),
                ('recorded_by', fields.CharField(max_length=200)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('is_withdrawn', fields.BooleanField(default=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'attendance', 'app': 'core', 'pk_attr': 'id', 'table_description': 'Somebody was there, at one session; one that was withdrawn stays, and no longer counts.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackSheet',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('activity', fields.ForeignKeyField('core.Activity', source_field='activity_id', db_index=True, db_constraint=True, to_field='id', related_name='feedback', on_delete=OnDelete.RESTRICT)),
                ('form', fields.ForeignKeyField('core.FeedbackForm', source_field='form_id', db_index=True, db_constraint=True, to_field='id', related_name='sheets', on_delete=OnDelete.RESTRICT)),
                ('registration', fields.ForeignKeyField('core.Registration', source_field='registration_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='feedback', on_delete=OnDelete.RESTRICT)),
                ('paper_number', fields.IntField(null=True)),
                ('given_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'feedback_sheet', 'app': 'core', 'pk_attr': 'id', 'table_description': 'One filled-in form: of a registration, or a paper one with a number and no name.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FeedbackAnswer',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('sheet', fields.ForeignKeyField('core.FeedbackSheet', source_field='sheet_id', db_index=True, db_constraint=True, to_field='id', related_name='answers', on_delete=OnDelete.RESTRICT)),
                ('question', fields.ForeignKeyField('core.FeedbackQuestion', source_field='question_id', db_index=True, db_constraint=True, to_field='id', related_name='answers', on_delete=OnDelete.RESTRICT)),
                ('score', fields.SmallIntField(null=True)),
                ('text', fields.CharField(default='', max_length=2000)),
            ],
            options={'table': 'feedback_answer', 'app': 'core', 'pk_attr': 'id', 'table_description': 'The answer to one question: a score of 1 to 4, or a text.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SessionCode',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('session', fields.ForeignKeyField('core.ActivitySession', source_field='session_id', db_index=True, db_constraint=True, to_field='id', related_name='codes', on_delete=OnDelete.RESTRICT)),
                ('code', fields.CharField(unique=True, max_length=40)),
                ('mode', fields.CharEnumField(description='IN_PERSON: in_person\nONLINE: online', enum_type=AttendanceMode, max_length=20)),
                ('made_by', fields.CharField(max_length=200)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'session_code', 'app': 'core', 'pk_attr': 'id', 'table_description': 'A code shown in the room (as a QR), by which participants record their own attendance until it ends.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'activity_rule_once',
                'activity_rule',
                sqlite='CREATE UNIQUE INDEX activity_rule_once ON activity_rule (kind, effective_on)',
                postgres='CREATE UNIQUE INDEX activity_rule_once ON activity_rule (kind, effective_on)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_search_text_trigram',
                'activity',
                sqlite=('CREATE VIRTUAL TABLE "activity_search_text_trigram" USING fts5("search_text", content=\'activity\', content_rowid=\'id\', tokenize=\'trigram\')', 'CREATE TRIGGER "activity_search_text_trigram_insert" AFTER INSERT ON "activity" BEGIN INSERT INTO "activity_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'CREATE TRIGGER "activity_search_text_trigram_delete" AFTER DELETE ON "activity" BEGIN INSERT INTO "activity_search_text_trigram"("activity_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); END', 'CREATE TRIGGER "activity_search_text_trigram_update" AFTER UPDATE OF "id", "search_text" ON "activity" BEGIN INSERT INTO "activity_search_text_trigram"("activity_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); INSERT INTO "activity_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'INSERT INTO "activity_search_text_trigram"("activity_search_text_trigram") VALUES (\'rebuild\')'),
                postgres=('CREATE EXTENSION IF NOT EXISTS pg_trgm', 'CREATE INDEX "activity_search_text_trigram" ON "activity" USING gin ("search_text" gin_trgm_ops)'),
                drop_sqlite=('DROP TRIGGER "activity_search_text_trigram_insert"', 'DROP TRIGGER "activity_search_text_trigram_delete"', 'DROP TRIGGER "activity_search_text_trigram_update"', 'DROP TABLE "activity_search_text_trigram"'),
                protects='pencarian kata yang cepat',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_order',
                'activity',
                sqlite='CREATE INDEX activity_order ON activity (starts_at, id)',
                postgres='CREATE INDEX activity_order ON activity (starts_at, id)',
                protects='urutan menurut waktu',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_programme',
                'activity',
                sqlite='CREATE INDEX activity_programme ON activity (programme, starts_at, id)',
                postgres='CREATE INDEX activity_programme ON activity (programme, starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_district',
                'activity',
                sqlite='CREATE INDEX activity_district ON activity (substr(region_code, 1, 8), starts_at, id)',
                postgres='CREATE INDEX activity_district ON activity (substr(region_code, 1, 8), starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_seats_once',
                'activity_seats',
                sqlite='CREATE UNIQUE INDEX activity_seats_once ON activity_seats (activity_id, mode)',
                postgres='CREATE UNIQUE INDEX activity_seats_once ON activity_seats (activity_id, mode)',
                protects='satu hitungan tempat per cara ikut',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_session_order',
                'activity_session',
                sqlite='CREATE INDEX activity_session_order ON activity_session (activity_id, starts_at, id)',
                postgres='CREATE INDEX activity_session_order ON activity_session (activity_id, starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_session_time',
                'activity_session',
                sqlite='CREATE INDEX activity_session_time ON activity_session (starts_at, id)',
                postgres='CREATE INDEX activity_session_time ON activity_session (starts_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'activity_target_once',
                'activity_target',
                sqlite='CREATE UNIQUE INDEX activity_target_once ON activity_target (activity_id, party_id)',
                postgres='CREATE UNIQUE INDEX activity_target_once ON activity_target (activity_id, party_id)',
                protects='satu pihak menjadi sasaran satu kali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_once',
                'registration',
                sqlite="CREATE UNIQUE INDEX registration_once ON registration (activity_id, party_id, person_name_hash) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                postgres="CREATE UNIQUE INDEX registration_once ON registration (activity_id, party_id, person_name_hash) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                protects='satu orang terdaftar satu kali pada satu kegiatan',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_party_seat',
                'registration',
                sqlite="CREATE UNIQUE INDEX registration_party_seat ON registration (activity_id, party_id, party_seat) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                postgres="CREATE UNIQUE INDEX registration_party_seat ON registration (activity_id, party_id, party_seat) WHERE state IN ('confirmed', 'offered', 'attended', 'no_show', 'waitlisted')",
                protects='banyaknya orang per pihak tidak terlewati',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_activity',
                'registration',
                sqlite='CREATE INDEX registration_activity ON registration (activity_id, state, mode, id)',
                postgres='CREATE INDEX registration_activity ON registration (activity_id, state, mode, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_party',
                'registration',
                sqlite='CREATE INDEX registration_party ON registration (party_id, registered_at, id)',
                postgres='CREATE INDEX registration_party ON registration (party_id, registered_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_order',
                'registration',
                sqlite='CREATE INDEX registration_order ON registration (registered_at, id)',
                postgres='CREATE INDEX registration_order ON registration (registered_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'registration_offer',
                'registration',
                sqlite="CREATE INDEX registration_offer ON registration (offer_expires_at) WHERE state = 'offered'",
                postgres="CREATE INDEX registration_offer ON registration (offer_expires_at) WHERE state = 'offered'",
            )
        ),
        ApplyConstraint(
            Constraint(
                'attendance_once',
                'attendance',
                sqlite='CREATE UNIQUE INDEX attendance_once ON attendance (session_id, registration_id) WHERE is_withdrawn = FALSE',
                postgres='CREATE UNIQUE INDEX attendance_once ON attendance (session_id, registration_id) WHERE is_withdrawn = FALSE',
                protects='satu orang hadir satu kali pada satu sesi',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_form_once',
                'feedback_form',
                sqlite='CREATE UNIQUE INDEX feedback_form_once ON feedback_form (kind, version)',
                postgres='CREATE UNIQUE INDEX feedback_form_once ON feedback_form (kind, version)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_question_once',
                'feedback_question',
                sqlite='CREATE UNIQUE INDEX feedback_question_once ON feedback_question (form_id, number)',
                postgres='CREATE UNIQUE INDEX feedback_question_once ON feedback_question (form_id, number)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_sheet_once',
                'feedback_sheet',
                sqlite='CREATE UNIQUE INDEX feedback_sheet_once ON feedback_sheet (registration_id) WHERE registration_id IS NOT NULL',
                postgres='CREATE UNIQUE INDEX feedback_sheet_once ON feedback_sheet (registration_id) WHERE registration_id IS NOT NULL',
                protects='satu peserta menjawab satu kali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_sheet_paper',
                'feedback_sheet',
                sqlite='CREATE UNIQUE INDEX feedback_sheet_paper ON feedback_sheet (activity_id, paper_number) WHERE paper_number IS NOT NULL',
                postgres='CREATE UNIQUE INDEX feedback_sheet_paper ON feedback_sheet (activity_id, paper_number) WHERE paper_number IS NOT NULL',
                protects='satu lembar kertas dicatat satu kali',
            )
        ),
        ApplyConstraint(
            Constraint(
                'feedback_answer_once',
                'feedback_answer',
                sqlite='CREATE UNIQUE INDEX feedback_answer_once ON feedback_answer (sheet_id, question_id)',
                postgres='CREATE UNIQUE INDEX feedback_answer_once ON feedback_answer (sheet_id, question_id)',
            )
        ),
    ]

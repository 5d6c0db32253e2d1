from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import SearchTextField, SortKeyField
from kopukm_core.db.migrating.operations import ApplyConstraint
from kopukm_siopik.outreach.prospects.models import ProspectState
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0010_slots'), ('siopik', '0006_figures')]

    operations = [
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
            name='Prospect',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('party', fields.OneToOneField('core.Party', source_field='party_id', db_constraint=True, to_field='id', related_name='siopik_prospect', on_delete=OnDelete.RESTRICT)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='siopik_prospects', on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=200)),
                ('name_key', fields.CharField(max_length=200)),
                ('sort_key', SortKeyField(max_length=400)),
                ('search_text', SearchTextField(unique=False)),
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

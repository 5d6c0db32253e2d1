from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_businesses.models import BusinessClass
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.fields import RupiahField, SearchTextField
from kopukm_core.db.migrating.operations import ApplyConstraint
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('core', '0005_import_runs')]

    initial = True

    operations = [
        ops.CreateModel(
            name='Business',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('owner_name', fields.CharField(max_length=200)),
                ('name', fields.CharField(max_length=200)),
                ('search_text', SearchTextField(unique=False)),
                ('kbli', fields.CharField(max_length=5)),
                ('region', fields.ForeignKeyField('core.Region', source_field='region_code', db_index=True, db_constraint=True, to_field='code', related_name='businesses', on_delete=OnDelete.RESTRICT)),
                ('business_class', fields.CharEnumField(description='MICRO: micro\nSMALL: small\nMEDIUM: medium', enum_type=BusinessClass, max_length=10)),
                ('turnover', RupiahField()),
                ('validated', fields.BooleanField(default=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'businesses_business', 'app': 'businesses', 'pk_attr': 'id', 'table_description': 'A business and its owner.'},
            bases=['Model'],
        ),
        ApplyConstraint(
            Constraint(
                'businesses_business_search_text_trigram',
                'businesses_business',
                sqlite=('CREATE VIRTUAL TABLE "businesses_business_search_text_trigram" USING fts5("search_text", content=\'businesses_business\', content_rowid=\'id\', tokenize=\'trigram\')', 'CREATE TRIGGER "businesses_business_search_text_trigram_insert" AFTER INSERT ON "businesses_business" BEGIN INSERT INTO "businesses_business_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'CREATE TRIGGER "businesses_business_search_text_trigram_delete" AFTER DELETE ON "businesses_business" BEGIN INSERT INTO "businesses_business_search_text_trigram"("businesses_business_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); END', 'CREATE TRIGGER "businesses_business_search_text_trigram_update" AFTER UPDATE OF "id", "search_text" ON "businesses_business" BEGIN INSERT INTO "businesses_business_search_text_trigram"("businesses_business_search_text_trigram", rowid, "search_text") VALUES (\'delete\', old."id", old."search_text"); INSERT INTO "businesses_business_search_text_trigram"(rowid, "search_text") VALUES (new."id", new."search_text"); END', 'INSERT INTO "businesses_business_search_text_trigram"("businesses_business_search_text_trigram") VALUES (\'rebuild\')'),
                postgres=('CREATE EXTENSION IF NOT EXISTS pg_trgm', 'CREATE INDEX "businesses_business_search_text_trigram" ON "businesses_business" USING gin ("search_text" gin_trgm_ops)'),
                drop_sqlite=('DROP TRIGGER "businesses_business_search_text_trigram_insert"', 'DROP TRIGGER "businesses_business_search_text_trigram_delete"', 'DROP TRIGGER "businesses_business_search_text_trigram_update"', 'DROP TABLE "businesses_business_search_text_trigram"'),
                protects='pencarian kata yang cepat',
            )
        ),
        ApplyConstraint(
            Constraint(
                'businesses_business_recent',
                'businesses_business',
                sqlite='CREATE INDEX businesses_business_recent ON businesses_business (created_at, id)',
                postgres='CREATE INDEX businesses_business_recent ON businesses_business (created_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'businesses_business_district',
                'businesses_business',
                sqlite='CREATE INDEX businesses_business_district ON businesses_business (substr(region_code, 1, 8), created_at, id)',
                postgres='CREATE INDEX businesses_business_district ON businesses_business (substr(region_code, 1, 8), created_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'businesses_business_district_class',
                'businesses_business',
                sqlite='CREATE INDEX businesses_business_district_class ON businesses_business (substr(region_code, 1, 8), business_class, created_at, id)',
                postgres='CREATE INDEX businesses_business_district_class ON businesses_business (substr(region_code, 1, 8), business_class, created_at, id)',
            )
        ),
    ]

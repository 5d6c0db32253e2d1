from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating.operations import ApplyConstraint

class Migration(migrations.Migration):
    dependencies = [('siopik', '0003_lists_in_order')]

    operations = [
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_district_status',
                'siopik_cooperative',
                sqlite='CREATE INDEX siopik_cooperative_district_status ON siopik_cooperative (substr(region_code, 1, 8), status)',
                postgres='CREATE INDEX siopik_cooperative_district_status ON siopik_cooperative (substr(region_code, 1, 8), status) INCLUDE (region_code)',
            )
        ),
    ]

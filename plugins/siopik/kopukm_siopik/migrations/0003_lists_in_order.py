from tortoise import migrations
from tortoise.migrations import operations as ops
from kopukm_core.db.constraints import Constraint
from kopukm_core.db.migrating.operations import ApplyConstraint

class Migration(migrations.Migration):
    dependencies = [('siopik', '0002_undone_imports')]

    operations = [
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_district',
                'siopik_cooperative',
                sqlite='CREATE INDEX siopik_cooperative_district ON siopik_cooperative (substr(region_code, 1, 8), sort_key, id)',
                postgres='CREATE INDEX siopik_cooperative_district ON siopik_cooperative (substr(region_code, 1, 8), sort_key, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_recorded',
                'siopik_cooperative',
                sqlite='CREATE INDEX siopik_cooperative_recorded ON siopik_cooperative (recorded_at, id)',
                postgres='CREATE INDEX siopik_cooperative_recorded ON siopik_cooperative (recorded_at, id)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_cooperative_legal_date',
                'siopik_cooperative',
                sqlite='CREATE INDEX siopik_cooperative_legal_date ON siopik_cooperative (legal_entity_date DESC, id DESC)',
                postgres='CREATE INDEX siopik_cooperative_legal_date ON siopik_cooperative (legal_entity_date DESC NULLS LAST, id DESC)',
            )
        ),
        ApplyConstraint(
            Constraint(
                'siopik_annual_meeting_held',
                'siopik_annual_meeting',
                sqlite='CREATE INDEX siopik_annual_meeting_held ON siopik_annual_meeting (held_on, id) WHERE is_current',
                postgres='CREATE INDEX siopik_annual_meeting_held ON siopik_annual_meeting (held_on, id) WHERE is_current',
            )
        ),
    ]

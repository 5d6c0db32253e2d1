"""The core's own checks, in the order in which they are told."""

from kopukm_core.doctor.checks.backup import backup_check
from kopukm_core.doctor.checks.data import integrity_check, regions_check, sleeping_data_check
from kopukm_core.doctor.checks.home import disk_check, home_check
from kopukm_core.doctor.checks.jobs import jobs_check, schedules_check, workers_check
from kopukm_core.doctor.checks.keys import keys_check, keys_fit_check
from kopukm_core.doctor.checks.program import plugins_check, program_check
from kopukm_core.doctor.checks.redis import redis_check
from kopukm_core.doctor.checks.schema import clock_check, engine_check, migrations_check
from kopukm_core.doctor.checks.settings import mode_check, settings_check

CHECKS = (
    program_check,
    settings_check,
    mode_check,
    plugins_check,
    home_check,
    disk_check,
    keys_check,
    backup_check,
    redis_check,
    engine_check,
    clock_check,
    migrations_check,
    integrity_check,
    keys_fit_check,
    regions_check,
    sleeping_data_check,
    workers_check,
    jobs_check,
    schedules_check,
)

__all__ = ["CHECKS"]

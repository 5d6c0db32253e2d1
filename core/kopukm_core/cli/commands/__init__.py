"""The core's own subcommands, one per module."""

from kopukm_core.cli.commands.backup import BACKUP, RESTORE
from kopukm_core.cli.commands.demo import DEMO
from kopukm_core.cli.commands.do import DO
from kopukm_core.cli.commands.doctor import DOCTOR
from kopukm_core.cli.commands.import_file import IMPORT
from kopukm_core.cli.commands.jobs import JOBS
from kopukm_core.cli.commands.keys import KEYS
from kopukm_core.cli.commands.migrate import MIGRATE
from kopukm_core.cli.commands.plugins import PLUGINS
from kopukm_core.cli.commands.schedules import SCHEDULES
from kopukm_core.cli.commands.trace import TRACE
from kopukm_core.cli.commands.worker import WORKER
from kopukm_core.identity.cli import USER
from kopukm_core.regions.cli import REGIONS

SUBCOMMANDS = (
    MIGRATE,
    WORKER,
    DO,
    IMPORT,
    DEMO,
    PLUGINS,
    DOCTOR,
    JOBS,
    SCHEDULES,
    TRACE,
    USER,
    REGIONS,
    BACKUP,
    RESTORE,
    KEYS,
)

__all__ = ["SUBCOMMANDS"]

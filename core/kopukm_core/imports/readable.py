"""Who sees imports: who started them, and who holds the permission for the place."""

from __future__ import annotations

from kopukm_core.files import READ_IMPORTS
from kopukm_core.imports.models import ImportRun, KeptRow
from kopukm_core.visibility import AnyOf, Granted, OwnActor, Through, Visibility

IMPORT_VISIBILITY: tuple[Visibility, ...] = (
    Visibility(ImportRun, rows=AnyOf(OwnActor("actor"), Granted(READ_IMPORTS, region="region_code"))),
    Visibility(KeptRow, rows=Through("run_id", ImportRun)),
)

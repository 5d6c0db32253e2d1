"""The jobs of imports."""

from __future__ import annotations

from kopukm_core.imports.running import run_import
from kopukm_core.imports.undoing import undo_import_run

IMPORT_TASKS = (run_import, undo_import_run)

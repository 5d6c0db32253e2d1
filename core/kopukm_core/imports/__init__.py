"""Imports of spreadsheets: judged apart, stored as batch commands, reported in the same sheet, taken back."""

from kopukm_core.imports.at_once import ImportedFile, import_at_once
from kopukm_core.imports.declared import import_named, usable_imports
from kopukm_core.imports.judging import judge_file
from kopukm_core.imports.models import ImportRun, ImportStage, ImportState, KeptRow
from kopukm_core.imports.running import write_report
from kopukm_core.imports.storing import Storing, store_report
from kopukm_core.imports.undoing import undo_run

__all__ = [
    "ImportRun",
    "ImportStage",
    "ImportState",
    "ImportedFile",
    "KeptRow",
    "Storing",
    "import_at_once",
    "import_named",
    "judge_file",
    "store_report",
    "undo_run",
    "usable_imports",
    "write_report",
]

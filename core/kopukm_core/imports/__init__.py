"""Imports of spreadsheets."""

from kopukm_core.imports.declared import import_named, usable_imports
from kopukm_core.imports.judging import judge_file
from kopukm_core.imports.storing import Storing, store_report

__all__ = ["Storing", "import_named", "judge_file", "store_report", "usable_imports"]

"""Reading tables that people keep: any layout, any spelling, a report for every row."""

from kopukm_core.tabular.columns import Column, ImportDeclaration, SheetDeclaration, judge_each_alone
from kopukm_core.tabular.evaluate import evaluate, evaluate_sheets
from kopukm_core.tabular.harmless import harmless, is_formula_text
from kopukm_core.tabular.judged import CellFinding, JudgedRow, Outcome, RowKey, SheetRow
from kopukm_core.tabular.limits import TabularLimitError, TabularLimits, tabular_limits
from kopukm_core.tabular.marked_workbook import write_marked_workbook
from kopukm_core.tabular.read_apart import ReadingProcess, read_apart, whole_sheets
from kopukm_core.tabular.report import Action, ImportReport, RowReport, SheetReport
from kopukm_core.tabular.report_csv import csv_report
from kopukm_core.tabular.sheets import MergedRange, Sheet, TabularError
from kopukm_core.tabular.source import read_content, read_sheets
from kopukm_core.tabular.summary import summary_of
from kopukm_core.tabular.template import template_of

__all__ = [
    "Action",
    "CellFinding",
    "Column",
    "ImportDeclaration",
    "ImportReport",
    "JudgedRow",
    "MergedRange",
    "Outcome",
    "ReadingProcess",
    "RowKey",
    "RowReport",
    "Sheet",
    "SheetDeclaration",
    "SheetReport",
    "SheetRow",
    "TabularError",
    "TabularLimitError",
    "TabularLimits",
    "csv_report",
    "evaluate",
    "evaluate_sheets",
    "harmless",
    "is_formula_text",
    "judge_each_alone",
    "read_apart",
    "read_content",
    "read_sheets",
    "summary_of",
    "tabular_limits",
    "template_of",
    "whole_sheets",
    "write_marked_workbook",
]

"""What is printed and handed out: PDF, spreadsheets, QR codes, reports with their definitions."""

from kopukm_core.papers.attendance import AttendanceBlock, AttendanceList, Attendant, attendance_list_pdf
from kopukm_core.papers.certificate import Certificate, certificate_pdf, certificates_pdf
from kopukm_core.papers.evaluation_sheet import SCALE, EvaluationSheet, SheetQuestion, evaluation_sheet_pdf
from kopukm_core.papers.letter import Letter, Particulars, QrCode, letter_pdf, letters_pdf
from kopukm_core.papers.letterhead import NOT_FILLED, Letterhead, Signatory
from kopukm_core.papers.qr import qr_png, qr_svg
from kopukm_core.papers.report import Cell, ColumnKind, Report, ReportRequest, Table, TableColumn
from kopukm_core.papers.separated import SeparatedTables, tables_csv
from kopukm_core.papers.tables import TablesPaper
from kopukm_core.papers.tables_paper import tables_pdf
from kopukm_core.papers.typesetting import TypesettingError
from kopukm_core.papers.workbook import tables_xlsx

__all__ = [
    "NOT_FILLED",
    "SCALE",
    "AttendanceBlock",
    "AttendanceList",
    "Attendant",
    "Cell",
    "Certificate",
    "ColumnKind",
    "EvaluationSheet",
    "Letter",
    "Letterhead",
    "Particulars",
    "QrCode",
    "Report",
    "ReportRequest",
    "SeparatedTables",
    "SheetQuestion",
    "Signatory",
    "Table",
    "TableColumn",
    "TablesPaper",
    "TypesettingError",
    "attendance_list_pdf",
    "certificate_pdf",
    "certificates_pdf",
    "evaluation_sheet_pdf",
    "letter_pdf",
    "letters_pdf",
    "qr_png",
    "qr_svg",
    "tables_csv",
    "tables_pdf",
    "tables_xlsx",
]

"""What is printed and handed out: PDF, spreadsheets, QR codes, reports with their definitions."""

from kopukm_core.papers.attendance import AttendanceBlock, AttendanceList, Attendant, attendance_list_pdf
from kopukm_core.papers.cards import ParticipantCard, participant_cards_pdf
from kopukm_core.papers.certificate import Certificate, certificate_pdf, certificates_pdf
from kopukm_core.papers.evaluation_sheet import SCALE, EvaluationSheet, SheetQuestion, evaluation_sheet_pdf
from kopukm_core.papers.issuing import (
    CheckedPaper,
    NewPaper,
    check_paper,
    checking_path,
    issue_paper,
    issue_papers,
    public_address,
    shown_code,
)
from kopukm_core.papers.letter import Letter, Particulars, QrCode, letter_pdf, letters_pdf
from kopukm_core.papers.letterhead import NOT_FILLED, Letterhead, Signatory
from kopukm_core.papers.numbering import CERTIFICATE, LETTER, ensure_paper_kind
from kopukm_core.papers.office import office_letterhead, office_signatory
from kopukm_core.papers.qr import qr_png, qr_svg
from kopukm_core.papers.report import Cell, ColumnKind, Report, ReportRequest, Table, TableColumn, Withheld
from kopukm_core.papers.separated import SeparatedTables, tables_csv
from kopukm_core.papers.tables import TablesPaper
from kopukm_core.papers.tables_paper import tables_pdf
from kopukm_core.papers.typesetting import TypesettingError
from kopukm_core.papers.workbook import tables_xlsx

__all__ = [
    "CERTIFICATE",
    "LETTER",
    "NOT_FILLED",
    "SCALE",
    "AttendanceBlock",
    "AttendanceList",
    "Attendant",
    "Cell",
    "Certificate",
    "CheckedPaper",
    "ColumnKind",
    "EvaluationSheet",
    "Letter",
    "Letterhead",
    "NewPaper",
    "ParticipantCard",
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
    "Withheld",
    "attendance_list_pdf",
    "certificate_pdf",
    "certificates_pdf",
    "check_paper",
    "checking_path",
    "ensure_paper_kind",
    "evaluation_sheet_pdf",
    "issue_paper",
    "issue_papers",
    "letter_pdf",
    "letters_pdf",
    "office_letterhead",
    "office_signatory",
    "participant_cards_pdf",
    "public_address",
    "qr_png",
    "qr_svg",
    "shown_code",
    "tables_csv",
    "tables_pdf",
    "tables_xlsx",
]

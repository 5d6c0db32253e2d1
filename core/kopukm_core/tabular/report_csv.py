"""The report as a sheet for whoever mends the file: one line for each thing noticed."""

from __future__ import annotations

import csv
import io

from kopukm_core.tabular.harmless import harmless
from kopukm_core.tabular.report import ImportReport
from kopukm_core.tabular.summary import OUTCOME_TITLES

HEADINGS = ("lembar", "baris", "sel", "nama", "hasil", "kode", "pesan")


def csv_report(report: ImportReport) -> bytes:
    """CSV with semicolons and a byte order mark, as Excel opens it here.

    A row with several findings has as many lines; a row without any, and not refused or held as a duplicate, none.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(HEADINGS)
    for row in report.rows:
        found = [(one.cell, one.code, one.message) for one in row.findings]
        if not found and not row.outcome.is_kept:
            found = [("", "", "")]
        for cell, code, message in found:
            line = (
                row.key.sheet,
                str(row.key.number),
                cell,
                row.name,
                OUTCOME_TITLES[row.outcome],
                code,
                message,
            )
            writer.writerow([harmless(text) for text in line])
    return written.getvalue().encode("utf-8-sig")

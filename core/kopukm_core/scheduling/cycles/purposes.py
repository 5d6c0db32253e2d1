"""Files that show that steps were done."""

from __future__ import annotations

from kopukm_core.files import PAPERS, SPREADSHEETS, FilePurpose
from kopukm_core.programmes.permissions import READ_PROGRAMMES

CYCLE_EVIDENCE = "core.cycle_evidence"
EVALUATION_PAPER = "core.evaluation_paper"

CYCLE_FILE_PURPOSES: tuple[FilePurpose, ...] = (
    FilePurpose(CYCLE_EVIDENCE, "Bukti langkah program", READ_PROGRAMMES, PAPERS | SPREADSHEETS),
    FilePurpose(EVALUATION_PAPER, "Lembar evaluasi siklus", READ_PROGRAMMES, PAPERS),
)

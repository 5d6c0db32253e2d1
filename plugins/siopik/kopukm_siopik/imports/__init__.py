"""Importing what the office exports from ODS."""

from kopukm_siopik.imports.columns import COOPERATIVES, FIGURES, REPORTS
from kopukm_siopik.imports.context import CooperativeImportContext, StoredCooperative
from kopukm_siopik.imports.declaration import COOPERATIVES_IMPORT

__all__ = [
    "COOPERATIVES",
    "COOPERATIVES_IMPORT",
    "FIGURES",
    "REPORTS",
    "CooperativeImportContext",
    "StoredCooperative",
]

IMPORTS = (COOPERATIVES_IMPORT,)

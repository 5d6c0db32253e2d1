"""The import `siopik.cooperatives`: an ODS export of cooperatives, of their yearly reports, or of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kopukm_core.tabular import ImportDeclaration, JudgedRow, SheetRow
from kopukm_core.values import ReadingContext
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.imports.columns import COOPERATIVES, REPORTS
from kopukm_siopik.imports.context import CooperativeImportContext
from kopukm_siopik.imports.cooperatives import judge_cooperatives
from kopukm_siopik.imports.reports import judge_reports
from kopukm_siopik.imports.storing import store, with_stored
from kopukm_siopik.imports.whose import Owners


def judge(sheets: Mapping[str, Sequence[SheetRow]], plain_context: ReadingContext) -> list[JudgedRow]:
    """Cooperatives first, then the reports of those that were accepted."""
    context = CooperativeImportContext.of(plain_context)
    candidates = judge_cooperatives(sheets.get(COOPERATIVES.name, ()), context)
    owners = Owners(candidates, context.stored)
    reports = judge_reports(sheets.get(REPORTS.name, ()), owners, context)
    return [*(candidate.judged() for candidate in candidates), *reports]


def status_word(status: CooperativeStatus) -> str:
    """The status as ODS reports write it: `tidak_aktif`."""
    return status.label.lower().replace(" ", "_")


COOPERATIVES_IMPORT = ImportDeclaration(
    name="siopik.cooperatives",
    title="Ekspor ODS: koperasi dan laporan tahunannya",
    sheets=(COOPERATIVES, REPORTS),
    judge=judge,
    context=with_stored,
    store=store,
    report_as={"status": status_word},
    commands=("siopik.register_cooperative", "siopik.report_year"),
)

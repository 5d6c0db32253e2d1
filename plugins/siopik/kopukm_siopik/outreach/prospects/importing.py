"""The import `siopik.prospects`: lists of cooperatives that a kecamatan, a ministry or a survey knows of.

Its rows are read and compared as those of the cooperatives sheet are; only that a prospect need have no number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kopukm_core.imports import Storing
from kopukm_core.tabular import Column, ImportDeclaration, ImportReport, JudgedRow, SheetDeclaration, SheetRow
from kopukm_core.values import ReadingContext, TextType
from kopukm_siopik.imports.columns import COOPERATIVES, NOTHING_YET
from kopukm_siopik.imports.context import CooperativeImportContext
from kopukm_siopik.imports.cooperatives import Candidate, judge_prospects
from kopukm_siopik.imports.stored import StoredRegistry
from kopukm_siopik.imports.storing import with_stored

TOLD = ("name", "nik", "legal_entity_number", "region_code", "phone", "email", "told_by", "note")
FROM_A_LIST = "Daftar yang diimpor"
"""Where the office knows it from, where the row does not say."""
_SHARED = {column.field: column for column in COOPERATIVES.columns}
_SAME = ("name", "nik", "legal_entity_number", "village", "subdistrict", "district", "phone", "email")

PROSPECTS = SheetDeclaration(
    name="prospects",
    title="daftar calon koperasi",
    names=("calon", "calon koperasi", "koperasi", "data"),
    empty_words=NOTHING_YET,
    any_of=(("subdistrict", "village"),),
    columns=(
        *(_SHARED[name] for name in _SAME),
        Column(
            "told_by", "Diketahui Dari", TextType(), ("Sumber", "Sumber Data", "Asal Data", "Informasi Dari")
        ),
        Column("note", "Catatan", TextType(), ("Keterangan", "Ket")),
    ),
)


def judge(sheets: Mapping[str, Sequence[SheetRow]], plain_context: ReadingContext) -> list[JudgedRow]:
    """Each row by itself, beside the rows above it, and beside the registry."""
    context = CooperativeImportContext.of(plain_context)
    registry = StoredRegistry(context.stored)
    candidates = judge_prospects(sheets.get(PROSPECTS.name, ()), context)
    return [_judged(candidate, registry) for candidate in candidates]


def _judged(candidate: Candidate, registry: StoredRegistry) -> JudgedRow:
    read = candidate.row.values
    candidate.values |= {"told_by": read.get("told_by") or FROM_A_LIST, "note": read.get("note")}
    if not candidate.is_kept:
        return candidate.judged()
    if candidate.place.office_outside:
        message = "Kantornya di luar kabupaten; calon koperasi hanya dicatat di wilayah dinas."
        candidate.error = candidate.row.finding("subdistrict", "OFFICE_OUTSIDE", message)
        return candidate.judged()
    recorded = registry.recorded_as(
        candidate.name, candidate.nik, candidate.legal_entity_key, candidate.place.subdistrict_code
    )
    if recorded is not None:
        message = f"Sudah tercatat di registri sebagai {recorded.shown}."
        candidate.error = candidate.row.finding("name", "ALREADY_REGISTERED", message)
    return candidate.judged()


async def store(report: ImportReport, storing: Storing) -> None:
    """Give the kept rows to the command, which compares them with the prospects noted before."""
    kept = report.kept(PROSPECTS.name)
    inputs: list[dict[str, Any]] = [{name: row.values.get(name) for name in TOLD} for row in kept]
    await storing.give("siopik.note_prospect", kept, inputs)


PROSPECTS_IMPORT = ImportDeclaration(
    name="siopik.prospects",
    title="Daftar calon koperasi",
    sheets=(PROSPECTS,),
    judge=judge,
    context=with_stored,
    store=store,
    commands=("siopik.note_prospect",),
)

"""The report on Merah Putih cooperatives: villages with one and without, and their outlets."""

from __future__ import annotations

from collections.abc import Sequence

from kopukm_core.identity.actor import Actor
from kopukm_core.papers.report import Report, ReportRequest, Table
from kopukm_core.platform import Platform
from kopukm_siopik.figures.report_tables import (
    NUMBER,
    TEXT,
    UNKNOWN_PLACE,
    columns,
    known_words,
    region_names,
)
from kopukm_siopik.figures.reports.asking import question_of
from kopukm_siopik.figures.statistics import DISTRICT
from kopukm_siopik.outlets.choices import OutletKind, OutletStatus
from kopukm_siopik.outlets.counting import MOST, VillageCounts, unserved_villages, village_counts
from kopukm_siopik.permissions import READ_REPORTS

DEFINITIONS = (
    "Sudah punya: desa atau kelurahan yang kodenya tercatat pada koperasi KDMP atau KKMP yang tidak bubar.",
    "Gerai dihitung menurut keadaannya pada hari itu; yang ditarik karena keliru tercatat tidak dihitung.",
)


async def _village_cooperatives(
    platform: Platform, _actor: Actor, request: ReportRequest
) -> Sequence[Table | str]:
    question = await question_of(request)
    counted = await village_counts(question, DISTRICT)
    names = await region_names(counted)
    total = VillageCounts()
    for one in counted.values():
        total.add(one)
    told = (known_words(question, platform.settings.time_zone), *DEFINITIONS)
    by_district = Table(
        "Koperasi Merah Putih per kecamatan",
        columns(
            ("Kecamatan", TEXT),
            ("Desa dan kelurahan", NUMBER),
            ("Sudah punya", NUMBER),
            ("Belum punya", NUMBER),
            ("Belum dikaitkan", NUMBER),
            *((kind.label, NUMBER) for kind in OutletKind),
        ),
        tuple((names.get(code or "", UNKNOWN_PLACE), *_cells(one)) for code, one in counted.items()),
        definitions=(*told, "Kolom gerai: yang beroperasi. Belum dikaitkan: desanya belum tercatat."),
        total=("Jumlah", *_cells(total)),
    )
    villages = [
        one
        for offset in range(0, total.unserved, MOST)
        for one in await unserved_villages(question, MOST, offset)
    ]
    without = Table(
        "Desa dan kelurahan tanpa koperasi Merah Putih",
        columns(("Kode", TEXT), ("Desa atau kelurahan", TEXT), ("Kecamatan", TEXT)),
        tuple((one.code, one.name, one.district or UNKNOWN_PLACE) for one in villages),
        definitions=told[:2],
    )
    return [by_district, without]


def _cells(counts: VillageCounts) -> tuple[int, ...]:
    operating = [counts.outlets.get((kind, OutletStatus.OPERATING), 0) for kind in OutletKind]
    return (counts.villages, counts.served, counts.unserved, counts.unlinked, *operating)


REPORTS = (
    Report(
        "siopik.village_cooperatives",
        "Koperasi Merah Putih dan gerainya",
        "Desa dan kelurahan yang sudah dan belum punya koperasi Merah Putih, dan gerai yang beroperasi.",
        READ_REPORTS,
        _village_cooperatives,
        uses_period=False,
    ),
)

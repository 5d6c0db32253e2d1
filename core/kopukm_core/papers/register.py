"""The register of outgoing papers (buku agenda): every number of a period, withdrawn ones too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kopukm_core import clock
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.identity import Actor
from kopukm_core.papers.models import IssuedPaper
from kopukm_core.papers.permissions import READ_PAPERS
from kopukm_core.papers.report import ColumnKind, Report, ReportRequest, Table, TableColumn
from kopukm_core.visibility.expressions import within_region

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

_REGISTER = (
    TableColumn("No.", ColumnKind.NUMBER),
    TableColumn("Nomor"),
    TableColumn("Tanggal", ColumnKind.DATE),
    TableColumn("Jenis"),
    TableColumn("Kepada/nama"),
    TableColumn("Hal"),
    TableColumn("Keadaan"),
)
_KINDS = (
    TableColumn("Jenis"),
    TableColumn("Diterbitkan", ColumnKind.NUMBER),
    TableColumn("Ditarik", ColumnKind.NUMBER),
)


async def _build(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
    known_at = request.known_at or clock.now()
    given = Parameters(dialect())
    seen = platform.visibility.condition(IssuedPaper, actor, "p", given)
    within = ""
    if request.region_code:
        within = f" AND {within_region('p.region_code', request.region_code, given)}"
    found = await rows(
        "SELECT p.kind, p.kind_title, p.number, p.issued_on, p.shown_name, p.subject,"
        f" CASE WHEN p.withdrawn_at <= {given.add(known_at)} THEN 1 ELSE 0 END AS withdrawn"
        f" FROM issued_paper p WHERE {seen}{within}"
        f" AND p.issued_on BETWEEN {given.add(request.first_day)} AND {given.add(request.last_day)}"
        f" AND p.issued_at <= {given.add(known_at)}"
        " ORDER BY p.kind, p.year, p.sequence",
        given,
    )
    listed = tuple(
        (
            line,
            str(row["number"]),
            day_of(row["issued_on"]),
            str(row["kind_title"]),
            str(row["shown_name"]),
            str(row["subject"]),
            "ditarik" if row["withdrawn"] else "berlaku",
        )
        for line, row in enumerate(found, start=1)
    )
    issued = Counter(str(row["kind_title"]) for row in found)
    withdrawn = Counter(str(row["kind_title"]) for row in found if row["withdrawn"])
    return (
        Table(
            "Jumlah menurut jenis",
            _KINDS,
            tuple((kind, number, withdrawn[kind]) for kind, number in issued.items()),
            (
                "Diterbitkan: bernomor dengan tanggal dalam masa laporan, yang kemudian ditarik pun terhitung.",
            ),
            ("Jumlah", issued.total(), withdrawn.total()),
        ),
        Table(
            "Surat dan sertifikat",
            _REGISTER,
            listed,
            (
                "Ditarik: dinyatakan tidak berlaku lagi oleh kantor; nomornya tidak dipakai ulang.",
                "Nama disamarkan; lengkapnya ada pada surat itu sendiri.",
            ),
        ),
    )


PAPER_REGISTER = Report(
    "core.paper_register",
    "Buku agenda surat dan sertifikat",
    "Semua surat dan sertifikat bernomor dalam satu masa, menurut jenis dan nomor urut.",
    READ_PAPERS,
    _build,
)
